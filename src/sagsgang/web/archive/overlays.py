"""What persons put right, laid over what was read, and the words that they took away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sagsgang.model import Item as Read
from sagsgang.model import Minutes
from sagsgang.rules.corrections import MEETING_FIELDS, NoSuchFieldError, put_right, read_of
from sagsgang.rules.withholding import Words, words_of
from sagsgang.web.archive import sheets
from sagsgang.web.archive.models import Correction, Document, Item, Meeting, Withholding


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """The sheets as persons left them, and the items (by number of their group) that a person says are open."""

    sheets: Sequence[sheets.Sheet]
    opened: frozenset[int]


def corrections_of(meeting: Meeting) -> list[Correction]:
    """The corrections that lie over what was read of a meeting, in the order in which they were made."""
    return list(Correction.objects.filter(meeting=meeting, withdrawn_at=None)) if meeting.pk else []


def withheld_at(*meetings: int | None) -> Words | None:
    """The words that are withheld at meetings, by their keys; None where there are none."""
    found = Withholding.objects.filter(meeting__in=[key for key in meetings if key], withdrawn_at=None)
    return words_of(found.values_list("words", flat=True)) if any(meetings) else None


def withholdings_of(meeting: Meeting, documents: Sequence[Document]) -> list[Withholding]:
    """What is withheld at a meeting, and what documents bring along from meetings that they leave for it: not saved."""
    active = Withholding.objects.filter(withdrawn_at=None)
    found = list(active.filter(meeting=meeting)) if meeting.pk else []
    keys = [document.pk for document in documents if document.pk]
    known = {row.words for row in found}
    for row in active.filter(meeting__papers__document__in=keys).order_by("pk").distinct() if keys else ():
        if row.words not in known:
            known.add(row.words)
            found.append(
                Withholding(
                    meeting=meeting, words=row.words, reason=row.reason, actor_id=row.actor_id, made_at=row.made_at
                )
            )
    return found


def laid_over(
    laid: Sequence[sheets.Sheet],
    groups: Sequence[sheets.Group],
    rows: Sequence[Item],
    corrections: Sequence[Correction],
) -> Corrected:
    """Lay corrections over the best sheet. Notes on each of them what is read now in its place; saves nothing.

    Whether an item is open is corrected in every sheet: a document must not show what a person has closed.
    """
    numbers = {row.pk: number for number, row in enumerate(rows) if row.pk}
    changed: dict[tuple[int, int], Read] = {}
    best = laid[0].minutes
    opened: set[int] = set()
    for correction in corrections:
        if correction.field in MEETING_FIELDS:
            best = _minutes(best, correction)
            continue
        number = numbers.get(correction.item_id or 0)
        if number is None:
            correction.applies = False
            continue
        everywhere = correction.field == "open"
        for place in groups[number] if everywhere else groups[number][:1]:
            before = changed.get(place) or laid[place[0]].minutes.items[place[1]]
            changed[place] = _item(before, correction)
        if everywhere:
            (opened.add if correction.value is True else opened.discard)(number)
    titled = {numbers[c.item_id] for c in corrections if c.field == "title" and c.item_id in numbers}
    for number in titled - opened:
        _retitle_closed(laid, groups[number], changed)
    first = replace(laid[0], minutes=best)
    return Corrected(sheets=sheets.with_items([first, *laid[1:]], changed), opened=frozenset(opened))


def _retitle_closed(laid: Sequence[sheets.Sheet], group: sheets.Group, changed: dict[tuple[int, int], Read]) -> None:
    """Give a closed item the title that a person left it in every document: the heading itself may tell too much."""
    items = {place: changed.get(place) or laid[place[0]].minutes.items[place[1]] for place in group}
    if any(item.open is False for item in items.values()):
        title = items[group[0]].title
        changed |= {place: replace(item, title=title) for place, item in items.items()}


def _item(item: Read, correction: Correction) -> Read:
    made = _put(item, correction)
    return made if isinstance(made, Read) else item


def _minutes(minutes: Minutes, correction: Correction) -> Minutes:
    made = _put(minutes, correction)
    return made if isinstance(made, Minutes) else minutes


def _put(thing: Read | Minutes, correction: Correction) -> Read | Minutes:
    try:
        correction.reads, correction.applies = read_of(thing, correction.field), True
        return put_right(thing, correction.field, correction.value)
    except NoSuchFieldError:
        # A better reader found fewer decisions, say: the correction waits, and the report of re-reading names it.
        correction.applies = False
        return thing
