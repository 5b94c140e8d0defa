"""The bridge between the database and the search engine.

What is public and what is not are two indexes: the public one is made from rows that hold the public view only, the
other from the full readings of closed items, and is asked with the places that the reader may see (see
`accounts.access`). The database is the truth: every meeting says which of its revisions the indexes hold, so indexes
that lag behind catch up, and one that is missing or damaged is made anew, with the other.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Sum

from sagsgang.danish.lexicon import lexicon
from sagsgang.model import Minutes, to_json
from sagsgang.web.archive.locking import exclusive
from sagsgang.web.archive.models import GoneMeeting, Item, Meeting
from sagsgang.web.archive.search.among import Among
from sagsgang.web.archive.search.engine import Engine, Found, IndexNotWrittenError, IndexUnusableError, Order
from sagsgang.web.archive.search.entries import Entry
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import Question, understand
from sagsgang.web.archive.shown import shown
from sagsgang.web.archive.texts import texts_of

__all__ = [
    "IndexUnusableError",
    "follow",
    "is_sound",
    "is_usable",
    "of_items",
    "rebuild",
    "search",
    "search_closed",
    "suggest",
    "update",
    "warm",
]

logger = logging.getLogger(__name__)

# A change of what the indexes hold is a new number: the folder is then missing, and they are made anew.
_VERSION = "v4"
_PUBLIC, _CLOSED = "public", "closed"
_BATCH = 200
_ROUNDS = 20


def search(
    question: Question, filters: Filters, *, order: Order = Order.BEST, offset: int = 0, limit: int = 20
) -> Found:
    """Open items that answer the question. Raises `IndexUnusableError`."""
    return _engine(_folder() / _PUBLIC).search(question, filters, order=order, offset=offset, limit=limit)


def search_closed(
    question: Question, filters: Filters, *, order: Order = Order.BEST, offset: int = 0, limit: int = 20
) -> Found:
    """Closed items that answer the question, in the places of `filters.allowed` only; without these, none.

    Raises `IndexUnusableError`.
    """
    if filters.allowed is None:
        return Found(count=0)
    return _engine(_folder() / _CLOSED).search(question, filters, order=order, offset=offset, limit=limit)


def suggest(question: Question) -> str:
    """The question put right where words may be misspelt, else empty. Raises `IndexUnusableError`."""
    return _engine(_folder() / _PUBLIC).suggest(question)


def warm() -> None:
    """Have at hand what the first search of a process would wait for: the words of Danish, and the index's facets."""
    lexicon().knows("sag")
    try:
        search(understand(""), Filters(), limit=1)
    except IndexUnusableError:
        # Whoever searches is told, and the index made anew.
        return


def of_items(items: Collection[int]) -> Among:
    """An index in memory of these items alone, as the public may find them."""
    rows = Item.objects.filter(pk__in=items).select_related("meeting__body__municipality").prefetch_related("readings")
    return Among(_public_entry(row.meeting, row) for row in rows)


def update(*, wait: bool = True) -> int:
    """Bring the indexes up to the database; gives the number of meetings written. Unusable ones are made anew.

    Raises `engine.IndexNotWrittenError` where the disk takes no more; what was committed before stays.
    Without `wait` nothing is done while another process writes: it, or the next update, will find what there is to do.
    """
    with _locked(wait=wait) as held:
        if not held:
            return 0
        if not is_usable():
            return _rebuild()
        written = 0
        # Others make meetings anew in the meantime, and do not wait for their turn.
        for _ in range(_ROUNDS):
            written += _write(_engines(_folder()), Meeting.objects.filter(is_indexed=False), renew=True)
            if not Meeting.objects.filter(is_indexed=False).exists():
                break
        return written


def follow() -> None:
    """Bring the indexes up to what was changed just now, if that can be done at once; else the next update does it."""
    try:
        update(wait=False)
    except (IndexNotWrittenError, IndexUnusableError, DatabaseError, OSError) as error:
        # The change itself is in, and whoever made it must not be told otherwise.
        logger.warning("the search index will follow later: %s", error)


def is_usable() -> bool:
    """Whether the indexes are there and can be opened."""
    try:
        for engine in _engines(_folder()):
            engine.count()
    except IndexUnusableError:
        return False
    return True


def is_sound() -> bool:
    """Whether the indexes can be opened and hold as many items as the database says that they do.

    Before `update` they may not for a harmless reason: a process that was stopped between the two may have written a
    batch that the database does not know of yet. Waits for whoever is writing.
    """
    with _locked():
        try:
            public, closed = (engine.count() for engine in _engines(_folder()))
        except IndexUnusableError:
            return False
        counted = Meeting.objects.aggregate(public=Sum("indexed_items"), closed=Sum("indexed_closed"))
    return (public, closed) == (counted["public"] or 0, counted["closed"] or 0)


def rebuild() -> int:
    """Make the indexes anew from the database and put them in the old ones' place; gives the number of meetings."""
    with _locked():
        return _rebuild()


def _rebuild() -> int:
    folder = _folder()
    fresh, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    Meeting.objects.filter(indexed_revision__gt=0).update(
        indexed_revision=0, indexed_items=0, indexed_closed=0, is_indexed=False
    )
    try:
        made = tuple(Engine.create(fresh / name) for name in (_PUBLIC, _CLOSED))
        count = _write(made, Meeting.objects.all(), renew=False)
    except BaseException:
        # A disk that is full has no room for half an index.
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return count


def _folder() -> Path:
    return Path(settings.INDEX_ROOT) / _VERSION


def _engines(folder: Path) -> tuple[Engine, ...]:
    return _engine(folder / _PUBLIC), _engine(folder / _CLOSED)


@cache
def _engine(folder: Path) -> Engine:
    return Engine(folder)


def _locked(*, wait: bool = True) -> AbstractContextManager[bool]:
    """One writer at a time, whichever process it is in; the others wait, if they want to."""
    return exclusive(Path(settings.INDEX_ROOT) / "lock", wait=wait)


def _write(engines: tuple[Engine, ...], meetings: QuerySet[Meeting], *, renew: bool) -> int:
    """Write meetings in batches, each of them committed before the database says that the indexes hold it."""
    gone = list(GoneMeeting.objects.values_list("meeting", flat=True)) if renew else []
    pending = list(meetings.order_by("pk").values_list("pk", flat=True))
    if not pending and not gone:
        return 0
    public, closed = engines
    with public.writer() as open_writer, closed.writer() as closed_writer:
        for start in range(0, max(len(pending), 1), _BATCH):
            batch = meetings.filter(pk__in=pending[start : start + _BATCH])
            rows = list(batch.select_related("body__municipality").prefetch_related("items__readings"))
            for key in (*gone, *(row.pk for row in rows)) if renew else ():
                open_writer.forget_meeting(key)
                closed_writer.forget_meeting(key)
            hidden = {row.pk: list(_closed_entries(row)) for row in rows if row.closed_count}
            for row in rows:
                for item in row.items.all():
                    open_writer.add(_public_entry(row, item))
                for entry in hidden.get(row.pk, ()):
                    closed_writer.add(entry)
            open_writer.commit()
            closed_writer.commit()
            _note(rows, hidden)
            GoneMeeting.objects.filter(meeting__in=gone).delete()
            gone = []
    return len(pending)


def _note(rows: Sequence[Meeting], hidden: dict[int, list[Entry]]) -> None:
    """Write down what the indexes hold now. A meeting that was made anew in the meantime waits for the next update."""
    with transaction.atomic():
        for row in rows:
            _note_one(row, len(hidden.get(row.pk, ())))


def _note_one(row: Meeting, closed: int) -> None:
    Meeting.objects.filter(pk=row.pk).update(
        indexed_items=len(row.items.all()),
        indexed_closed=closed,
        indexed_revision=row.revision,
        is_indexed=ExpressionWrapper(Q(revision=row.revision), output_field=BooleanField()),
    )


def _closed_entries(meeting: Meeting) -> Iterator[Entry]:
    """What the full readings say of the items that are not open."""
    seen = shown(meeting)
    for row, group in zip(seen.rows, seen.groups, strict=True):
        if row.pk and not row.is_open:
            items = [seen.full[sheet].minutes.items[at] for sheet, at in group]
            contents = [to_json(Minutes(items=(item,)))["items"][0] for item in items]
            yield _entry(meeting, row, texts_of(items[0].title or "", contents))


def _public_entry(meeting: Meeting, item: Item) -> Entry:
    return _entry(meeting, item, texts_of(item.title, [reading.content for reading in item.readings.all()]))


def _entry(meeting: Meeting, item: Item, texts: dict[str, str]) -> Entry:
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
        place=f"{body.name} {body.municipality.name}",
        **texts,
    )
