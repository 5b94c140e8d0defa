"""Words without the difference between æ, ø and å."""

from __future__ import annotations

LETTERS = "æøå"
SLOT = "*"
_FOLD = str.maketrans(LETTERS, SLOT * 3)


def fold(word: str) -> str:
    """`word` in lower case with a `*` for each æ, ø and å: two words that only differ in these are then the same."""
    return word.lower().translate(_FOLD)
