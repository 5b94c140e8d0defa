"""What changes the archive. A document is in with all that belongs to it, or not at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.utils import timezone

from sagsgang.model import DocumentKind, Minutes, from_json
from sagsgang.rules.openness import has_closed_content
from sagsgang.web.archive import addresses, casework, deriving, files
from sagsgang.web.archive.models import Document, Provenance
from sagsgang.web.archive.readings import Reading
from sagsgang.web.archive.troubles import persistent


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "new"
    RENEWED = "renewed"
    KNOWN = "known"


class NotMinutesError(Exception):
    """The file is neither an agenda nor minutes. The message is one sentence for people."""


_OUR_OWN = "application/json"
_AT_ONCE = 4
# Databases keep neither; both come from broken files and say nothing.
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_Value = TypeVar("_Value")


def import_reading(reading: Reading) -> Outcome:
    """Keep a file, what it says, and where it came from.

    The same content again changes nothing but the list of places it was seen at; content that an older reader has read
    is derived anew. Raises `NotMinutesError`.
    """
    [outcome] = import_together([reading])
    return outcome


def import_together(readings: Sequence[Reading]) -> list[Outcome]:
    """As `import_reading`, for several files of one municipality: all of them are in, or none.

    That costs less than one after the other. Raises what any of them would raise.
    """
    prepared = [_prepared(reading) for reading in readings]
    _keep([reading.data for reading in readings])
    return _write(prepared)


def municipality_of(reading: Reading) -> str:
    """Which municipality a reading is of; empty where it says none."""
    return addresses.municipality_slug(reading.content.get("municipality"))


def read_anew(document: Document, reading: Reading) -> None:
    """Put a new reading of the same bytes in place of the old one; its name and where it was found stay."""
    content = _storable(reading.content)
    known = document.content.get("source") or {}
    content["source"] = {**content["source"], "name": known.get("name", content["source"]["name"])}
    minutes = document.minutes = from_json(content)
    document.content, document.text = content, _storable(reading.text)
    document.reader = content["source"]["reader"][:50]
    document.kind, document.has_closed_content = minutes.document.value, has_closed_content(minutes)
    document.save()
    deriving.derive(document)


def note_location(*, sha256: str, reader: str, location: str) -> bool:
    """Whether content is already there as this reader reads it; if so, where it was seen is noted."""
    document = Document.objects.filter(sha256=sha256, reader=reader).first()
    if document is None:
        return False
    _note_again(document, location)
    return True


@persistent
def _note_again(document: Document, location: str) -> None:
    with casework.deciding() as touched:
        _seen_again(document, location, touched)


def _seen_again(document: Document, location: str, touched: casework.Touched) -> None:
    was_replaced = _is_replaced(document, location)
    _seen(document, location)
    if was_replaced:
        # The source has gone back to an earlier version, which now counts again.
        deriving.derive_together(document, touched)


def _is_replaced(document: Document, location: str) -> bool:
    """Whether something else was seen at the location after this document was."""
    seen = Provenance.objects.filter(digest=_digest(location)).order_by("last_seen_at", "pk")
    latest = seen.last()
    return latest is not None and latest.document_id != document.pk


def derive_all() -> int:
    """Make every meeting anew from what was read, as a change of the rules asks for; gives the number of documents.

    The index must follow.
    """
    count = 0
    for key in Document.objects.order_by("pk").values_list("pk", flat=True):
        deriving.derive(Document.objects.get(pk=key))
        count += 1
    return count


def derive_missing() -> int:
    """Make the meetings of documents that have none, as after a change of the tables; gives their number.

    Nothing of it is news to a subscriber.
    """
    keys = list(Document.objects.filter(paper=None).order_by("pk").values_list("pk", flat=True))
    for key in keys:
        deriving.derive(Document.objects.get(pk=key), announce=False)
    return len(keys)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Prepared:
    """A reading as it is written: where it was found, the digest of its bytes, the columns of its document."""

    location: str
    sha256: str
    minutes: Minutes
    columns: Mapping[str, object]


def _prepared(reading: Reading) -> _Prepared:
    content = _storable(reading.content)
    minutes = from_json(content)
    if minutes.document is DocumentKind.OTHER:
        raise NotMinutesError("is neither an agenda nor minutes; not imported")
    # A document that was written rather than read has no source; its bytes are our own JSON.
    media_type, reader = (minutes.source.media_type, minutes.source.reader) if minutes.source else (_OUR_OWN, "")
    columns = {
        "size": len(reading.data),
        "media_type": media_type[:200],
        "kind": minutes.document.value,
        "reader": reader[:50],
        "content": content,
        "text": _storable(reading.text),
        "has_closed_content": has_closed_content(minutes),
        "imported_at": timezone.now(),
    }
    return _Prepared(location=reading.location, sha256=files.digest(reading.data), minutes=minutes, columns=columns)


def _keep(several: Sequence[bytes]) -> None:
    """Have originals on the disk before anything refers to them; several at once, since each waits for the disk."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(files.keep, several))


@persistent  # another import may take the same content or the same address a moment before: then it looks again
def _write(several: Sequence[_Prepared]) -> list[Outcome]:
    with casework.deciding() as touched:
        return [_write_one(one, touched) for one in several]


def _write_one(one: _Prepared, touched: casework.Touched) -> Outcome:
    document, new = Document.objects.get_or_create(sha256=one.sha256, defaults=one.columns)
    if not new and document.reader == one.columns["reader"]:
        _seen_again(document, one.location, touched)
        return Outcome.KNOWN
    _seen(document, one.location)
    if not new:
        Document.objects.filter(pk=document.pk).update(**one.columns)
        document.refresh_from_db()
    document.minutes = one.minutes
    deriving.derive_together(document, touched)
    return Outcome.NEW if new else Outcome.RENEWED


def _seen(document: Document, location: str) -> None:
    now = timezone.now()
    digest = _digest(location)
    if not Provenance.objects.filter(document=document, digest=digest).update(last_seen_at=now):
        Provenance.objects.create(
            document=document, digest=digest, location=_storable(location), seen_at=now, last_seen_at=now
        )


def _digest(location: str) -> str:
    return hashlib.sha256(_storable(location).encode()).hexdigest()


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
