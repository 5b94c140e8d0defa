"""The forms in which Danish writes a period, each a pattern with what to make of it; `periods` joins the pieces."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sagsgang.danish.calendar_days import Days, Exactness, Part
from sagsgang.danish.dates import MONTHS, FoundDate, find_dates


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One period as written. What the text leaves open is filled in later.

    `number` to `to_number`: see `days_of`. `year_named`: the words name a year, which may depend on when they are said.
    `days`: told by the words alone. `weak`: a period only if the words around it say so.
    """

    start: int
    end: int
    unit: Exactness
    number: int = 0
    to_number: int = 0
    year: int | None = None
    year_named: bool = False
    days: Days | None = None
    weak: bool = False
    part: Part | None = None


_YEAR = r"(?:19|20)\d\d(?!\d|/\d|[.,]\d)"
_SPOKEN_YEAR = r"(?:(?:i|dette|indeværende|næste|sidste) år(?!\w|\s\d)|i fjor\b)"
_OF_YEAR = rf"(?:(?:,?\s(?:(?:i|af) )?(?:år |året )?|/)(?P<year>{_YEAR})|\s(?:til )?(?P<spoken>{_SPOKEN_YEAR}))?"
_OFFSETS = {"næste": 1, "sidste": -1, "fjor": -1}
_AND = r"(?P<and>\s?[-–/+]\s?|\s(?:og|til)\s)"
_ORDINALS = {"første": 1, "andet": 2, "tredje": 3, "fjerde": 4}
_SEASONS = {"for": 1, "som": 2, "eft": 3, "vin": 4}
_LONG_MONTHS = {name: number for name, number in MONTHS.items() if len(name) > 4 or name in ("maj", "juni", "juli")}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_LONG_MONTH = "|".join(_LONG_MONTHS)
_DAYS = re.compile(
    rf"(?<![\w/])(?<!\d[.,-])(?:(?P<first>[0-3]?\d)\.?{_AND})?(?P<second>[0-3]?\d)\.\s?(?P<month>{_MONTH})\b"
    rf"(?!\.\w)(?:\.(?=\s\d))?{_OF_YEAR}",
    re.IGNORECASE,
)
_FULL_YEAR = r"(?:19|20)\d\d"
_NO_YEAR_GOES_ON = r"(?!\d|/\d|[.,-]\d|-[^\W\d_]|\s?(?:%|kr\b|procent))"  # `2025-priser`, `2025-004711`, `2000 kr.`
_THE_YEAR = r"året(?!\w|\s(?:efter|før|hvor|der|forud|inden)\b|,\s(?:hvor|der)\b|\s\d)"  # not "året efter"
_TWO_YEARS = r"(?P<from>(?:20)?\d\d)[/-](?P<to>(?:20)?\d\d)(?!\d)"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?!(?<=\d[.,-])\d|(?<=/)\d)(?:{pattern})", re.IGNORECASE)


def _plain(word: str) -> str:
    """In small letters. Patterns that ignore case take `ſ` for `s` and `ı` for `i`, so the tables must as well."""
    return word.casefold().replace("ı", "i")


def _year(match: re.Match[str], said_on: datetime.date | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    return _spoken_year(match["spoken"], said_on) if match["spoken"] else None


def _spoken_year(words: str, said_on: datetime.date | None) -> int | None:
    offset = next((years for word, years in _OFFSETS.items() if word in _plain(words)), 0)
    return said_on.year + offset if said_on else None


def _numbered(
    match: re.Match[str], unit: Exactness, number: int, to_number: int, said_on: datetime.date | None, *, weak: bool
) -> Iterator[Piece]:
    """One piece, or two where the numbers are joined by "og" and do not follow each other."""
    year, named = _year(match, said_on), bool(match["year"] or match["spoken"])
    weak = weak and not named
    if to_number not in (number, number + 1) and "og" in match["and"]:
        yield Piece(
            start=match.start(), end=match.start("and"), unit=unit, number=number, to_number=number, year=year,
            year_named=named,
        )  # fmt: skip
        yield Piece(
            start=match.end("and"), end=match.end(), unit=unit, number=to_number, to_number=to_number, year=year,
            year_named=named,
        )  # fmt: skip
        return
    yield Piece(
        start=match.start(), end=match.end(), unit=unit, number=number, to_number=to_number, year=year,
        year_named=named, weak=weak,
    )  # fmt: skip


_Reader = Callable[[re.Match[str], datetime.date | None], Iterator[Piece]]


def _days(match: re.Match[str], said_on: datetime.date | None) -> Iterator[Piece]:
    month = 100 * MONTHS[_plain(match["month"])]
    first = month + int(match["first"] or match["second"])
    return _numbered(match, Exactness.DAY, first, month + int(match["second"]), said_on, weak=False)


def _weeks(match: re.Match[str], said_on: datetime.date | None) -> Iterator[Piece]:
    first = int(match["first"])
    return _numbered(match, Exactness.WEEK, first, int(match["second"] or first), said_on, weak=False)


def _parts_of_year(match: re.Match[str], said_on: datetime.date | None) -> Iterator[Piece]:
    unit = Exactness.QUARTER if "kvartal" in _plain(match[0]) else Exactness.HALF_YEAR
    first, second = (_ORDINALS.get(_plain(match[key] or "")) or match[key] for key in ("first", "second"))
    return _numbered(match, unit, int(first or 1), int(second or first or 1), said_on, weak=False)


def _quarter_letter(match: re.Match[str], said_on: datetime.date | None) -> Iterator[Piece]:
    first = int(match["first"])
    return _numbered(match, Exactness.QUARTER, first, int(match["second"] or first), said_on, weak=False)


def _season(match: re.Match[str], said_on: datetime.date | None) -> Iterator[Piece]:
    number = _SEASONS[_plain(match["season"])[:3]]
    return _numbered(match, Exactness.SEASON, number, number, said_on, weak=True)


def _month(match: re.Match[str], said_on: datetime.date | None) -> Iterator[Piece]:
    number = _LONG_MONTHS[_plain(match["month"])]
    return _numbered(match, Exactness.MONTH, number, number, said_on, weak=True)


def _years(match: re.Match[str], _: datetime.date | None) -> Iterator[Piece]:
    first = int(match["first"])
    second = int(match["second"] or first)
    last = second if second > 99 else first - first % 100 + second
    if match["second"] is None or first < last <= first + 50:
        yield Piece(
            start=match.start(), end=match.end(), unit=Exactness.YEAR, number=first, to_number=last, year=last,
            year_named=True, weak=match["second"] is None,
        )  # fmt: skip


def _spoken(match: re.Match[str], said_on: datetime.date | None) -> Iterator[Piece]:
    year = _spoken_year(match[0], said_on)
    last_day = "årets" in _plain(match[0])
    yield Piece(
        start=match.start(), end=match.end(), unit=Exactness.YEAR, number=year or 0, to_number=year or 0, year=year,
        year_named=True, weak=_plain(match[0]) == "året", part=Part.LAST_DAY if last_day else None,
    )  # fmt: skip


_ACROSS = {"sko": (8, 1, 7, 31), "vin": (12, 1, 2, 28), "års": (12, 31, 1, 1)}


def _across_years(match: re.Match[str], _: datetime.date | None) -> Iterator[Piece]:
    """What begins in one year and ends in the next: `skoleåret 2025/26`, `vinteren 2025/26`, `årsskiftet 2025/26`."""
    first = 2000 + int(match["from"]) % 100
    if int(match["to"]) % 100 != (first + 1) % 100:
        return
    words = _plain(match[0])[:3]
    month, day, to_month, to_day = _ACROSS[words]
    last = datetime.date(first + 1, to_month, to_day)
    if words == "vin" and (last + datetime.timedelta(days=1)).month == to_month:
        last += datetime.timedelta(days=1)
    unit = {"sko": Exactness.YEAR, "vin": Exactness.SEASON}.get(words, Exactness.DAY)
    days = (datetime.date(first, month, day), last)
    yield Piece(start=match.start(), end=match.end(), unit=unit, year=first + 1, year_named=True, days=days)


_NTH = r"[1-4]|første|andet|tredje|fjerde"
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (
        _form(
            rf"uge(?:rne|n|r)?\s(?:nr\.?\s)?(?P<first>[0-5]?\d)(?:{_AND}(?:uge\s)?(?P<second>[0-5]?\d))?"
            rf"(?![.,]?\d|\s?%){_OF_YEAR}"
        ),
        _weeks,
    ),
    (
        _form(rf"(?P<first>{_NTH})\.?(?:{_AND}(?P<second>{_NTH})\.?)?\s(?:kvartal|halvår)(?:et)?\b{_OF_YEAR}"),
        _parts_of_year,
    ),
    (_form(rf"Q(?P<first>[1-4])(?:{_AND}Q(?P<second>[1-4]))?\b{_OF_YEAR}"), _quarter_letter),
    (_form(rf"(?:skoleåret|skoleår|vinteren|vinter|årsskiftet)\s{_TWO_YEARS}"), _across_years),
    (_form(rf"(?P<season>forår|sommer|efterår|vinter)(?:en|et)?\b{_OF_YEAR}"), _season),
    (_form(rf"(?P<month>{_LONG_MONTH})(?:\småned)?\b{_OF_YEAR}"), _month),
    (_form(rf"(?P<first>{_FULL_YEAR})(?:\s?[-–]\s?(?P<second>{_FULL_YEAR}|\d\d))?{_NO_YEAR_GOES_ON}"), _years),
    (_form(rf"årets (?:udgang|slutning|afslutning)\b|{_SPOKEN_YEAR}|{_THE_YEAR}"), _spoken),
)


def pieces(text: str, said_on: datetime.date | None) -> list[Piece]:
    """The periods in the text one by one, in order; none lies over another. `said_on` tells which year `i år` is."""
    found: list[Piece] = []
    _add(found, (piece for match in _DAYS.finditer(text) for piece in _days(match, said_on)))
    _add(found, map(_whole_date, find_dates(text)))
    for form, read in _FORMS:
        _add(found, (piece for match in form.finditer(text) for piece in read(match, said_on)))
    return sorted(found, key=lambda piece: piece.start)


def _add(found: list[Piece], more: Iterable[Piece]) -> None:
    """What a form has read goes before what a later form reads at the same place."""
    taken = sorted((piece.start, piece.end) for piece in found)
    starts = [start for start, _ in taken]
    for piece in more:
        before = bisect_left(starts, piece.end)
        if not before or taken[before - 1][1] <= piece.start:
            found.append(piece)


def _whole_date(found: FoundDate) -> Piece:
    days = (found.date, found.date)
    return Piece(start=found.start, end=found.end, unit=Exactness.DAY, days=days, year=found.date.year, year_named=True)
