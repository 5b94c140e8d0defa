"""Names of bodies: `Børne- og Familieudvalget`, `Udvalget for Læring 2022-2025`, `Byrådet`, `Direktionen`."""

from __future__ import annotations

import re

_WORD = r"[A-ZÆØÅ][\wæøåé]*"
_LINK = r"(?:-?\s*,\s+|-?\s+og\s+|-?\s*&\s*|-\s?|\s+)"
_COUNCILS = (
    r"[Bb]yråd(?:et)?|[Kk]ommunalbestyrelse(?:n)?|Borgerrepræsentation(?:en)?|Regionsråd(?:et)?|Magistrat(?:en)?|"
    r"[Øø]konomiudvalg(?:et)?|Direktion(?:en)?|Chefgruppe(?:n)?|Forretningsudvalg(?:et)?"
)
_BOARDS = r"Grønt\s[Rr]åd|HovedMED|Hoved-?MED(?:-?udvalg(?:et)?)?"
_END = r"(?=s?(?![\wæøå])|s(?:møde|beslutning|behandling)\w*)"
BODY = re.compile(
    rf"(?<![\wæøå])(?:[Uu]dvalg(?:et)?\sfor\s{_WORD}(?:{_LINK}{_WORD})*|{_COUNCILS}|{_BOARDS}|"
    rf"(?:§\s?17,?\s?stk\.?\s?4[,-]?\s?)?(?:{_WORD}{_LINK}){{0,6}}{_WORD}udvalg(?:et)?|"
    rf"(?:{_WORD}{_LINK}){{1,6}}[Uu]dvalg(?:et)?|{_WORD}(?:(?<![Oo]m)[Rr]åd|nævn)(?:et)?){_END}"
)
"""The name of a body inside running text, in the indefinite or definite form, without a genitive -s."""

_PREPOSITION = re.compile(
    r"(?:(?:På|I|Af|For|Til|Ved|Efter|Med|Den|Det|Og|Hvis|Da|Når|Fra|Siden|Et|Som|At|Under|Jf)\s+)+"
)
_SHORT_NAME = re.compile(r"\s\([A-ZÆØÅ]{2,6}\)(?:\s[A-ZÆØÅ][a-zæøå]+)?")
_COMPOUND = re.compile(r"s(?:møde|beslutning|behandling)\w*")
_TERM = re.compile(r"[\s,(]*\(?((?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d)\)?\s*$")
_SMALL = frozenset(
    [
        "og",
        "for",
        "&",
        "i",
        "samt",
        "af",
        "de",
        "det",
        "den",
        "vedr.",
        "til",
        "-",
        "–",
        "/",
        "ad",
        "hoc",
        "på",
        "stk.",
        "17,",
        "17",
        "4",
        "stk",
        "nr.",
    ]
)
_ENDS = re.compile(
    r"(?:[Uu]dvalg|[Rr]åd|bestyrelse|nævn|[Kk]ommission|[Mm]agistrat|[Dd]irektion|repræsentation|[Uu]tskott|gruppe|"
    r"MED)\w*$"
)
_BEGINS = re.compile(
    r"^(?:\w+\s)?(?:[Uu]dvalg(?:et)?\s(?:for|vedr)|[Bb]yråd|[Kk]ommunalbestyrelse|[Øø]konomiudvalg|"
    r"[Bb]orgerrepræsentation|[Mm]agistrat)"
)


_VERB = re.compile(
    r"\b(?:er|var|har|kan|skal|holdes|afholdes|søg|vælg|alle|møderne|mødes|mødet|møde|beslutning|referat)\b",
    re.IGNORECASE,
)


def find_bodies(text: str) -> list[tuple[str, int, int]]:
    """Every body named in the text with its place; inside a compound (`Byrådsmøde`) it is given in the definite
    form."""
    found = []
    for match in BODY.finditer(text):
        start = match.start()
        if before := _PREPOSITION.match(match[0]):
            start += before.end()
        name = text[start : match.end()]
        if name and name.casefold() not in ("udvalg", "udvalget") and (name[0].isupper() or name[0] in "bkøu§"):
            end = match.end()
            if short := _SHORT_NAME.match(text, end):
                end = short.end()
            found.append((_definite(text[start:end], text, end), start, end))
    return found


def _definite(name: str, text: str, end: int) -> str:
    if not _COMPOUND.match(text, end) or name.endswith(("et", "en")):
        return name
    if name.endswith("e"):
        return name + "n"
    return name + ("en" if name.casefold().endswith(("ion", "magistrat")) else "et")


def is_body_name(text: str) -> bool:
    """True when the whole text is the name of a body, with or without its election period."""
    name = _TERM.sub("", text).strip(" .:")
    if name.isupper():
        name = name.title().replace(" For ", " for ").replace(" Og ", " og ")
    if not 4 <= len(name) <= 110 or (not name[0].isupper() and not name.startswith("§")):
        return False
    if not (_ENDS.search(name) or _BEGINS.match(name)):
        return False
    words = name.split()
    after_for = False
    for word in words:
        if word[0].islower() and word.casefold() not in _SMALL and not after_for and not _ENDS.search(word):
            return False
        after_for = after_for or word == "for"
    return len(words) <= 12 and not _VERB.search(name)


_TERM_INSIDE = re.compile(r"(?<=[^\W\d])\s*[\s(](?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d\)?(?=[\s,:]|$)")


def without_term(text: str) -> str:
    """A heading without the election period behind a name: `Havneudvalget 2022-2025, den 3. maj 2024`."""
    return _TERM_INSIDE.sub("", text)


_TERM_BEFORE = re.compile(r"^(?:År\s)?((?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d)\s+(?=[A-ZÆØÅ])")


def split_term(text: str) -> tuple[str, str | None]:
    """A body's name and its election period: `Udvalget for Læring 2022-2025` gives both parts."""
    if before := _TERM_BEFORE.match(text):
        return text[before.end() :].strip(), before[1].replace(" ", "")
    match = _TERM.search(text)
    if match is None:
        return text.strip(), None
    return text[: match.start()].strip(), match[1].replace(" ", "")
