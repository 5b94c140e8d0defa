"""Agendas and minutes as values.

A document that was read from a file and one that was written here are the same thing, a `Minutes`.
What the source does not say is None or an empty tuple; nothing is guessed.

A `Span` is `(start, end)`, half open, in characters of the extracted text (after normal form C).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

Span = tuple[int, int]

_NOWHERE: Mapping[str, Span] = MappingProxyType({})


class DocumentKind(StrEnum):
    """What sort of document a file is."""

    MINUTES = "minutes"
    AGENDA = "agenda"
    SUPPLEMENTARY_AGENDA = "supplementary_agenda"
    OTHER = "other"


class ItemKind(StrEnum):
    """What the body is asked to do with an item."""

    DECISION = "decision"
    BRIEFING = "briefing"
    DISCUSSION = "discussion"
    ANNOUNCEMENTS = "announcements"
    FORMALITY = "formality"
    UNKNOWN = "unknown"


class SectionKind(StrEnum):
    """What a labelled part of an item is for."""

    SUMMARY = "summary"
    DECISION_THEME = "decision_theme"
    PRESENTATION = "presentation"
    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    HISTORY = "history"
    ROUTE = "route"
    COMPETENCE = "competence"
    ECONOMY = "economy"
    LEGAL = "legal"
    CONSEQUENCES = "consequences"
    HEARING = "hearing"
    COMMUNICATION = "communication"
    NEXT_STEPS = "next_steps"
    ATTACHMENTS = "attachments"
    OTHER = "other"


class Outcome(StrEnum):
    """What a body decided, read from the words of the decision."""

    APPROVED = "approved"
    PARTLY_APPROVED = "partly_approved"
    RECOMMENDED = "recommended"
    NOTED = "noted"
    DISCUSSED = "discussed"
    REFERRED = "referred"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    REJECTED = "rejected"
    ELECTED = "elected"
    NONE = "none"
    UNCLEAR = "unclear"


class AttendanceEvent(StrEnum):
    """Who was not there for an item, and why."""

    ABSENT = "absent"
    ARRIVED = "arrived"
    LEFT = "left"
    DISQUALIFIED = "disqualified"
    SUBSTITUTE = "substitute"


class Level(StrEnum):
    """How serious a diagnostic is: `info` explains a choice, `warning` asks a person to look."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The file a document was read from. `pages` are the spans of its pages, None when it has none."""

    name: str
    sha256: str
    media_type: str
    pages: tuple[Span, ...] | None = None
    reader: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A member who is recorded as present. `party` is the letter of the list, `role` as written."""

    name: str
    party: str | None = None
    role: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Absentee:
    """A member who is recorded as absent. `reason` as written ("afbud"), None when none is given."""

    name: str
    party: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalNumber:
    """A case number as written (`raw`) and what can be parsed of it.

    `scheme` is "kle" for `17.04.00-P20-2-24` (and for what is nearly one, then not `valid`), "year-serial"
    for `25-008999`, "serial-year" and so on; None when the form is not known. `year` has four digits.
    """

    raw: str
    scheme: str | None = None
    valid: bool = False
    topic: str | None = None
    facet: str | None = None
    sequence: int | None = None
    year: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Noise:
    """Text that says nothing about the meeting: page headers, contents lists, navigation."""

    reason: str
    at: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A labelled part of an item. `text` is plain, paragraphs separated by a blank line; `html` is sanitised.

    `noise` is what stands inside the section without being part of it, such as a page header in the middle of a
    sentence.
    """

    kind: SectionKind
    heading: str | None
    text: str
    html: str = ""
    noise: tuple[Noise, ...] = ()
    at: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Recommendation:
    """What somebody recommends the body to decide, point by point."""

    by: str | None
    points: tuple[str, ...]
    at: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Votes:
    """A count of votes; what the text does not give is None or empty. `*_by` are persons by name and
    parties by letter, as the text tells them; nobody is told from a party."""

    for_: int | None = None
    against: int | None = None
    abstained: int | None = None
    for_by: tuple[str, ...] = ()
    against_by: tuple[str, ...] = ()
    abstained_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """A decision of this meeting. `body` and `date` only where the text names them."""

    body: str | None = None
    date: datetime.date | None = None
    point: str | None = None
    text: str
    outcome: Outcome
    votes: Votes | None = None
    dissents: tuple[str, ...] = ()
    at: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierDecision:
    """A decision of another body or another date that the text quotes."""

    body: str | None = None
    date: datetime.date | None = None
    text: str
    outcome: Outcome
    at: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """A change in who takes part during an item."""

    name: str
    event: AttendanceEvent
    note: str | None = None
    at: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file that belongs to an item. `open` is None when the source does not say."""

    number: int | None = None
    title: str
    file: str | None = None
    open: bool | None = None
    at: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A mention of another item or meeting. `to` is "item" when an item number is given, else "meeting"."""

    text: str
    to: str
    body: str | None = None
    date: datetime.date | None = None
    number: str | None = None
    at: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One item of an agenda. `open` is None when the source does not say: treat it as closed."""

    number: str | None = None
    title: str | None = None
    open: bool | None = None
    kind: ItemKind = ItemKind.UNKNOWN
    journal_number: JournalNumber | None = None
    officers: tuple[str, ...] = ()
    route: tuple[str, ...] = ()
    competence: str | None = None
    sections: tuple[Section, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    history: tuple[EarlierDecision, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    references: tuple[Reference, ...] = ()
    at: Mapping[str, Span] = field(default_factory=lambda: _NOWHERE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Remainder:
    """Text that was not understood."""

    text: str
    at: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """A word whose letters were lost in the source and put back. `certainty` is 0 to 1; below 0.9 `is_` is doubtful."""

    at: Span
    was: str
    is_: str
    certainty: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnostic:
    """Something a person should know about how the document was read. `code` is stable, `message` is for people."""

    level: Level
    code: str
    message: str
    at: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Minutes:
    """An agenda or minutes, whatever format it came from. See `docs/reading.md` for what each field means."""

    source: Source | None = None
    document: DocumentKind = DocumentKind.OTHER
    municipality: str | None = None
    body: str | None = None
    term: str | None = None
    date: datetime.date | None = None
    start: datetime.time | None = None
    end: datetime.time | None = None
    place: str | None = None
    chair: str | None = None
    present: tuple[Person, ...] = ()
    absent: tuple[Absentee, ...] = ()
    items: tuple[Item, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    remainder: tuple[Remainder, ...] = ()
    noise: tuple[Noise, ...] = ()
    repairs: tuple[Repair, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    at: Mapping[str, Span] = field(default_factory=lambda: _NOWHERE)

    def top_level_spans(self) -> Iterator[Span]:
        """The spans that together must cover every character of the text that is not white space."""
        yield from self.at.values()
        for item in self.items:
            yield from item.at.values()
            for section in item.sections:
                if section.at is not None:
                    yield section.at
        for noise in self.noise:
            yield noise.at
        for rest in self.remainder:
            yield rest.at
