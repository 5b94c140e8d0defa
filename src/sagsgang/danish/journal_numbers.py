"""Case numbers of Danish administrations.

KLE (KL's Emnesystematik): `17.04.00-P20-2-24` = topic (main group, group, subject) - facet - sequence - year. The facet
is one of the letters A P S Ø G K I and two digits. Other systems: year and serial number in their own forms.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sagsgang.model import JournalNumber

_TOPIC = r"\d{2}\.\d{2}\.\d{2}"
_KLE = re.compile(rf"(?<![\d.])({_TOPIC})-?([APSØGKI]\d{{2}})-(\d{{1,6}})-(\d{{2,4}})(?![\d-])")
_KLE_WITHOUT_YEAR = re.compile(rf"(?<![\d.])({_TOPIC})-?([APSØGKI]\d{{2}})(?:-(\d{{1,6}}))?(?![\d-])")
_NEARLY_KLE = re.compile(rf"(?<![\d.])({_TOPIC})-(\w{{2,4}})-(\d{{1,6}})-(\d{{2,4}})(?![\d-])")
_BARE_TOPIC = re.compile(rf"(?<![\d.])({_TOPIC})(?![\d.]|-\w)")
_AUTHORITY = re.compile(r"(?<![\d-])\d{3}-((?:19|20)\d\d)-(\d{3,7})(?![\d-])")
_PREFIX = re.compile(r"(?<!\w)[A-ZÆØÅ]{2,5}-((?:19|20)\d\d)-(\d{3,7})(?![\d-])")
_LONG_YEAR = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(\d{3,7})(?![\d-])")
_SHORT_YEAR = re.compile(r"(?<![\d-])(\d\d)-(\d{4,7})(?![\d-])")
_SLASH = re.compile(r"(?<![\d/])((?:19|20)?\d\d)/(\d{1,6})(?![\d/])")

ANYWHERE = re.compile(
    r"(?<![\d.])\d{2}\.\d{2}(?:\.\d{2})?-?[APSØGKI]\d{2} - (?:19|20)\d\d/\d{1,6}(?![\d/])|"
    rf"(?<![\d.]){_TOPIC}(?:-?\w{{3}}(?:-\d{{1,6}}(?:-\d{{2,4}})?)?)?(?![\d-])"
    r"|(?<![\w-])[A-ZÆØÅ]{2,5}-(?:19|20)\d\d-\d{3,7}(?![\d-])|(?<![\d-])\d{3}-(?:19|20)\d\d-\d{3,7}(?![\d-])"
    r"|(?<![\d-])(?:19|20)\d\d-\d{4,7}(?![\d-])|(?<![\d-])\d\d-\d{5,7}(?![\d-])|(?<![\d/])(?:20)?\d\d/\d{1,6}(?![\d/])"
)
"""A case number of any scheme, as a whole line or after a label. Loose: parse what it finds with `parse`."""


_SCHOOL_YEAR = re.compile(r"(?:19|20)\d\d/(?:(?:19|20)\d\d|\d\d)\.?$")


@lru_cache(maxsize=4096)
def is_case_number_line(text: str) -> bool:
    """True when the line is a case number and little else."""
    if (
        not 5 <= len(text) <= 40
        or text[-1] not in "0123456789)."
        or not (text[0].isupper() or text[0].isdigit() or text[0] == "(")
    ):
        return False
    if _SCHOOL_YEAR.match(text):
        return False
    match = ANYWHERE.search(text[:60])
    return match is not None and len(text) - (match.end() - match.start()) <= 3 and len(text) >= 5


def parse(raw: str) -> JournalNumber:
    """The case number in `raw`, which is kept as it is. What is nearly KLE is told as such and is not valid."""
    text = raw.strip()
    if match := _KLE.search(text):
        return JournalNumber(
            raw=text,
            scheme="kle",
            valid=True,
            topic=match[1],
            facet=match[2],
            sequence=int(match[3]),
            year=_year(match[4]),
        )
    if match := _NEARLY_KLE.search(text):
        return JournalNumber(
            raw=text, scheme="kle", valid=False, topic=match[1], sequence=int(match[3]), year=_year(match[4])
        )
    if match := _KLE_WITHOUT_YEAR.search(text):
        sequence = int(match[3]) if match[3] else None
        return JournalNumber(raw=text, scheme="kle", valid=False, topic=match[1], facet=match[2], sequence=sequence)
    if match := _BARE_TOPIC.search(text):
        return JournalNumber(raw=text, scheme="kle", valid=False, topic=match[1])
    return _of_another_scheme(text)


def _of_another_scheme(text: str) -> JournalNumber:
    forms = (
        (_AUTHORITY, "authority-year-serial"),
        (_PREFIX, "prefix-year-serial"),
        (_LONG_YEAR, "year-serial"),
        (_SHORT_YEAR, "year-serial"),
        (_SLASH, "year-serial"),
    )
    for form, scheme in forms:
        if match := form.search(text):
            return JournalNumber(raw=text, scheme=scheme, valid=True, sequence=int(match[2]), year=_year(match[1]))
    return JournalNumber(raw=text)


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    year = int(digits)
    return 2000 + year if year < 70 else 1900 + year
