"""From a mention of another meeting or item to its page, where the archive has it; and back."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from sagsgang import model
from sagsgang.rules.meetings import body_key
from sagsgang.web.accounts.models import BodyName
from sagsgang.web.archive.models import Item, Meeting, Mention

_Key = tuple[str, datetime.date]
_MOST = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What a mention points at: a meeting, and an item of it where one is named and there."""

    meeting: Meeting
    item: Item | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedReference:
    """A reference with what it points at.

    `target` is None where that is not in the archive or cannot be told; `missing` when it can be told and is not there.
    """

    reference: model.Reference
    target: Target | None
    missing: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkedDecision:
    """An earlier decision with the meeting that took it; `missing` as for references."""

    decision: model.EarlierDecision
    target: Target | None
    missing: bool


def linked(row: Item, item: model.Item) -> tuple[tuple[LinkedReference, ...], tuple[LinkedDecision, ...]]:
    """The item's references and earlier decisions with their targets, in three questions to the database at most.

    Only what has a date is looked for: "punkt 2" alone may be a point of the recommendation. A reference without a body
    is taken to mean the item's own, an earlier decision without one is not.
    """
    own = body_key(row.meeting.body.name)
    named = {id(r): _key(r.body, r.date, own) for r in item.references}
    named |= {id(d): _key(d.body, d.date, None) for d in item.history}
    meetings = _meetings(row, {key for key in named.values() if key is not None})
    items = _items(meetings, {r.number for r in item.references if r.number and named[id(r)] in meetings}, row)

    def target(mention: model.Reference | model.EarlierDecision, number: str | None) -> Target | None:
        key = named[id(mention)]
        meeting = meetings.get(key) if key is not None else None
        if meeting is None:
            return None
        found = items.get((meeting.pk, number)) if number else items.get((meeting.pk, ""))
        here = meeting.pk == row.meeting_id and (found is None or found.pk == row.pk)
        return None if here else Target(meeting=meeting, item=found)

    def missing(mention: model.Reference | model.EarlierDecision) -> bool:
        key = named[id(mention)]
        return key is not None and key not in meetings

    return (
        tuple(LinkedReference(reference=r, target=target(r, r.number), missing=missing(r)) for r in item.references),
        tuple(LinkedDecision(decision=d, target=target(d, None), missing=missing(d)) for d in item.history),
    )


def named_by(row: Item) -> Sequence[Item]:
    """Items of later meetings that name this one: by its number, or its meeting while being of the same case."""
    meeting = row.meeting
    if meeting.date is None:
        return []
    keys = BodyName.objects.filter(body=meeting.body_id).values_list("key", flat=True)
    mentions = Mention.objects.filter(
        municipality=meeting.body.municipality_id, date=meeting.date, body_key__in=list(keys)
    )
    this = Q(number=row.number) if row.number else Q(pk__in=[])
    if row.case_id is not None:
        this |= Q(item__case=row.case_id)
    found = Item.objects.filter(mentions__in=mentions.filter(this)).exclude(meeting=meeting.pk).distinct()
    return list(found.select_related("meeting__body__municipality").order_by("meeting__date", "pk")[:_MOST])


def _key(body: str | None, date: datetime.date | None, own: str | None) -> _Key | None:
    key = body_key(body) if body else own
    return (key, date) if key and date else None


def _meetings(row: Item, keys: set[_Key]) -> dict[_Key, Meeting]:
    if not keys:
        return {}
    municipality = row.meeting.body.municipality_id
    names = BodyName.objects.filter(municipality=municipality, key__in={key for key, _ in keys})
    bodies: dict[int, set[str]] = {}
    for body, key in names.values_list("body", "key"):
        bodies.setdefault(body, set()).add(key)
    rows = Meeting.objects.filter(body__in=bodies, date__in={date for _, date in keys})
    found: dict[_Key, Meeting] = {}
    for meeting in rows.select_related("body__municipality").order_by("slug"):
        for key in bodies[meeting.body_id]:
            if meeting.date is not None and (key, meeting.date) in keys:
                found.setdefault((key, meeting.date), meeting)
    return found


def _items(meetings: dict[_Key, Meeting], numbers: set[str], row: Item) -> dict[tuple[int, str], Item]:
    """The items of these meetings by number; under no number the one that is of the same case."""
    if not meetings:
        return {}
    rows = Item.objects.filter(meeting__in=[meeting.pk for meeting in meetings.values()])
    wanted = Q(number__in=numbers)
    if row.case_id is not None:
        wanted |= Q(case=row.case_id)
    found: dict[tuple[int, str], Item] = {}
    for item in rows.filter(wanted).order_by("-position"):
        if item.number in numbers:
            found[item.meeting_id, item.number] = item
        if row.case_id is not None and item.case_id == row.case_id:
            found[item.meeting_id, ""] = item
    return found
