"""What a new version of a document says otherwise than the one that it replaced.

Starts from the rows that pages show anyhow: the public view of every document, in which an item that any version marks
closed is closed in all of them. An item that the new version has no more may have been taken out because it should have
been closed, so nothing but its number is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from sagsgang import model
from sagsgang.model import Minutes, SectionKind, from_json
from sagsgang.model.codec import SCHEMA
from sagsgang.rules.openness import is_open
from sagsgang.web.archive.models import Correction, Item, ItemReading, Paper
from sagsgang.web.archive.selectors import meetings
from sagsgang.web.archive.selectors.meetings import MeetingView
from sagsgang.web.archive.shown import shown
from sagsgang.web.archive.wording import Passage, changed


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldDifference:
    """A field that changed. `name` is a fact's, or the kind of a section; `heading` is that which a section has."""

    name: str
    is_section: bool
    heading: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemDifference:
    """An item in which something changed; `new` when the earlier version did not have it."""

    row: Item
    new: bool
    fields: tuple[FieldDifference, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DifferenceView:
    """What changed from `was` to `now`, two documents of a meeting with their numbers from 1.

    `fields` are of the whole meeting, `unchanged` is how many items stayed as they were, `closed` how many are not
    compared because they are closed. `gone` are the numbers of items that are no more (empty for one without).
    `corrected` when persons have put something right here, which then differs as well.
    """

    view: MeetingView
    was: Paper
    now: Paper
    was_number: int
    now_number: int
    fields: tuple[FieldDifference, ...]
    items: tuple[ItemDifference, ...]
    unchanged: int
    closed: int
    gone: tuple[str, ...]
    corrected: bool


def difference(municipality_slug: str, body_slug: str, slug: str, document: int | None) -> DifferenceView | None:
    """What replaced the meeting's document with that number says otherwise; None where it has not been replaced."""
    view = meetings.meeting(municipality_slug, body_slug, slug, document)
    if view is None or not view.paper.replaced or view.papers[0].replaced:
        return None
    was = view.paper
    now = next((paper for paper in view.papers if not paper.replaced and paper.kind == was.kind), view.papers[0])
    old, new = _readings(was), _readings(now)
    rows = [row for row in view.items if row.pk in old or row.pk in new]
    # What one version leaves undecided would show as wholly new in the other.
    compared = [row for row in rows if row.is_open and all(is_open(r[row.pk]) for r in (old, new) if row.pk in r)]
    told = list(_items(compared, old, new))
    return DifferenceView(
        view=view,
        was=was,
        now=now,
        was_number=view.papers.index(was) + 1,
        now_number=view.papers.index(now) + 1,
        fields=tuple(_changed(_meeting_texts(view.minutes), _meeting_texts(from_json(now.content)))),
        items=tuple(told),
        unchanged=len(compared) - len(told),
        closed=len(rows) - len(compared),
        gone=_gone(was, shown(view.meeting).public[view.papers.index(was)]),
        corrected=Correction.objects.filter(meeting=view.meeting, withdrawn_at=None).exists(),
    )


_Key = tuple[str, bool, str]


def _readings(paper: Paper) -> dict[int, model.Item]:
    """What the public reads of each item in a document, by the key of its row."""
    rows = ItemReading.objects.filter(paper=paper).values_list("item", "content")
    return {key: from_json({"schema": SCHEMA, "items": [content]}).items[0] for key, content in rows}


def _gone(was: Paper, public: Minutes) -> tuple[str, ...]:
    """The numbers of the document's items that belong to no item of the meeting any more."""
    kept = set(ItemReading.objects.filter(paper=was).values_list("position", flat=True))
    return tuple(item.number or "" for at, item in enumerate(public.items, start=1) if at not in kept)


def _items(
    rows: Sequence[Item], old: Mapping[int, model.Item], new: Mapping[int, model.Item]
) -> Iterator[ItemDifference]:
    nothing = model.Item(open=True)
    for row in rows:
        was, now = old.get(row.pk, nothing), new.get(row.pk, nothing)
        fields = tuple(_changed(_texts(was), _texts(now)))
        if fields or row.pk not in old:
            yield ItemDifference(row=row, new=row.pk not in old, fields=fields)


def _changed(was: Mapping[_Key, str], now: Mapping[_Key, str]) -> Iterator[FieldDifference]:
    for name, is_section, heading in dict.fromkeys((*now, *was)):
        key = (name, is_section, heading)
        passages = changed(was.get(key, ""), now.get(key, ""))
        if passages:
            yield FieldDifference(name=name, is_section=is_section, heading=heading, passages=passages)


def _meeting_texts(minutes: Minutes) -> dict[_Key, str]:
    """What a document says of the meeting itself, field by field.

    Not its list of attachments: one of an item that has been taken out may stand among them.
    """
    clock = {
        name: value.strftime("%H.%M") if value else ""
        for name, value in (("start", minutes.start), ("end", minutes.end))
    }
    facts = {
        "date": date_format(minutes.date) if minutes.date else "",
        **clock,
        "place": minutes.place or "",
        "chair": minutes.chair or "",
        "present": "\n".join(", ".join(filter(None, (p.name, p.party, p.role))) for p in minutes.present),
        "absent": "\n".join(", ".join(filter(None, (a.name, a.party, a.reason))) for a in minutes.absent),
    }
    return {(name, False, ""): text for name, text in facts.items() if text}


def _texts(item: model.Item) -> dict[_Key, str]:
    """What a document says of an item, field by field: its facts, then its sections under their headings."""
    facts = {
        "number": item.number or "",
        "title": item.title or "",
        "journal_number": item.journal_number.raw if item.journal_number else "",
        "officers": "; ".join(item.officers),
        "route": " → ".join(item.route),
        "competence": item.competence or "",
        "attachments": "\n".join(attachment.title for attachment in item.attachments),
    }
    texts: dict[_Key, str] = {(name, False, ""): text for name, text in facts.items() if text}
    for section in item.sections:
        if section.kind is SectionKind.ATTACHMENTS and item.attachments:
            continue
        key = (section.kind.value, True, section.heading or "")
        texts[key] = "\n\n".join(filter(None, (texts.get(key), section.text)))
    kinds = {section.kind for section in item.sections}
    if item.recommendations and SectionKind.RECOMMENDATION not in kinds:
        points = [text for r in item.recommendations for text in (r.by, *r.points) if text]
        texts[SectionKind.RECOMMENDATION.value, True, ""] = "\n".join(points)
    if item.decisions and SectionKind.DECISION not in kinds:
        texts[SectionKind.DECISION.value, True, ""] = "\n".join(decision.text for decision in item.decisions)
    return texts
