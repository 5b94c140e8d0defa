"""Which word a damaged word was: its possible readings, weighed by the language and by the document's own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from sagsgang.danish.folding import LETTERS, SLOT, fold
from sagsgang.danish.lexicon import MIN_STEM, Lexicon, lexicon
from sagsgang.danish.lookalikes import neighbours
from sagsgang.danish.sentences import starts_sentence

_HYPHENED = re.compile(r"\b[A-ZÆØÅ][a-zæøå]+-$")
_PLACE = re.compile(
    "[æøå].*(?:bro|borg|by|bæk|dal|drup|gade|gård|gaard|holm|høj|kær|kjær|lev|lund|mark|rup|sen|skov|sted|strand|strup|sø|toft|vang|vej)"
)
_WORD = re.compile(r"[^\W\d_]+")
QUOTE = '"'
_MOST_SLOTS = 6
_UNKNOWN = 1e-14
_STRAY_SPACE = 1e-3
_NEVER = 1e-30
_ACRONYMS = frozenset({"øk", "øke", "øku", "økf", "øu", "øe", "øeu"})
_GUESSED = 1e-13
_RARE = 2e-6
_BY_LETTERS = 0.85
_HYPHENED_NAME = 1e6
_PAIR = 4.0
_TYPICAL = 1.5
_ENOUGH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a damaged word most likely was, in its case, as long as the damaged one."""

    text: str
    certainty: float


class Usage:
    """The undamaged words of a document: how often, how written, and what stands beside them."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.stems: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()

    def learn(self, texts: Iterable[str]) -> None:
        """Take the words of clean `texts` into account."""
        stem = lexicon().stem
        for text in texts:
            before = ""
            for match in _WORD.finditer(text):
                written = match.group()
                word = written.lower()
                self.words[word] += 1
                folded = fold(word)
                if SLOT in folded:
                    if len(root := stem(word)) >= MIN_STEM:
                        self.stems[root] += 1
                    if written[0] in "ÆØÅ" and not starts_sentence(text, match.start()):
                        self.names[word] += 1
                self.pairs[before, word] += 1
                self.pairs[word, ">" + folded] += 1
                before = folded

    def probability(self, word: str, stem: str) -> float:
        """How often `word` is to be expected, judged by this document alone."""
        total = self.words.total() + 1000
        return (self.words[word] + 0.05 * self.stems[stem]) / total

    def beside(self, word: str, before: str, after: str) -> float:
        """How much more likely a word is between these folded neighbours than elsewhere."""
        typical_before, typical_after = neighbours()
        left = min(self.pairs[before, word], _ENOUGH) + _TYPICAL * ((before, word) in typical_before)
        right = min(self.pairs[word, ">" + after], _ENOUGH) + _TYPICAL * ((word, after) in typical_after)
        return (1.0 + _PAIR * left) * (1.0 + _PAIR * right)


class Readings:
    """Reads the words of one damaged region."""

    def __init__(self, char: str, usage: Usage) -> None:
        self._char = char
        self._usage = usage
        self._lexicon: Lexicon = lexicon()
        self._weighed: dict[str, list[tuple[float, str]]] = {}

    def read(self, word: str, before: str, after: str, text: str, at: int) -> Reading:
        """The likeliest reading of `word`, which stands at `at` in `text` between two others."""
        pattern = self._pattern(word)
        readings = self._weighed.get(pattern)
        if readings is None:
            readings = self._weighed[pattern] = self._weigh(pattern)
        left, right = self._pattern(before), self._pattern(after)
        beside = self._usage.beside
        if _HYPHENED.search(text, max(0, at - 30), at):
            readings = [(one * (_HYPHENED_NAME if self._lexicon.is_name(is_) else 1.0), is_) for one, is_ in readings]
        weighed = sorted(((one * beside(is_, left, right), is_) for one, is_ in readings), reverse=True)
        best, is_ = weighed[0]
        certainty = best / sum(weight for weight, _ in weighed)
        if best < _GUESSED or self._may_be_a_place(is_, word, best):
            certainty *= _BY_LETTERS
        return Reading(text=self._in_case(is_, word, text, at), certainty=round(certainty, 3))

    def _pattern(self, word: str) -> str:
        return fold(word.replace(self._char, SLOT))

    def _weigh(self, pattern: str) -> list[tuple[float, str]]:
        """Every reading of a folded word with its weight: letters in the slots, or a space in one of them."""
        found = self._with_letters(pattern)
        for slot in (match.start() for match in re.finditer(re.escape(SLOT), pattern)):
            head, tail = pattern[:slot], pattern[slot + 1 :]
            left = self._best(head)
            right = self._best(tail)
            if head and tail:
                weight = min(left[0], right[0]) * _STRAY_SPACE * 1e-3 if len(head) > 1 and len(tail) > 1 else _NEVER
            else:
                weight = max(left[0], right[0]) * _STRAY_SPACE
            found.append((weight, f"{left[1]}{self._stray(head, tail)}{right[1]}"))
        return found

    def _stray(self, head: str, tail: str) -> str:
        """What a character that is no letter was: a question mark is meant, others may have been a quotation mark."""
        if self._char == "?" and not tail:
            return "?"
        return " " if self._char == "Å" or (head and tail) else QUOTE

    def _best(self, pattern: str) -> tuple[float, str]:
        if not pattern:
            return _NEVER, ""
        return max(self._with_letters(pattern))

    def _with_letters(self, pattern: str) -> list[tuple[float, str]]:
        slots = [match.start() for match in re.finditer(re.escape(SLOT), pattern)]
        odds = [self._lexicon.letter_odds(pattern, slot) for slot in slots]
        if len(slots) > _MOST_SLOTS:
            likeliest = tuple(LETTERS[max(range(3), key=odd.__getitem__)] for odd in odds)
            return [(_UNKNOWN, _filled(pattern, slots, likeliest))]
        found = []
        for choice in product(range(3), repeat=len(slots)):
            word = _filled(pattern, slots, tuple(LETTERS[one] for one in choice))
            likely = 1.0
            for odd, one in zip(odds, choice, strict=True):
                likely *= odd[one]
            found.append((self._weight(word, likely), word))
        return found

    def _weight(self, word: str, likely: float) -> float:
        if word in _ACRONYMS:
            return 1e-6
        known = self._lexicon.probability(word)
        document = self._usage.probability(word, self._lexicon.stem(word))
        certain = known + document
        return certain * (0.02 + likely + certain * 1e6) / (1 + certain * 1e6) + _UNKNOWN * likely + _NEVER

    def _in_case(self, reading: str, word: str, text: str, at: int) -> str:
        """The reading with the capitals that it must have had."""
        letters = list(reading)
        capitals = self._is_in_capitals(word, text, at)
        for index, char in enumerate(word):
            if char != self._char:
                letters[index] = char
            elif capitals or (index == 0 and self._starts_with_capital(reading, text, at)):
                letters[index] = letters[index].upper()
        return "".join(letters)

    def _may_be_a_place(self, reading: str, word: str, weight: float) -> bool:
        """Whether a rare word that begins with a lost letter is formed like a place or family name, so any will do."""
        new = weight < _RARE and not self._usage.words[reading]
        return new and word[0] == self._char and _PLACE.fullmatch(reading) is not None

    def _is_in_capitals(self, word: str, text: str, at: int) -> bool:
        """Whether the whole word is in capitals; with one letter left of it, its neighbours on the line decide."""
        others = [char for char in word if char != self._char]
        if not all(char.isupper() for char in others):
            return False
        if len(others) > 1 or word[0] == self._char:
            return True
        start = text.rfind("\n", 0, at) + 1
        line = text[start:at] + " " + text[at + len(word) :].split("\n", 1)[0]
        beside = [other for other in line.replace(self._char, "").split() if other.isalpha() and len(other) > 1]
        return bool(beside) and all(other.isupper() for other in beside)

    def _starts_with_capital(self, reading: str, text: str, at: int) -> bool:
        word = reading.split(" ")[0]
        usage = self._usage
        if starts_sentence(text, at) or self._lexicon.is_name(word) or usage.names[word] > usage.words[word] / 2:
            return True
        return not usage.words[word] and not self._lexicon.probability(word)


def _filled(pattern: str, slots: list[int], letters: tuple[str, ...]) -> str:
    word = list(pattern)
    for slot, letter in zip(slots, letters, strict=True):
        word[slot] = letter
    return "".join(word)
