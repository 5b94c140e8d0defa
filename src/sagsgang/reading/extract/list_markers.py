"""The markers of numbered lists, as a browser or a word processor shows them."""

from __future__ import annotations

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
