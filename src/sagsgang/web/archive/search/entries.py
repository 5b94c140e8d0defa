"""What an agenda item is in the index: the fields, and what is put into them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import tantivy

from sagsgang.web.archive.search.words import WORD, compounds_said, fold, looked_up, pairs, paragraphs


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An agenda item to be found.

    `item` and `meeting` are keys in the database, `municipality` and `body` stand as in addresses, `topic` is a KLE
    number or empty, `place` is what the municipality and the body are called.
    """

    item: int
    meeting: int
    municipality: str
    body: str
    date: datetime.date | None
    kind: str
    outcomes: tuple[str, ...]
    topic: str
    title: str
    decision: str
    recommendation: str
    summary: str
    text: str
    place: str

    @property
    def shown(self) -> str:
        """The text that a part is shown of when the item is found."""
        return "\n".join((self.decision, self.summary, self.recommendation, self.text))


@cache
def schema() -> tantivy.Schema:
    """The fields. Words are stemmed before they come here, so every text is cut at its spaces only.

    `all` are the words in their order; `any` every word once, and the parts of compounds, for matching; `title` and
    `lead` (summary, recommendation, decision) are for ranking; `pairs` the words that follow each other, which spares
    a phrase of common words the look at every item.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("item", stored=True)
    builder.add_unsigned_field("meeting", indexed=True)
    # As 20250813, so that it sorts; without a date there is no value.
    builder.add_unsigned_field("date", indexed=True, fast=True)
    builder.add_unsigned_field("year", fast=True)
    for name in ("municipality", "body", "outcome", "kind", "group"):
        builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    for name in ("place", "topic"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("all", tokenizer_name="whitespace")
    for name in ("any", "title", "lead"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("pairs", tokenizer_name="whitespace", index_option="basic")
    for name in ("heading", "shown"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def number(date: datetime.date) -> int:
    """The date as the index holds it."""
    return date.year * 10_000 + date.month * 100 + date.day


def document(entry: Entry) -> tantivy.Document:
    """The entry as the index takes it."""
    made = tantivy.Document()
    made.add_unsigned("item", entry.item)
    made.add_unsigned("meeting", entry.meeting)
    if entry.date:
        made.add_unsigned("date", number(entry.date))
        made.add_unsigned("year", entry.date.year)
    for name, value in _keys(entry):
        made.add_text(name, value)
    _add_words(made, entry)
    made.add_bytes("heading", entry.title.encode())
    made.add_bytes("shown", entry.shown.encode())
    return made


def _keys(entry: Entry) -> Iterable[tuple[str, str]]:
    yield "municipality", entry.municipality
    yield "body", entry.body
    yield "place", f"{entry.municipality}/{entry.body}"
    yield "kind", entry.kind
    for outcome in dict.fromkeys(entry.outcomes):
        yield "outcome", outcome
    if entry.topic:
        yield "group", entry.topic[:2]
        steps = entry.topic.split(".")
        for count in range(1, len(steps) + 1):
            yield "topic", ".".join(steps[:count])


def _add_words(made: tantivy.Document, entry: Entry) -> None:
    found: set[str] = set()
    following: set[str] = set()
    lead: list[str] = []
    for name in ("title", "decision", "recommendation", "summary", "text", "place"):
        text = getattr(entry, name)
        words = looked_up(WORD.findall(fold(text)))
        stems = words.stems
        if not stems:
            continue
        # Each text is a value of its own: no phrase reaches from one into the next.
        made.add_text("all", " ".join(stems))
        following.update(pairs(words))
        units = compounds_said(words).union(*words.units)
        if "§" in text:
            named = paragraphs(text)
            made.add_text("all", " ".join(named))
            units |= named
        found.update(stems, units)
        if name == "title":
            made.add_text("title", " ".join((*stems, *(units - set(stems)))))
        elif name in ("decision", "recommendation", "summary"):
            lead += stems
    made.add_text("any", " ".join(found))
    made.add_text("lead", " ".join(lead))
    made.add_text("pairs", " ".join(following))
