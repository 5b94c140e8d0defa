"""Who may do and see what: the only place that decides it. What is not granted here is refused."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser

from sagsgang.web.accounts.models import Body, Membership, Role, User

Actor = User | AnonymousUser | None
"""Whoever asks; None and `AnonymousUser` are the public."""


class Action(StrEnum):
    """What can be done in the archive beyond reading what is public."""

    CORRECT = "correct"
    SEE_CLOSED = "see_closed"


_MAY = {Action.CORRECT: {Role.EDITOR}, Action.SEE_CLOSED: {Role.EDITOR, Role.MEMBER}}


class ForbiddenError(Exception):
    """The actor may not do this."""


def can(actor: Actor, action: Action, body: Body) -> bool:
    """Whether the actor may do this with what belongs to the body."""
    return any(
        membership.municipality_id == body.municipality_id and membership.body_id in (None, body.pk)
        for membership in _memberships(actor, action)
    )


def scope(actor: Actor, action: Action) -> frozenset[str]:
    """Where the actor may do this: "municipality/" for all of a municipality, "municipality/body" for one body."""
    return frozenset(
        f"{membership.municipality.slug}/{membership.body.slug if membership.body else ''}"
        for membership in _memberships(actor, action)
    )


def _memberships(actor: Actor, action: Action) -> list[Membership]:
    if not isinstance(actor, User) or not actor.is_active:
        return []
    held = Membership.objects.filter(user=actor, role__in=_MAY[action])
    return list(held.select_related("municipality", "body"))
