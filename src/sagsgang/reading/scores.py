"""How much speaks for a candidate: the weight of each sign."""

from __future__ import annotations

import re
from functools import lru_cache

from sagsgang.reading.candidates import Start, View
from sagsgang.reading.extracted import Shape
from sagsgang.reading.layout import Block
from sagsgang.reading.marks import CLOSED, OPEN

LEADER = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*+\d*+\s*+$|(?<!…)…++\s*+\d++\s*+$|(?<!_)_{4,}+\s*+\d++$")

_ENDS_WITH_PAGE = re.compile(r"\s\d{1,3}$")

_NO_LETTER = re.compile(r"[\W_]+")


def score(start: Start, view: View, rivals: set[int]) -> float:
    """The evidence that an item begins here, apart from its number."""
    i = start.heading[-1] if start.heading else start.index
    block = view.blocks[i]
    title = start.title or ""
    score = 0.0
    if start.form.startswith("word:"):
        score += 2.0
    if block.shape is Shape.HEADING:
        score += 1.5
    elif block.bold or (block.size or 1.0) > 1.08:
        score += 1.0
    if CLOSED.search(title) or OPEN.match(title):
        score += 2.0
    if LEADER.search(block.text) or LEADER.search(title):
        score -= 6.0
    elif title and _ENDS_WITH_PAGE.search(title) and not re.search(r"(?:19|20)\d\d$", title):
        score -= 0.5
    if title and title[0].islower():
        score -= 3.0
    if title.endswith((";", ",")) or (title.endswith(".") and len(title) > 120):
        score -= 1.5
    score += score_of_following(start, i, view, rivals)
    return score


def score_of_following(start: Start, i: int, view: View, rivals: set[int]) -> float:
    """What the lines below a candidate say for it: labels, a case number, the title again (a rival: against)."""
    title = letters_of(start.title or "")
    score = 0.0
    for n, following in enumerate(view.following(i, 7)):
        if following in rivals and following != i:
            return score - (1.5 if n == 0 else 0.0)
        block = view.blocks[following]
        if n < 2 and len(title) > 4 and following not in start.heading and _is_double(block.text, title):
            score += 3.0
        elif view.is_section_label(following):
            return score + (3.0 if n == 0 else 2.0 if n < 4 else 1.0)
        elif view.is_item_mark(following):
            score += 2.0 if n == 0 else 1.0
    return score


def _is_double(text: str, title: str) -> bool:
    """True when a line is the title again, perhaps without the letters and codes around it."""
    letters = letters_of(text)
    return letters.endswith(title) or (
        len(letters) > 8
        and (title.endswith(letters) or title[:-1] == letters or (letters in title and len(letters) > 0.8 * len(title)))
    )


@lru_cache(maxsize=4096)
def letters_of(text: str) -> str:
    """The letters and figures of a text in small."""
    return _NO_LETTER.sub("", text.casefold())


def evidence(start: Start) -> float:
    """What speaks for a candidate beside the word "Punkt" or "Sag" itself."""
    return start.score - (2.0 if start.form.startswith("word:") else 0.0)


def look(block: Block) -> tuple[object, ...]:
    """The look of a line: shape, level, weight, size."""
    return (block.shape, block.level if block.shape is Shape.HEADING else 0, block.bold, round((block.size or 1.0) * 8))


def total(chain: list[Start]) -> float:
    """The weight of a chain: that of its members."""
    return sum(start.score for start in chain)
