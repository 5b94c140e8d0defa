"""Putting æ, ø and å back where character recognition or a wrong encoding lost them.

One character stands for all three (and often for no-break spaces too). Which letter was meant follows from the words
of the language, from the document's own undamaged words, and from the neighbouring words. Nothing is guessed silently:
every repair says how certain it is, and one below `CERTAIN` is for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sagsgang.danish.damage import Region, damaged_regions
from sagsgang.danish.lost import lost_regions, repair_lost
from sagsgang.danish.readings import QUOTE, Reading, Readings
from sagsgang.danish.repairs import CERTAIN, LetterRepair, apply
from sagsgang.danish.sentences import sides
from sagsgang.danish.usage import Usage, Word, words

__all__ = ["CERTAIN", "LetterRepair", "apply", "damaged_regions", "lost_regions", "repair", "repair_lost"]

_STRAY = 0.97
_BEFORE_A_PARTY = frozenset({"af", "fra", "liste", "listen", "og", "parti", "partiet", "samt", "plus"})
_DOUBTFUL = 0.5
"""A party's letter, a dash or a quotation mark is not told from its like by any word."""


def repair(text: str, context: str | None = None) -> list[LetterRepair]:
    """The repairs for the damaged regions of `text`, in order; each replaces its word by one of the same length.

    `context` is further text of the same document, whose words and names help; `text` itself is always used.
    """
    regions = damaged_regions(text)
    if not regions:
        return []
    usage = Usage()
    usage.learn(_outside(text, regions))
    if context is not None:
        usage.learn(_outside(context, damaged_regions(context)))
    return [found for region in regions for found in _repair_region(text, region, usage)]


def _outside(text: str, regions: list[Region]) -> Iterator[str]:
    done = 0
    for start, end, _ in regions:
        yield text[done:start]
        done = end
    yield text[done:]


def _repair_region(text: str, region: Region, usage: Usage) -> Iterator[LetterRepair]:
    start, end, char = region
    readings = Readings(char, usage)
    for word in words(text, start, end, char):
        if not word.written.strip(char):
            yield from _lone(word, char)
        elif char in word.written:
            yield from _as_repairs(word, readings.read(word), char)


def _lone(word: Word, char: str) -> Iterator[LetterRepair]:
    """A character that is no part of a word: a no-break space, a dash, or the letter of a party."""
    start, end = word.at, word.end
    before, after = word.text[start - 1 : start], word.text[end : end + 1]
    if char == "?" and before and not before.isspace():
        return
    if char == "Å" and before.isalpha() and after.isalpha():
        yield LetterRepair(start=start, end=end, was=char * (end - start), is_=" " * (end - start), certainty=_STRAY)
    elif char in "ÅØÆ" and end - start == 1 and _is_a_party(word, char):
        yield LetterRepair(start=start, end=end, was=char, is_="Ø", certainty=_DOUBTFUL)
    elif char == "Å":
        certainty = _STRAY if _is_a_space(word, char) else _DOUBTFUL
        for at in range(start, end):
            yield LetterRepair(start=at, end=at + 1, was=char, is_=" ", certainty=certainty)
    else:
        is_ = "–" if before == after == " " else QUOTE if before.isalpha() or after.isalpha() else " "
        yield LetterRepair(start=start, end=end, was=word.written, is_=is_ * (end - start), certainty=_DOUBTFUL)


def _is_a_party(word: Word, char: str) -> bool:
    """Whether the letter stands where minutes name a party by its letter: in a list, in brackets, as a subject."""
    left, right = (side.replace(char, " ").strip() for side in sides(word.text, word.at, word.end))
    if left[-1:] in {"(", ",", "/"} or right[:1] in {",", ")", "/", ":"}:
        return True
    if left.lower().split()[-1:] and left.lower().split()[-1] in _BEFORE_A_PARTY:
        return True
    return right[:1].islower() and (not left or left[-1] in ".:;")


def _is_a_space(word: Word, char: str) -> bool:
    """Whether the character can only be a space: after a sentence, among other strays, or in a row of crosses."""
    left, right = sides(word.text, word.at, word.end)
    others = (left + right).replace(char, "").split()
    if all(one in {"X", "x"} for one in others):
        return bool(others) or char in left + right
    return left.rstrip(f" {char}")[-1:] in {".", ":", ";", "!", "?", ")"} or not right.strip(f" {char}")


def _as_repairs(word: Word, reading: Reading, char: str) -> Iterator[LetterRepair]:
    """One repair a word of the reading, and one a character in it that is no letter."""
    for part in re.finditer(r"[^\W\d_]+|.", reading.text, re.DOTALL):
        start, end = part.span()
        was, is_ = word.written[start:end], part.group()
        sure = reading.certainty if is_.isalpha() or char == "Å" else min(reading.certainty, _DOUBTFUL)
        if was != is_ or (sure < CERTAIN and is_.isalpha() and char in was):
            yield LetterRepair(start=word.at + start, end=word.at + end, was=was, is_=is_, certainty=sure)
