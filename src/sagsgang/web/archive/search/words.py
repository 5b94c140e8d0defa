"""What counts as the same word in the archive: in the index, in questions and in what is marked in a hit.

Letters, stems and compounds are `danish.words`; here is what follows for searching. The *key* of a compound is the
stems of its parts: `sagsbehandlingsfrister` has the key `sag+behandling+frist`, and so has `frist for sagsbehandling`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sagsgang.danish import words as danish
from sagsgang.danish.lexicon import lexicon
from sagsgang.danish.words import WORD, fold, split_compound

__all__ = [
    "ASKING_WORDS",
    "LITTLE_WORDS",
    "LONGEST",
    "PARAGRAPH",
    "WORD",
    "Words",
    "compounds_said",
    "fold",
    "is_pair_of_its_own",
    "joined",
    "key",
    "looked_up",
    "pair",
    "pairs",
    "paragraph_key",
    "paragraphs",
    "parts",
    "stem",
]

# Words are met again and again; more of them than these are rare and would only fill the memory.
_REMEMBERED = 100_000

LONGEST = 80
"""A longer run of letters is no word and stands in no index."""

LITTLE_WORDS = frozenset({
    "af", "at", "blev", "bliver", "de", "den", "der", "det", "eller", "en", "er", "et", "for", "fra", "har", "i", "kan",
    "med", "men", "og", "om", "over", "på", "samt", "skal", "som", "til", "under", "var", "ved", "vil",
    "hvad", "hvem", "hvilke", "hvilken", "hvilket", "hvor", "hvordan", "hvorfor", "hvornår",
})  # fmt: skip
"""Words that say nothing by themselves: they need not be found where others are asked for."""

ASKING_WORDS = frozenset({
    "besluttede", "besluttet", "får", "gør", "hedder", "kommer", "koste", "koster", "kostede", "længe", "mange",
    "meget", "sker", "skete", "stemte", "tit",
})  # fmt: skip
"""Words that say nothing in a question such as `hvad koster …` or `hvor mange …`."""

PARAGRAPH = re.compile(r"§{1,2}\s?(?P<number>\d{1,4})(?!\d)(?:\s?(?P<letter>[a-hj-zA-HJ-Z])(?![^\W_]))?")
"""A paragraph of a law: `§ 11`, `§ 79 b`. No paragraph has the letter i, which is a word."""

_LINKING = frozenset({"af", "for", "fra", "i", "med", "mod", "om", "på", "til", "ved", "vedrørende"})
_JOINABLE = 3
# What a word may be in what is said together: a link, or one of the two, with or without a genitive's -s.
_LINKS, _JOINS, _OWNS = 1, 2, 4
_MAY_JOIN, _BINDS = _JOINS | _OWNS, _LINKS | _OWNS
# Pairs are known by a number of twenty bits, which keeps the list short and false pairs rare: as many as there are
# characters above the first 65,536, so that one of these names a pair. Of the most frequent words both are named.
_PAIRS, _FIRST_PAIR = 0xFFFFF, 0x10000
_FREQUENT, _FIRST_CODE = 1_000, 0x3400


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str) -> str:
    """The form under which a word stands in the index; empty for a word that does not stand there."""
    return danish.stem(word) if len(word) <= LONGEST else ""


@lru_cache(maxsize=_REMEMBERED)
def _part_stems(word: str) -> tuple[str, ...]:
    # A genitive is split without its ending, which would be taken for part of a word.
    bare = word[:-1] if word.endswith("s") and stem(word[:-1]) == stem(word) else word
    return tuple(stem(part) for part in split_compound(bare))


@lru_cache(maxsize=_REMEMBERED)
def key(word: str) -> str:
    """The stems of a compound's parts, the stem of any other word."""
    return "+".join(_part_stems(word)) or stem(word)


@lru_cache(maxsize=_REMEMBERED)
def parts(word: str) -> tuple[str, ...]:
    """What a compound is found by besides itself: its parts, each run of parts and its key; nothing for other words.

    >>> parts("sagsbehandlingsfrister")
    ('sag', 'sag+behandling', 'sag+behandling+frist', 'behandling', 'behandling+frist', 'frist')
    """
    stems = _part_stems(word)
    length = len(stems)
    return tuple("+".join(stems[start:end]) for start in range(length) for end in range(start + 1, length + 1))


def paragraph_key(match: re.Match[str]) -> str:
    """Under what a paragraph of a law stands in the index: `§79b`."""
    return f"§{match['number']}{(match['letter'] or '').lower()}"


def paragraphs(text: str) -> set[str]:
    """The paragraphs that a text names; of `§ 79 b` both this and `§ 79`."""
    return {form for match in PARAGRAPH.finditer(text) for form in (paragraph_key(match), f"§{match['number']}")}


class Word(NamedTuple):
    """What the index needs to know of a word of a text: how it is found, and how it goes with the words around it.

    `left`, `right` and `code` make up the names of pairs; `role` is what it may be in what `joined` looks for.
    """

    stem: str
    key: str
    units: tuple[str, ...]
    left: int
    right: int
    code: str
    role: int


class _Known(dict[str, Word]):
    """Words, each looked at once: a text of known words costs no call of Python a word."""

    def __missing__(self, word: str) -> Word:
        if len(self) >= _REMEMBERED:
            self.clear()
        form = stem(word)
        known = self[word] = Word(
            form, key(word), parts(word), _left(form), _right(form), _codes().get(form, ""), _role(word)
        )
        return known


_known = _Known()


class Words(NamedTuple):
    """The words of a text one after the other, what is known of them side by side."""

    stems: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    units: tuple[tuple[str, ...], ...] = ()
    lefts: tuple[int, ...] = ()
    rights: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()
    roles: tuple[int, ...] = ()


def looked_up(words: Iterable[str]) -> Words:
    """The folded words of a text as the index needs them, without those that do not stand in it."""
    known = list(map(_known.__getitem__, words))
    found = Words(*zip(*known, strict=True))
    return Words(*zip(*(word for word in known if word.stem), strict=True)) if "" in found.stems else found


@lru_cache(maxsize=_REMEMBERED)
def _role(word: str) -> int:
    role = _LINKS if word in _LINKING else 0
    if len(word) >= _JOINABLE and word not in LITTLE_WORDS:
        role |= _OWNS if word.endswith("s") else _JOINS
    return role


def _together(roles: Sequence[int]) -> list[tuple[int, int, bool]]:
    """The places of two words that say together what a compound may say, and whether a word links them."""
    found: list[tuple[int, int, bool]] = []
    padded = (*roles, 0, 0)
    for at, role in enumerate(roles):
        if not role & _BINDS:
            continue
        linked = bool(role & _LINKS)
        first = at - 1 if linked else at
        if first < 0 or not padded[first] & _MAY_JOIN or (not linked and padded[at + 1] & _LINKS):
            continue
        if padded[at + 1] & _MAY_JOIN:
            found.append((first, at + 1, linked))
        if padded[at + 2] & _MAY_JOIN:
            found.append((first, at + 2, linked))
    return found


def compounds_said(words: Words) -> set[str]:
    """The keys of the compounds that words of a text say together."""
    keys = words.keys
    return {
        f"{keys[second]}+{keys[first]}" if linked else f"{keys[first]}+{keys[second]}"
        for first, second, linked in _together(words.roles)
    }


def joined(words: Sequence[str], wanted: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    """The same as the places of two words and the compound's key, of folded words; only those `wanted` are looked at.

    `frist for sagsbehandling` and `sagsbehandlingens frist` are both a `sagsbehandlingsfrist`; one word, such as an
    adjective, may stand before the second.
    """
    for first, second, linked in _together([_role(word) for word in words]):
        one, other = words[first], words[second]
        if wanted(one) and wanted(other):
            yield first, second, f"{key(other)}+{key(one)}" if linked else f"{key(one)}+{key(other)}"


def pairs(words: Words) -> list[str]:
    """The names under which each word and its next stand in the index, as `pair` gives them."""
    following = zip(words.codes, words.codes[1:], words.lefts, words.rights[1:], strict=False)
    return [
        code + other if code and other else chr(_FIRST_PAIR + (left ^ right)) for code, other, left, right in following
    ]


def pair(first: str, second: str) -> str:
    """The name under which two stems that follow each other stand in the index; now and then two pairs share one."""
    codes = _codes()
    if first in codes and second in codes:
        return codes[first] + codes[second]
    return chr(_FIRST_PAIR + (_left(first) ^ _right(second)))


def is_pair_of_its_own(first: str, second: str) -> bool:
    """Whether no other pair shares the name of this one, as of the most frequent words."""
    return first in _codes() and second in _codes()


@cache
def _codes() -> Mapping[str, str]:
    """A letter for each of the most frequent stems: their pairs are in so many items that they need their own name."""
    stems = dict.fromkeys(map(danish.stem, lexicon().most_frequent(_FREQUENT)))
    return {form: chr(_FIRST_CODE + number) for number, form in enumerate(stems)}


@lru_cache(maxsize=_REMEMBERED)
def _left(form: str) -> int:
    return zlib.crc32(form.encode()) * 31 & _PAIRS


@lru_cache(maxsize=_REMEMBERED)
def _right(form: str) -> int:
    return zlib.crc32(form.encode()) & _PAIRS
