"""Closed items, for those who may see them: asked of the full readings and of an index of their own."""

from __future__ import annotations

from dataclasses import dataclass

from sagsgang import model
from sagsgang.web.accounts import access
from sagsgang.web.accounts.access import Action, Actor
from sagsgang.web.archive import index
from sagsgang.web.archive.models import Item
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import understand
from sagsgang.web.archive.search.snippets import Piece, snippet
from sagsgang.web.archive.selectors import items
from sagsgang.web.archive.shown import shown

_SIZE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosedHit:
    """A closed item that was found, with the place in its text."""

    row: Item
    title: str
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosedResults:
    """The best of what was found among the closed items that the reader may see, and how many there are."""

    count: int
    hits: tuple[ClosedHit, ...]


def may_see_some(actor: Actor) -> bool:
    """Whether there is a place whose closed items the actor may see."""
    return bool(access.scope(actor, Action.SEE_CLOSED))


def search(actor: Actor, words: str) -> ClosedResults:
    """Closed items that contain the words, of places that the actor may see; none for everybody else.

    Raises `index.IndexUnusableError`.
    """
    question = understand(words)
    filters = Filters(allowed=access.scope(actor, Action.SEE_CLOSED))
    if not question.wanted or not filters.allowed:
        return ClosedResults(count=0, hits=())
    found = index.search_closed(question, filters, limit=_SIZE)
    rows = items.items().in_bulk([hit.item for hit in found.hits])
    hits: list[ClosedHit] = []
    for hit in found.hits:
        row = rows.get(hit.item)
        # The index may lag behind: what is asked here counts.
        said = item(actor, row) if row is not None else None
        if row is not None and said is not None:
            hits.append(ClosedHit(row=row, title=said.title or "", snippet=snippet(hit.shown, question)))
    return ClosedResults(count=found.count, hits=tuple(hits))


def item(actor: Actor, row: Item) -> model.Item | None:
    """What the best document says of a closed item, in full; None for whoever may not see it, and for open items."""
    if row.is_open or not access.can(actor, Action.SEE_CLOSED, row.meeting.body):
        return None
    seen = shown(row.meeting)
    for known, group in zip(seen.rows, seen.groups, strict=True):
        if known.pk == row.pk:
            sheet, at = group[0]
            return seen.full[sheet].minutes.items[at]
    return None
