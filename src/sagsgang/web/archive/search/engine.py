"""The index in a folder: written by one, searched by many."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import tantivy

from sagsgang.web.archive.search import clues, facets, queries, suggestions
from sagsgang.web.archive.search.entries import Entry, document, schema
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import Question

_WRITER_BYTES = 64_000_000
_REMEMBERED = 500
# A word that stands in more than every so manieth item tells little of their texts, and takes long to weigh in all.
_COMMON = 4
# Above any score that words in a text can have, so that better sorts of hits stand before the others.
_TIER = 1000.0
# Where fewer items have all the words, those with some of them are shown too.
_FEW = 10


class IndexUnusableError(Exception):
    """The index is missing or damaged, and has to be made anew."""


class IndexNotWrittenError(Exception):
    """The disk took no more, or something else kept the index from being written; what was committed before stays."""


class Order(StrEnum):
    """What comes first."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """An item that was found: its key in the database, its score, and the text to show a part of."""

    item: int
    score: float
    shown: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """How many there are, and those that were asked for.

    `facets` counts what was found by "municipality", "body", "outcome", "kind" and "topic" (the first two digits), most
    frequent first, and by "year" ("2025"), latest first. A facet that a filter narrows is counted as if it did not.
    `loosely` says that hardly any item has all the words, so that those with some of them follow.
    """

    count: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, facets.Counts] = field(default_factory=dict)
    loosely: bool = False


class Writer:
    """Adds and forgets entries; nobody sees it before `commit`. Every call raises `IndexNotWrittenError`."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer

    def add(self, entry: Entry) -> None:
        """Put an item into the index."""
        made = document(entry)
        with _understandable_errors(IndexNotWrittenError):
            self._writer.add_document(made)

    def forget_meeting(self, meeting: int) -> None:
        """Take all items of a meeting out of the index."""
        query = tantivy.Query.term_query(schema(), "meeting", meeting)
        with _understandable_errors(IndexNotWrittenError):
            self._writer.delete_documents_by_query(query)

    def commit(self) -> None:
        """Make what was added and forgotten last."""
        with _understandable_errors(IndexNotWrittenError):
            self._writer.commit()

    def close(self) -> None:
        """Let the next one write; nothing more can be added."""
        del self._writer


_Counted = dict[tuple[Question, Filters], tuple[int, dict[str, facets.Counts]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _View:
    """What was committed at one time, and what has been counted of it since."""

    searcher: tantivy.Searcher
    counted: _Counted


class Engine:
    """The index in a folder. Every call raises `IndexUnusableError` where it is missing or damaged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._index: tantivy.Index | None = None
        self._place: tuple[int, int] = (0, 0)
        self._mark: tuple[int, ...] = ()
        self._counted: _Counted = {}

    @staticmethod
    def create(folder: Path) -> Engine:
        """An empty index in a folder that is made for it. Raises `IndexNotWrittenError`."""
        with _understandable_errors(IndexNotWrittenError):
            folder.mkdir(parents=True, exist_ok=True)
            tantivy.Index(schema(), path=str(folder))
        return Engine(folder)

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Somebody who writes; only one at a time, which the caller sees to. What was not committed is forgotten."""
        with _understandable_errors():
            index = self._opened()
        with _understandable_errors(IndexNotWrittenError):
            writer = index.writer(_WRITER_BYTES, 1)
        held = Writer(writer)
        try:
            yield held
            with _understandable_errors(IndexNotWrittenError):
                writer.wait_merging_threads()
        finally:
            held.close()
            del writer

    def count(self) -> int:
        """How many items the index holds."""
        with _understandable_errors():
            return self._view().searcher.num_docs

    def search(
        self, question: Question, filters: Filters, *, order: Order = Order.BEST, offset: int = 0, limit: int = 20
    ) -> Found:
        """Items that answer the question and pass the filters."""
        if filters.allowed is not None and not filters.allowed:
            return Found(count=0)
        with _understandable_errors():
            view = self._view()
            found = _found(view, question, filters, order, offset, limit)
            if found.count < _FEW and (pointing := clues.loosened(view.searcher, question)):
                loose = dataclasses.replace(question, loosely=pointing)
                more = _found(view, loose, filters, order, offset, limit)
                return dataclasses.replace(more, loosely=True) if more.count > found.count else found
            return found

    def suggest(self, question: Question) -> str:
        """The question with words that may be misspelt put right; empty where there is nothing better."""
        with _understandable_errors():
            return suggestions.better(self._view().searcher, question)

    def _opened(self) -> tantivy.Index:
        """The index, opened once for as long as it is the same folder."""
        status = self._folder.stat()
        place = (status.st_dev, status.st_ino)
        if self._index is None or self._place != place:
            self._index, self._place, self._mark = tantivy.Index.open(str(self._folder)), place, ()
        return self._index

    def _view(self) -> _View:
        """What was committed last."""
        with self._lock:
            index = self._opened()
            status = (self._folder / "meta.json").stat()
            mark = (status.st_ino, status.st_mtime_ns, status.st_size)
            if mark != self._mark:
                index.reload()
                self._mark, self._counted = mark, {}
            return _View(searcher=index.searcher(), counted=self._counted)


@contextmanager
def _understandable_errors(kind: type[Exception] = IndexUnusableError) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError) as error:
        raise kind(str(error)) from error


@cache
def _pool() -> ThreadPoolExecutor:
    """Hits are looked for while they are counted: the engine leaves Python free meanwhile."""
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="counting")


def _found(view: _View, question: Question, filters: Filters, order: Order, offset: int, limit: int) -> Found:
    counting = _pool().submit(_count, view, question, filters)
    try:
        hits = _hits(view.searcher, question, filters, order, offset, limit)
    finally:
        total, counted = counting.result()
    return Found(count=total, hits=hits, facets=counted)


def _count(view: _View, question: Question, filters: Filters) -> tuple[int, dict[str, facets.Counts]]:
    """Counted once for all pages and orders of the same question."""
    known = view.counted.get((question, filters))
    if known is None:
        known = facets.count(view.searcher, question, filters)
        if len(view.counted) >= _REMEMBERED:
            view.counted.clear()
        view.counted[question, filters] = known
    return known


def _hits(
    searcher: tantivy.Searcher, question: Question, filters: Filters, order: Order, offset: int, limit: int
) -> tuple[Hit, ...]:
    if order is Order.BEST and question.wanted:
        found = _best(searcher, question, filters, offset + limit)[offset:]
    else:
        way = tantivy.Order.Asc if order is Order.OLDEST else tantivy.Order.Desc
        query = queries.matching(question, filters)
        result: Any = searcher.search(query, limit, count=False, offset=offset, order_by_field="date", order=way)
        found = [(0.0, address) for _, address in result.hits]
    return tuple(_hit(searcher.doc(address), score) for score, address in found)


def _best(
    searcher: tantivy.Searcher, question: Question, filters: Filters, wanted: int
) -> list[tuple[float, tantivy.DocAddress]]:
    """The best hits: first those with all the words in the title, then the others, then those with some of the words.

    Titles are few and short: where enough of them answer, the long lists of common words need not be read.
    """
    stems = {form for term in question.wanted for form in term.stems}
    common = {form for form in stems if searcher.doc_freq("any", form) * _COMMON > searcher.num_docs}
    weighed = common if len(stems) > 1 else ()
    strict = dataclasses.replace(question, loosely=())
    tiers = [
        (2 * _TIER, queries.ranked_in_title(strict, filters, common)),
        (_TIER, queries.ranked(strict, filters, weighed)),
    ]
    if question.loosely:
        tiers.append((0.0, queries.ranked(question, filters, weighed)))
    found: dict[tuple[int, int], tuple[float, tantivy.DocAddress]] = {}
    for above, query in tiers:
        if len(found) < wanted:
            result: Any = searcher.search(query, wanted, count=False)
            for score, address in result.hits:
                found.setdefault((address.segment_ord, address.doc), (above + score, address))
    return list(found.values())[:wanted]


def _hit(entry: Any, score: float) -> Hit:
    return Hit(item=entry.get_first("item"), score=float(score), shown=entry.get_first("shown").decode())
