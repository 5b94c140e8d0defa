"""What counts as the same word in the archive: in the index, in questions and in what is marked in a hit.

Letters, stems and compounds are `danish.words`; here is what follows for searching. The *key* of a compound is the
stems of its parts: `sagsbehandlingsfrister` has the key `sag+behandling+frist`, and so has `frist for sagsbehandling`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from sagsgang.danish import words as danish
from sagsgang.danish.words import WORD, fold, split_compound

__all__ = [
    "ASKING_WORDS",
    "LITTLE_WORDS",
    "LONGEST",
    "PARAGRAPH",
    "WORD",
    "fold",
    "joined",
    "key",
    "pair",
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
    "besluttede", "besluttet", "får", "gør", "hedder", "kommer", "koste", "koster", "kostede", "længe", "mange", "meget",
    "sker", "skete", "stemte", "tit",
})  # fmt: skip
"""Words that say nothing in a question such as `hvad koster …` or `hvor mange …`."""

PARAGRAPH = re.compile(r"§{1,2}\s?(?P<number>\d{1,4})(?!\d)(?:\s?(?P<letter>[a-hj-zA-HJ-Z])(?![^\W_]))?")
"""A paragraph of a law: `§ 11`, `§ 79 b`. No paragraph has the letter i, which is a word."""

_LINKING = frozenset({"af", "for", "fra", "i", "med", "mod", "om", "på", "til", "ved", "vedrørende"})
_JOINABLE = 3
# Pairs of words are known by a number below this: twenty bits keep the list short and false pairs rare.
_PAIRS = 0xFFFFF


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


def _every(_word: str) -> bool:
    return True


def joined(words: Sequence[str], wanted: Callable[[str], bool] = _every) -> Iterator[tuple[int, int, str]]:
    """Words of a text that say together what a compound says, as the places of two words and the compound's key.

    `frist for sagsbehandling` and `sagsbehandlingens frist` are both a `sagsbehandlingsfrist`; one word, such as an
    adjective, may stand before the second. The words are folded; only those `wanted` are looked at.
    """
    for at, word in enumerate(words):
        if not _joinable(word) or not wanted(word):
            continue
        linked = at + 1 < len(words) and words[at + 1] in _LINKING
        if not linked and not word.endswith("s"):
            continue
        first = at + 2 if linked else at + 1
        for second in range(first, min(first + 2, len(words))):
            other = words[second]
            if _joinable(other) and wanted(other):
                yield at, second, f"{key(other)}+{key(word)}" if linked else f"{key(word)}+{key(other)}"


def _joinable(word: str) -> bool:
    return len(word) >= _JOINABLE and word not in LITTLE_WORDS


def pair(first: str, second: str) -> str:
    """The name under which two stems that follow each other stand in the index; now and then two pairs share one."""
    return f"{(_scattered(first) * 31 ^ _scattered(second)) & _PAIRS:x}"


@lru_cache(maxsize=_REMEMBERED)
def _scattered(form: str) -> int:
    return zlib.crc32(form.encode())
