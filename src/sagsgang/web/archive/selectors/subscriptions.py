"""Subscriptions of whoever holds a link to one of them, and what a mail is to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sagsgang.web.archive.models import Item, Notice, Subscription, What
from sagsgang.web.archive.selectors import items


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """An item that has news, and which they are, in the order of `What`."""

    item: Item
    what: tuple[What, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """What a subscriber is to be told, the latest meeting first, and the keys of the notices that say so.

    Items that have been closed since are not among the news, but their notices are among the keys.
    """

    subscription: Subscription
    news: tuple[News, ...]
    notices: tuple[int, ...]


def by_token(token: str) -> Subscription | None:
    """The subscription with that token."""
    return Subscription.objects.filter(token=token).first()


def of_same_address(subscription: Subscription) -> Sequence[Subscription]:
    """All confirmed subscriptions of its e-mail address."""
    return list(Subscription.objects.filter(email=subscription.email).exclude(confirmed_at=None))


def waiting(subscription: Subscription) -> Waiting:
    """What is to be told, as the public may see it at this moment."""
    notices = list(Notice.objects.filter(subscription=subscription))
    what: dict[int, set[str]] = {}
    for notice in notices:
        what.setdefault(notice.item_id, set()).add(notice.what)
    rows = items.items().filter(pk__in=what, is_open=True).order_by("-meeting__date", "meeting", "position")
    return Waiting(
        subscription=subscription,
        news=tuple(News(item=row, what=tuple(kind for kind in What if kind in what[row.pk])) for row in rows),
        notices=tuple(notice.pk for notice in notices),
    )
