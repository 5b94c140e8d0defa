"""An item with what each document says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet

from sagsgang import model
from sagsgang.model import Minutes, SectionKind, from_json
from sagsgang.model.codec import SCHEMA
from sagsgang.web.archive import links
from sagsgang.web.archive.links import LinkedDecision, LinkedReference
from sagsgang.web.archive.models import Correction, Item, ItemReading
from sagsgang.web.archive.selectors import withholdings
from sagsgang.web.archive.selectors.withholdings import ToldCorrection, Withheld


@dataclass(frozen=True, kw_only=True, slots=True)
class More:
    """What another document of the meeting says of an item and the one that is shown does not.

    `document` is its number from 1, `parts` the kinds of its sections.
    """

    document: int
    kind: str
    parts: tuple[SectionKind, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemView:
    """An item with everything its page shows.

    `reading` is the document's that is shown, `minutes` that document with this item alone; `readings` are all of them,
    best first. `named_by` are items that name this one or its meeting. `more` is what other documents have besides.
    `withheld` says why words are missing in any of its readings.
    """

    row: Item
    reading: ItemReading
    readings: tuple[ItemReading, ...]
    minutes: Minutes
    item: model.Item
    references: tuple[LinkedReference, ...]
    history: tuple[LinkedDecision, ...]
    named_by: tuple[Item, ...]
    corrections: tuple[ToldCorrection, ...]
    withheld: tuple[Withheld, ...]
    more: tuple[More, ...]
    steps: tuple[Item, ...]
    previous: Item | None
    following: Item | None

    @property
    def step_number(self) -> int:
        """Which step of its case the item is, from 1; 0 when it is none."""
        return next((n for n, step in enumerate(self.steps, start=1) if step.pk == self.row.pk), 0)

    @property
    def steps_near(self) -> tuple[Item, ...]:
        """The item among the steps before and after it; all of them where they are few."""
        start = max(0, min(self.step_number - 1 - _STEPS_SHOWN // 2, len(self.steps) - _STEPS_SHOWN))
        return self.steps[start : start + _STEPS_SHOWN]


def item(
    municipality_slug: str, body_slug: str, meeting_slug: str, slug: str, document: int | None = None
) -> ItemView | None:
    """The item with that address, as one of the documents tells of it: the best, or the one by number from 1."""
    row = find(municipality_slug, body_slug, meeting_slug, slug)
    if row is None:
        return None
    readings = tuple(
        row.readings.select_related("paper__document").defer("paper__document__content", "paper__document__text")
    )
    reading = readings[document - 1] if document and 0 < document <= len(readings) else readings[0]
    minutes = from_json({**reading.paper.content, "schema": SCHEMA, "items": [reading.content]})
    near = items().filter(meeting=row.meeting_id, position__in=(row.position - 1, row.position + 1))
    beside = {neighbour.position: neighbour for neighbour in near}
    references, history = links.linked(row, minutes.items[0])
    return ItemView(
        row=row,
        reading=reading,
        readings=readings,
        minutes=minutes,
        item=minutes.items[0],
        references=references,
        history=history,
        named_by=tuple(links.named_by(row)),
        corrections=tuple(corrections_of(row)),
        withheld=withholdings.withheld_in(row.meeting, (reading.content for reading in readings)),
        more=tuple(_more(reading, readings)),
        steps=tuple(steps_of(row)),
        previous=beside.get(row.position - 1),
        following=beside.get(row.position + 1),
    )


def corrections_of(row: Item, *, for_editors: bool = False) -> Sequence[ToldCorrection]:
    """The corrections that lie over an item, the latest first; of a closed one they are told to editors only."""
    if not row.is_open and not for_editors:
        return ()
    rows = row.corrections.filter(withdrawn_at=None).select_related("actor").order_by("-pk")
    return withholdings.told(row.meeting, rows)


def correction_of(row: Item, key: str) -> Correction | None:
    """The correction of an item with that key, unless it was withdrawn."""
    found = row.corrections.filter(withdrawn_at=None)
    return next((correction for correction in found if str(correction.pk) == key), None)


def _more(shown: ItemReading, readings: Sequence[ItemReading]) -> Iterator[More]:
    """What the other documents have besides, but for those that their source has replaced."""
    known = _parts(shown)
    for number, reading in enumerate(readings, start=1):
        parts = tuple(kind for kind in SectionKind if kind in _parts(reading) - known)
        if parts and not reading.paper.replaced and reading.pk != shown.pk:
            yield More(document=number, kind=reading.paper.kind, parts=parts)


def _parts(reading: ItemReading) -> set[SectionKind]:
    content = reading.content
    lists = {
        SectionKind.RECOMMENDATION: content["recommendations"],
        SectionKind.DECISION: content["decisions"],
        SectionKind.HISTORY: content["history"],
        SectionKind.ATTACHMENTS: content["attachments"],
    }
    told = {SectionKind(section["kind"]) for section in content["sections"]}
    return (told | {kind for kind, found in lists.items() if found}) - {SectionKind.OTHER}


def find(municipality_slug: str, body_slug: str, meeting_slug: str, slug: str) -> Item | None:
    """The row of the item with that address."""
    return (
        items()
        .filter(
            meeting__body__municipality__slug=municipality_slug,
            meeting__body__slug=body_slug,
            meeting__slug=meeting_slug,
            slug=slug,
        )
        .first()
    )


def at(address: str) -> Item | None:
    """The row of the item at "/municipality/body/meeting/item"; None for what is no such address."""
    parts = address.strip("/").split("/")
    return find(*parts) if len(parts) == 4 and "\0" not in address else None


def address_of(row: Item) -> str:
    """The address at which `at` finds the item: "/municipality/body/meeting/item"."""
    return f"/{row.meeting.body.path}/{row.meeting.slug}/{row.slug}"


def items() -> QuerySet[Item]:
    """Items with their meeting, body, municipality and case."""
    return Item.objects.select_related("meeting__body__municipality", "case")


def steps_of(row: Item) -> Sequence[Item]:
    """The steps of the item's case, the earliest first; none where the item is the only one."""
    if row.case_id is None:
        return ()
    found = list(items().filter(case=row.case_id).order_by(F("meeting__date").asc(nulls_last=True), "pk")[:_MOST_STEPS])
    return found if len(found) > 1 else ()


_MOST_STEPS = 200
_STEPS_SHOWN = 7
