"""Names of bodies: `Børne- og Familieudvalget`, `Udvalget for Læring 2022-2025`, `Byrådet`, `Direktionen`."""

from __future__ import annotations

import re

_WORD = r"[A-ZÆØÅ][\wæøåé]*"
_LINK = r"(?:-?\s*,\s+|-?\s+og\s+|-?\s*&\s*|-\s?|\s+)"
_COUNCILS = (
    r"Byråd(?:et)?|Kommunalbestyrelse(?:n)?|Borgerrepræsentation(?:en)?|Regionsråd(?:et)?|Magistrat(?:en)?|"
    r"(?:Det\s)?[Ff]orberedende\s[Uu]dvalg|Økonomiudvalg(?:et)?|Direktion(?:en)?|Chefgruppe(?:n)?|Forretningsudvalg(?:et)?"
)
_BOARDS = (
    r"(?:Handicap|Ældre|Senior|Ungdoms|Ungeby|Børne|Udsatte|Integrations|Bruger|Folkeoplysnings|Frivillig|Lokal|Grønt\s)"
    r"\w*?[Rr]åd(?:et)?|Grønt\s[Rr]åd|Beboerklagenævn(?:et)?|Huslejenævn(?:et)?|(?:Børne-\sog\s)?[Uu]ngeudvalg(?:et)?|HovedMED|"
    r"Hoved-?MED(?:-?udvalg(?:et)?)?|Lokaludvalg(?:et)?"
)
_COMMITTEE = (
    rf"(?:§\s?17,?\s?stk\.?\s?4[,-]?\s?)?(?:{_WORD}{_LINK}){{0,7}}?(?:{_WORD}|[a-zæøå]+)?[Uu]dvalg(?:et)?(?![a-zæøå])"
    rf"|(?:{_WORD}\s)?[Uu]dvalg(?:et)?\sfor\s(?:{_WORD}|[a-zæøå]{{4,}})(?:{_LINK}(?:{_WORD}|[a-zæøå]{{5,}}))*"
)
BODY = re.compile(
    rf"(?<![\wæøå])(?:[Uu]dvalg(?:et)?\sfor\s{_WORD}(?:{_LINK}{_WORD})*|{_COUNCILS}|{_BOARDS}|"
    rf"(?:§\s?17,?\s?stk\.?\s?4[,-]?\s?)?(?:{_WORD}{_LINK}){{0,6}}{_WORD}udvalget?(?![a-zæøå])|"
    rf"(?:{_WORD}{_LINK}){{1,6}}[Uu]dvalg(?:et)?(?![a-zæøå])|{_WORD}(?:udvalg|[Rr]åd|nævn)(?:et)?(?![a-zæøå]))"
)
"""The name of a body inside running text, in the indefinite or definite form."""

_TERM = re.compile(r"[\s,(]*\(?((?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d)\)?\s*$")
_ENDS = re.compile(r"(?:[Uu]dvalg|[Rr]åd|bestyrelse|nævn|[Kk]ommission|[Mm]agistrat|[Dd]irektion|repræsentation|[Uu]tskott|gruppe|MED)\w*$")
_BEGINS = re.compile(
    r"^(?:\w+\s)?(?:[Uu]dvalg(?:et)?\s(?:for|vedr)|[Bb]yråd|[Kk]ommunalbestyrelse|[Øø]konomiudvalg|[Bb]orgerrepræsentation|[Mm]agistrat)"
)


def find_bodies(text: str) -> list[tuple[str, int, int]]:
    """Every body named in the text with its place; a genitive -s is left off the name."""
    return [(match[0], match.start(), match.end()) for match in BODY.finditer(text)]


def is_body_name(text: str) -> bool:
    """True when the whole text is the name of a body, with or without its election period."""
    name = _TERM.sub("", text).strip(" .:")
    if not 4 <= len(name) <= 110 or not name[0].isupper() and not name.startswith("§"):
        return False
    return bool(_ENDS.search(name) or _BEGINS.match(name))


def split_term(text: str) -> tuple[str, str | None]:
    """A body's name and its election period: `Udvalget for Læring 2022-2025` gives both parts."""
    match = _TERM.search(text)
    if match is None:
        return text.strip(), None
    return text[: match.start()].strip(), match[1].replace(" ", "")
