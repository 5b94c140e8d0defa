"""Which journal numbers say by themselves which case an item is of.

The shapes are those of the systems that municipalities keep their cases in; why each counts: decision record 14.
"""

from __future__ import annotations

import datetime
import re

_MEETINGS_OWN = "00.22."
_TOPIC = r"\d{2}\.\d{2}\.\d{2}"
_YEAR = r"(?:19|20)\d\d"
_CERTAIN = re.compile(
    rf"{_TOPIC}-?[A-ZØÅ\d]\w{{1,3}}-\d{{1,6}}(?:-\d{{2,4}})?"  # 17.04.00-P20-2-24, 85.02.02G00-0005
    rf"|\d{{2}}\.\d{{2}}(?:\.\d{{2}})?-?[A-ZØÅ]\d{{2}}-{_YEAR}/\d{{1,6}}"  # 17.04.00-P20-2024/12
    rf"|(?:[A-ZÆØÅ]{{2,5}}|\d{{3}})-{_YEAR}-\d{{3,7}}"  # EMN-2024-00123, 330-2024-1502
    rf"|(?:{_YEAR}|\d\d)-\d{{4,7}}"  # 2024-012345, 24-000123
    rf"|(?:{_YEAR}|\d\d)/\d{{4,6}}"  # 24/12345
)
_SHORT = re.compile(rf"(?:{_YEAR}|\d\d)/\d{{1,3}}")
_RUNNING = re.compile(r"\d{6,9}")
_TWO_YEARS = re.compile(rf"(?P<one>{_YEAR}|\d\d)[-/](?P<other>{_YEAR}|\d\d)")
_FIRST_YEAR = 1970


def certain_number(raw: str) -> str:
    """The number in one spelling where its shape belongs to one case only; empty for any other text.

    >>> certain_number("17.04.00 - p20 - 2 - 24")
    '17.04.00-P20-2-24'
    """
    number = _spelled(raw)
    if number.startswith(_MEETINGS_OWN) or _is_two_years(number):
        return ""
    if _CERTAIN.fullmatch(number) or (_RUNNING.fullmatch(number) and not _is_date(number)):
        return number
    return ""


def short_number(raw: str) -> str:
    """A year and a running number of few figures (`24/15`), in one spelling; empty for any other text.

    Such a number is a case's only in the company of longer ones: alone it may as well be a date, a page or a fraction.
    """
    number = _spelled(raw)
    return number if _SHORT.fullmatch(number) and not _is_two_years(number) else ""


def shows_running_numbers(raw: str) -> bool:
    """Whether the number is a year and a running number too long to be anything else: `24/12345`."""
    return "/" in raw and "." not in raw and bool(certain_number(raw))


def _spelled(raw: str) -> str:
    return "".join(raw.split()).upper()


def _is_two_years(number: str) -> bool:
    """True for `2024/25`, `24/25` and `2022-2025`: a school year, a term, years of a budget."""
    match = _TWO_YEARS.fullmatch(number)
    if match is None:
        return False
    first, last = int(match["one"]) % 100, int(match["other"]) % 100
    return len(match["other"]) == 4 or last in (first, first + 1)


def _is_date(number: str) -> bool:
    """True for `03122025` and `20251203`."""
    written = (f"{number[4:]}-{number[2:4]}-{number[:2]}", f"{number[:4]}-{number[4:6]}-{number[6:]}")
    return len(number) == len("ddmmyyyy") and any(map(_is_recent_day, written))


def _is_recent_day(written: str) -> bool:
    try:
        return datetime.date.fromisoformat(written).year >= _FIRST_YEAR
    except ValueError:
        return False
