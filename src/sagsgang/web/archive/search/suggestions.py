"""Did you mean: words that nobody wrote, put right by words that stand in the index."""

from __future__ import annotations

import re
from typing import Any

import tantivy

from sagsgang.danish.lexicon import lexicon
from sagsgang.web.archive.search import queries
from sagsgang.web.archive.search.questions import Clue, Question, Sort, Term
from sagsgang.web.archive.search.words import WORD, fold, stem

_SHORTEST = 4
_SHORT = 8
_LOOKED_AT = 10
_LONGEST_ENDING = 6
# A word is taken for misspelt when one like it stands in so many times as many items.
_OFTENER = 10


def better(searcher: tantivy.Searcher, question: Question) -> str:
    """The question as it was written, with better words; empty where none of them has a better one."""
    text = question.text
    for term in question.wanted:
        if term.word and not term.beginning and (word := _better_word(searcher, term)):
            text = re.sub(rf"(?<![^\W_]){re.escape(term.word)}(?![^\W_])", word, text)
    return text if text != question.text else ""


def _better_word(searcher: tantivy.Searcher, term: Term) -> str:
    asked = term.stems[0]
    if len(asked) < _SHORTEST or not asked.isalpha():
        return ""
    if term.key or lexicon().knows(fold(term.word)):
        return ""  # It is Danish: that nobody wrote it does not make it wrong.
    seen = _frequency(searcher, asked)
    if _begun(searcher, term) > seen:
        return ""  # It is part of longer words, as `padel` of `padelbane`.
    for distance in (1, 2):
        if distance > 1 and len(asked) < _SHORT:
            break
        if (found := _likeliest(searcher, term, distance)) and _frequency(searcher, stem(found)) > _OFTENER * seen:
            return found
    return ""


def _likeliest(searcher: tantivy.Searcher, term: Term, distance: int) -> str:
    """Of the words that are like the one asked for the most frequent, in the form that is most like it."""
    asked, written = term.stems[0], fold(term.word)
    forms: set[str] = set()
    hits: Any = searcher.search(queries.like(asked, distance), _LOOKED_AT, count=False)
    for _, address in hits.hits:
        entry: Any = searcher.doc(address)
        for name in ("heading", "shown"):
            forms.update(WORD.findall(fold(entry.get_first(name).decode())))
    stems = {word: stem(word) for word in forms if abs(len(word) - len(written)) <= _LONGEST_ENDING}
    near = [
        word
        for word, form in stems.items()
        if _may_be_near(form, asked, distance) and 0 < _differ(form, asked) <= distance
    ]
    return max(near, key=lambda word: (_frequency(searcher, stem(word)), -_differ(word, written), word), default="")


def _begun(searcher: tantivy.Searcher, term: Term) -> int:
    """How many items have a word that begins as this one does."""
    begins = Clue(sort=Sort.BEGINNING, form=fold(term.word), weight=1.0)
    found: Any = searcher.search(queries.pointed(begins), 1)
    return int(found.count or 0)


def _frequency(searcher: tantivy.Searcher, form: str) -> int:
    return searcher.doc_freq("any", form)


def _may_be_near(one: str, other: str, distance: int) -> bool:
    """Whether words may differ by so few letters: a letter replaced takes one away and brings one in."""
    return abs(len(one) - len(other)) <= distance and len({*one} ^ {*other}) <= 2 * distance


def _differ(one: str, other: str) -> int:
    """How many letters have to be put in, left out, replaced or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        last, before, row = before, row, [at]
        for place, wanted in enumerate(other, start=1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
    return row[-1]
