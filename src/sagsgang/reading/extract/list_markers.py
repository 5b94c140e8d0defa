"""The markers of lists: those that a browser or a word processor shows, and those that somebody typed."""

from __future__ import annotations

import re

from sagsgang.reading.extracted import Shape

_BULLET = re.compile(r"([•·▪§◦‣●○■□–\-\uf0b7\uf0a7]) +(?=\w)")
# "2. kvartal" and "1. maj" are ordinal numbers, no markers: what follows a number with a period must look like a point.
_NUMBER = re.compile(r"(\d{1,3}\.|[a-z]\.) +(?=at\b|[A-ZÆØÅ\"“”»(])|(\d{1,3}\)|[a-z]\)) +(?=\S)")
_ANY_NUMBER = re.compile(r"(\d{1,3}[.)]|[a-zA-Z][.)]) +(?=\S)")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def letters_for(count: int) -> str:
    """1 is "a", 26 "z", 27 "aa"; figures for what is below 1."""
    if count < 1:
        return str(count)
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def roman_for(count: int) -> str:
    """4 is "iv"; figures for what Roman numerals cannot say (below 1, from 4000)."""
    if not 0 < count < 4000:
        return str(count)
    numeral = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        numeral += letters * times
    return numeral


def number_for(count: int, kind: str) -> str:
    """`count` in the style of HTML's list types: "1", "a", "A", "i" or "I"."""
    match kind:
        case "a":
            return letters_for(count)
        case "A":
            return letters_for(count).upper()
        case "i":
            return roman_for(count)
        case "I":
            return roman_for(count).upper()
    return str(count)


def marker_for(count: int, kind: str) -> str:
    """The marker of the `count`th entry of an ordered HTML list of type `kind`: "3.", "c."."""
    return f"{number_for(count, kind)}."


def typed_marker(text: str, *, in_list: bool = False) -> tuple[Shape, str, str] | None:
    """The marker that a paragraph begins with: shape, marker and the rest; None when it has none.

    `in_list` says that the source has the paragraph in a list, so that any number at its start is its marker.
    """
    bullet = _BULLET.match(text)
    if bullet is not None:
        return Shape.BULLET, bullet[1], text[bullet.end() :]
    number = (_ANY_NUMBER if in_list else _NUMBER).match(text)
    if number is None:
        return None
    return Shape.NUMBERED, number[1] or number[2], text[number.end() :]
