"""What a document says, in the order in which it is written: every format is made from this, and from nothing else.

A section stands with its own words, its own heading and in its own place. What no section holds (a document that was
made here has decisions, but perhaps no section of that name) is given one, with the label of the field.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sagsgang.danish.dates import in_words
from sagsgang.model import Absentee, Attachment, DocumentKind, Item, Minutes, Person, SectionKind
from sagsgang.rendering.blocks import Block, Listing, Paragraph, blocks_of
from sagsgang.rules.openness import has_closed_content, is_open

_NAMES = {
    DocumentKind.MINUTES: "Referat",
    DocumentKind.AGENDA: "Dagsorden",
    DocumentKind.SUPPLEMENTARY_AGENDA: "Tillægsdagsorden",
    DocumentKind.OTHER: "Dokument",
}
_ATTACHMENTS = "Bilag"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A label and what stands behind it."""

    label: str
    values: tuple[str, ...]

    @property
    def words(self) -> str:
        """The values as they stand behind the label; a comma may be part of one."""
        return "; ".join(self.values) if any("," in value for value in self.values) else ", ".join(self.values)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A section of an item: its heading, None where it begins without one, and its blocks."""

    heading: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An item: `name` is how links and contents call it, unique in the document."""

    name: str
    number: str
    title: str
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]

    @property
    def heading(self) -> str:
        """The number and the title, as they stand above the item."""
        called = f"Punkt {self.number}" if self.number else "Punkt"
        return f"{called}: {self.title}" if self.title else called


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """A document: its title, its facts, its items, and the list of all attachments behind them."""

    kind: str
    municipality: str
    body: str
    title: str
    facts: tuple[Fact, ...]
    entries: tuple[Entry, ...]
    attachments: tuple[Block, ...]

    @property
    def heading(self) -> str:
        """What stands above everything: the kind of document and the body."""
        return f"{self.kind}: {self.body}" if self.body else self.kind


def outline_of(minutes: Minutes, *, closed: bool) -> Outline:
    """The outline of a document, or of the public view of one."""
    kind, body = _NAMES[minutes.document], minutes.body or ""
    parts = [kind, body, in_words(minutes.date) if minutes.date else ""]
    return Outline(
        kind=kind,
        municipality=minutes.municipality or "",
        body=body,
        title=", ".join(part for part in parts if part),
        facts=tuple(_facts(minutes, for_members=closed and has_closed_content(minutes))),
        entries=tuple(_entry(number, item) for number, item in enumerate(minutes.items, 1)),
        attachments=tuple(_attached(minutes.attachments)),
    )


def _facts(minutes: Minutes, *, for_members: bool) -> Iterator[Fact]:
    if for_members:
        yield _fact("Status", "Kun for medlemmer, kan indeholde lukkede oplysninger")
    if minutes.term:
        yield _fact("Valgperiode", minutes.term)
    if minutes.date is not None:
        yield _fact("Mødedato", in_words(minutes.date))
    for label, time in (("Starttidspunkt", minutes.start), ("Sluttidspunkt", minutes.end)):
        if time is not None:
            yield _fact(label, _clock(time))
    for label, value in (("Mødested", minutes.place), ("Formand", minutes.chair)):
        if value:
            yield _fact(label, value)
    if minutes.present:
        yield Fact(label="Til stede", values=tuple(map(_person, minutes.present)))
    if minutes.absent:
        yield Fact(label="Fraværende", values=tuple(map(_absentee, minutes.absent)))


def _fact(label: str, value: str) -> Fact:
    return Fact(label=label, values=(value,))


def _entry(position: int, item: Item) -> Entry:
    return Entry(
        name=f"punkt-{position}",
        number=item.number or "",
        title=item.title or "",
        facts=tuple(_item_facts(item)),
        parts=tuple(_parts(item)),
    )


def _item_facts(item: Item) -> Iterator[Fact]:
    if not is_open(item):
        yield _fact("Åben/lukket", "Lukket")
    if item.journal_number is not None:
        yield _fact("Sagsnr.", item.journal_number.raw)
    if item.officers:
        yield Fact(label="Sagsbehandler", values=item.officers)


def _parts(item: Item) -> Iterator[Part]:
    held = {section.kind for section in item.sections}
    for section in item.sections:
        yield Part(heading=section.heading, blocks=blocks_of(section))
    if item.route and SectionKind.ROUTE not in held:
        yield Part(heading="Sagsgang", blocks=(_list(item.route),))
    if item.competence and SectionKind.COMPETENCE not in held:
        yield Part(heading="Beslutningskompetence", blocks=(Paragraph(text=item.competence),))
    if item.recommendations and SectionKind.RECOMMENDATION not in held:
        yield Part(heading="Indstilling", blocks=tuple(_recommended(item)))
    if item.decisions and SectionKind.DECISION not in held:
        yield Part(heading="Beslutning", blocks=_words(decision.text for decision in item.decisions))
    if item.attachments and SectionKind.ATTACHMENTS not in held:
        yield Part(heading=_ATTACHMENTS, blocks=tuple(_listed(item.attachments)))


def _recommended(item: Item) -> Iterator[Block]:
    for recommendation in item.recommendations:
        if recommendation.by:
            yield Paragraph(text=f"{recommendation.by} indstiller,")
        if recommendation.points:
            yield _list(recommendation.points)


def _attached(attachments: Sequence[Attachment]) -> Iterator[Block]:
    """The list of all attachments behind the items, with a heading of its own."""
    if attachments:
        yield Paragraph(text=_ATTACHMENTS, strong=True)
        yield from _listed(attachments)


def _listed(attachments: Sequence[Attachment]) -> Iterator[Block]:
    yield _list(attachment.title for attachment in attachments)
    if files := [attachment.file for attachment in attachments if attachment.file]:
        yield _list(files)


def _list(texts: Iterable[str]) -> Listing:
    return Listing(entries=tuple((Paragraph(text=text),) for text in texts))


def _words(texts: Iterator[str]) -> tuple[Block, ...]:
    return tuple(Paragraph(text=text) for text in texts if text)


def _person(person: Person) -> str:
    return _with(person.name, person.party, person.role)


def _absentee(absentee: Absentee) -> str:
    return _with(absentee.name, absentee.party, absentee.reason)


def _with(name: str, party: str | None, note: str | None) -> str:
    """ "Anna Holm (A), formand", as minutes write it."""
    named = f"{name} ({party})" if party else name
    return f"{named}, {note}" if note else named


def _clock(time: datetime.time) -> str:
    return f"{time:%H:%M}"
