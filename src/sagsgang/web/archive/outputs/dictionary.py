"""The data dictionary: every table that is handed out, its fields, and what they mean.

The names are a contract with whoever builds on the data: adding a field is free, renaming or redefining one is not.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Row = dict[str, Any]


class Address(str):
    """The path of a page, "/havnby/byraadet"; whoever hands it on puts the site in front of it (see `plain`)."""

    __slots__ = ()


class Type(StrEnum):
    """What a field holds. A field without a value is None (an empty cell in CSV)."""

    TEXT = "text"
    ADDRESS = "address"
    WHOLE = "whole number"
    YES_NO = "yes or no"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    LIST = "list of texts"


_TYPE_NAMES = {
    Type.TEXT: _("text"),
    Type.ADDRESS: _("address"),
    Type.WHOLE: _("whole number"),
    Type.YES_NO: _("yes or no"),
    Type.DATE: _("day (2025-08-31)"),
    Type.TIME: _("hour (16:30)"),
    Type.MOMENT: _("moment (UTC)"),
    Type.LIST: _("list of texts"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field: `points_to` names the table whose `address` it holds."""

    name: str
    type: Type
    meaning: Promise
    points_to: str = ""

    @property
    def type_name(self) -> Promise:
        """What people call the type."""
        return _TYPE_NAMES[self.type]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table. `key` are the fields that together are different in every row."""

    name: str
    meaning: Promise
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("address",)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field.name for field in self.fields)

    def picked(self, row: Row) -> Row:
        """The row with this table's fields only, in order."""
        return {field.name: row[field.name] for field in self.fields}


def _field(name: str, kind: Type, meaning: Promise, points_to: str = "") -> Field:
    return Field(name=name, type=kind, meaning=meaning, points_to=points_to)


_MUNICIPALITY = _field("municipality", Type.TEXT, _("Name of the municipality; empty where documents do not say."))
_BODY = _field("body", Type.TEXT, _("Name of the council or committee; empty where documents do not say."))
_DATE = _field("date", Type.DATE, _("Day of the meeting."))
_MEETING = _field("meeting", Type.ADDRESS, _("Address of the meeting."), "meetings")
_ITEM = _field("item", Type.ADDRESS, _("Address of the item."), "items")
_PERSON = _field("person", Type.ADDRESS, _("Address of the person."), "people")
_ADDRESS = _field("address", Type.ADDRESS, _("Lasting address of the page; the same with .json is its data."))
_POSITION = _field("position", Type.WHOLE, _("Place in the item, from 1."))

BODIES = Table(
    name="bodies",
    meaning=_("Councils and committees."),
    fields=(
        _ADDRESS,
        _MUNICIPALITY,
        _field("name", Type.TEXT, _("Name as first written; empty where documents do not say.")),
        _field("other_names", Type.LIST, _("Other names and spellings that documents use.")),
        _field("meetings", Type.WHOLE, _("Number of meetings in the archive.")),
        _field("latest", Type.DATE, _("Day of the latest meeting.")),
    ),
)

MEETINGS = Table(
    name="meetings",
    meaning=_("Meetings, each known from one or more documents."),
    fields=(
        _ADDRESS,
        _MUNICIPALITY,
        _BODY,
        _field("body_address", Type.ADDRESS, _("Address of the council or committee."), "bodies"),
        _DATE,
        _field("start", Type.TIME, _("When the meeting began, Danish time.")),
        _field("place", Type.TEXT, _("Where the meeting was held, as written.")),
        _field("document", Type.TEXT, _("Kind of the best document: minutes, agenda or supplementary_agenda.")),
        _field("items", Type.WHOLE, _("Number of items.")),
        _field("closed_items", Type.WHOLE, _("Number of items whose content is not public.")),
        _field("doubts", Type.WHOLE, _("Number of places in the best document that a person should look at.")),
        _field("changed_at", Type.MOMENT, _("When what the archive shows of the meeting changed last (UTC).")),
    ),
)

_ITEM_FIELDS = (
    _ADDRESS,
    _MEETING,
    _MUNICIPALITY,
    _BODY,
    _DATE,
    _field("document", Type.TEXT, _("Kind of the meeting’s best document: minutes, agenda or supplementary_agenda.")),
    _field("number", Type.TEXT, _("Number of the item as written.")),
    _field("title", Type.TEXT, _("Title; of a closed item only where it was published.")),
    _field("open", Type.YES_NO, _("Whether the public may read it. What a source does not say counts as closed.")),
    _field(
        "kind",
        Type.TEXT,
        _("What the body is asked to do: decision, briefing, discussion, announcements, formality or unknown."),
    ),
    _field(
        "outcomes",
        Type.LIST,
        _("What came of it, as read from the words of the decision: approved, rejected, postponed and so on."),
    ),
    _field("topic", Type.TEXT, _("KLE topic of the journal number, such as 17.04.00.")),
    _field("case", Type.ADDRESS, _("Address of the case that the item is a step of."), "cases"),
    _field(
        "basis",
        Type.TEXT,
        _("Why it is a step of that case: person or journal_number (certain), mention (likely), title (possible)."),
    ),
)
_TEXTS = (
    _field("decision", Type.TEXT, _("Text of the decision.")),
    _field("recommendation", Type.TEXT, _("Text of the recommendation.")),
    _field("summary", Type.TEXT, _("Text of the summary.")),
)

ITEMS = Table(name="items", meaning=_("Items of meetings."), fields=_ITEM_FIELDS)
ITEMS_WITH_TEXT = Table(name="items", meaning=_("Items of meetings."), fields=(*_ITEM_FIELDS, *_TEXTS))
HITS = Table(
    name="hits",
    meaning=_("Items that a search has found."),
    fields=(*_ITEM_FIELDS, _field("snippet", Type.TEXT, _("The part of the text that shows why it was found."))),
)
STEPS = Table(
    name="steps",
    meaning=_("The steps of one case, the earliest first."),
    fields=(
        *_ITEM_FIELDS,
        _field(
            "certainty", Type.TEXT, _("How sure it is that the item belongs to the case: certain, likely or possible.")
        ),
        *_TEXTS[:2],
    ),
)

DECISIONS = Table(
    name="decisions",
    meaning=_("Decisions, one a point where an item is decided point by point."),
    key=("item", "position"),
    fields=(
        _ITEM,
        _POSITION,
        _field("point", Type.TEXT, _("Point of the recommendation that it answers.")),
        _field("outcome", Type.TEXT, _("What came of it; unclear where the words show no outcome.")),
        _field("text", Type.TEXT, _("The words of the decision.")),
        _field("for", Type.WHOLE, _("Votes for.")),
        _field("against", Type.WHOLE, _("Votes against.")),
        _field("abstained", Type.WHOLE, _("Members who did not vote.")),
        _field("for_by", Type.LIST, _("Parties or persons that voted for.")),
        _field("against_by", Type.LIST, _("Parties or persons that voted against.")),
        _field("abstained_by", Type.LIST, _("Parties or persons that did not vote.")),
        _field("dissents", Type.LIST, _("What a minority has had written down.")),
    ),
)

CASES = Table(
    name="cases",
    meaning=_("Cases: items of several meetings that are steps of one matter."),
    fields=(
        _ADDRESS,
        _MUNICIPALITY,
        _field("title", Type.TEXT, _("Title of the case.")),
        _field("number", Type.TEXT, _("Journal number as compared, without spaces; empty where the case has none.")),
        _field("steps", Type.WHOLE, _("Number of items.")),
        _field("first", Type.DATE, _("Day of the first step.")),
        _field("last", Type.DATE, _("Day of the last step.")),
    ),
)

PEOPLE = Table(
    name="people",
    meaning=_("People as minutes record them. Two people of one name in a municipality are one here."),
    fields=(_ADDRESS, _MUNICIPALITY, _field("name", Type.TEXT, _("Name as written."))),
)

PRESENCES = Table(
    name="presences",
    meaning=_("Who was at a meeting, and who was recorded as absent."),
    key=("meeting", "person"),
    fields=(
        _MEETING,
        _PERSON,
        _field("present", Type.YES_NO, _("Whether the person was there.")),
        _field("party", Type.TEXT, _("Letter of the list, as written there.")),
        _field("role", Type.TEXT, _("Role, as written there.")),
        _field("reason", Type.TEXT, _("Why the person was absent, as written.")),
    ),
)

VOTES = Table(
    name="votes",
    meaning=_("Votes that minutes record by name; none is inferred from a party’s."),
    key=("item", "person", "side"),
    fields=(_ITEM, _PERSON, _field("side", Type.TEXT, _("for, against or abstained."))),
)

REFERENCES = Table(
    name="references",
    meaning=_("What items say of other items and meetings."),
    key=("item", "position"),
    fields=(
        _ITEM,
        _POSITION,
        _field("text", Type.TEXT, _("The words that refer.")),
        _field("to", Type.TEXT, _("What is referred to, such as item or meeting.")),
        _field("body", Type.TEXT, _("Council or committee that is named.")),
        _field("date", Type.DATE, _("Day that is named.")),
        _field("number", Type.TEXT, _("Number of the item that is named.")),
    ),
)

RECORDS = Table(
    name="records",
    meaning=_("What is recorded of one person: seats, absences and votes."),
    key=(),
    fields=(
        _field("record", Type.TEXT, _("seat, absence or vote.")),
        _BODY,
        _field("first", Type.DATE, _("First day: of the seat, of the absence, of the vote.")),
        _field("last", Type.DATE, _("Last day; the same as the first for absences and votes.")),
        _field("party", Type.TEXT, _("Letter of the list, as written there.")),
        _field("role", Type.TEXT, _("Role, as written there.")),
        _field("present", Type.WHOLE, _("Of a seat: meetings that the person was at.")),
        _field("absent", Type.WHOLE, _("Of a seat: meetings that the person was absent from.")),
        _field("reason", Type.TEXT, _("Why the person was absent, as written.")),
        _field("side", Type.TEXT, _("for, against or abstained.")),
        _field("title", Type.TEXT, _("Title of the item that was voted on.")),
        _field("address", Type.ADDRESS, _("Address of the body, the meeting or the item.")),
    ),
)

EXPORTED = (
    BODIES,
    MEETINGS,
    ITEMS_WITH_TEXT,
    DECISIONS,
    CASES,
    PEOPLE,
    PRESENCES,
    VOTES,
    REFERENCES,
)
"""The tables of the whole archive."""

LISTED = (HITS, STEPS, RECORDS)
"""Tables that are lists of one page only, beside those that are exported."""


def plain(site: str, value: Any) -> Any:
    """The value as JSON has it: addresses begin with the site, days and hours are ISO 8601, moments are in UTC."""
    if isinstance(value, dict):
        return {name: plain(site, part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(site, part) for part in value]
    if isinstance(value, Address):
        return f"{site}{value}"
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, datetime.date) else value


def documented() -> Iterator[Table]:
    """Every table, for whoever explains them."""
    yield from EXPORTED
    yield from LISTED
