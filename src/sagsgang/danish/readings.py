"""Which word a damaged word was: its possible readings, weighed by the language and by the document's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from sagsgang.danish.casing import is_name_of_a_body, may_be_a_name, with_capitals
from sagsgang.danish.damage import is_proved
from sagsgang.danish.folding import LETTERS, SLOT, fold
from sagsgang.danish.lexicon import lexicon
from sagsgang.danish.sentences import starts_sentence
from sagsgang.danish.usage import Usage, Word

QUOTE = '"'
_MOST_SLOTS = 6
_NEVER = 1e-30
_UNKNOWN = 1e-14
"""The weight of a word that is in no list and no compound."""
_NAMELESS = 1e-11
_SPACED = 1e-9
_GUESSED = 1e-13
_COMMON = 1e-6
_EVERYWHERE = 1e-4
_RARE = 2e-6
_EVERYDAY = 5e-4
_LONG = 8
_SHORT = 4
_BY_LETTERS = 0.85
_CAUTION = 2.0
"""By how much the alternatives are held to be likelier than the figures say."""
_NAME = 1e4
_ACRONYM = 1e-3
_ACRONYMS = frozenset({"øk", "øke", "øku", "økf", "øu", "øe", "øeu"})
_PLACE = re.compile(
    ".+(?:bro|borg|by|bæk|bækken|dal|drup|gade|gård|gaard|hal|hallen|hale|holm|høj|kær|kjær|lev|lund|mark|rup|sen|skolen"
    "|skov|sted|strand|strup|sø|toft|vang|vej|ø|å)s?"
)
_Weighed = tuple[float, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a damaged word most likely was, in its case, as long as the damaged one."""

    text: str
    certainty: float


class Readings:
    """Reads the words of a text in which `char` stands for æ, ø and å."""

    def __init__(self, char: str, usage: Usage) -> None:
        self._char = char
        self._usage = usage
        self._lexicon = lexicon()
        self._weighed: dict[str, list[_Weighed]] = {}

    def read(self, word: Word) -> Reading:
        """The likeliest reading of `word`."""
        pattern = fold(word.written.replace(self._char, SLOT))
        name = may_be_a_name(word, self._char)
        weighed = sorted(
            [
                *(self._in_place(weight, reading, word, name=name) for weight, reading in self._with_letters(pattern)),
                *self._with_strays(pattern, word),
            ],
            reverse=True,
        )
        best, reading = weighed[0]
        certainty = best / (best + _CAUTION * sum(weight for weight, _ in weighed[1:]))
        if self._is_a_guess(reading, best, word, name=name):
            certainty *= _BY_LETTERS
        written = with_capitals(reading, word, self._char, first=self._had_capital(reading, word, best, name=name))
        return Reading(text=written, certainty=round(certainty, 3))

    def _in_place(self, weight: float, reading: str, word: Word, *, name: bool) -> _Weighed:
        weight *= self._usage.beside(reading, word.before, word.after)
        return weight * (_NAME if name and self._lexicon.is_name(reading) else 1.0), reading

    def _is_a_guess(self, reading: str, weight: float, word: Word, *, name: bool) -> bool:
        """Whether nothing but the likeness of letters, or of an everyday word to a name, speaks for the reading."""
        if weight < _GUESSED:
            return True
        if self._usage.words[reading.rstrip(" ")]:
            return False
        place = weight < _RARE and _PLACE.fullmatch(reading) is not None
        if word.written[0] == self._char:
            return place or (name and weight < _RARE)
        if not reading.isalpha() and word.written[0].isupper():
            return True  # a place that ends in ø or å, or a name and a space
        if not name or self._lexicon.is_name(reading):
            return False
        if starts_sentence(word.text, word.at) and weight > _EVERYWHERE:
            return False
        if place:
            return True
        return (weight < _RARE and len(reading) < _LONG) or (weight < _EVERYDAY and len(reading) <= _SHORT)

    def _with_letters(self, pattern: str) -> list[_Weighed]:
        """Every way to fill the slots of a folded word with letters."""
        found = self._weighed.get(pattern)
        if found is None:
            found = self._weighed[pattern] = list(self._fill(pattern))
        return found

    def _fill(self, pattern: str) -> Iterator[_Weighed]:
        slots = [match.start() for match in re.finditer(re.escape(SLOT), pattern)]
        odds = [self._lexicon.letter_odds(pattern, slot) for slot in slots]
        if len(slots) > _MOST_SLOTS:
            likeliest = tuple(LETTERS[max(range(3), key=odd.__getitem__)] for odd in odds)
            yield _UNKNOWN, _filled(pattern, slots, likeliest)
            return
        for choice in product(range(3), repeat=len(slots)):
            likely = 1.0
            for odd, one in zip(odds, choice, strict=True):
                likely *= odd[one]
            word = _filled(pattern, slots, tuple(LETTERS[one] for one in choice))
            yield self._weight(word, likely), word

    def _weight(self, word: str, likely: float) -> float:
        if word in _ACRONYMS:
            return _ACRONYM
        known = self._lexicon.probability(word) + self._usage.probability(word, self._lexicon.stem(word))
        trust = known / (known + _COMMON)  # the commoner a word, the less do the letters around the slot matter
        return known * (trust + (1 - trust) * (0.02 + likely)) + _UNKNOWN * likely + _NEVER

    def _with_strays(self, pattern: str, word: Word) -> Iterator[_Weighed]:
        """The readings in which some of the characters are no letters."""
        if pattern.endswith(SLOT):
            weight, reading = self._best(pattern[:-1])
            weight = max(weight, _NAMELESS * (len(reading) > 3)) * _stray_after(word, self._char)
            yield weight, reading + self._mark(word.text[word.end : word.end + 1])
        if pattern.startswith(SLOT):
            weight, reading = self._best(pattern[1:])
            yield weight * _stray_before(word), self._mark("") + reading
        inner = [at for at in range(1, len(pattern) - 1) if pattern[at] == SLOT][:_MOST_SLOTS]
        for many in range(1, len(inner) + 1):
            for gaps in combinations(inner, many):
                yield self._as_phrase(pattern, gaps)

    def _as_phrase(self, pattern: str, gaps: tuple[int, ...]) -> _Weighed:
        """The reading with spaces in some slots; only for common words, and `i` the only one of one letter."""
        cuts = (-1, *gaps, len(pattern))
        parts = [self._best(pattern[start + 1 : end]) for start, end in pairwise(cuts)]
        usual = all(weight > _COMMON and (len(part) > 1 or part == "i") for weight, part in parts)
        weight = min(weight for weight, _ in parts) * _SPACED if usual else _NEVER
        return weight, ("?" if self._char == "?" else " ").join(part for _, part in parts)

    def _mark(self, following: str) -> str:
        """What a character at the edge of a word was; a question mark is meant, others may be quotation marks."""
        if self._char == "?" and (not following or not following.isalpha()):
            return "?"
        return " " if self._char == "Å" else QUOTE

    def _best(self, pattern: str) -> _Weighed:
        return max(self._with_letters(pattern)) if pattern else (_NEVER, "")

    def _may_be_intact(self, word: Word) -> bool:
        """Whether a capital may be meant: nothing on the line is damaged for certain, and a dash stands before it."""
        return word.before in {"-", "–"} and not is_proved(word.text, word.at, self._char)

    def _had_capital(self, reading: str, word: Word, weight: float, *, name: bool) -> bool:
        first = reading.split(" ")[0]
        usage = self._usage
        if starts_sentence(word.text, word.at) or usage.names[first] > usage.words[first] / 2:
            return True
        if first.startswith("å") and self._char == "Å" and self._may_be_intact(word):
            return True
        if usage.words[first]:
            return False
        if name and weight < _RARE * 10:
            return True
        return self._lexicon.is_name(first) or is_name_of_a_body(first) or not self._lexicon.probability(first)


def _stray_after(word: Word, char: str) -> float:
    """How likely a character at the end of a word is not part of it, from what follows."""
    following = word.text[word.end : word.end + 1]
    if following in {"", "\n"}:
        return 1e-2
    if following.isspace():
        return 1e-2 if char == "?" else 1e-4
    return 1e-10 if char == "Å" else 1e-4


def _stray_before(word: Word) -> float:
    """How likely a character at the start of a word is not part of it, from what stands before."""
    before = word.text[word.at - 1 : word.at]
    return 1e-6 if not before or before.isspace() else 1e-2


def _filled(pattern: str, slots: list[int], letters: tuple[str, ...]) -> str:
    word = list(pattern)
    for slot, letter in zip(slots, letters, strict=True):
        word[slot] = letter
    return "".join(word)
