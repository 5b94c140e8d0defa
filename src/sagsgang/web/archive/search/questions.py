"""What somebody asks for, understood kindly: there is no wrong question, only one that asks for less.

Words are all to be found; "several words" in quotes as they stand; -word must not be found; skole* every word that
begins so; udfald:godkendt and the other fields say what a hit must be.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sagsgang.web.archive.search import field_values
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.words import (
    ASKING_WORDS,
    LITTLE_WORDS,
    PARAGRAPH,
    WORD,
    fold,
    key,
    paragraph_key,
    stem,
)

MOST_CHARACTERS = 500
MOST_TERMS = 24
_SHORTEST_BEGINNING = 3
_SHORTEST_APART = 4

_PART = re.compile(rf'-?(?:[^\W\d_]+:)?"[^"]*"|-?{PARAGRAPH.pattern}|\S+')
_FIELD = re.compile(r'(?P<minus>-?)(?P<name>[^\W\d_]+):(?P<value>"[^"]+"|[^"\s]\S*)', re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+")
_YEAR = frozenset({"år", "aar"})
_DAYS = frozenset({"fra", "til"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """Stems that must follow each other (one for a single word); with `beginning`, the start of a word instead.

    `word` is the single word as it was written, and `key` its key where it is a compound; empty for a phrase.
    `apart` are the words of what was written as one without quotes, as `2022-2025`.
    """

    stems: tuple[str, ...]
    beginning: str = ""
    word: str = ""
    key: str = ""
    apart: tuple[Term, ...] = ()

    @property
    def loosely(self) -> tuple[Term, ...]:
        """The words that may be looked for each by itself; none in a phrase and in the beginning of a word."""
        return self.apart if len(self.stems) > 1 else () if self.beginning else (self,)


class Sort(StrEnum):
    """How a clue is looked for: as a stem or key, as the beginning of words, as a word that is nearly it."""

    FORM = "form"
    BEGINNING = "beginning"
    LIKE = "like"


@dataclass(frozen=True, kw_only=True, slots=True)
class Clue:
    """What points to an item that was meant, and how strongly; whether it is `enough` without another."""

    sort: Sort
    form: str
    weight: float
    enough: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What must be found, what must not be, and what was not understood.

    `only` and `without` are the fields of the question; `misunderstood` are those whose value means nothing, as they
    were written. `shortened` says that part of the question was left out as too long, `text` is what was kept.
    `loosely` asks for what points to the words instead of all of them: the clues to each of the words.
    """

    text: str = ""
    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    only: Filters = field(default_factory=Filters)
    without: Filters = field(default_factory=Filters)
    misunderstood: tuple[str, ...] = ()
    shortened: bool = False
    loosely: tuple[tuple[Clue, ...], ...] = ()

    @property
    def words_apart(self) -> tuple[Term, ...]:
        """The words that a hit may lack where hardly any has them all."""
        return tuple(word for term in self.wanted for word in term.loosely)

    @property
    def stems(self) -> frozenset[str]:
        """The stems to mark in a hit."""
        return frozenset(stem for term in self.wanted for stem in term.stems)

    @property
    def keys(self) -> frozenset[str]:
        """What to mark in a hit of parts of compounds: the stems and keys of single words."""
        return frozenset(form for term in self.wanted if term.word for form in (*term.stems, term.key) if form)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """The beginnings of words to mark in a hit."""
        return tuple(term.beginning for term in self.wanted if term.beginning)

    @property
    def asks(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.wanted or self.unwanted or self.only != Filters() or self.without != Filters())


def understand(text: str) -> Question:
    """The question in a text of any length and any characters; without usable words it wants nothing."""
    clean = _CONTROL.sub(" ", text[: MOST_CHARACTERS + 1])
    shortened = len(clean) > MOST_CHARACTERS
    if shortened:
        # The last word is cut in two: nobody asked for its half.
        clean = clean[:MOST_CHARACTERS].rpartition(" ")[0]
    fields = _Fields()
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for part in (match.group() for match in _PART.finditer(clean)):
        if fields.takes(part):
            continue
        term = _term(part)
        if term is None:
            continue
        if len(wanted) + len(unwanted) == MOST_TERMS:
            shortened = True
            break
        (unwanted if part.startswith("-") else wanted).append(term)
    return Question(
        text=clean.strip(),
        wanted=_saying_something(wanted),
        unwanted=tuple(unwanted),
        only=fields.only,
        without=fields.without,
        misunderstood=tuple(fields.misunderstood),
        shortened=shortened,
    )


class _Fields:
    """The fields of a question, gathered one by one."""

    def __init__(self) -> None:
        self.only = Filters()
        self.without = Filters()
        self.misunderstood: list[str] = []

    def takes(self, part: str) -> bool:
        """Whether the part is a field that is known; its value is kept, or remembered as misunderstood."""
        match = _FIELD.fullmatch(part)
        name = match["name"].lower() if match else ""
        if match is None or not (name in field_values.LISTED or name in _YEAR or name in _DAYS):
            return False
        before = self.without if match["minus"] else self.only
        after = _with(before, name, match["value"].strip('"'))
        if after is None or (match["minus"] and name in _DAYS):
            self.misunderstood.append(part)
        elif match["minus"]:
            self.without = after
        else:
            self.only = after
        return True


def _with(filters: Filters, name: str, value: str) -> Filters | None:
    """The filters with one more value; None where the value means nothing."""
    if name in field_values.LISTED:
        facet, read = field_values.LISTED[name]
        found = read(value)
        if found is None:
            return None
        changed: dict[str, tuple[str, ...]] = {facet: (*getattr(filters, facet), found)}
        return dataclasses.replace(filters, **changed)  # type: ignore[arg-type]
    if name in _YEAR:
        days = field_values.years(value)
        return dataclasses.replace(filters, since=days[0], until=days[1]) if days else None
    if name == "fra":
        first = field_values.first_day(value)
        return dataclasses.replace(filters, since=first) if first else None
    last = field_values.last_day(value)
    return dataclasses.replace(filters, until=last) if last else None


def _term(part: str) -> Term | None:
    if paragraph := PARAGRAPH.fullmatch(part.removeprefix("-")):
        return Term(stems=(paragraph_key(paragraph),), word=part)
    words = WORD.findall(part)
    stems = tuple(filter(None, map(stem, words)))
    if not stems:
        return None
    if len(words) > 1:
        # The short pieces of a case number say nothing by themselves.
        apart = '"' not in part and all(len(word) >= _SHORTEST_APART for word in words)
        return Term(stems=stems, apart=tuple(map(_word, words)) if apart else ())
    word = words[0]
    if part.endswith("*") and len(word) >= _SHORTEST_BEGINNING:
        return Term(stems=stems, beginning=fold(word), word=word)
    return _word(word)


def _word(word: str) -> Term:
    form, compound = stem(word), key(word)
    return Term(stems=(form,), word=word, key=compound if compound != form else "")


def _saying_something(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms without the little words between them, and what goes with asking, unless there is nothing else."""
    empty = LITTLE_WORDS
    if terms and fold(terms[0].word).startswith("hv") and fold(terms[0].word) in LITTLE_WORDS:
        empty |= ASKING_WORDS
    return tuple(term for term in terms if fold(term.word) not in empty) or tuple(terms)
