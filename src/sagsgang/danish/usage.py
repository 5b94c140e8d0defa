"""How one document uses its words: how often, how written, and what stands beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sagsgang.danish.folding import SLOT, fold
from sagsgang.danish.lexicon import MIN_STEM, lexicon
from sagsgang.danish.lookalikes import neighbours
from sagsgang.danish.sentences import starts_sentence

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
_NUMBER = "#"
_PAIR = 4.0
_TYPICAL = 1.5
_ENOUGH = 4
_SHARE_OF_STEM = 0.05
_SMOOTHING = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a text, `text[at:at + len(written)]`, between its neighbours.

    A neighbour is a folded word, a punctuation mark, `#` for a number, or empty.
    """

    written: str
    text: str
    at: int
    before: str
    after: str

    @property
    def end(self) -> int:
        """Where the word ends in its text."""
        return self.at + len(self.written)


def words(text: str, start: int, end: int, char: str = "") -> Iterator[Word]:
    """The words of `text[start:end]`; `char`, which stands for lost letters, is one of the letters."""
    form = re.compile(_form(char))
    found = [match.span() for match in form.finditer(text, start, end)]
    folded = [fold(text[one:other].replace(char, SLOT) if char else text[one:other]) for one, other in found]
    gaps = [text[found[index][1] : found[index + 1][0]] for index in range(len(found) - 1)]
    for index, (at, until) in enumerate(found):
        before = _neighbour(gaps[index - 1], folded[index - 1], last=True) if index else ""
        after = _neighbour(gaps[index], folded[index + 1], last=False) if index < len(gaps) else ""
        yield Word(written=text[at:until], text=text, at=at, before=before, after=after)


def _form(char: str) -> str:
    """The form of a word. Before a capital with small letters after it, `char` is no letter but stands on its own."""
    if not char:
        return f"[{_LETTER}]+"
    this = re.escape(char)
    alone = f"{this}(?=(?!{this})[A-ZÆØÅ](?:[a-zæøå]|{this}))"
    return f"{alone}|(?:(?!{alone})[{_LETTER}{this}])+"


def _neighbour(gap: str, word: str, *, last: bool) -> str:
    """What stands beside a word: the nearest thing in the gap, or the word beyond it."""
    gap = gap.strip()
    if not gap:
        return word
    nearest = gap[-1] if last else gap[0]
    return _NUMBER if nearest.isdigit() else nearest


class Usage:
    """What the undamaged parts of a document tell about its words."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self._stems: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()

    def learn(self, texts: Iterable[str]) -> None:
        """Take the words of clean `texts` into account."""
        stem = lexicon().stem
        for text in texts:
            for found in words(text, 0, len(text)):
                word = found.written.lower()
                self.words[word] += 1
                if SLOT not in fold(word):
                    continue
                if len(root := stem(word)) >= MIN_STEM:
                    self._stems[root] += 1
                if found.written[0].isupper() and not starts_sentence(text, found.at):
                    self.names[word] += 1
                self._pairs[found.before, word] += 1
                self._pairs[word, found.after] += 1

    def probability(self, word: str, stem: str) -> float:
        """How often `word` is to be expected, judged by this document alone."""
        return (self.words[word] + _SHARE_OF_STEM * self._stems[stem]) / (self.words.total() + _SMOOTHING)

    def beside(self, word: str, before: str, after: str) -> float:
        """How much more likely a word is between these neighbours than elsewhere; 1 where nothing speaks for it."""
        typical_before, typical_after = neighbours()
        left = min(self._pairs[before, word], _ENOUGH) + _TYPICAL * ((before, word) in typical_before)
        right = min(self._pairs[word, after], _ENOUGH) + _TYPICAL * ((word, after) in typical_after)
        return (1.0 + _PAIR * left) * (1.0 + _PAIR * right)
