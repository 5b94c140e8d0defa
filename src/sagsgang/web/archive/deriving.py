"""A meeting and its items, made from its documents and from what persons put right.

Rows are found again by what was read of them, so their keys and addresses stay, whatever a better reader or a
correction changes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from sagsgang.model import Item as Read
from sagsgang.model import Level, Minutes, to_json
from sagsgang.model.codec import Json
from sagsgang.rules.cases import case_numbers, is_matter
from sagsgang.rules.openness import is_open
from sagsgang.rules.withholding import words_of
from sagsgang.web.accounts.models import Body, Municipality
from sagsgang.web.archive import addresses, bodies, casework, changes, overlays, people, placing, sheets
from sagsgang.web.archive.models import (
    Correction,
    Document,
    FormerItemSlug,
    FormerMeetingSlug,
    GoneMeeting,
    Item,
    ItemReading,
    Meeting,
    Paper,
    Withholding,
)
from sagsgang.web.archive.sheets import Sheet, mark_of

# A repair that is less certain than this may be another word (see `sagsgang.model.Repair`).
DOUBTFUL_BELOW = 0.9
_OF_AN_ITEM = [
    "meeting",
    "position",
    "slug",
    "number",
    "title",
    "is_open",
    "kind",
    "outcomes",
    "topic",
    "title_key",
    "case_number",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Matter:
    """An item of the meeting: its row, and where it stands in each sheet, the best first."""

    row: Item
    group: sheets.Group


@dataclass(frozen=True, kw_only=True, slots=True)
class _Making:
    """How meetings are made anew: whether subscribers hear of it, and where it is noted what that touches."""

    announce: bool
    touched: casework.Touched


def derive(document: Document, *, announce: bool = True) -> Meeting:
    """Put a document where it belongs, and make that meeting anew; also the one it belonged to until now.

    Subscribers hear of what is new or changed in it, unless it is not to be announced.
    """
    with casework.deciding() as touched:
        return derive_together(document, touched, announce=announce)


def derive_together(document: Document, touched: casework.Touched, *, announce: bool = True) -> Meeting:
    """As `derive`, for one of several documents of a municipality, whose cases are decided once, for all of them."""
    making = _Making(announce=announce, touched=touched)
    minutes = document.minutes
    body = bodies.find_or_make(minutes.municipality, minutes.body)
    before = _meeting_with(document)
    # It may come from another municipality, whose cases are then decided anew as well.
    places = {body.municipality_id} | ({before.body.municipality_id} if before else set())
    if not places <= touched.held:
        alone_in(*places)
        touched.held |= places
        # Somebody may have moved it while we waited.
        before = _meeting_with(document)
    meeting = placing.meeting_of(document, minutes, body, before)
    meeting.body = body
    others = Document.objects.filter(paper__meeting=meeting.pk).exclude(pk=document.pk) if meeting.pk else ()
    _make(meeting, [*others, document], making)
    if before is not None and before.pk != meeting.pk:
        _left(before, meeting, making)
    if _settle(meeting, making):
        # The day was shared out anew, and this document may have gone on.
        return Meeting.objects.select_related("body").get(papers__document=document)
    return meeting


def _meeting_with(document: Document) -> Meeting | None:
    return Meeting.objects.select_related("body").filter(papers__document=document).first()


def alone_in(*municipalities: int) -> None:
    """Until the transaction ends, nobody else derives anything of these municipalities, whatever process it is in.

    What is derived rests on the municipality's other rows: two at once would not see each other's, and an import that
    has looked for corrections before a person closes an item would open it again.
    """
    places = Municipality.objects.filter(pk__in=municipalities).order_by("pk")
    list(places.select_for_update(no_key=True).values_list("pk"))


def _settle(meeting: Meeting, making: _Making) -> bool:
    """Share out the documents of the meeting's day anew, where the last one has shown which belong together.

    Gives whether any has another meeting now.
    """
    changed = placing.settled(meeting)
    for row, documents in changed:
        left = Meeting.objects.select_related("body").filter(papers__document__in=documents).exclude(pk=row.pk)
        before = list(left.distinct())
        _make(row, documents, making)
        for other in before:
            _left(other, row, making)
    return bool(changed)


def renew(meeting: int, *, announce: bool = True) -> None:
    """Make a meeting anew from the documents it has."""
    with casework.deciding() as touched:
        rows = Meeting.objects.filter(pk=meeting)
        alone_in(*rows.values_list("body__municipality", flat=True))
        _renew(rows.select_related("body").get(), _Making(announce=announce, touched=touched))


def _renew(meeting: Meeting, making: _Making) -> None:
    _make(meeting, list(Document.objects.filter(paper__meeting=meeting)), making)


def _left(before: Meeting, now: Meeting, making: _Making) -> None:
    """The meeting that a document has left: made anew from the others, or gone, its address leading on."""
    if before.papers.exists():
        _renew(Meeting.objects.select_related("body").get(pk=before.pk), making)
        return
    _remember_meeting(before.body, before.slug, now)
    before.former_slugs.update(meeting=now)
    before.corrections.update(meeting=now)
    # What is withheld the documents have taken along.
    before.withholdings.filter(withdrawn_at=None).delete()
    before.withholdings.update(meeting=now)
    GoneMeeting.objects.get_or_create(meeting=before.pk)
    before.delete()


def _make(meeting: Meeting, documents: Sequence[Document], making: _Making) -> None:
    laid = sheets.laid_out(documents)
    groups = sheets.matched(laid)
    papers = {paper.document_id: paper for paper in Paper.objects.filter(document__in=documents)}
    # Of a meeting that is new with all its documents nothing is known that could be found again or taken away.
    is_new = not meeting.pk and not papers
    known = {} if is_new else _known(meeting, documents)
    stood = casework.NOTHING if is_new else casework.standing([item.pk for item in known.values()], meeting.pk)
    rows = _rows(laid, groups, known)
    before = changes.seen(rows)
    corrections = overlays.corrections_of(meeting)
    corrected = overlays.laid_over(laid, groups, rows, corrections)
    Correction.objects.bulk_update(corrections, ["reads", "applies"])
    withholdings = [] if is_new else overlays.withholdings_of(meeting, documents)
    agreed = sheets.agreed(corrected.sheets, groups, corrected.opened)
    public = sheets.public(agreed, words_of(row.words for row in withholdings))
    contents = [to_json(minutes) for minutes in public]
    matters = [_Matter(row=row, group=group) for row, group in zip(rows, groups, strict=True)]
    shown = [public[group[0][0]].items[group[0][1]] for group in groups]
    _note_change(meeting, contents)
    _fill(meeting, public[0], shown)
    Withholding.objects.bulk_create(row for row in withholdings if not row.pk)
    if not is_new:
        _take_away(meeting, rows, known, papers.values())
    filled = _papers(meeting, laid, public, contents, papers)
    _save_items(meeting, rows, shown)
    _save_readings(matters, filled, laid, contents)
    if making.announce:
        changes.note(rows, before, shown)
    people.record(meeting, public[0], rows, shown, is_new=is_new)
    making.touched.add(meeting, rows, shown, stood, withheld=bool(withholdings))


def _take_away(meeting: Meeting, rows: Sequence[Item], known: Mapping[str, Item], papers: Iterable[Paper]) -> None:
    """What was said of the meeting until now, and items that it has no more."""
    kept = {row.pk for row in rows if row.pk}
    ItemReading.objects.filter(paper__in=papers).delete()
    gone = Q(pk__in={item.pk for item in known.values()}) | Q(meeting=meeting)
    Item.objects.filter(gone).exclude(pk__in=kept).delete()


def _known(meeting: Meeting, documents: Sequence[Document]) -> dict[str, Item]:
    """Rows by what was read of them: by document and mark, by mark, by title, by document and number.

    A number alone tells nothing of another document: what a person said of item 1 is not said of the next item 1.
    """
    readings = ItemReading.objects.filter(paper__document__in=documents).select_related("item", "paper")
    # What other documents tell of elsewhere stays there, when one of several leaves a meeting.
    elsewhere = ItemReading.objects.filter(item__in=readings.values("item")).exclude(paper__document__in=documents)
    others = set(elsewhere.exclude(item__meeting=meeting.pk).values_list("item", flat=True))
    found: dict[str, Item] = {}
    for reading in readings.exclude(item__in=others).defer("content", "paper__content").order_by("rank", "pk"):
        number, _, title = reading.mark.partition("-")
        found.setdefault(f"{reading.paper.document_id} {reading.mark}", reading.item)
        found.setdefault(reading.mark, reading.item)
        if title:
            found.setdefault(f"-{title}", reading.item)
        if number:
            found.setdefault(f"{reading.paper.document_id} {number}-", reading.item)
    return found


def _rows(laid: Sequence[Sheet], groups: Sequence[sheets.Group], known: dict[str, Item]) -> list[Item]:
    """A row for every item: that which it had, else a new one."""
    free = {item.pk for item in known.values()}
    chosen: dict[int, Item] = {}
    names = [_names(laid, group) for group in groups]
    for level in range(4):
        for number in range(len(groups)):
            for name in names[number][level] if number not in chosen else ():
                item = known.get(name)
                if item is not None and item.pk in free and number not in chosen:
                    chosen[number] = item
                    free.remove(item.pk)
    return [chosen.get(number) or Item() for number in range(len(groups))]


def _names(laid: Sequence[Sheet], group: sheets.Group) -> tuple[list[str], list[str], list[str], list[str]]:
    """What an item may be known by, the surest first (see `_known`)."""
    marks = [(laid[sheet].document.pk, mark_of(laid[sheet].minutes.items[at])) for sheet, at in group]
    titles = [mark.partition("-")[2] for _, mark in marks]
    numbers = [(document, mark.partition("-")[0]) for document, mark in marks]
    return (
        [f"{document} {mark}" for document, mark in marks],
        [mark for _, mark in marks],
        [f"-{title}" for title in titles if title],
        [f"{document} {number}-" for document, number in numbers if number],
    )


def _fill(meeting: Meeting, best: Minutes, shown: Sequence[Read]) -> None:
    _move(meeting, best)
    meeting.kind = best.document.value
    meeting.date = best.date
    meeting.start = best.start
    meeting.place = best.place or ""
    meeting.doubt_count = _doubts(best)
    meeting.item_count = len(shown)
    meeting.closed_count = sum(not is_open(item) for item in shown)
    meeting.revision += 1
    meeting.is_indexed = False
    meeting.save()


def _note_change(meeting: Meeting, contents: Sequence[Json]) -> None:
    """Say when the meeting changed, if it did. Which file it was read from, by which reader, is no part of it."""
    said = [meeting.body_id, *({**content, "source": None} for content in contents)]
    fingerprint = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    if meeting.fingerprint != fingerprint:
        meeting.fingerprint, meeting.changed_at = fingerprint, timezone.now()


def _move(meeting: Meeting, best: Minutes) -> None:
    """Give the meeting the address of its day; one that it had leads on."""
    wanted = addresses.meeting_slug(best.date)
    before = Meeting.objects.select_related("body").filter(pk=meeting.pk).first() if meeting.pk else None
    stays = before is not None and before.body_id == meeting.body_id
    if before is not None and stays and re.fullmatch(re.escape(wanted) + r"(-\d+)?", before.slug):
        meeting.slug = before.slug
        return
    taken = Meeting.objects.filter(body=meeting.body, slug__startswith=wanted).exclude(pk=meeting.pk)
    meeting.slug = addresses.free(wanted, set(taken.values_list("slug", flat=True)))
    if before is not None:
        _remember_meeting(before.body, before.slug, meeting)


def _remember_meeting(body: Body, slug: str, meeting: Meeting) -> None:
    FormerMeetingSlug.objects.update_or_create(
        municipality_id=body.municipality_id, body_slug=body.slug, slug=slug, defaults={"meeting": meeting}
    )


def _doubts(public: Minutes) -> int:
    return (
        len(public.remainder)
        + sum(remark.level is not Level.INFO for remark in public.diagnostics)
        + sum(repair.certainty < DOUBTFUL_BELOW for repair in public.repairs)
    )


def _papers(
    meeting: Meeting,
    laid: Sequence[Sheet],
    public: Sequence[Minutes],
    contents: Sequence[Json],
    known: Mapping[int, Paper],
) -> list[Paper]:
    papers: list[Paper] = []
    for number, (sheet, minutes, content) in enumerate(zip(laid, public, contents, strict=True)):
        paper = known.get(sheet.document.pk) or Paper(document=sheet.document)
        paper.meeting, paper.kind, paper.rank = meeting, minutes.document.value, number
        paper.replaced, paper.doubt_count = sheet.replaced, _doubts(minutes)
        paper.content = {**content, "items": []}
        paper.save()
        papers.append(paper)
    return papers


def _save_items(meeting: Meeting, rows: Sequence[Item], shown: Sequence[Read]) -> None:
    taken: set[str] = set()
    former: list[tuple[Item, str]] = []
    for position, (row, item, case) in enumerate(zip(rows, shown, case_numbers(shown), strict=True), start=1):
        slug = addresses.item_slug(item.number, position, taken)
        taken.add(slug)
        if row.pk and row.slug != slug:
            former.append((row, row.slug))
        row.meeting, row.position, row.slug = meeting, position, slug
        _describe(row, item)
        row.case_number = case[:100]
    if former:
        # Two items that exchange their numbers would collide for a moment.
        for row, _ in former:
            Item.objects.filter(pk=row.pk).update(slug=f"-{row.pk}")
    Item.objects.bulk_update([row for row in rows if row.pk], _OF_AN_ITEM)
    Item.objects.bulk_create([row for row in rows if not row.pk])
    for row, slug in former:
        FormerItemSlug.objects.update_or_create(meeting=meeting, slug=slug, defaults={"item": row})


def _describe(row: Item, item: Read) -> None:
    journal = item.journal_number
    row.number = (item.number or "")[:60]
    row.title = item.title or ""
    row.is_open = is_open(item)
    row.kind = item.kind.value
    row.outcomes = list(dict.fromkeys(decision.outcome.value for decision in item.decisions))
    row.topic = ((journal.topic if journal else None) or "")[:20]
    row.title_key = mark_of(item).partition("-")[2] if is_matter(item) else ""


def _save_readings(
    matters: Sequence[_Matter], papers: Sequence[Paper], laid: Sequence[Sheet], contents: Sequence[Json]
) -> None:
    ItemReading.objects.bulk_create(
        ItemReading(
            item=matter.row,
            paper=papers[sheet],
            position=at + 1,
            rank=rank,
            mark=mark_of(laid[sheet].minutes.items[at]),
            content=contents[sheet]["items"][at],
        )
        for matter in matters
        for rank, (sheet, at) in enumerate(matter.group)
    )
