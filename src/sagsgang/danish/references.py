"""Mentions of other items and meetings in running text: `møde den 16. august 2023 (punkt 96)`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sagsgang.danish.bodies import find_bodies
from sagsgang.danish.dates import FoundDate, find_dates

_ITEM = re.compile(
    r"\b(?:dagsordens)?(?:punkt|pkt\.?|pkt\.? nr\.?|punkt nr\.?|sag nr\.?|"
    r"sag(?=\s\d{1,3}\b(?![/-])))\s+(\d{1,4})(?![\d.,]*\d|\s?(?:%|kr|procent|mio))",
    re.IGNORECASE,
)
_CLUE = re.compile(r"punkt|pkt|\bsag (?:nr|\d)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[^\d\s][.!?])\s+(?=[A-ZÆØÅ])|\n+")
_MEETING = re.compile(r"\b(?:\w*(?:udvalgs|byråds|råds|bestyrelses|direktions))?\s?møde(?:t|r|rne|s)?\b", re.IGNORECASE)
_ACT = re.compile(
    r"\b(?:behandl|godkend|beslut|vedt|orienter|drøft|fremlagt|fremlæg|præsenter|afrapporter|tiltråd|bevil|udsat|"
    r"udsatte|afrapportering|"
    r"gennemgå|forelagt|forelagde|anbefal|besluttede|tog|sendte|afvis)\w*",
    re.IGNORECASE,
)
_UNNAMED = re.compile(r"\budvalget(?:s)?\b")
_DEADLINE = re.compile(
    r"\b(?:senest|inden|pr\.|frem til|indtil|med virkning fra|gældende fra|fra og med)\s*(?:den|d\.)?\s*$",
    re.IGNORECASE,
)
_NEAR = 90
_LONGEST_SENTENCE = 2000
"""Characters; each mention is compared with all of its sentence, so a text without full stops is cut."""


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A mention: `start`, `end` in the text; `number` None when only the meeting is named."""

    start: int
    end: int
    body: str | None
    date: datetime.date | None
    number: str | None


def find_references(text: str) -> Iterator[FoundReference]:
    """Mentions of items ("punkt 96") and of meetings by their date, in order of the text."""
    if not _CLUE.search(text) and not any(True for _ in find_dates(text)):
        return
    position = 0
    for end in [*(match.start() for match in _SENTENCE_END.finditer(text)), len(text)]:
        while end - position > _LONGEST_SENTENCE:
            cut = max(text.rfind(" ", position, position + _LONGEST_SENTENCE), position + _LONGEST_SENTENCE // 2)
            yield from _in_sentence(text, position, cut)
            position = cut
        yield from _in_sentence(text, position, end)
        position = end


def _in_sentence(text: str, start: int, end: int) -> Iterator[FoundReference]:
    sentence = text[start:end]
    dates = list(find_dates(sentence))
    items = list(_ITEM.finditer(sentence))
    if not dates and not items:
        return
    bodies = find_bodies(sentence)
    used: set[int] = set()
    found: list[FoundReference] = []
    for item in items:
        date = _date_of_item(item, dates, items)
        if date is not None:
            used.add(date.start)
        body = _nearest_body(sentence, bodies, date.start if date else item.start())
        found.append(
            FoundReference(start + item.start(), start + item.end(), body, date.date if date else None, item[1])
        )
    found.extend(
        FoundReference(
            start + date.start, start + date.end, _nearest_body(sentence, bodies, date.start), date.date, None
        )
        for date in dates
        if date.start not in used and _is_of_a_meeting(sentence, date, bodies)
    )
    yield from sorted(found, key=lambda reference: reference.start)


def _date_of_item(item: re.Match[str], dates: list[FoundDate], items: list[re.Match[str]]) -> FoundDate | None:
    """The date that stands next to the item's number, with no other item's number between them."""
    best: tuple[int, FoundDate] | None = None
    for date in dates:
        distance = item.start() - date.end if date.end <= item.start() else date.start - item.end()
        if distance < 0 or distance > _NEAR:
            continue
        low, high = min(item.start(), date.start), max(item.end(), date.end)
        between = any(low < other.start() < high and other is not item for other in items)
        if not between and (best is None or distance < best[0]):
            best = (distance, date)
    return best[1] if best else None


def _nearest_body(sentence: str, bodies: list[tuple[str, int, int]], position: int) -> str | None:
    """The body named nearest to the place; "udvalget" alone names none, so nothing is told where that is nearest."""
    named: list[tuple[str | None, int, int]] = [
        *bodies,
        *((None, m.start(), m.end()) for m in _UNNAMED.finditer(sentence)),
    ]
    if not named:
        return None
    return min(named, key=lambda body: position - body[2] if body[2] <= position else body[1] - position)[0]


def _is_of_a_meeting(sentence: str, date: FoundDate, bodies: list[tuple[str, int, int]]) -> bool:
    before = sentence[max(0, date.start - _NEAR) : date.start]
    after = sentence[date.end : date.end + 60]
    if _DEADLINE.search(before):
        return False
    if _MEETING.search(before[-45:]) or _MEETING.match(after.lstrip()):
        return True
    near = any(
        date.start - _NEAR <= end <= date.start or date.end <= begin <= date.end + 45 for _, begin, end in bodies
    )
    return near and _ACT.search(before + " " + after) is not None
