"""Where hardly any item has all the words: what else points to the items that were meant, and how strongly.

A word points the stronger the fewer items have it. Weaker than the word itself are longer words that begin with it,
the parts of a compound, and for a word that nobody wrote the words most like it.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from typing import Any

import tantivy

from sagsgang.danish.lexicon import lexicon
from sagsgang.web.archive.search import queries
from sagsgang.web.archive.search.questions import Clue, Question, Sort, Term
from sagsgang.web.archive.search.words import fold, parts

# What stands in more of the items than every so manieth points nowhere.
_EVERYWHERE = 2
_TELLING = 0.3
# A word that so few items have may be meant where only longer words begin with it.
_FEW = 10
_SHORTEST_BEGINNING = 4
_SHORTEST_STUMP = 5
_SHORTEST_MISSPELT = 6

# What a sort of likeness counts beside the word itself.
_BEGINS = 0.6
_RUN = 0.85
_PART = 0.4
_DERIVED = 0.6
_MISSPELT = 0.7
_STUMP = 0.5


def loosened(searcher: tantivy.Searcher, question: Question) -> tuple[tuple[Clue, ...], ...]:
    """For each single word of the question what points to it, strongest first; empty where nothing does.

    A clue is enough by itself where it is at least half as strong as the best that is not the whole question.
    """
    found = [(term, sorted(_clues(searcher, term), key=_weight, reverse=True)) for term in question.words_apart]
    whole = set(queries.forms(found[0][0])) if len(found) == 1 else set()
    best = max((clue.weight for _, clues in found for clue in clues if clue.form not in whole), default=0.0)
    return tuple(
        tuple(dataclasses.replace(clue, enough=clue.weight >= _TELLING * best) for clue in clues)
        for _, clues in found
        if clues
    )


def _weight(clue: Clue) -> float:
    return clue.weight


def _clues(searcher: tantivy.Searcher, term: Term) -> Iterator[Clue]:
    """The word, its key, and what is like it. A word that nobody wrote has no weight of its own."""
    seen = 0
    for form in queries.forms(term):
        count = searcher.doc_freq("any", form)
        seen = max(seen, count)
        yield from _clue(searcher, Sort.FORM, form, count, 1.0)
    yield from _of_parts(searcher, term)
    if seen < _FEW:
        yield from _of_longer_words(searcher, term)
        yield from _of_derived(searcher, term)
    if not seen:
        yield from _of_likest(searcher, term)


def _of_parts(searcher: tantivy.Searcher, term: Term) -> Iterator[Clue]:
    for part in parts(fold(term.word)):
        if part != term.key:
            share = _RUN if "+" in part else _PART
            yield from _clue(searcher, Sort.FORM, part, searcher.doc_freq("any", part), share)


def _of_longer_words(searcher: tantivy.Searcher, term: Term) -> Iterator[Clue]:
    word, stem = fold(term.word), term.stems[0]
    beginning = stem if word.startswith(stem) else word
    if len(beginning) >= _SHORTEST_BEGINNING and beginning.isalpha():
        yield from _counted(searcher, Sort.BEGINNING, beginning, _BEGINS)


def _of_derived(searcher: tantivy.Searcher, term: Term) -> Iterator[Clue]:
    """`rygning` for `ryger`, `lukning` for `lukket`, and the other way about."""
    stem, known = term.stems[0], lexicon().knows
    if known(f"{stem}ning") and (known(f"{stem}e") or known(f"{stem}{stem[-1]}e")):
        derived = f"{stem}ning"
    elif stem.endswith("ning"):
        derived = stem.removesuffix("ning")
    else:
        return
    yield from _clue(searcher, Sort.FORM, derived, searcher.doc_freq("any", derived), _DERIVED)


def _of_likest(searcher: tantivy.Searcher, term: Term) -> Iterator[Clue]:
    """A misspelt word's likest; of a word that Danish has, those that begin as two thirds of it do."""
    word, stem = fold(term.word), term.stems[0]
    if not word.isalpha():
        return
    if len(stem) >= _SHORTEST_MISSPELT and not term.key and not lexicon().knows(word):
        yield from _counted(searcher, Sort.LIKE, stem, _MISSPELT)
    if not term.key:
        for length in range(len(word) - 1, max(_SHORTEST_STUMP, -(-2 * len(word) // 3)) - 1, -1):
            found = list(_counted(searcher, Sort.BEGINNING, word[:length], _STUMP))
            if found:
                yield from found
                return


def _counted(searcher: tantivy.Searcher, sort: Sort, form: str, share: float) -> Iterator[Clue]:
    found: Any = searcher.search(queries.pointed(Clue(sort=sort, form=form, weight=1.0)), 1)
    yield from _clue(searcher, sort, form, found.count or 0, share)


def _clue(searcher: tantivy.Searcher, sort: Sort, form: str, count: int, share: float) -> Iterator[Clue]:
    if count > 0 and count * _EVERYWHERE <= max(searcher.num_docs, 2 * _FEW):
        yield Clue(sort=sort, form=form, weight=round(share * math.log(1 + searcher.num_docs / count), 3))
