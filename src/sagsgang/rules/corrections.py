"""Putting right what was read: which fields a person may correct, and what a document says once one is.

A value is plain: text, a date as "2025-08-13", a time as "16.30", an enum's value, true or false, or None for "the
source does not say".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sagsgang.danish import journal_numbers
from sagsgang.danish.dates import find_date
from sagsgang.model import Item, ItemKind, JournalNumber, Minutes, Outcome

Value = str | bool | None

ITEM_FIELDS = ("title", "number", "kind", "open", "journal_number", "competence")
MEETING_FIELDS = ("date", "start", "end", "place", "chair")
_DECISION = re.compile(r"decisions\.(\d{1,3})\.(outcome|text)")
_LONGEST = 20_000


class NoSuchFieldError(Exception):
    """The field is none that can be corrected, or this item has none such. The message is one sentence."""


class NoSuchValueError(Exception):
    """The value does not fit the field. The message is one sentence."""


def fields_of(item: Item) -> Iterator[str]:
    """The fields of an item that can be corrected."""
    yield from ITEM_FIELDS
    for number in range(len(item.decisions)):
        yield f"decisions.{number}.outcome"
        yield f"decisions.{number}.text"


def read_of(thing: Item | Minutes, field: str) -> Value:
    """What stands in a field. Raises `NoSuchFieldError`."""
    match = _DECISION.fullmatch(field)
    if isinstance(thing, Item) and match:
        number = int(match[1])
        if number >= len(thing.decisions):
            raise NoSuchFieldError(f"the item has no decision {number + 1}")
        return _plain(getattr(thing.decisions[number], match[2]))
    if field not in (ITEM_FIELDS if isinstance(thing, Item) else MEETING_FIELDS):
        raise NoSuchFieldError(f"{field!r} cannot be corrected")
    return _plain(getattr(thing, field))


def put_right(thing: Item | Minutes, field: str, value: Value) -> Item | Minutes:
    """The item or document with the field corrected. Raises `NoSuchFieldError`, `NoSuchValueError`."""
    read_of(thing, field)
    match = _DECISION.fullmatch(field)
    if match and isinstance(thing, Item):
        number = int(match[1])
        changed: dict[str, Any] = {match[2]: _outcome(value) if match[2] == "outcome" else _required(value)}
        decisions = list(thing.decisions)
        decisions[number] = replace(decisions[number], **changed)
        return replace(thing, decisions=tuple(decisions))
    made: dict[str, Any] = {field: _typed(field, value)}
    return replace(thing, **made)


def understood(field: str, text: str) -> Value:
    """What a person has written for a field, in the form in which it is kept. Raises `NoSuchValueError`."""
    text = text.replace("\0", " ")  # databases keep none
    clean = " ".join(text.split()) if not field.endswith(".text") else text.strip()
    if field == "open":
        if clean not in {"true", "false"}:
            raise NoSuchValueError("an item is open or closed")
        return clean == "true"
    value: Value = clean or None
    match = _DECISION.fullmatch(field)
    if match:
        _outcome(value) if match[2] == "outcome" else _required(value)
    else:
        _typed(field, value)
    return value


def _plain(value: object) -> Value:
    if isinstance(value, JournalNumber):
        return value.raw
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.strftime("%H.%M")
    return value if value is None or isinstance(value, bool) else str(value)


def _typed(field: str, value: Value) -> object:
    if field == "open":
        return value if isinstance(value, bool) else None
    if field == "kind":
        return _kind(value)
    if value is None:
        return None
    text = _required(value)
    if field == "date":
        return _date(text)
    if field in {"start", "end"}:
        return _time(text)
    return journal_numbers.parse(text) if field == "journal_number" else text


def _required(value: Value) -> str:
    if not isinstance(value, str) or not value.strip():
        raise NoSuchValueError("the text must not be empty")
    if len(value) > _LONGEST:
        raise NoSuchValueError(f"the text is longer than {_LONGEST} characters")
    return value


def _outcome(value: Value) -> Outcome:
    try:
        return Outcome(str(value))
    except ValueError:
        raise NoSuchValueError(f"{value!r} is no outcome") from None


def _kind(value: Value) -> ItemKind:
    try:
        return ItemKind(str(value))
    except ValueError:
        raise NoSuchValueError(f"{value!r} is no kind of item") from None


def _date(text: str) -> datetime.date:
    """A whole date, as a form gives it or as people write it: "2025-08-13", "13-08-2025", "13. august 2025"."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        found = find_date(text)
        if found is not None and (found.start, found.end) == (0, len(text)):
            return found.date
        raise NoSuchValueError(f"{text!r} is no date; write it as 2025-08-13 or 13. august 2025") from None


def _time(text: str) -> datetime.time:
    match = re.fullmatch(r"(\d{1,2})[.:](\d{2})", text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise NoSuchValueError(f"{text!r} is no time of day; write it as 16.30")
    return datetime.time(int(match[1]), int(match[2]))
