"""What words Danish has: membership, frequency, compounds and letter patterns, for putting lost letters back.

The words come from two installed packages: `simplemma` (its Danish inflected forms, about 790,000) and `wordfreq`
(about 29,000 frequent forms). Reading the first takes some seconds and 400 MB, so what is needed of it (a sorted list
of hashes, and the letter patterns) is kept in the user's cache folder: from then on it takes 0.3 s and 26 MB.
Nothing is read before the first question is asked.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import sys
import tempfile
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from heapq import nlargest
from pathlib import Path

import Stemmer

from sagsgang.danish.folding import LETTERS, SLOT, fold
from sagsgang.danish.lookalikes import GIVEN_NAMES, WEIGHTS

_FORMAT = "5"
_LINKS = ("", "s", "e")
_MIN_PART = 3
LONGEST = 60
"""No Danish word is longer; what is, is no word, and would take long to look at."""
MIN_STEM = 4
"""A shorter stem says too little: `dårlig` and `dåre` share `dår`."""
_SHORT_PARTS = frozenset({"by", "år", "sø", "ø", "å", "is", "ny", "to", "på", "op", "om", "af", "ud", "øl", "æg", "bo"})
_NO_PARTS = frozenset(
    {"hør", "kør", "læs", "løs", "sær", "både", "får", "gør", "går", "måde", "når", "også", "være", "bør", "før"}
)
_KNOWN = 5e-8
_NAME = 2e-7
_LEAST_SEEN = 3
_SHORTEST_PATTERN = 3
_COMPOUND = 2e-3
_THREE_PARTS = 1e-3
_DAMPING = 0.7
_Patterns = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What is kept of the long word list: `names` are the proper names that have one of the three letters."""

    hashes: array[int]
    patterns: _Patterns
    names: frozenset[str]


class Lexicon:
    """Danish words, asked one at a time. Every argument is lower case; probabilities are relative to running text."""

    def __init__(self, words: _Words, frequencies: Mapping[str, float]) -> None:
        self._hashes = words.hashes
        self._patterns = words.patterns
        self._names = words.names
        self._frequencies = frequencies
        self._stem = Stemmer.Stemmer("danish")
        self._stem_frequencies: dict[str, float] = defaultdict(float)
        for word, stem in zip(frequencies, self._stem.stemWords(list(frequencies)), strict=True):
            if len(stem) >= MIN_STEM:
                self._stem_frequencies[stem] += frequencies[word]
        self._parts: dict[str, float] = {}

    def knows(self, word: str) -> bool:
        """Whether `word` is a form in one of the lists."""
        if word in self._frequencies:
            return True
        wanted = _hash(word)
        at = bisect_left(self._hashes, wanted)
        return at < len(self._hashes) and self._hashes[at] == wanted

    def most_frequent(self, count: int) -> list[str]:
        """So many words of running text, the most frequent first."""
        return nlargest(count, self._frequencies, key=self._frequencies.__getitem__)

    def is_name(self, word: str) -> bool:
        """Whether `word`, which has an æ, ø or å, is a proper name and nothing else."""
        return word in self._names or word in GIVEN_NAMES

    def stem(self, word: str) -> str:
        """The Snowball stem of `word`."""
        return str(self._stem.stemWord(word))

    def probability(self, word: str) -> float:
        """How often `word` is to be expected; 0 where neither it nor a split of it into known words exists."""
        if len(word) > LONGEST:
            return 0.0
        whole = self._whole(word)
        return whole if whole else _COMPOUND * self._split(word, depth=2)

    def listed_probability(self, word: str) -> float:
        """The same of a form in one of the lists, 0 of all others. Nothing is remembered: most are asked for once."""
        found = self._frequencies.get(word, 0.0)
        if found or self.knows(word):
            found += _KNOWN + 0.02 * self._stem_frequencies.get(self.stem(word), 0.0)
        return found

    def _whole(self, word: str) -> float:
        found = self._parts.get(word)
        if found is None:
            found = self._parts[word] = self.listed_probability(word)
        return found

    def _part(self, word: str) -> float:
        if word in _NO_PARTS or (len(word) < _MIN_PART and word not in _SHORT_PARTS):
            return 0.0
        return self._whole(word)

    def _split(self, word: str, depth: int) -> float:
        """The damped product of the parts' probabilities in the best split of `word`, 0 where there is none."""
        best = 0.0
        for cut in range(1, len(word) - 1):
            tail = word[cut:]
            last = self._part(tail)
            if not last and depth > 1 and len(tail) > 2 * _MIN_PART:
                last = _THREE_PARTS * self._split(tail, depth - 1)
            if not last:
                continue
            for link in _LINKS:
                head = word[: cut - len(link)]
                if word[:cut].endswith(link) and (first := self._part(head)):
                    best = max(best, (first * last) ** _DAMPING)
        return best

    def letter_odds(self, folded: str, at: int) -> tuple[float, float, float]:
        """The probabilities of æ, ø and å for the slot at `at` of a folded word, from the letters around it."""
        odds = (1 / 3, 1 / 3, 1 / 3)
        for pattern in _patterns_around(folded, at):
            counts = self._patterns.get(pattern)
            if counts is not None:
                total = sum(counts) + 1.0
                odds = (
                    (counts[0] + odds[0]) / total,
                    (counts[1] + odds[1]) / total,
                    (counts[2] + odds[2]) / total,
                )
        return odds


def _patterns_around(folded: str, at: int) -> tuple[str, str, str]:
    padded = f"^^{folded}$$"
    middle = at + 2
    return (
        padded[middle - 1 : middle + 2],
        padded[middle - 2 : middle + 3],
        padded[max(0, middle - 3) : middle + 4],
    )


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), sys.byteorder)


@cache
def lexicon() -> Lexicon:
    """The one lexicon of this process, read on the first call."""
    return Lexicon(_read_cache() or _build(), _frequencies())


def _frequencies() -> Mapping[str, float]:
    import wordfreq  # loading it takes 0.2 s, which clean documents do not need to wait for

    frequencies: dict[str, float] = dict(wordfreq.get_frequency_dict("da"))
    for word, factor in WEIGHTS.items():
        frequencies[word] = frequencies.get(word, _KNOWN) * factor
    for name in GIVEN_NAMES:
        frequencies.setdefault(name, _NAME)
    return frequencies


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "sagsgang" / f"lexicon-{_FORMAT}-{importlib.metadata.version('simplemma')}"


def _read_cache() -> _Words | None:
    """What `_write_cache` wrote, None where that is missing or damaged."""
    hashes = array("Q")
    try:
        folder = _cache_folder()
        hashes.frombytes((folder / "hashes").read_bytes())
        stored = json.loads((folder / "patterns.json").read_text("utf-8"))
        if stored["words"] != len(hashes):
            return None
        patterns = {key: (a, b, c) for key, (a, b, c) in stored["patterns"].items()}
        return _Words(hashes=hashes, patterns=patterns, names=frozenset(stored["names"]))
    except (OSError, RuntimeError, ValueError, KeyError, TypeError):
        return None


def _build() -> _Words:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    written = set(DefaultDictionaryFactory(cache_max_size=1).get_dictionary("da"))
    lower = {word.lower() for word in written}
    names = {word.lower() for word in written if word[:1].isupper() and word.lower() not in written}
    words = _Words(
        hashes=_hashes(lower),
        patterns=_count_patterns(lower),
        names=frozenset(name for name in names if name.isalpha() and SLOT in fold(name)),
    )
    _write_cache(words)
    return words


def _hashes(words: Iterable[str]) -> array[int]:
    """The sorted hashes of `words`, made all at once: one at a time takes twice as long."""
    hashes = array("Q", b"".join(blake2b(word.encode(), digest_size=8).digest() for word in words))
    return array("Q", sorted(hashes))


def _count_patterns(words: Iterable[str]) -> _Patterns:
    """How often each of the three letters stands in each surrounding, over the word list."""
    counts: dict[str, list[int]] = {}
    for word in words:
        if "æ" not in word and "ø" not in word and "å" not in word:
            continue  # three in four: this is what makes it quick
        folded = fold(word)
        at = folded.find(SLOT)
        while at >= 0:
            letter = LETTERS.find(word[at])
            if letter >= 0:
                for pattern in _patterns_around(folded, at):
                    counts.setdefault(pattern, [0, 0, 0])[letter] += 1
            at = folded.find(SLOT, at + 1)
    return {
        pattern: (found[0], found[1], found[2])
        for pattern, found in counts.items()
        if sum(found) >= _LEAST_SEEN or len(pattern) == _SHORTEST_PATTERN
    }


def _write_cache(words: _Words) -> None:
    """Keep the lists for the next process. A cache that cannot be written only costs time."""
    kept = {"words": len(words.hashes), "patterns": words.patterns, "names": sorted(words.names)}
    try:
        folder = _cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in (("hashes", words.hashes.tobytes()), ("patterns.json", json.dumps(kept).encode())):
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
                file.write(content)
            Path(file.name).replace(folder / name)
    except (OSError, RuntimeError):
        return
