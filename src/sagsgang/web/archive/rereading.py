"""Reading anew what an older reader has read, with a report of what that changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from sagsgang.limits import SECONDS
from sagsgang.model import DocumentKind, Minutes, from_json
from sagsgang.model.codec import SCHEMA
from sagsgang.rules.differences import differences
from sagsgang.web.archive import files, index, services, sheets
from sagsgang.web.archive.models import Document, ItemReading, Paper, Reread, Rereading
from sagsgang.web.archive.readings import Reading, Unread, read_all
from sagsgang.web.archive.troubles import persistent

_BETWEEN_COMMITS = 200
_MOST_CHANGES = 200
_LONGEST = 500


def outdated(reader: str) -> int:
    """How many documents another version of the reader has read."""
    return Document.objects.exclude(reader=reader).exclude(reader="").count()


def reread(reader: str, *, workers: int | None = None, seconds: float = SECONDS) -> Iterator[Reread]:
    """Read all documents anew that were read by another version than `reader`, one result each as they are done.

    What cannot be read any more, or is no longer taken for minutes, stays as it was and is told as a failure. Can be
    stopped at any time; the next run goes on from there. Corrections stay (see `overlays`).
    """
    waiting = Document.objects.exclude(reader=reader).exclude(reader="").order_by("pk")
    keys = dict(waiting.values_list("sha256", "pk"))
    run = Rereading.objects.create(reader=reader, started_at=timezone.now())
    paths = [files.path_of(sha256) for sha256 in keys]
    for number, result in enumerate(read_all(paths, workers=workers, seconds=seconds), start=1):
        sha256 = result.location.rpartition("/")[2]
        yield _note(run, keys[sha256], result)
        if number % _BETWEEN_COMMITS == 0:
            index.update()
    index.update()
    run.finished_at = timezone.now()
    run.save()


@persistent
def _note(run: Rereading, key: int, result: Reading | Unread) -> Reread:
    # As it is in the database, whatever an attempt before this one has made of it.
    run.refresh_from_db()
    document = Document.objects.get(pk=key)
    entry = Reread(rereading=run, document=document, reader_was=document.reader)
    with transaction.atomic():
        if isinstance(result, Unread):
            entry.failure = result.sentence
        elif files.digest(result.data) != document.sha256:
            entry.failure = "lies damaged in the data folder; the earlier reading stays, put the original back"
        elif result.content["document"] == DocumentKind.OTHER:
            entry.failure = "is no longer taken for an agenda or minutes; the earlier reading stays"
        else:
            before = _public(document)
            services.read_anew(document, result)
            entry.changes = _changes(before, _public(document))
        entry.save()
        run.read += 1
        run.changed += bool(entry.changes)
        run.failed += bool(entry.failure)
        run.save()
    return entry


def _public(document: Document) -> Minutes:
    """What pages show of the document now."""
    paper = Paper.objects.get(document=document)
    items = ItemReading.objects.filter(paper=paper).order_by("position").values_list("content", flat=True)
    return from_json({**paper.content, "schema": SCHEMA, "items": list(items)})


def _changes(before: Minutes, after: Minutes) -> list[list[str | None]]:
    """The differences as the report keeps them. What a better reader saw to be closed is not told, nor that it was."""
    closed = {sheets.mark_of(item) for item in after.items if item.open is not True}
    was = replace(before, items=tuple(item for item in before.items if sheets.mark_of(item) not in closed))
    now = replace(after, items=tuple(item for item in after.items if item.open is True))
    if any(item.open is not True for item in after.items):
        was = _known_items(was, now)
    found = differences(was, now)[:_MOST_CHANGES]
    return [[change.where[:_LONGEST], _short(change.was), _short(change.is_)] for change in found]


def _known_items(was: Minutes, now: Minutes) -> Minutes:
    """Where something is closed now, an item that cannot be found again may be it."""
    still = {mark for item in now.items for mark in sheets.mark_of(item).split("-") if mark}
    return replace(was, items=tuple(i for i in was.items if still & set(sheets.mark_of(i).split("-"))))


def _short(text: str | None) -> str | None:
    return text if text is None or len(text) <= _LONGEST else text[:_LONGEST] + "…"
