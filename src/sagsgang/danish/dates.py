"""Dates and times of day as Danish minutes write them.

Understood: `13. august 2025`, `d. 3. sep 2019`, `3 oktober, 2022`, `13-08-2025`, `13.08.2025`, `13/8 2025`,
`15-maj-2002`,
`2025-08-13`, `26.4.17` (two digits: 1970 to 2069), and times `kl. 8.30`, `kl. 08:00`, `16.00`, `10:00:00`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {
    "januar": 1, "februar": 2, "marts": 3, "april": 4, "maj": 5, "juni": 6,
    "juli": 7, "august": 8, "september": 9, "oktober": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_NAMES = tuple(MONTHS)[:12]
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"(?<![\w,])(?<!\d\.)(?:(?<![.-])(?:"
    rf"(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)"
    rf"|(?P<d2>\d{{1,2}})[-./](?P<m2>\d{{1,2}})[-./ ]\s?(?P<y2>(?:19|20)\d\d|\d\d)(?![\d.,/]?\d|-?[^\W\d_]\d\d|"
    rf"-\d{{3}}-\d))"
    rf"|(?P<d3>\d{{1,2}})(?:\.\s?|\s|-)(?P<m3>{_MONTH})\b\.?(?:,?\s|-)(?P<y3>(?:19|20)\d\d)(?!\d)"
    rf")",
    re.IGNORECASE,
)
"""A whole date. The named groups differ by form: use `find_dates`."""

_FIGURES = re.compile(r"(?:19|20)\d\d|\d[-./]\d{1,2}[-./]\s?\d\d")
"""What every whole date has: a year of four digits, or figures all through."""
_TIME = re.compile(
    r"(?:\bkl(?:okken)?\.?\s*|(?<=\d\d[-–])|(?<![\d.:])(?<!\D-)(?<!\d\d\d-))(\d{1,2})[.:](\d\d)(?::\d\d)?(?![\d:]|\.\d)"
)
_CLOCK = re.compile(r"\bkl(?:okken)?\.?\s*(\d{1,2})(?:[.:](\d\d))?(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and the characters of the text that it stands in."""

    date: datetime.date
    start: int
    end: int


def in_words(date: datetime.date) -> str:
    """The date as minutes write it: "13. august 2025"."""
    return f"{date.day}. {_NAMES[date.month - 1]} {date.year}"


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every whole date in the text, in order. Impossible ones (`31-02-2020`) are passed over."""
    if not _FIGURES.search(text):
        return
    for match in DATE.finditer(text):
        date = _date_of(match)
        if date is not None:
            yield FoundDate(date, match.start(), match.end())


def find_date(text: str) -> FoundDate | None:
    """The first whole date in the text."""
    return next(find_dates(text), None)


def _date_of(match: re.Match[str]) -> datetime.date | None:
    if match["y1"]:
        year, month, day = int(match["y1"]), int(match["m1"]), int(match["d1"])
    elif match["y2"]:
        year, month, day = _whole_year(match["y2"]), int(match["m2"]), int(match["d2"])
    else:
        year, month, day = int(match["y3"]), MONTHS[match["m3"].casefold().replace("ı", "i")], int(match["d3"])
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _whole_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year


def find_times(text: str) -> list[datetime.time]:
    """The times of day in the text, in order: `kl. 8.30 - 10.15` gives two."""
    without_dates = text
    for found in find_dates(text):
        without_dates = without_dates[: found.start] + " " * (found.end - found.start) + without_dates[found.end :]
    times = [(match.start(), _time_of(match[1], match[2])) for match in _TIME.finditer(without_dates)]
    whole_hours = (match for match in _CLOCK.finditer(without_dates) if match[2] is None)
    times += [(match.start(), _time_of(match[1], "00")) for match in whole_hours]
    return [time for _, time in sorted(times, key=lambda found: found[0]) if time is not None]


def _time_of(hour: str, minute: str) -> datetime.time | None:
    if int(hour) == 24 and int(minute) == 0:
        return datetime.time(0, 0)
    try:
        return datetime.time(int(hour), int(minute))
    except ValueError:
        return None
