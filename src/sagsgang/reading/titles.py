"""An item's heading taken apart: the title, whether it is open, a letter for its kind, a route or case number in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sagsgang.danish import journal_numbers
from sagsgang.model import JournalNumber
from sagsgang.reading.marks import OPENNESS_LINE

_CLOSED_WORD = (
    r"(?:lukket(?: (?:punkt|sag|dagsordenspunkt|møde))?|lukkede (?:punkt|sag)(?:er)?|fortroligt?(?: (?:punkt|sag))?|"
    r"(?:(?:(?:punktet|sagen) )?behandles )?for lukkede døre|lukket dør|(?:ikke|ej)[- ]offentligt?|ej[- ]åbent?)"
)
_OPEN_WORD = r"(?:åben(?: sag)?|åbent(?: (?:punkt|dagsordenspunkt))?|offentlig(?:t)?(?: (?:punkt|sag))?|for åbne døre)"
# "Lukket" before a capital letter is a mark too: a title that begins with that word goes on in small letters.
_CLOSED_BEFORE = re.compile(
    rf"^\W*(?:{_CLOSED_WORD}\s*(?:[:)\]–|·•*;-]+|[.,/](?=\s*(?-i:[A-ZÆØÅ])))\s*|"
    r"(?-i:(?:LUKKET|Lukket)(?: (?:SAG|PUNKT|sag|punkt))? (?=[A-ZÆØÅ])))",
    re.IGNORECASE,
)
# The heading of a closed item that was not seen as one, and so stands in the text of the item before.
_CLOSED_HEADING = re.compile(
    rf"^(?:(?:punkt|pkt\.?|sag nr\.?|nr\.?) ?)?\d{{1,4}}[.:)]? ?[-–:(]* ?{_CLOSED_WORD} ?[:)\]–-]|"
    r"(?<=[.!?])\s+(?:Punkt )?\d{1,4}[.:)] ?lukket(?: (?:punkt|sag))? ?[:)–-]",
    re.IGNORECASE,
)
_OPEN_BEFORE = re.compile(rf"^\W*{_OPEN_WORD}\s*(?:[:)\]–-]+\s*)", re.IGNORECASE)
_CLOSED_AFTER = re.compile(
    rf"\s*(?:[-–(\[:|·•*.,;]\s*){_CLOSED_WORD}\s*[)\]*]?(?:\s*\([^()]{{1,40}}\))?\s*\.?$|"
    r"\s+LUKKET(?: (?:SAG|PUNKT))?$",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"\s+LUKKET(?: (?:SAG|PUNKT))?$")
_OPEN_AFTER = re.compile(
    rf"\s*(?:[-–(\[:]\s*){_OPEN_WORD}\s*[)\]]?\s*\.?$|\s+(?:Åben sag|Åbent punkt|ÅBEN SAG)$", re.IGNORECASE
)
_LETTER = re.compile(r"\s*\((?P<letter>[BODEM])\)\s*$")
_LETTER_BEFORE = re.compile(r"^(?P<letter>[BOD])\s+-\s+(?=[A-ZÆØÅ])")
_ROUTE = re.compile(r"^(?P<route>[A-ZÆØÅ]{2,5}(?:/[A-ZÆØÅ]{2,5})*)\s*[-–:]\s*(?=\S)")
_NUMBER_BEFORE = re.compile(
    r"^(?:Sagsnr\.?:?\s*|BR\s|J\.nr\.?:?\s*)?(?P<number>\d{2,4}/\d{2,6}|\d{2}\.\d{2}\.\d{2}-\w{3}-\d+-\d{2}|"
    r"\d{2}-\d{5,7}|\d{4}-\d{4,7})[.:]?\s*[-–]?\s*(?=[A-ZÆØÅ])"
)
_NUMBER_AFTER = re.compile(
    r"\s*(?:[-–]\s*)?\(?(?:Sagsnr\.?:?\s*|J\.nr\.?:?\s*)?(?P<number>\d{2}\.\d{2}\.\d{2}-\w{3}-\d+-\d{2}|"
    r"\d{2}-\d{5,7}|EMN-\d{4}-\d+|\d{3}-\d{4}-\d{4,6}|\d{4}-\d{5,7})\)?$"
)
# Characters that look like nothing, or like a space, and would hide a mark.
_UNSEEN = {0xAD: None, 0x200B: None, 0xFEFF: None, 0xA0: " "}
_NO_LETTER = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"^(?:(?:punkt|pkt\.?|sag nr\.?|nr\.?)\s*)?\d{1,4}[.:)]?\s*(?:[-–:]\s*)?(?=\D)", re.IGNORECASE)
_CASE_LABEL = r"(?:\w+[ -])?(?:sag|journal|j|kle|esdh)[\w-]*\.?(?:[ -]?(?:nr|nummer|id)\b\.?)?\s*:?\s*"
_CASE_NUMBER = r"(?=\S*\d)[\dA-ZÆØÅ][\d./A-ZÆØÅ-]{3,}[\dA-ZÆØÅ](?: - (?:19|20)\d\d/\d+)?"
_MARK = rf"(?:(?P<closed>{_CLOSED_WORD})|(?P<open>{_OPEN_WORD}))"
_OPENNESS_LINE = re.compile(rf"^\W*{_MARK}(?:\W*$|\W+(?:{_CASE_LABEL})?(?P<number>{_CASE_NUMBER})\W*$)", re.IGNORECASE)
# A bare number needs a sign between its figures: "1234. Lukket" is the heading of an item.
_OPENNESS_AFTER_NUMBER = re.compile(
    rf"^\W*(?:{_CASE_LABEL}|(?=\w+[-/.]+\w))(?P<number>{_CASE_NUMBER})\W+{_MARK}\W*$", re.IGNORECASE
)
_NAMED_CASE_NUMBER = re.compile(rf"(?<!\w){_CASE_LABEL}(?P<number>{_CASE_NUMBER})(?!\S*\w)", re.IGNORECASE)
_MARK_BEFORE = re.compile(rf"^\W*{_MARK}\s*[.,;|·•–-]\s*", re.IGNORECASE)
_LONGEST_MARK = 120
_LONGEST_HEADING = 200
_NUMBERED_TITLE = re.compile(
    r"^(?:(?:punkt|pkt\.?|sag nr\.?|nr\.?)\s*)?(?P<number>\d{1,4})(?:\s*[.:)]\s*|\s+)(?P<title>(?-i:[A-ZÆØÅ]).*)$",
    re.IGNORECASE,
)
_OPENNESS_INSIDE = re.compile(
    rf"(?<![\wæøå/])(?:(?P<closed>{_CLOSED_WORD})|(?P<open>åben sag|åbent punkt|åbent dagsordenspunkt|"
    r"åben\b))(?![\wæøå/])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """A heading's parts. `open` is None when the heading does not say."""

    text: str | None
    open: bool | None = None
    letter: str | None = None
    route: tuple[str, ...] = ()
    journal_number: JournalNumber | None = None


@lru_cache(maxsize=1024)
def parse(raw: str | None) -> Title:
    """The title in a heading, without the marks around it.

    >>> parse("Lukket: Køb af ejendom").open
    False
    """
    if raw is None:
        return Title(None)
    text = raw.translate(_UNSEEN).strip()
    is_open, letter, route, number = None, None, (), None
    while True:
        before = text
        if _CLOSED_BEFORE.match(text):
            text, is_open = _CLOSED_BEFORE.sub("", text), False
        elif _OPEN_BEFORE.match(text):
            text, is_open = _OPEN_BEFORE.sub("", text), True if is_open is None else is_open
        if _SHOUTED.search(text) or _CLOSED_AFTER.search(text):
            text, is_open = (_SHOUTED.sub("", text) if _SHOUTED.search(text) else _CLOSED_AFTER.sub("", text)), False
        elif match := _OPEN_AFTER.search(text):
            text, is_open = text[: match.start()], True if is_open is None else is_open
        if match := _LETTER.search(text) or _LETTER_BEFORE.match(text):
            letter = match["letter"]
            text = text[: match.start()] + text[match.end() :]
        if match := _ROUTE.match(text):
            route = tuple(match["route"].split("/"))
        if (match := _NUMBER_BEFORE.match(text)) or (match := _NUMBER_AFTER.search(text)):
            number = journal_numbers.parse(match["number"])
            text = text[: match.start()] + text[match.end() :]
        text = text.strip()
        if text == before:
            return Title(text.strip(" -–") or None, is_open, letter, route, number)


def same(text: str, title: str) -> bool:
    """True when a line is the title again."""
    a, b = _letters(_NUMBERED.sub("", text)), _letters(title)
    return bool(a) and (
        a == b
        or (len(a) > 8 and a == _letters(_ROUTE.sub("", parse(title).text or "")))
        or _letters(parse(text).text or "") == _letters(parse(title).text or "")
    )


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def openness_line(text: str) -> bool | None:
    """What a line says that is nothing but a mark of openness (with or without a case number)."""
    match = _marked(text)
    if match is None:
        return None
    return match["closed"] is None


def is_openness_line(text: str) -> bool:
    """True for a line that is, or looks like, a mark of openness and nothing else but a case number."""
    return bool(OPENNESS_LINE.match(text)) or _marked(text) is not None


def number_beside_mark(text: str) -> str | None:
    """The case number in a line that is a mark of openness: `Åben sag. Sagsnr. 24/045118`, in either order."""
    match = _marked(text)
    return match["number"] if match is not None else None


@lru_cache(maxsize=4096)
def _marked(text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST_MARK:
        return None
    return _OPENNESS_LINE.match(text) or _OPENNESS_AFTER_NUMBER.match(text)


def without_mark_before(text: str) -> str:
    """A line of facts without the mark of openness that it begins with."""
    return _MARK_BEFORE.sub("", text)


def says_openness(text: str) -> bool:
    """True for a numbered heading with a mark of openness before or behind its title."""
    match = _NUMBERED_TITLE.match(text)
    return match is not None and parse(match["title"]).open is not None


def named_case_number(text: str) -> str | None:
    """The case number behind its label, colon or not, anywhere in a line of facts."""
    match = _NAMED_CASE_NUMBER.search(text[:_LONGEST_MARK])
    return match["number"] if match is not None else None


def openness_inside(text: str) -> bool | None:
    """What a line of facts says about openness, None when nothing."""
    match = _OPENNESS_INSIDE.search(text)
    if match is None:
        return None
    return match["closed"] is None


def has_closed_heading(text: str, *, after: int) -> bool:
    """True when a line in the middle of item number `after` is, or holds, the numbered heading of a closed item.

    Where the mark stands behind the title the number tells a heading from a line of a list: `2. Kontrakt (lukket)`.
    """
    text = text.translate(_UNSEEN).lstrip("-•· ")
    if _CLOSED_HEADING.search(text) is not None:
        return True
    match = _NUMBERED_TITLE.match(text) if len(text) <= _LONGEST_HEADING else None
    return match is not None and int(match["number"]) > after and parse(match["title"]).open is False
