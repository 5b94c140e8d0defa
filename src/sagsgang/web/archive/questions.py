"""What somebody asks for, understood kindly: there is no wrong question, only one that asks for less.

Words are all to be found; "several words" in quotes as they stand; -word must not be found; skole* every word that
begins so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sagsgang.web.archive.words import WORD, fold, stem

MOST_CHARACTERS = 500
MOST_TERMS = 24
_SHORTEST_BEGINNING = 3

_PART = re.compile(r'-?"[^"]*"|\S+')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """Stems that must follow each other (one for a single word); with `beginning`, the start of a word instead."""

    stems: tuple[str, ...]
    beginning: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What must be found, what must not be, and whether part of the question was left out as too long."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    shortened: bool = False

    @property
    def stems(self) -> frozenset[str]:
        """The stems to mark in a hit."""
        return frozenset(stem for term in self.wanted for stem in term.stems)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """The beginnings of words to mark in a hit."""
        return tuple(term.beginning for term in self.wanted if term.beginning)


def understand(text: str) -> Question:
    """The question in a text of any length and any characters; without usable words it wants nothing."""
    clean = _CONTROL.sub(" ", text[: MOST_CHARACTERS + 1])
    shortened = len(clean) > MOST_CHARACTERS
    if shortened:
        # The last word is cut in two: nobody asked for its half.
        clean = clean[:MOST_CHARACTERS].rpartition(" ")[0]
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for part in _PART.findall(clean):
        term = _term(part)
        if term is None:
            continue
        if len(wanted) + len(unwanted) == MOST_TERMS:
            shortened = True
            break
        (unwanted if part.startswith("-") else wanted).append(term)
    return Question(wanted=tuple(wanted), unwanted=tuple(unwanted), shortened=shortened)


def _term(part: str) -> Term | None:
    words = WORD.findall(part)
    stems = tuple(filter(None, map(stem, words)))
    if not stems:
        return None
    if len(words) == 1 and part.endswith("*") and len(words[0]) >= _SHORTEST_BEGINNING:
        return Term(stems=stems, beginning=fold(words[0]))
    return Term(stems=stems)
