"""Items that answer a question."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from sagsgang.web.archive import addresses, index
from sagsgang.web.archive.index import Filters
from sagsgang.web.archive.models import Item
from sagsgang.web.archive.questions import Question, understand
from sagsgang.web.archive.selectors import items
from sagsgang.web.archive.snippets import Piece, mark, snippet


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundItem:
    """An item that was found, with the words that were asked for marked in its title and in a part of its text."""

    item: Item
    score: float
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Results:
    """One page of what was found. `count` and `facets` are of all pages (see `index.Found`)."""

    question: Question
    count: int
    page: int
    pages: int
    found: tuple[FoundItem, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]


# Tantivy gathers all hits up to the page that is asked for; nobody reads on the five-hundredth page.
_LAST_PAGE = 500


def search(words: str, filters: Filters, *, newest: bool = False, page: int = 1, size: int = 20) -> Results:
    """Items that contain the words and pass the filters. Raises `index.IndexUnusableError`.

    Pages count from 1; one that is not there is taken for the nearest that is.
    """
    question = understand(words)
    by_date = newest or not question.wanted
    page = min(max(page, 1), _LAST_PAGE)
    found = index.search(question, filters, newest=by_date, offset=(page - 1) * size, limit=size)
    pages = min(-(-found.count // size), _LAST_PAGE)
    if page > max(pages, 1):
        return search(words, filters, newest=newest, page=max(pages, 1), size=size)
    rows = items.items().in_bulk([hit.item for hit in found.hits])
    return Results(
        question=question,
        count=found.count,
        page=page,
        pages=pages,
        # An entry whose row is gone belongs to a revision that the index is about to forget.
        found=tuple(_found(rows[hit.item], hit, question) for hit in found.hits if hit.item in rows),
        facets=found.facets,
    )


def _found(row: Item, hit: index.Hit, question: Question) -> FoundItem:
    # The bars between the cells of a table say nothing in a line of text.
    shown = snippet(hit.shown.replace("|", " "), question)
    return FoundItem(item=row, score=hit.score, title=mark(row.title, question), snippet=shown)


def filters_from(
    *,
    municipality: str = "",
    body: str = "",
    outcome: str = "",
    kind: str = "",
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> Filters:
    """Filters from names as people write them ("Herlev Kommune", "Byrådet") or as they stand in addresses."""
    return Filters(
        municipality=addresses.municipality_slug(municipality) if municipality.strip() else "",
        body=addresses.body_slug(body) if body.strip() else "",
        outcome=outcome,
        kind=kind,
        since=since,
        until=until,
    )
