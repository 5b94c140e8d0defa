"""What is handed out as a list: how many rows there are, and any part of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.db.models.functions import ExtractYear

from sagsgang.web.accounts.models import Body, BodyName, Municipality
from sagsgang.web.archive.models import Case, Item, ItemReading, Meeting, Topic
from sagsgang.web.archive.outputs import dictionary, rows
from sagsgang.web.archive.outputs.dictionary import Row, Table
from sagsgang.web.archive.selectors.topics import filed_under

MOST = {"json": 200, "csv": 5000}
"""How many rows of a list one answer holds."""

# Rows that are held at once.
_BATCH = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A list: `part(first, count)` gives rows of the table from number `first` (counted from 0).

    `reach` says how many of them can be had; None for all.
    """

    table: Table
    count: int
    part: Callable[[int, int], Iterator[Row]]
    reach: int | None = None


def of_rows(table: Table, found: list[Row]) -> Listing:
    """A list that is there already."""
    return Listing(table=table, count=len(found), part=lambda first, count: iter(found[first : first + count]))


def municipality(slug: str) -> Municipality | None:
    """The municipality with that address."""
    return Municipality.objects.filter(slug=slug).first()


def bodies(of: Municipality) -> Listing:
    """The bodies of a municipality that have met."""
    found = all_bodies().filter(municipality=of)
    return _listing(dictionary.BODIES, found.order_by("name", "pk"), rows.body)


def body(municipality_slug: str, slug: str) -> Body | None:
    """The body with that address, with what a row needs."""
    return _with_counts(Body.objects.filter(municipality__slug=municipality_slug, slug=slug)).first()


def meetings(of: Body, year: int | None) -> Listing:
    """The meetings of a body, latest first: all, or those of a year; year 0 holds those without a date."""
    found = all_meetings().filter(body=of)
    if year is not None and year > datetime.MAXYEAR:
        found = found.none()
    elif year is not None:
        found = found.annotate(year=ExtractYear("date")).filter(Q(year=year) if year else Q(year=None))
    return _listing(dictionary.MEETINGS, found.order_by("-date", "-pk"), rows.meeting)


def items_of(meeting: Meeting) -> Listing:
    """The items of a meeting, in order."""
    return _listing(dictionary.ITEMS_WITH_TEXT, all_items().filter(meeting=meeting), rows.item_with_text)


def one_item(row: Item) -> Listing:
    """An item as a list of itself."""
    return _listing(dictionary.ITEMS_WITH_TEXT, all_items().filter(pk=row.pk), rows.item_with_text)


def steps(of: Case) -> Listing:
    """The steps of a case, the earliest first."""
    return _listing(dictionary.STEPS, all_items().filter(case=of).order_by("meeting__date", "pk"), rows.step)


def topic_title(number: str) -> str:
    """What KLE calls the topic; empty where that is not known here."""
    found = Topic.objects.filter(number=number).first()
    return found.title if found is not None else ""


def items_about(topic: str) -> Listing:
    """The items of a KLE main group ("17"), group ("17.04") or topic ("17.04.00"), latest first."""
    found = all_items().filter(filed_under(topic))
    return _listing(dictionary.ITEMS, found.order_by("-meeting__date", "-meeting", "position"), rows.item, text=False)


def all_bodies() -> QuerySet[Body]:
    """Bodies that have met, with what a row needs."""
    return _with_counts(Body.objects.filter(meetings__isnull=False))


def all_meetings() -> QuerySet[Meeting]:
    """Meetings, with what a row needs."""
    return Meeting.objects.select_related("body__municipality")


def all_items() -> QuerySet[Item]:
    """Items, with what a row with its text needs."""
    readings = Prefetch("readings", ItemReading.objects.order_by("rank"))
    return Item.objects.select_related("meeting__body__municipality", "case").prefetch_related(readings)


def all_cases() -> QuerySet[Case]:
    """Cases, with what a row needs."""
    return Case.objects.select_related("municipality")


def _with_counts(found: QuerySet[Body]) -> QuerySet[Body]:
    counted = found.annotate(meeting_count=Count("meetings"), latest=Max("meetings__date"))
    names = Prefetch("names", BodyName.objects.order_by("pk"))
    return counted.select_related("municipality").prefetch_related(names)


def _listing(table: Table, found: QuerySet[Any], row: Callable[[Any], Row], *, text: bool = True) -> Listing:
    """A list from the database, some hundred rows of which are held at once."""
    asked = found if text else found.prefetch_related(None)

    def part(first: int, count: int) -> Iterator[Row]:
        for start in range(first, first + count, _BATCH):
            size = min(_BATCH, first + count - start)
            batch = list(asked[start : start + size])
            yield from map(row, batch)
            if len(batch) < size:
                return

    return Listing(table=table, count=found.count(), part=part)
