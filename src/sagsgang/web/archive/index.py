"""The bridge between the database and the search engine: one index in a folder, of public content only.

The database is the truth: every meeting says which of its revisions the index holds, so an index that lags behind
catches up, and one that is missing or damaged is made anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet

from sagsgang.web.archive.locking import exclusive
from sagsgang.web.archive.models import Item, Meeting
from sagsgang.web.archive.search.engine import Engine, Found, IndexUnusableError, Order
from sagsgang.web.archive.search.entries import Entry
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import Question

# A change of what the index holds is a new number: the folder is then missing, and the index is made anew.
_VERSION = "v2"
_BATCH = 200


def search(
    question: Question, filters: Filters, *, order: Order = Order.BEST, offset: int = 0, limit: int = 20
) -> Found:
    """Items that answer the question. Raises `IndexUnusableError`."""
    return _engine(_folder()).search(question, filters, order=order, offset=offset, limit=limit)


def suggest(question: Question) -> str:
    """The question put right where words may be misspelt, else empty. Raises `IndexUnusableError`."""
    return _engine(_folder()).suggest(question)


def update() -> int:
    """Bring the index up to the database; gives the number of meetings written. An unusable index is made anew."""
    with _locked():
        engine = _engine(_folder())
        try:
            engine.count()
        except IndexUnusableError:
            return _rebuild()
        return _write(engine, Meeting.objects.exclude(indexed_revision=F("revision")), renew=True)


def is_sound() -> bool:
    """Whether the index can be opened and holds as many items as the database says that it does."""
    try:
        held = _engine(_folder()).count()
    except IndexUnusableError:
        return False
    return held == Item.objects.filter(meeting__indexed_revision=F("meeting__revision")).count()


def rebuild() -> int:
    """Make the index anew from the database and put it in the old one's place; gives the number of meetings."""
    with _locked():
        return _rebuild()


def _rebuild() -> int:
    folder = _folder()
    fresh, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    Meeting.objects.exclude(indexed_revision=0).update(indexed_revision=0)
    count = _write(Engine.create(fresh), Meeting.objects.all(), renew=False)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return count


def _folder() -> Path:
    return Path(settings.INDEX_ROOT) / _VERSION


@cache
def _engine(folder: Path) -> Engine:
    return Engine(folder)


def _locked() -> AbstractContextManager[None]:
    """One writer at a time, whichever process it is in; the others wait."""
    return exclusive(Path(settings.INDEX_ROOT) / "lock")


def _write(engine: Engine, meetings: QuerySet[Meeting], *, renew: bool) -> int:
    """Write meetings in batches, each of them committed before the database says that the index holds it."""
    pending = list(meetings.order_by("pk").values_list("pk", flat=True))
    if not pending:
        return 0
    with engine.writer() as writer:
        for start in range(0, len(pending), _BATCH):
            batch = meetings.filter(pk__in=pending[start : start + _BATCH])
            rows = list(batch.select_related("body__municipality").prefetch_related("items"))
            for meeting in rows:
                if renew:
                    writer.forget_meeting(meeting.pk)
                for item in meeting.items.all():
                    writer.add(_entry(meeting, item))
            writer.commit()
            for meeting in rows:
                Meeting.objects.filter(pk=meeting.pk).update(indexed_revision=meeting.revision)
    return len(pending)


def _entry(meeting: Meeting, item: Item) -> Entry:
    body = meeting.body
    return Entry(
        item=item.pk,
        meeting=meeting.pk,
        municipality=body.municipality.slug,
        body=body.slug,
        date=meeting.date,
        kind=item.kind,
        outcomes=tuple(item.outcomes),
        topic=item.topic,
        title=item.title,
        place=f"{body.name} {body.municipality.name}",
        **_texts(item),
    )


def _texts(item: Item) -> dict[str, str]:
    """What the sections of an item say, by the field of `Entry`."""
    content: dict[str, Any] = item.content
    sections = content["sections"]
    own = {"decision", "recommendation", "summary"}

    def joined(parts: Iterable[str | None]) -> str:
        return "\n".join(part for part in parts if part)

    return {
        "decision": joined(s["text"] for s in sections if s["kind"] == "decision")
        or joined(d["text"] for d in content["decisions"]),
        "recommendation": joined(s["text"] for s in sections if s["kind"] == "recommendation")
        or joined(p for r in content["recommendations"] for p in r["points"]),
        "summary": joined(s["text"] for s in sections if s["kind"] == "summary"),
        "text": joined(
            [
                *(s["text"] for s in sections if s["kind"] not in own),
                *(a["title"] for a in content["attachments"]),
                *content["officers"],
                (content["journal_number"] or {}).get("raw"),
            ]
        ),
    }
