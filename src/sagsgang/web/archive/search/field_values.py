"""What the values of fields in a question mean: `udfald:godkendt`, `fra:13.8.2025`, `emne:17.04`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

from sagsgang.danish.words import fold
from sagsgang.model import ItemKind, Outcome
from sagsgang.web.archive.addresses import body_slug, municipality_slug, slug

_SHORTEST_BEGINNING = 4

_OUTCOMES: Mapping[str, tuple[str, ...]] = {
    Outcome.APPROVED: ("godkendt", "tiltrådt", "vedtaget", "bevilget", "imødekommet"),
    Outcome.PARTLY_APPROVED: ("delvist godkendt", "delvis godkendt", "godkendt med ændringer", "godkendt delvist"),
    Outcome.RECOMMENDED: ("anbefalet", "anbefales", "indstilles", "indstillet"),
    Outcome.NOTED: ("taget til efterretning", "efterretning", "til efterretning", "til orientering", "orientering"),
    Outcome.DISCUSSED: ("drøftet", "drøftes", "drøftelse"),
    Outcome.REFERRED: ("oversendt", "henvist", "videresendt", "sendt videre"),
    Outcome.POSTPONED: ("udsat", "udskudt", "udsættes"),
    Outcome.WITHDRAWN: ("udgår", "udgået", "trukket", "taget af dagsordenen", "bortfaldet"),
    Outcome.RETURNED: ("sendt tilbage", "tilbagesendt", "hjemvist", "returneret"),
    Outcome.REJECTED: ("afvist", "forkastet", "afslået", "ikke godkendt", "ikke vedtaget", "nedstemt"),
    Outcome.ELECTED: ("valgt", "udpeget", "konstitueret"),
    Outcome.NONE: ("ingen bemærkninger", "intet", "ingen"),
    Outcome.UNCLEAR: ("uklart", "udfald uklart"),
}
_KINDS: Mapping[str, tuple[str, ...]] = {
    ItemKind.DECISION: ("beslutning", "til beslutning", "beslutningssag", "beslutningspunkt"),
    ItemKind.BRIEFING: ("orientering", "til orientering", "orienteringssag", "efterretningssag"),
    ItemKind.DISCUSSION: ("drøftelse", "til drøftelse", "temadrøftelse", "drøftelsessag"),
    ItemKind.ANNOUNCEMENTS: ("meddelelser", "meddelelse"),
    ItemKind.FORMALITY: ("formalia", "formalitet", "eventuelt", "underskrift"),
    ItemKind.UNKNOWN: ("ukendt", "uoplyst", "type ukendt"),
}
_TOPIC = re.compile(r"(\d\d(?:\.\d\d){0,2})\.?(?:-.*)?")
_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DANISH = re.compile(r"(\d{1,2})[-./]\s?(\d{1,2})[-./]\s?(\d{4})")


def municipality(value: str) -> str | None:
    """The part of an address that names the municipality; None where the value has no letter."""
    return municipality_slug(value) if slug(value) else None


def body(value: str) -> str | None:
    """The part of an address that names the council or committee, with its municipality where one stands before "/"."""
    place, slash, name = value.rpartition("/")
    if not slug(name):
        return None
    return f"{municipality_slug(place)}/{body_slug(name)}" if slash and slug(place) else body_slug(name)


def outcome(value: str) -> str | None:
    """The outcome by its Danish names, the beginning of one of them, or its name in the code."""
    return _named(value, _OUTCOMES)


def kind(value: str) -> str | None:
    """The kind of item by its Danish names, the beginning of one of them, or its name in the code."""
    return _named(value, _KINDS)


def topic(value: str) -> str | None:
    """A KLE number or its beginning: "17", "17.04", "17.04.00"; what follows the number is left out."""
    match = _TOPIC.fullmatch(value.strip())
    return match[1] if match else None


def years(value: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day of a year, or of the years of "2023-2025"."""
    match = _YEARS.fullmatch(value.strip())
    if match is None:
        return None
    first, last = sorted((int(match[1]), int(match[2] or match[1])))
    return (datetime.date(first, 1, 1), datetime.date(last, 12, 31)) if first else None


def first_day(value: str) -> datetime.date | None:
    """The day of "2025-08-13", "13.8.2025", "13-08-2025" or "13/8/2025", the first one of "2025"."""
    return _day(value) or next(iter(years(value) or ()), None)


def last_day(value: str) -> datetime.date | None:
    """The day as in `first_day`, of a year its last one."""
    found = years(value)
    return _day(value) or (found[1] if found else None)


def _day(value: str) -> datetime.date | None:
    value = value.strip()
    try:
        if match := _ISO.fullmatch(value):
            return datetime.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DANISH.fullmatch(value):
            return datetime.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
    return None


def _named(value: str, names: Mapping[str, tuple[str, ...]]) -> str | None:
    wanted = " ".join(fold(value).replace("_", " ").split())
    for found, danish in names.items():
        if wanted == found.replace("_", " ") or wanted in map(fold, danish):
            return str(found)
    if len(wanted) < _SHORTEST_BEGINNING:
        return None
    begun = {str(found) for found, danish in names.items() if any(fold(name).startswith(wanted) for name in danish)}
    return begun.pop() if len(begun) == 1 else None


LISTED: Mapping[str, tuple[str, Callable[[str], str | None]]] = {
    "udvalg": ("bodies", body),
    "kommune": ("municipalities", municipality),
    "udfald": ("outcomes", outcome),
    "emne": ("topics", topic),
    "type": ("kinds", kind),
}
"""Fields that may have several values: the name in a question, the facet in `Filters`, and how its value is read."""
