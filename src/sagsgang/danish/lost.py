"""Putting æ, ø and å back where they were dropped altogether ("fdselsdag", "brnehave").

Kept apart from the other repairs because these change the length of the text, and because there is no character
that gives the damage away: only a run of text without any of the three letters, in which word after word is none
until one of them is put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations_with_replacement, product

from sagsgang.danish.folding import LETTERS
from sagsgang.danish.lexicon import LONGEST, Lexicon, lexicon
from sagsgang.danish.repairs import LetterRepair
from sagsgang.danish.sentences import starts_sentence
from sagsgang.danish.usage import Usage, Word, words

_INTACT = re.compile("[æøåÆØÅ]")
_BLOCK = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_LEAST_WORDS = 12
_LEAST_PROOFS = 3
_SHARE_OF_WORDS = 0.04
_SHARE_OF_UNKNOWN = 0.6
_LONG_ENOUGH = 4
_CAUTION = 2.0
_FAVOUR = 20.0
"""By how much a word that is one as it stands is preferred."""
_ALONE = frozenset("fgmprs")
"""What is left of `få`, `gå`, `må`, `på`, `år` and `så`; no other letter on its own is taken for a word."""


def lost_regions(text: str) -> list[tuple[int, int]]:
    """The runs of paragraphs of `text` that have dropped their æ, ø and å: (start, end); empty for clean text."""
    found: list[tuple[int, int]] = []
    for start, end in _runs(text):
        if _is_proved(text, start, end):
            found.append((start, end))
    return found


def repair_lost(text: str, context: str | None = None) -> list[LetterRepair]:
    """The repairs for the words of `text` that have dropped letters, in order; each is longer than what it replaces.

    `context` is further, undamaged text of the same document.
    """
    regions = lost_regions(text)
    if not regions:
        return []
    usage = Usage()
    usage.learn(part for part in (_without(text, regions), context) if part)
    return [one for start, end in regions for word in words(text, start, end) for one in _repair(word, usage)]


def _without(text: str, regions: list[tuple[int, int]]) -> str:
    for start, end in reversed(regions):
        text = text[:start] + text[end:]
    return text


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Neighbouring paragraphs without any of the three letters, taken together."""
    start = end = -1
    for block in _BLOCK.finditer(text):
        if _INTACT.search(block.group()):
            if end > start:
                yield start, end
            start = end = -1
        else:
            start, end = (block.start() if start < 0 else start), block.end()
    if end > start:
        yield start, end


def _is_proved(text: str, start: int, end: int) -> bool:
    found = list(words(text, start, end))
    if len(found) < _LEAST_WORDS:
        return False
    asked = lexicon()
    small = [one.written for one in found if one.written.islower() and len(one.written) >= _LONG_ENOUGH]
    unknown = [one for one in small if not asked.probability(one)]
    if len(unknown) < max(_LEAST_PROOFS, _SHARE_OF_WORDS * len(found)):
        return False
    proofs = sum(1 for one in unknown if _candidates(one))
    return proofs >= max(_LEAST_PROOFS, _SHARE_OF_WORDS * len(found), _SHARE_OF_UNKNOWN * len(unknown))


@lru_cache(maxsize=8192)
def _candidates(word: str) -> tuple[str, ...]:
    """The words that `word` becomes with one letter put in or, where there are none, two."""
    if len(word) >= LONGEST:
        return ()
    asked = lexicon()
    single = {word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in LETTERS}
    found = tuple(sorted(one for one in single if asked.probability(one)))
    if found or len(word) < _LONG_ENOUGH:
        return found
    places = combinations_with_replacement(range(len(word) + 1), 2)
    double = (
        word[:first] + one + word[first:second] + other + word[second:]
        for (first, second), one, other in product(places, LETTERS, LETTERS)
    )
    return tuple(longer for longer in double if asked.knows(longer))


def _repair(word: Word, usage: Usage) -> Iterator[LetterRepair]:
    written = word.written.lower()
    if _is_no_word(word.written) or usage.words[written]:
        return
    asked = lexicon()
    as_it_stands = _FAVOUR * asked.probability(written) if len(written) > 1 else 0.0
    weighed = sorted((_weight(one, word, usage, asked), one) for one in _candidates(written))
    if not weighed or weighed[-1][0] < as_it_stands:
        return
    best, reading = weighed.pop()
    certainty = best / (best + as_it_stands + _CAUTION * sum(weight for weight, _ in weighed))
    yield LetterRepair(
        start=word.at,
        end=word.end,
        was=word.written,
        is_=_in_case(reading, word),
        certainty=round(certainty, 3),
    )


def _is_no_word(written: str) -> bool:
    """Whether it is an abbreviation in capitals, or a lone letter that no word is left of."""
    if len(written) == 1:
        return written not in _ALONE
    return written.isupper() and len(written) <= _LONG_ENOUGH


def _weight(candidate: str, word: Word, usage: Usage, asked: Lexicon) -> float:
    here = asked.probability(candidate) + usage.probability(candidate, asked.stem(candidate))
    return here * usage.beside(candidate, word.before, word.after)


def _in_case(reading: str, word: Word) -> str:
    if len(word.written) > 1 and word.written.isupper():
        return reading.upper()
    opens = reading[0] in LETTERS and reading[0] != word.written[0] and starts_sentence(word.text, word.at)
    return reading.capitalize() if word.written[0].isupper() or opens else reading
