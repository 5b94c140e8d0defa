"""What counts as the same word, and of which words a compound is made.

Spelled-out letters are put back before stemming ("Aabenraa" and "Åbenrå", "boern" and "børn" are the same word), so
that the stemmer meets the letters it knows. Foreign words change alike everywhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from sagsgang.danish.lexicon import LONGEST, lexicon

_DROPPED = re.compile(r"(?<=\w\w)([bcdfghjkmnprstv])\1?e?l$")

WORD = re.compile(r"[^\W_]+")
"""A run of letters and digits, as the search index cuts a text."""

_LINKS = ("", "s", "e")
_MIN_PART = 4
# Short nouns that begin or end a great many municipal words; other short parts are mostly chance.
_SHORT_PARTS = frozenset({
    "bus", "by", "dag", "fag", "hal", "hus", "job", "lov", "løb", "råd", "sag", "sol", "sti", "vej", "år",
})  # fmt: skip
# Prefixes and prepositions: `underretning` is no kind of `retning`.
_PREFIXES = {
    "aner", "efter", "foran", "forbi", "fore", "frem", "forud", "gennem", "hen", "imod", "inden", "ind",
    "inter", "mellem", "mod", "ned", "opad", "over", "overen", "overens", "sammen", "selv", "samt", "sær",
    "tilbage", "uden", "under",
}  # fmt: skip
# Endings that are also words, or that the lists hold: `fællesskab` is no cupboard, `handling` no small hand.
_ENDINGS = {
    "domme", "dommen", "elle", "ende", "enes", "enter", "ering", "eren", "erne", "erens", "else", "elser",
    "elsen", "esse", "gerne", "hede", "heden", "heder", "inge", "ingen", "inger", "ioner", "kende", "komst",
    "lige", "ligt", "lighed", "ling", "lingen", "linger", "ning", "ninger", "ningen", "rede", "ring",
    "ringen", "ringer", "sion", "skab", "skaber", "skabet", "smål", "somme", "synlig", "tion", "tioner",
}  # fmt: skip
_NO_PARTS = frozenset(_PREFIXES | _ENDINGS)
_NO_BEGINNINGS = ("heden", "heder", "skabe", "linge", "ninge", "inger", "ernes", "arder")
_SHORT = 5
_LEAST = 1e-6
_RARE = 4e-8
_SHORTEST = 7
_stemmer = Stemmer.Stemmer("danish")


def fold(text: str) -> str:
    """The text in small letters with spelled-out Danish letters put back."""
    return text.lower().replace("aa", "å").replace("ae", "æ").replace("oe", "ø")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The form that the inflections and spellings of a word share: `skolerne` and `skole` give the same.

    So do `cykel` and `cykler`, `middel` and `midler`: the -e- of an -el that inflection drops is dropped always.
    """
    return _DROPPED.sub(r"\1l", str(_stemmer.stemWord(fold(word))))


@lru_cache(maxsize=200_000)
def split_compound(word: str) -> tuple[str, ...]:
    """The words that a compound is made of, without the -s- or -e- between them; empty where it is none that is known.

    >>> split_compound("Kommunalbestyrelsesmødet")
    ('kommunal', 'bestyrelse', 'mødet')
    """
    folded = fold(word)
    if not folded.isalpha() or not _SHORTEST <= len(folded) <= LONGEST:
        return ()
    parts = _cheapest(folded)
    if len(parts) < 2:
        return ()
    # A part that the lists hold whole is often a compound too: `lokalplan` in `lokalplanforslag`.
    return tuple(smaller for part in parts for smaller in split_compound(part) or (part,))


def _cheapest(word: str) -> tuple[str, ...]:
    """The split of least cost: few parts, common ones. `best[i]` is the cheapest way to read the letters from `i`."""
    length = len(word)
    best: dict[int, tuple[float, tuple[str, ...]]] = {length: (0.0, ())}
    for start in range(length - 2, -1, -1):
        cheapest: tuple[float, tuple[str, ...]] = (math.inf, ())
        for end, (rest_cost, rest) in best.items():
            if end < start + 2 or end - start == length:
                continue
            for part, cost in _parts_between(word[start:end], inner=bool(rest)):
                if cost + rest_cost < cheapest[0]:
                    cheapest = (cost + rest_cost, (part, *rest))
        if cheapest[1]:
            best[start] = cheapest
    return best.get(0, (0.0, ()))[1]


def _parts_between(letters: str, *, inner: bool) -> Iterator[tuple[str, float]]:
    """The words that the letters may be, with what each costs; before another part they may end in a link."""
    if not inner:
        yield letters, _cost(letters)
        return
    if not _has_link(letters):
        yield letters, _cost(letters)
    if letters.endswith("s"):
        bare = _before_link(letters[:-1])
        yield bare, _cost(bare)
    elif letters.endswith("e"):
        yield letters[:-1], _cost(letters[:-1])


@lru_cache(maxsize=200_000)
def _before_link(part: str) -> str:
    """`arbejd-s-` is of `arbejde` (before the -s- an -e is dropped)."""
    likely = lexicon().listed_probability
    return f"{part}e" if likely(f"{part}e") > likely(part) else part


def _has_link(part: str) -> bool:
    """Whether `part`, as `undervisnings`, is a word with its -s- that the lists happen to hold."""
    return part.endswith("s") and _cost(part[:-1]) <= _cost(part) < math.inf


@lru_cache(maxsize=200_000)
def _cost(part: str) -> float:
    if part in _NO_PARTS or part.startswith(_NO_BEGINNINGS) or (len(part) < _MIN_PART and part not in _SHORT_PARTS):
        return math.inf
    likely = lexicon().listed_probability(part)
    # Of short letter runs the lists hold many that are rare: they fit by chance (`institut-ioner`).
    return -math.log(likely) if likely >= (_LEAST if len(part) <= _SHORT else _RARE) else math.inf
