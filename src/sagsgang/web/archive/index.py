"""The search index: one entry an item, public content only, in a folder beside the database.

The database is the truth: every meeting says which of its revisions the index holds, so an index that lags behind
catches up, and one that is missing or damaged is made anew.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Sum

from sagsgang.web.archive import words
from sagsgang.web.archive.locking import exclusive
from sagsgang.web.archive.models import Item, Meeting
from sagsgang.web.archive.questions import Question, Term
from sagsgang.web.archive.texts import texts_of

# A change of the fields below is a new number: the folder is then missing, and the index is made anew.
_VERSION = "v1"
_BATCH = 200
_WRITER_BYTES = 64_000_000
_SMALL_WRITER_BYTES = 15_000_000

# How much a word counts where it is found.
_WEIGHTS = {"title": 4.0, "decision": 2.0, "recommendation": 1.5, "summary": 1.5, "place": 1.0, "text": 1.0}
_KEYS = ("municipality", "body", "kind", "outcome", "topic", "document")

# What is counted beside the hits. Dates stand as 20250813, so that their years are steps of 10,000.
_FACETS = ("municipality", "body", "outcome")
_COUNTED = {
    **{name: {"terms": {"field": name, "size": 100}} for name in _FACETS},
    "year": {"histogram": {"field": "date", "interval": 10_000, "min_doc_count": 1}},
}


class IndexUnusableError(Exception):
    """The index is missing or damaged; `rebuild` makes it anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What a hit must be besides containing the words; empty means anything. Dates are inclusive."""

    municipality: str = ""
    body: str = ""
    outcome: str = ""
    kind: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """An item that was found: its key in the database, its score, and the text to show a part of."""

    item: int
    score: float
    shown: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """How many there are, and those that were asked for.

    `facets` counts all that were found by what they are: for "municipality", "body" and "outcome" the values as they
    stand in addresses, most frequent first; for "year" the years ("2025"), latest first.
    """

    count: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


def search(question: Question, filters: Filters, *, newest: bool, offset: int, limit: int) -> Found:
    """Items that answer the question, best first or `newest` first. Raises `IndexUnusableError`."""
    index = _opened()
    try:
        index.reload()
        searcher = index.searcher()
        query = _query(index.schema, question, filters)
        order = "date" if newest else None
        result: Any = searcher.search(query, limit, offset=offset, count=True, order_by_field=order)
        hits = [_hit(searcher.doc(address), float(score)) for score, address in result.hits]
        facets = _facets(searcher.aggregate(query, _COUNTED))
    except (ValueError, OSError) as error:
        raise IndexUnusableError(str(error)) from error
    return Found(count=int(result.count or 0), hits=tuple(hits), facets=facets)


@contextmanager
def of_items(items: Collection[int]) -> Iterator[Callable[[Question, Filters], frozenset[int]]]:
    """An index of these items alone, in memory: ask it which of them answer a question and pass the filters.

    Says the same of them as the index in the folder would, at a cost that does not grow with the archive.
    """
    index = _register(tantivy.Index(_schema()))
    writer = index.writer(_SMALL_WRITER_BYTES, 1)
    rows = Item.objects.filter(pk__in=items).select_related("meeting__body__municipality")
    for item in rows.prefetch_related("readings"):
        writer.add_document(_entry(item.meeting, item))
    writer.commit()
    index.reload()
    searcher: Any = index.searcher()

    def ask(question: Question, filters: Filters) -> frozenset[int]:
        result = searcher.search(_query(index.schema, question, filters), max(searcher.num_docs, 1))
        return frozenset(searcher.doc(address).get_first("item") for _, address in result.hits)

    yield ask


def _hit(entry: Any, score: float) -> Hit:
    return Hit(item=entry.get_first("item"), score=score, shown=entry.get_first("shown").decode())


def _facets(counted: dict[str, Any]) -> dict[str, tuple[tuple[str, int], ...]]:
    found = {
        name: tuple((str(bucket["key"]), int(bucket["doc_count"])) for bucket in counted[name]["buckets"])
        for name in _FACETS
    }
    years = sorted((int(bucket["key"]) // 10_000, bucket["doc_count"]) for bucket in counted["year"]["buckets"])
    # Year 0 is a meeting without a date.
    found["year"] = tuple((str(year), int(count)) for year, count in reversed(years) if year)
    return found


def update() -> int:
    """Bring the index up to the database; gives the number of meetings written. An unusable index is made anew."""
    with _locked():
        try:
            index = _opened()
        except IndexUnusableError:
            return _rebuild()
        return _write(index, Meeting.objects.filter(is_indexed=False), renew=True)


def is_sound() -> bool:
    """Whether the index can be opened and holds as many items as the database says that it does.

    To be asked after `update`: a process that was stopped between the two may have written a batch that the database
    does not know of yet.
    """
    try:
        index = _opened()
        index.reload()
        held = index.searcher().num_docs
    except (IndexUnusableError, ValueError, OSError):
        return False
    return bool(held == (Meeting.objects.aggregate(held=Sum("indexed_items"))["held"] or 0))


def rebuild() -> int:
    """Make the index anew from the database and put it in the old one's place; gives the number of meetings."""
    with _locked():
        return _rebuild()


def _rebuild() -> int:
    folder = _folder()
    fresh, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    fresh.mkdir(parents=True)
    Meeting.objects.filter(indexed_revision__gt=0).update(indexed_revision=0, indexed_items=0, is_indexed=False)
    count = _write(_register(tantivy.Index(_schema(), path=str(fresh))), Meeting.objects.all(), renew=False)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return count


def _folder() -> Path:
    return Path(settings.INDEX_ROOT) / _VERSION


def _locked() -> AbstractContextManager[None]:
    """One writer at a time, whichever process it is in; the others wait."""
    return exclusive(Path(settings.INDEX_ROOT) / "lock")


_open_indexes: dict[Path, tuple[tuple[int, int], tantivy.Index]] = {}


def _opened() -> tantivy.Index:
    """The index, opened once for as long as it is the same folder."""
    folder = _folder()
    try:
        status = folder.stat()
        mark = (status.st_dev, status.st_ino)
        known = _open_indexes.get(folder)
        if known is None or known[0] != mark:
            known = (mark, _register(tantivy.Index.open(str(folder))))
            _open_indexes[folder] = known
    except (ValueError, OSError) as error:
        raise IndexUnusableError(str(error)) from error
    return known[1]


def _register(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("danish", words.analyzer())
    return index


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("item", stored=True)
    builder.add_unsigned_field("meeting", indexed=True)
    builder.add_unsigned_field("date", indexed=True, fast=True)
    for name in _KEYS:
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    for name in _WEIGHTS:
        builder.add_text_field(name, tokenizer_name="danish")
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


def _write(index: tantivy.Index, meetings: QuerySet[Meeting], *, renew: bool) -> int:
    """Write meetings in batches, each of them committed before the database says that the index holds it."""
    pending = list(meetings.order_by("pk").values_list("pk", flat=True))
    if not pending:
        return 0
    writer = index.writer(_WRITER_BYTES, 1)
    try:
        for start in range(0, len(pending), _BATCH):
            batch = meetings.filter(pk__in=pending[start : start + _BATCH])
            rows = list(batch.select_related("body__municipality").prefetch_related("items__readings"))
            for meeting in rows:
                if renew:
                    writer.delete_documents_by_query(tantivy.Query.term_query(_schema(), "meeting", meeting.pk))
                for item in meeting.items.all():
                    writer.add_document(_entry(meeting, item))
            writer.commit()
            for meeting in rows:
                # One that was made anew in the meantime waits for the next update.
                Meeting.objects.filter(pk=meeting.pk).update(
                    indexed_items=len(meeting.items.all()),
                    indexed_revision=meeting.revision,
                    is_indexed=ExpressionWrapper(Q(revision=meeting.revision), output_field=BooleanField()),
                )
        writer.wait_merging_threads()
    finally:
        del writer
    return len(pending)


def _entry(meeting: Meeting, item: Item) -> tantivy.Document:
    entry = tantivy.Document()
    entry.add_unsigned("item", item.pk)
    entry.add_unsigned("meeting", meeting.pk)
    entry.add_unsigned("date", _number(meeting.date))
    body = meeting.body
    keys = {
        "municipality": [body.municipality.slug],
        "body": [body.slug],
        "kind": [item.kind],
        "outcome": item.outcomes,
        "topic": [item.topic] if item.topic else [],
        "document": [meeting.kind],
    }
    for name, values in keys.items():
        for value in values:
            entry.add_text(name, value)
    texts = texts_of(item.title, [reading.content for reading in item.readings.all()])
    texts["place"] = f"{body.name} {body.municipality.name}"
    for name, text in texts.items():
        entry.add_text(name, words.fold(text))
    entry.add_bytes(
        "shown", "\n".join(texts[name] for name in ("decision", "summary", "recommendation", "text")).encode()
    )
    return entry


def _number(date: datetime.date | None) -> int:
    """The date as 20250813, so that it sorts; 0 where there is none."""
    return date.year * 10_000 + date.month * 100 + date.day if date else 0


def _query(schema: tantivy.Schema, question: Question, filters: Filters) -> tantivy.Query:
    must, must_not = tantivy.Occur.Must, tantivy.Occur.MustNot
    clauses = [(must, _term_query(schema, term)) for term in question.wanted]
    clauses += [(must_not, _term_query(schema, term)) for term in question.unwanted]
    clauses += [(must, tantivy.Query.const_score_query(query, 0.0)) for query in _filter_queries(schema, filters)]
    if not any(occur == must for occur, _ in clauses):
        clauses.append((must, tantivy.Query.all_query()))
    return tantivy.Query.boolean_query(clauses)


def _term_query(schema: tantivy.Schema, term: Term) -> tantivy.Query:
    """The term in whichever field it counts most; other fields add a little."""
    found = [
        tantivy.Query.boost_query(query, weight)
        for field, weight in _WEIGHTS.items()
        for query in _field_queries(schema, field, term)
    ]
    return tantivy.Query.disjunction_max_query(found, 0.2)


def _field_queries(schema: tantivy.Schema, field: str, term: Term) -> Sequence[tantivy.Query]:
    if term.beginning:
        # Words consist of letters and digits, so nothing in the beginning means anything to the expression.
        beginning = tantivy.Query.regex_query(schema, field, f"{term.beginning}.*")
        return [tantivy.Query.term_query(schema, field, term.stems[0]), beginning]
    if len(term.stems) == 1:
        return [tantivy.Query.term_query(schema, field, term.stems[0])]
    return [tantivy.Query.phrase_query(schema, field, list(term.stems))]


def _filter_queries(schema: tantivy.Schema, filters: Filters) -> Iterator[tantivy.Query]:
    for name in ("municipality", "body", "outcome", "kind"):
        value = getattr(filters, name)
        if value:
            yield tantivy.Query.term_query(schema, name, value)
    if filters.since or filters.until:
        first = _number(filters.since) or 1
        last = _number(filters.until) or 99_999_999
        yield tantivy.Query.range_query(schema, "date", tantivy.FieldType.Unsigned, first, last)
