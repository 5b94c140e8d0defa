"""Which days a named stretch of the calendar covers: week 34, the 2nd quarter, spring, the middle of a year."""

from __future__ import annotations

import datetime
from calendar import monthrange
from enum import StrEnum

Days = tuple[datetime.date, datetime.date]
"""The first day and the last, both belong to it."""


class Exactness(StrEnum):
    """How finely the words of a period tell its days, the finest first. `ABOUT`: its edges are a convention."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ABOUT = "about"


class Part(StrEnum):
    """A part of a period, as in `primo`, `medio`, `ultimo` and `udgangen af`."""

    BEGINNING = "beginning"
    MIDDLE = "middle"
    LATE = "late"
    LAST_DAY = "last_day"


WINTER = 4
"""The season that belongs to two years: which days it has in one year cannot be told."""

_MONTHS_IN = {Exactness.MONTH: 1, Exactness.QUARTER: 3, Exactness.HALF_YEAR: 6, Exactness.YEAR: 12}


def days_of(unit: Exactness, number: int, year: int) -> Days | None:
    """The days of the `number`th week, month, quarter, half-year or season (1 is spring) of `year`.

    A day's number is its month times 100 and its day in the month; a year's is the year. None where there is no such
    thing (week 53 of a year that has 52, 31 February, a winter in one year).
    """
    try:
        if unit is Exactness.DAY:
            day = datetime.date(year, number // 100, number % 100)
            return day, day
        if unit is Exactness.WEEK:
            monday = datetime.date.fromisocalendar(year, number, 1)
            return monday, monday + datetime.timedelta(days=6)
        if unit in _MONTHS_IN and unit is not Exactness.YEAR and not 1 <= number <= 12 // _MONTHS_IN[unit]:
            return None
        if unit is Exactness.YEAR:
            return _months(number, 1, 12)
        if unit is Exactness.SEASON:
            return None if number == WINTER else _months(year, 3 * number, 3)
        length = _MONTHS_IN[unit]
        return _months(year, (number - 1) * length + 1, length)
    except (ValueError, OverflowError):
        return None


def _months(year: int, first: int, count: int) -> Days:
    """`count` months from the `first` of `year`; the 13th is the next year's January."""
    (years, month), (later_years, last) = divmod(first - 1, 12), divmod(first + count - 2, 12)
    end = year + later_years
    return datetime.date(year + years, month + 1, 1), datetime.date(end, last + 1, monthrange(end, last + 1)[1])


def part_of(days: Days, part: Part) -> Days:
    """A third of the period (in months, or in days where it is shorter than three), or its last day.

    A third is the widest that `primo`, `medio` and `ultimo` are used of: no law or custom says more.
    """
    first, last = days
    if part is Part.LAST_DAY:
        return last, last
    third = (Part.BEGINNING, Part.MIDDLE, Part.LATE).index(part)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months % 3 == 0 and first.day == 1:
        return _months(first.year, first.month + third * months // 3, months // 3)
    length = datetime.timedelta(days=((last - first).days + 1) // 3)
    if not length:
        return days
    starts = first + third * length
    return starts, last if part is Part.LATE else starts + length - datetime.timedelta(days=1)


def later(day: datetime.date, *, days: int = 0, months: int = 0) -> datetime.date | None:
    """`day` moved on; a month later than the 31st is the last day of a shorter month. None beyond the calendar."""
    month = day.month - 1 + months
    year = day.year + month // 12
    try:
        moved = datetime.date(year, month % 12 + 1, min(day.day, monthrange(year, month % 12 + 1)[1]))
        return moved + datetime.timedelta(days=days)
    except (ValueError, OverflowError):
        return None
