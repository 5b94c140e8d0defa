"""Where character recognition or a wrong encoding has put one character in the place of æ, ø and å.

Built for speed on clean text: a document without damage costs one search a candidate character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

CANDIDATES = "Å\N{REPLACEMENT CHARACTER}?¿¾ÃØÆ¢¤¥¦¨°º±÷×"
"""The characters that have been seen, or may be expected, to stand for a lost letter."""

_CAPITALS = "ÅØÆ"
_SMALL = "[a-zæøåé]"
_GLUED_CAPITAL = re.compile(
    f"(?<={_SMALL}{{3}})(?:Å(?:ben|bn|rh|rl|rs(?:b|h|m|plan|r|t)|r(?:et|ene)?(?!{_SMALL})|lborg|nd)|Ø(?:st|vr|k|n|d|l)|Æ(?:nd|r|g|ld))"
)
_REACH = 300
_ADDRESS = re.compile(r"\S*(?:://|www\.|[=&/\\])\S*")
_NEW_ITEM = re.compile(r"# |(?:#+ *)?(?:Punkt|Pkt\.?|Sag nr\.?) *\d|\f")
_INTACT = re.compile("[æøåÆØÅ]")


def _within_a_word(char: str) -> str:
    """The form of a word in which the character cannot be meant: after a small letter, or second after a capital.

    A capital after a small letter needs nothing after it ("pÅ"); other characters need a small letter there.
    """
    this = re.escape(char)
    if char == "\N{REPLACEMENT CHARACTER}":  # never meant, so it need only touch a letter
        return rf"{this}(?:(?<=[^\W\d_]{this})|(?=[^\W\d_]))"
    following = "(?![A-ZÆØÅ])" if char in _CAPITALS else f"(?={_SMALL})"
    return rf"{this}(?:(?<={_SMALL}{this}){following}|(?<=\b[A-ZÆØÅ]{this})(?={_SMALL}))"


_PROOF = {char: re.compile(_within_a_word(char)) for char in CANDIDATES}

Region = tuple[int, int, str]


def damaged_regions(text: str) -> list[Region]:
    """The runs of lines of `text` in which one character stands for æ, ø and å: (start, end, that character).

    Empty for clean text. Regions are in order and do not overlap.
    """
    found: list[Region] = []
    for char in CANDIDATES:
        if char in text and (hits := _hits(text, char)):
            found += _runs(text, char, hits)
    return _without_overlaps(found)


def _hits(text: str, char: str) -> list[int]:
    """Where `char` stands within a word and hardly can be meant: where the lost letters are not beside it."""
    hits: list[int] = []
    end, is_open = -1, False
    for match in _PROOF[char].finditer(text):
        at = match.start()
        if at >= end:
            start, end = _line_around(text, at)
            is_open = _is_open(text[start:end], char)
        if is_open and not _is_meant(text, at, char):
            hits.append(at)
    return hits


def _is_meant(text: str, at: int, char: str) -> bool:
    """Whether the character belongs there, as a capital that is glued on or as a part of an address."""
    if char in _CAPITALS:
        return _GLUED_CAPITAL.match(text, at) is not None
    return _ADDRESS.fullmatch(text, *_token_around(text, at)) is not None


def _token_around(text: str, at: int) -> tuple[int, int]:
    start = at
    while start > max(0, at - _REACH) and not text[start - 1].isspace():
        start -= 1
    end = at
    while end < min(len(text), at + _REACH) and not text[end].isspace():
        end += 1
    return start, end


def _line_around(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


def _runs(text: str, char: str, hits: list[int]) -> Iterator[Region]:
    """The lines with a hit, joined with their neighbours up to a line with intact letters or another item."""
    end = -1
    for hit in hits:
        if hit < end:
            continue
        first, last = _line_around(text, hit)
        start = _grow_back(text, char, first, max(end, 0))
        end = _grow_on(text, char, last)
        yield start, end, char


def _is_open(line: str, char: str) -> bool:
    """Whether a line may belong to the damage: it has none of the letters that would have been lost."""
    return _INTACT.search(line.replace(char, "")) is None


def is_proved(text: str, at: int, char: str) -> bool:
    """Whether the line of `text` at `at` shows by itself that `char` stands for lost letters."""
    start, end = _line_around(text, at)
    return _PROOF[char].search(text, start, end) is not None


def _grow_back(text: str, char: str, start: int, floor: int) -> int:
    best = start
    while start > floor:
        before = text.rfind("\n", 0, start - 1) + 1
        line = text[before : start - 1]
        if before < floor or not _is_open(line, char) or _NEW_ITEM.match(text, start):
            break
        start = before
        if char in line:
            best = start
    return best


def _grow_on(text: str, char: str, end: int) -> int:
    best = end
    while end < len(text):
        following = text.find("\n", end + 1)
        following = len(text) if following < 0 else following
        line = text[end + 1 : following]
        if _NEW_ITEM.match(line) or not _is_open(line, char):
            break
        end = following
        if char in line:
            best = end
    return best


def _without_overlaps(found: list[Region]) -> list[Region]:
    kept: list[Region] = []
    for region in sorted(found):
        if kept and region[0] < kept[-1][1]:
            if _weight(region) > _weight(kept[-1]):
                kept[-1] = region
        else:
            kept.append(region)
    return kept


def _weight(region: Region) -> int:
    return region[1] - region[0]
