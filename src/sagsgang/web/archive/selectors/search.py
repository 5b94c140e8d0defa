"""Items that answer a question."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sagsgang.rules.withholding import Words, masked_text
from sagsgang.web.archive import addresses, index, overlays
from sagsgang.web.archive.models import Item
from sagsgang.web.archive.search import field_values
from sagsgang.web.archive.search.engine import Hit, Order
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import Question, understand
from sagsgang.web.archive.search.snippets import Piece, mark, snippet
from sagsgang.web.archive.selectors import items


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

    `suggestion` is the question with better words, where little was found and there are such; else empty. `loosely`
    says that few items have all the words, and that those with some of them follow; never of a question of one word.
    """

    question: Question
    count: int
    page: int
    pages: int
    found: tuple[FoundItem, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    suggestion: str = ""
    loosely: bool = False


# Tantivy gathers all hits up to the page that is asked for; nobody reads on the five-hundredth page.
_LAST_PAGE = 500
# Who finds fewer may have misspelt a word.
_FEW = 5


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
    rows = items.items().in_bulk([hit.item for hit in found.hits])
    late = {row.meeting_id for row in rows.values() if not row.meeting.is_indexed}
    withheld = overlays.withheld_at(*late)
    return Results(
        question=question,
        count=found.count,
        page=page,
        pages=pages,
        found=tuple(
            _found(rows[hit.item], hit, question, withheld) for hit in found.hits if _may_be_told(rows.get(hit.item))
        ),
        facets=found.facets,
        suggestion=index.suggest(question) if found.loosely or found.count < _FEW else "",
        # Of one word it would make no sense: an item has it, or has none of the words.
        loosely=found.loosely and (len(question.wanted) > 1 or len(question.words_apart) > 1),
    )


def best(words: str, filters: Filters, size: int) -> tuple[Item, ...]:
    """The items alone that answer best, as `search` finds them. Raises `index.IndexUnusableError`."""
    hits = index.search(understand(words), filters, limit=size).hits
    rows = items.items().in_bulk([hit.item for hit in hits])
    return tuple(rows[hit.item] for hit in hits if _may_be_told(rows.get(hit.item)))


def municipalities_with(words: str, filters: Filters) -> list[str]:
    """The municipalities that have items as `search` finds them, most first. Raises `index.IndexUnusableError`."""
    found = index.search(understand(words), filters, limit=1)
    return [slug for slug, _ in found.facets.get("municipality", ())]


def _may_be_told(row: Item | None) -> bool:
    """Whether what the index holds of an item is what the public may see of it now.

    An entry whose row is gone, or is closed by now, belongs to a revision that the index is about to forget.
    """
    return row is not None and (row.is_open or row.meeting.is_indexed)


def _found(row: Item, hit: Hit, question: Question, withheld: Words | None) -> FoundItem:
    """The hit; `withheld` are words that the index may still hold."""
    text = hit.shown if withheld is None else masked_text(hit.shown, withheld)
    # The bars between the cells of a table say nothing in a line of text.
    shown = snippet(text.replace("|", " "), question)
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
