"""What feeds and calendars tell: the latest meetings of a place with their items, as plain values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from sagsgang.model import DocumentKind, Outcome
from sagsgang.web.accounts.models import Body, Municipality
from sagsgang.web.archive.models import Item, Meeting, Paper
from sagsgang.web.archive.outputs import rows
from sagsgang.web.archive.outputs.dictionary import Address


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemEntry:
    """An item. `key` stays when its address changes; `changed_at` is its meeting's."""

    key: int
    address: Address
    body: str
    date: datetime.date | None
    number: str
    title: str
    is_open: bool
    outcomes: tuple[Outcome, ...]
    changed_at: datetime.datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingEntry:
    """A meeting. `key` stays when its address changes."""

    key: int
    address: Address
    body: str
    date: datetime.date | None
    start: datetime.time | None
    end: datetime.time | None
    place: str
    kind: DocumentKind
    changed_at: datetime.datetime
    items: tuple[ItemEntry, ...] = ()


def latest_in(municipality: Municipality, count: int) -> list[MeetingEntry]:
    """The latest meetings in a municipality, with their items."""
    return _with_items(Meeting.objects.filter(body__municipality=municipality), count)


def latest_of(body: Body, count: int) -> list[MeetingEntry]:
    """The latest meetings of a body, with their items."""
    return _with_items(Meeting.objects.filter(body=body), count)


def on_a_day(body: Body, count: int) -> list[MeetingEntry]:
    """The latest meetings of a body that have a day, with when they ended, as their best document says."""
    meetings = list(_latest(Meeting.objects.filter(body=body))[:count])
    ends = dict(Paper.objects.filter(meeting__body=body, rank=0).values_list("meeting", "content__end"))
    return [_meeting(row, end=ends.get(row.pk)) for row in meetings]


def item(row: Item) -> ItemEntry:
    """The item; its meeting, body and municipality must have been loaded."""
    return _item(row, row.meeting)


def _with_items(found: QuerySet[Meeting], count: int) -> list[MeetingEntry]:
    return [
        _meeting(row, items=tuple(_item(each, row) for each in row.items.all()))
        for row in _latest(found).prefetch_related("items")[:count]
    ]


def _latest(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return found.filter(date__isnull=False).select_related("body__municipality").order_by("-date", "-pk")


def _meeting(row: Meeting, *, end: str | None = None, items: tuple[ItemEntry, ...] = ()) -> MeetingEntry:
    return MeetingEntry(
        key=row.pk,
        address=rows.meeting_address(row),
        body=row.body.name,
        date=row.date,
        start=row.start,
        end=datetime.time.fromisoformat(end) if end else None,
        place=row.place,
        kind=DocumentKind(row.kind),
        changed_at=row.changed_at,
        items=items,
    )


def _item(row: Item, meeting: Meeting) -> ItemEntry:
    return ItemEntry(
        key=row.pk,
        address=Address(f"{rows.meeting_address(meeting)}/{row.slug}"),
        body=meeting.body.name,
        date=meeting.date,
        number=row.number,
        title=row.title,
        is_open=row.is_open,
        outcomes=tuple(map(Outcome, row.outcomes)),
        changed_at=meeting.changed_at,
    )
