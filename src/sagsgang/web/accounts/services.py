"""What changes accounts."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from sagsgang.web.accounts.models import Body, Membership, Municipality, Role, User


class RefusedError(Exception):
    """It cannot be done. The message is one sentence for people."""


def is_new(name: str) -> bool:
    """Whether nobody logs in by that name yet."""
    return not User.objects.filter(username=name).exists()


def grant(*, name: str, password: str, municipality: str, body: str = "", member_only: bool = False) -> User:
    """Give somebody a role in a municipality, or in one body of it; a new name gets the password.

    Raises `RefusedError` for places that are not there and passwords that are too weak.
    """
    place = Municipality.objects.filter(slug=municipality).first()
    if place is None:
        raise RefusedError(f"there is no municipality at /{municipality}; import something of it first")
    part = Body.objects.filter(municipality=place, slug=body).first() if body else None
    if body and part is None:
        raise RefusedError(f"there is no council or committee at /{municipality}/{body}")
    with transaction.atomic():
        user = User.objects.filter(username=name).first() or _new(name, password)
        Membership.objects.get_or_create(
            user=user, municipality=place, body=part, role=Role.MEMBER if member_only else Role.EDITOR
        )
    return user


def _new(name: str, password: str) -> User:
    user = User(username=name)
    try:
        user.full_clean(exclude=["password"])
        with translation.override("en"):
            validate_password(password, user)
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error
    user.set_password(password)
    user.save()
    return user
