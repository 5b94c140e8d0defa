"""What a repair of lost letters is, and how repairs are carried out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CERTAIN = 0.9
"""A repair below this is for a person to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRepair:
    """A damaged word, or a stray character: `text[start:end] == was`, to be read as `is_`.

    `certainty` is 0 to 1. A doubtful word that may be right as it stands is there too, with `was` equal to `is_`.
    """

    start: int
    end: int
    was: str
    is_: str
    certainty: float


def apply(text: str, repairs: Iterable[LetterRepair]) -> str:
    """`text` with the repairs carried out."""
    parts: list[str] = []
    done = 0
    for one in sorted(repairs, key=lambda one: one.start):
        parts += [text[done : one.start], one.is_]
        done = one.end
    parts.append(text[done:])
    return "".join(parts)
