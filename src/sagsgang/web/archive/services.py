"""What changes the archive. One document is one transaction: it is in with all that belongs to it, or not at all."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from sagsgang.model import DocumentKind, Level, Minutes, from_json, to_json
from sagsgang.model.codec import Json
from sagsgang.rules.openness import has_closed_content, is_open, public_view
from sagsgang.web.archive import addresses, files
from sagsgang.web.archive.models import Body, Document, Item, Meeting, Municipality, Provenance
from sagsgang.web.archive.readings import Reading


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "new"
    RENEWED = "renewed"
    KNOWN = "known"


class NotMinutesError(Exception):
    """The file is neither an agenda nor minutes. The message is one sentence for people."""


# A repair that is less certain than this may be another word (see `sagsgang.model.Repair`).
DOUBTFUL_BELOW = 0.9

_ATTEMPTS = 5
_OUR_OWN = "application/json"
# Databases keep neither; both come from broken files and say nothing.
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_Value = TypeVar("_Value")


def import_reading(reading: Reading) -> Outcome:
    """Keep a file, what it says, and where it came from.

    The same content again changes nothing but the list of places it was seen at; content that an older reader has read
    is derived anew. Raises `NotMinutesError`.
    """
    content = _storable(reading.content)
    minutes = from_json(content)
    if minutes.document is DocumentKind.OTHER:
        raise NotMinutesError("is neither an agenda nor minutes; not imported")
    sha256 = files.keep(reading.data)
    for _ in range(_ATTEMPTS - 1):
        try:
            return _write(reading, content, minutes, sha256)
        except IntegrityError:
            # Another import has taken the same content or the same address a moment ago: look again.
            continue
    return _write(reading, content, minutes, sha256)


def note_location(*, sha256: str, reader: str, location: str) -> bool:
    """Whether content is already there as this reader reads it; if so, where it was seen is noted."""
    document = Document.objects.filter(sha256=sha256, reader=reader).only("pk").first()
    if document is None:
        return False
    _seen(document, location)
    return True


def derive(document: Document) -> Meeting:
    """Make a document's meeting and items anew from what was read; its address stays if it still holds."""
    with transaction.atomic():
        return _derive(document, from_json(document.content))


def derive_all() -> int:
    """`derive` every document, as a change of the rules asks for; gives their number. The index must follow."""
    count = 0
    for key in Document.objects.order_by("pk").values_list("pk", flat=True):
        derive(Document.objects.get(pk=key))
        count += 1
    return count


def _derive(document: Document, minutes: Minutes) -> Meeting:
    public = public_view(minutes)
    body = _body(public)
    meeting = Meeting.objects.filter(document=document).first() or Meeting(document=document)
    meeting.slug = _meeting_slug(meeting, body, public)
    meeting.body = body
    meeting.revision = meeting.revision + 1 if meeting.pk else 1
    _fill(meeting, public)
    meeting.save()
    meeting.items.all().delete()
    Item.objects.bulk_create(_items(meeting, public))
    return meeting


def _write(reading: Reading, content: Json, minutes: Minutes, sha256: str) -> Outcome:
    # A document that was written rather than read has no source; its bytes are our own JSON.
    media_type, reader = (minutes.source.media_type, minutes.source.reader) if minutes.source else (_OUR_OWN, "")
    fields = {
        "size": len(reading.data),
        "media_type": media_type[:200],
        "kind": minutes.document.value,
        "reader": reader[:50],
        "content": content,
        "text": _storable(reading.text),
        "has_closed_content": has_closed_content(minutes),
        "imported_at": timezone.now(),
    }
    with transaction.atomic():
        document, new = Document.objects.get_or_create(sha256=sha256, defaults=fields)
        _seen(document, reading.location)
        if not new and document.reader == fields["reader"]:
            return Outcome.KNOWN
        if not new:
            Document.objects.filter(pk=document.pk).update(**fields)
            document.refresh_from_db()
        _derive(document, minutes)
    return Outcome.NEW if new else Outcome.RENEWED


def _seen(document: Document, location: str) -> None:
    Provenance.objects.get_or_create(
        document=document, location=_storable(location), defaults={"seen_at": timezone.now()}
    )


def _body(public: Minutes) -> Body:
    municipality, _ = Municipality.objects.get_or_create(
        slug=addresses.municipality_slug(public.municipality), defaults={"name": (public.municipality or "")[:200]}
    )
    body, _ = Body.objects.get_or_create(
        municipality=municipality, slug=addresses.body_slug(public.body), defaults={"name": (public.body or "")[:300]}
    )
    return body


def _meeting_slug(meeting: Meeting, body: Body, public: Minutes) -> str:
    """The address it has, while place, date and kind are as they were; else a free one."""
    wanted = addresses.meeting_slug(public.date, public.document)
    if meeting.pk and meeting.body_id == body.pk and re.fullmatch(re.escape(wanted) + r"(-\d+)?", meeting.slug):
        return meeting.slug
    taken = Meeting.objects.filter(body=body, slug__startswith=wanted).exclude(pk=meeting.pk)
    return addresses.free(wanted, set(taken.values_list("slug", flat=True)))


def _fill(meeting: Meeting, public: Minutes) -> None:
    meeting.kind = public.document.value
    meeting.date = public.date
    meeting.start = public.start
    meeting.place = public.place or ""
    meeting.item_count = len(public.items)
    meeting.closed_count = sum(not is_open(item) for item in public.items)
    meeting.doubt_count = (
        len(public.remainder)
        + sum(remark.level is not Level.INFO for remark in public.diagnostics)
        + sum(repair.certainty < DOUBTFUL_BELOW for repair in public.repairs)
    )
    meeting.content = to_json(replace(public, items=()))


def _items(meeting: Meeting, public: Minutes) -> list[Item]:
    rows: list[Item] = []
    taken: set[str] = set()
    for position, (item, content) in enumerate(zip(public.items, to_json(public)["items"], strict=True), start=1):
        slug = addresses.item_slug(item.number, position, taken)
        taken.add(slug)
        journal = item.journal_number
        rows.append(
            Item(
                meeting=meeting,
                position=position,
                slug=slug,
                number=(item.number or "")[:60],
                title=item.title or "",
                is_open=is_open(item),
                kind=item.kind.value,
                outcomes=list(dict.fromkeys(decision.outcome.value for decision in item.decisions)),
                topic=((journal.topic if journal else None) or "")[:20],
                content=content,
            )
        )
    return rows


def _storable(value: _Value) -> _Value:
    """The value with every character replaced that a database refuses; lengths stay, so that spans still hold."""
    made: Any = value
    if isinstance(value, str):
        made = _NOT_STORABLE.sub("�", value)
    elif isinstance(value, dict):
        made = {_storable(key): _storable(part) for key, part in value.items()}
    elif isinstance(value, list):
        made = [_storable(part) for part in value]
    result: _Value = made
    return result
