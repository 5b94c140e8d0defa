"""From a mention of another meeting or item to its page, where the archive has it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from sagsgang import model
from sagsgang.model import DocumentKind
from sagsgang.web.archive import addresses
from sagsgang.web.archive.models import Item, Meeting

_Key = tuple[str, datetime.date]


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What a mention points at: a meeting, and an item of it where one is named and there."""

    meeting: Meeting
    item: Item | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedReference:
    """A reference with what it points at; None where that is not in the archive or cannot be told."""

    reference: model.Reference
    target: Target | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedDecision:
    """An earlier decision with the meeting that took it."""

    decision: model.EarlierDecision
    target: Target | None


def linked(row: Item, item: model.Item) -> tuple[tuple[LinkedReference, ...], tuple[LinkedDecision, ...]]:
    """The item's references and earlier decisions with their targets, in two questions to the database at most.

    Only what has a date is looked for: "punkt 2" alone may be a point of the recommendation. A reference without a body
    is taken to mean the item's own, an earlier decision without one is not.
    """
    own = row.meeting.body.slug
    named = {id(r): _key(r.body, r.date, own) for r in item.references}
    named |= {id(d): _key(d.body, d.date, None) for d in item.history}
    meetings = _meetings(row, {key for key in named.values() if key is not None})
    items = _items(meetings, {r.number for r in item.references if r.number and named[id(r)] in meetings})

    def target(mention: model.Reference | model.EarlierDecision, number: str | None) -> Target | None:
        key = named[id(mention)]
        meeting = meetings.get(key) if key is not None else None
        if meeting is None:
            return None
        found = items.get((meeting.pk, number)) if number else None
        here = meeting.pk == row.meeting_id and (found is None or found.pk == row.pk)
        return None if here else Target(meeting=meeting, item=found)

    return (
        tuple(LinkedReference(reference=r, target=target(r, r.number)) for r in item.references),
        tuple(LinkedDecision(decision=d, target=target(d, None)) for d in item.history),
    )


def same_item(row: Item) -> Sequence[Item]:
    """The item in the other documents of the same body and day: known by its title, since numbers may start anew."""
    if not row.title or row.meeting.date is None:
        return []
    found = Item.objects.filter(meeting__body=row.meeting.body_id, meeting__date=row.meeting.date, title=row.title)
    return list(_light(found.exclude(meeting=row.meeting_id)).order_by("meeting__slug", "position"))


def _key(body: str | None, date: datetime.date | None, own: str | None) -> _Key | None:
    slug = addresses.body_slug(body) if body else own
    return (slug, date) if slug and date else None


def _meetings(row: Item, keys: set[_Key]) -> dict[_Key, Meeting]:
    if not keys:
        return {}
    rows = Meeting.objects.filter(
        body__municipality=row.meeting.body.municipality_id,
        body__slug__in={slug for slug, _ in keys},
        date__in={date for _, date in keys},
    ).select_related("body__municipality")
    found: dict[_Key, Meeting] = {}
    for meeting in rows.defer("content").order_by("slug"):
        key = (meeting.body.slug, meeting.date) if meeting.date else None
        if key in keys and (key not in found or meeting.kind == DocumentKind.MINUTES):
            found[key] = meeting
    return found


def _items(meetings: dict[_Key, Meeting], numbers: set[str]) -> dict[tuple[int, str], Item]:
    if not numbers:
        return {}
    rows = Item.objects.filter(meeting__in=[meeting.pk for meeting in meetings.values()], number__in=numbers)
    return {(found.meeting_id, found.number): found for found in rows.defer("content").order_by("-position")}


def _light(rows: QuerySet[Item]) -> QuerySet[Item]:
    return rows.select_related("meeting__body__municipality").defer("content", "meeting__content")
