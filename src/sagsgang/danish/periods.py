"""Periods and imprecise dates as Danish minutes write them: `medio 2026`, `1.-2. kvartal 2025`, `senest 1. marts 2023`.

Understood: whole dates, weeks, months, quarters, half-years, seasons, years, school years, the turn of a year; ranges
of them (`maj-juni 2025`, `2026-2029`, `forår 2024 til efterår 2025`); their parts (`primo`, `medio`, `ultimo`,
`udgangen af`); bounds (`senest`, `inden`, `før`, `efter`); words that depend on when they are said (`i år`);
terms (`inden for 3 måneder`).

Nothing is guessed: what neither the words nor `Anchors` say is None. `vinteren 2026` names no winter, `uge 34` no year.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sagsgang.danish.calendar_days import WINTER, Days, Exactness, Part, days_of, later, part_of
from sagsgang.danish.period_forms import Piece, pieces

__all__ = ["Anchors", "Exactness", "FoundPeriod", "find_periods"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchors:
    """What the words lean on and do not say themselves.

    `said_on`: the day of the text, for `i år` and `udgangen af året`. `year`: for what names no year (`uge 34`), where
    a heading says it. `counted_from`: the day that a term (`inden for 3 måneder`) runs from.
    """

    said_on: datetime.date | None = None
    year: int | None = None
    counted_from: datetime.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundPeriod:
    """A period and the characters that it stands in.

    Both days belong to it. `first` is None for a deadline, `last` for a beginning, both where it cannot be known which
    days are meant.
    """

    first: datetime.date | None
    last: datetime.date | None
    exactness: Exactness
    start: int
    end: int


_COUNTS = {
    "en": 1, "én": 1, "et": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9,
    "ti": 10, "tolv": 12, "fjorten": 14,
}  # fmt: skip
_TERM = re.compile(
    rf"(?<!\w)(?:inden\s?for|inden|senest)\s(?:(?:højst|de næste|de kommende)\s)?"
    rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s(?P<unit>dage?|døgn|uger?|måned(?:er)?|år|(?:hver|arbejds)dage?)\b"
    r"(?!\s(?:før|inden|forud)\b)",
    re.IGNORECASE,
)
_UNIT_DAYS = {"dag": 1, "døg": 1, "uge": 7}
_UNIT_MONTHS = {"mån": 1, "år": 12}
_JOINS = re.compile(r"\s?[-–]\s?|\s(?:til|til og med|og frem til)\s(?:den\s|d\.\s)?", re.IGNORECASE)
_SLASH = re.compile(r"\s?/\s?")
_SHARES = re.compile(r"\s(?:og|eller)\s|,\s", re.IGNORECASE)
_LEAD = re.compile(
    r"(?<!\w)(?:i|for|år|året|siden|(?:budget|regnskab|kalender|finans)(?:s?år)?(?:et)?)\s$", re.IGNORECASE
)
_PART_BEFORE = re.compile(
    r"(?<!\w)(?:(?P<beginning>primo|(?:først|tidligt) (?:i|på)|(?:i )?(?:begyndelsen|starten) af)"
    r"|(?P<middle>medio|midt (?:i|på)|(?:i )?midten af)|(?P<late>ultimo|(?:sidst|sent) (?:i|på)|(?:i )?slutningen af)"
    r"|(?P<last_day>(?:med |ved )?udgangen af))\s$",
    re.IGNORECASE,
)
_BOUND_BEFORE = re.compile(
    r"(?<!\w)(?:(?P<by>senest|indtil|frem til|til og med)|(?P<before>inden|før)|(?P<since>fra og med|tidligst|siden)"
    r"|(?P<after>efter))\s(?:(?:i|ved|med|den|d\.|(?:man|tirs|ons|tors|fre|lør|søn)dag)\s)*$",
    re.IGNORECASE,
)
_LOOK_BACK = 40
_FINEST_FIRST = list(Exactness)


def find_periods(text: str, anchors: Anchors | None = None) -> Iterator[FoundPeriod]:
    """Every period and date in the text, in order; those whose days cannot be known have neither `first` nor `last`.

    A year that stands alone is one only after a word that makes it so (`i 2025`, `budgetåret 2025`, `senest 2026`).
    """
    given = anchors or Anchors()
    found = list(_terms(text, given))
    taken = [(term.start, term.end) for term in found]
    single = [_with_part(text, piece) for piece in pieces(text, given.said_on)]
    for group in _groups(text, single):
        if any(not piece.weak or _has_context(text, piece) for piece in group) or len(group) > 1:
            period = _period(text, group, given.year)
            if not any(start < period.end and period.start < end for start, end in taken):
                found.append(period)
    yield from sorted(found, key=lambda period: period.start)


def _terms(text: str, given: Anchors) -> Iterator[FoundPeriod]:
    for match in _TERM.finditer(text):
        count = int(match["count"]) if match["count"].isdigit() else _COUNTS[match["count"].casefold()]
        unit = match["unit"].casefold()[:3]
        days, months = _UNIT_DAYS.get(unit, 0) * count, _UNIT_MONTHS.get(unit, 0) * count
        since = given.counted_from if days or months else None  # working days need a calendar of holidays
        last = later(since, days=days, months=months) if since else None
        yield FoundPeriod(
            first=since if last else None, last=last, exactness=Exactness.DAY, start=match.start(), end=match.end()
        )


def _with_part(text: str, piece: Piece) -> Piece:
    match = _PART_BEFORE.search(text[max(0, piece.start - _LOOK_BACK) : piece.start])
    if match is None:
        return piece
    return replace(piece, start=piece.start - len(match[0]), part=Part(match.lastgroup or ""), weak=False)


def _has_context(text: str, piece: Piece) -> bool:
    before = text[max(0, piece.start - _LOOK_BACK) : piece.start]
    return bool(_LEAD.search(before) or _BOUND_BEFORE.search(before))


def _groups(text: str, single: list[Piece]) -> list[list[Piece]]:
    """The pieces, with the two ends of a range together. A year that is named once is shared: `maj-juni 2025`."""
    groups: list[list[Piece]] = []
    for piece in reversed(single):
        following = groups[-1][0] if groups else None
        between = text[piece.end : following.start] if following else ""
        if following and _are_ends(piece, following, between) and len(groups[-1]) == 1:
            groups[-1].insert(0, _with_year_of(piece, following))
        elif following and _SHARES.fullmatch(between) and not piece.year_named and following.year_named:
            groups.append([replace(_with_year_of(piece, following), weak=False)])
        else:
            groups.append([piece])
    return groups[::-1]


def _are_ends(piece: Piece, following: Piece, between: str) -> bool:
    if Exactness.YEAR not in (piece.unit, following.unit) and _SLASH.fullmatch(between):
        return True
    return bool(_JOINS.fullmatch(between))


def _with_year_of(piece: Piece, following: Piece) -> Piece:
    if piece.year_named:
        return piece
    return replace(piece, year=following.year, year_named=following.year_named)


def _period(text: str, group: list[Piece], year: int | None) -> FoundPeriod:
    first, last = group[0], group[-1]
    exactness = max((_exactness(piece) for piece in group), key=_FINEST_FIRST.index)
    bound = _BOUND_BEFORE.search(text[max(0, first.start - _LOOK_BACK) : first.start])
    days = _days_of_range(first, last, year) if len(group) > 1 else _days_of(first, year)
    start = first.start - len(bound[0]) if bound else first.start
    begins, ends = _bounded(days, bound, exactness, first.part) if days and bound else days or (None, None)
    return FoundPeriod(first=begins, last=ends, exactness=exactness, start=start, end=last.end)


def _exactness(piece: Piece) -> Exactness:
    if piece.part is None:
        return piece.unit
    return Exactness.DAY if piece.part is Part.LAST_DAY else Exactness.ABOUT


def _bounded(
    days: Days, bound: re.Match[str], exactness: Exactness, part: Part | None
) -> tuple[datetime.date | None, datetime.date | None]:
    first, last = days
    if bound["by"] or (bound["before"] and (exactness is Exactness.ABOUT or part is Part.LAST_DAY)):
        return None, last
    if bound["before"]:
        return None, later(first, days=-1)
    return (first if bound["since"] else later(last, days=1)), None


def _days_of(piece: Piece, year: int | None) -> Days | None:
    if piece.days is None:
        year = piece.year if piece.year_named else year
        if year is None:
            return None
        ends = days_of(piece.unit, piece.number, year), days_of(piece.unit, piece.to_number, year)
        if ends[0] is None or ends[1] is None:
            return None
        days = ends[0][0], ends[1][1]
        if days[0] > days[1]:  # `uge 51-2 2026` begins in the year before
            begun = days_of(piece.unit, piece.number, year - 1) if piece.unit is Exactness.WEEK else None
            if begun is None:
                return None
            days = begun[0], days[1]
    else:
        days = piece.days
    return part_of(days, piece.part) if piece.part else days


def _days_of_range(first: Piece, last: Piece, year: int | None) -> Days | None:
    begins, ends = _days_of_end(first, year), _days_of_end(last, year)
    if begins is None or ends is None:
        return None
    if begins[0] > ends[1]:
        before = _days_of_end(replace(first, year=begins[0].year - 1, year_named=True), year)
        if first.days or before is None or before[0] > ends[1]:
            return None
        begins = before
    return begins[0], ends[1]


def _days_of_end(piece: Piece, year: int | None) -> Days | None:
    """In `vinter-forår 2026` the winter is what lies of it in that year, before the spring or after the autumn."""
    if piece.unit is Exactness.SEASON and piece.number == WINTER and piece.days is None:
        piece = replace(piece, unit=Exactness.YEAR, number=piece.year or year or 0, to_number=piece.year or year or 0)
    return _days_of(piece, year)
