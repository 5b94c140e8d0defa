"""What the pages, the search and the command line read.

Every function here starts from `_meetings` or `_items`: what an anonymous reader may see. The rows behind them hold the
public view only, so nothing has to be taken out on the way.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import ExtractYear

from sagsgang import model
from sagsgang.model import Minutes, from_json
from sagsgang.model.codec import SCHEMA
from sagsgang.web.archive import addresses, index, links
from sagsgang.web.archive.links import LinkedDecision, LinkedReference
from sagsgang.web.archive.models import Body, Item, Meeting, Municipality
from sagsgang.web.archive.search import field_values
from sagsgang.web.archive.search.engine import Hit, Order
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import Question, understand
from sagsgang.web.archive.search.snippets import Piece, mark, snippet


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundItem:
    """An item that was found, with the words that were asked for marked in its title and in a part of its text."""

    item: Item
    score: float
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Results:
    """One page of what was found. `count` and `facets` are of all pages (see `search.engine.Found`).

    `suggestion` is the question with better words, where little was found and there are such; else empty.
    """

    question: Question
    count: int
    page: int
    pages: int
    found: tuple[FoundItem, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    suggestion: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingView:
    """A meeting with everything its page shows. `others` are documents of the same body and day."""

    meeting: Meeting
    minutes: Minutes
    items: tuple[Item, ...]
    others: tuple[Meeting, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemView:
    """An item with everything its page shows. `minutes` is the document with this item alone.

    `elsewhere` is the item in the other documents of the meeting: the agenda's in the minutes, and the other way round.
    """

    row: Item
    minutes: Minutes
    item: model.Item
    references: tuple[LinkedReference, ...]
    history: tuple[LinkedDecision, ...]
    elsewhere: tuple[Item, ...]
    previous: Item | None
    following: Item | None


@dataclass(frozen=True, kw_only=True, slots=True)
class BodyView:
    """A body's meetings of one year, and the years that it has meetings in; year 0 holds meetings without a date."""

    body: Body
    years: tuple[int, ...]
    year: int
    meetings: tuple[Meeting, ...]


# Tantivy gathers all hits up to the page that is asked for; nobody reads on the five-hundredth page.
_LAST_PAGE = 500
# Who finds fewer may have misspelt a word.
_FEW = 5


def _meetings() -> QuerySet[Meeting]:
    # The full text of a document, closed content included, is never loaded for a page.
    return Meeting.objects.select_related("body__municipality", "document").defer("document__content", "document__text")


def _items() -> QuerySet[Item]:
    return Item.objects.select_related("meeting__body__municipality")


def latest_meetings(limit: int) -> Sequence[Meeting]:
    """The meetings with the latest dates."""
    return list(_meetings().filter(date__isnull=False).defer("content").order_by("-date", "-pk")[:limit])


def municipalities() -> Sequence[Municipality]:
    """Municipalities that have meetings, by name, each with `meeting_count` and `latest`."""
    found = Municipality.objects.annotate(meeting_count=Count("bodies__meetings"), latest=Max("bodies__meetings__date"))
    return list(found.filter(meeting_count__gt=0))


def municipality(slug: str) -> Municipality | None:
    """The municipality with that address."""
    return Municipality.objects.filter(slug=slug).first()


def bodies(of: Municipality) -> Sequence[Body]:
    """A municipality's bodies by name, each with `meeting_count` and `latest`."""
    found = of.bodies.annotate(meeting_count=Count("meetings"), latest=Max("meetings__date"))
    return list(found.filter(meeting_count__gt=0).select_related("municipality"))


def body_names(municipality_slugs: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Address and name of the bodies to choose between: of some municipalities, or of all (each address once)."""
    found = Body.objects.order_by("name")
    if municipality_slugs:
        found = found.filter(municipality__slug__in=municipality_slugs)
    return list({slug: (slug, name) for slug, name in found.values_list("slug", "name")}.values())


def body(municipality_slug: str, slug: str, year: int | None = None) -> BodyView | None:
    """A body with its meetings of a year, latest first; the latest year where none or an unknown one is asked for."""
    found = Body.objects.select_related("municipality").filter(municipality__slug=municipality_slug, slug=slug).first()
    if found is None:
        return None
    known = found.meetings.annotate(year=ExtractYear("date")).values_list("year", flat=True).distinct()
    years = tuple(sorted((known_year or 0 for known_year in known), reverse=True))
    chosen = year if year in years else next(iter(years), 0)
    meetings = _meetings().defer("content").filter(body=found)
    meetings = meetings.filter(date__year=chosen) if chosen else meetings.filter(date__isnull=True)
    return BodyView(body=found, years=years, year=chosen or 0, meetings=tuple(meetings.order_by("-date", "slug")))


def meeting(municipality_slug: str, body_slug: str, slug: str) -> MeetingView | None:
    """The meeting with that address."""
    found = _meetings().filter(body__municipality__slug=municipality_slug, body__slug=body_slug, slug=slug).first()
    if found is None:
        return None
    others = _meetings().defer("content").filter(body_id=found.body_id, date=found.date).exclude(pk=found.pk)
    return MeetingView(
        meeting=found,
        minutes=from_json(found.content),
        items=tuple(found.items.defer("content")),
        others=tuple(others) if found.date else (),
    )


def item(municipality_slug: str, body_slug: str, meeting_slug: str, slug: str) -> ItemView | None:
    """The item with that address."""
    rows = Item.objects.select_related("meeting__body__municipality", "meeting__document").defer(
        "meeting__document__content", "meeting__document__text"
    )
    row = rows.filter(
        meeting__body__municipality__slug=municipality_slug,
        meeting__body__slug=body_slug,
        meeting__slug=meeting_slug,
        slug=slug,
    ).first()
    if row is None:
        return None
    minutes = from_json({**row.meeting.content, "schema": SCHEMA, "items": [row.content]})
    near = (
        _items()
        .defer("content", "meeting__content")
        .filter(meeting=row.meeting_id, position__in=(row.position - 1, row.position + 1))
    )
    beside = {neighbour.position: neighbour for neighbour in near}
    references, history = links.linked(row, minutes.items[0])
    return ItemView(
        row=row,
        minutes=minutes,
        item=minutes.items[0],
        references=references,
        history=history,
        elsewhere=tuple(links.same_item(row)),
        previous=beside.get(row.position - 1),
        following=beside.get(row.position + 1),
    )


def search(words: str, filters: Filters, *, order: Order = Order.BEST, page: int = 1, size: int = 20) -> Results:
    """Items that contain the words and pass the filters. Raises `index.IndexUnusableError`.

    Pages count from 1; one that is not there is taken for the nearest that is.
    """
    question = understand(words)
    page = min(max(page, 1), _LAST_PAGE)
    found = index.search(question, filters, order=order, offset=(page - 1) * size, limit=size)
    pages = min(-(-found.count // size), _LAST_PAGE)
    if page > max(pages, 1):
        return search(words, filters, order=order, page=max(pages, 1), size=size)
    rows = _items().defer("content", "meeting__content").in_bulk([hit.item for hit in found.hits])
    return Results(
        question=question,
        count=found.count,
        page=page,
        pages=pages,
        # An entry whose row is gone belongs to a revision that the index is about to forget.
        found=tuple(_found(rows[hit.item], hit, question) for hit in found.hits if hit.item in rows),
        facets=found.facets,
        suggestion=index.suggest(question) if found.count < _FEW else "",
    )


def _found(row: Item, hit: Hit, question: Question) -> FoundItem:
    # The bars between the cells of a table say nothing in a line of text.
    shown = snippet(hit.shown.replace("|", " "), question)
    return FoundItem(item=row, score=hit.score, title=mark(row.title, question), snippet=shown)


def filters_from(
    *,
    municipalities: Iterable[str] = (),
    bodies: Iterable[str] = (),
    outcomes: Iterable[str] = (),
    kinds: Iterable[str] = (),
    topics: Iterable[str] = (),
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> Filters:
    """Filters from names as people write them ("Herlev Kommune", "Byrådet") or as they stand in addresses.

    What is empty is left out, and nothing is kept twice.
    """
    return Filters(
        municipalities=_each(addresses.municipality_slug(name) for name in municipalities if name.strip()),
        bodies=_each(field_values.body(name) or addresses.UNKNOWN_BODY for name in bodies if name.strip()),
        outcomes=_each(outcomes),
        kinds=_each(kinds),
        topics=_each(topics),
        since=since,
        until=until,
    )


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))
