"""Which meeting a document belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from sagsgang.model import Minutes
from sagsgang.rules.meetings import belong_together, is_version_of, meetings_of_a_day, share_matters
from sagsgang.web.accounts.models import Body
from sagsgang.web.archive import addresses
from sagsgang.web.archive.models import Correction, Document, Meeting, Provenance

# A page that shows another meeting every month has many versions, of which the latest few can be this meeting's.
_MOST_VERSIONS = 5


def meeting_of(document: Document, minutes: Minutes, body: Body, own: Meeting | None) -> Meeting:
    """The meeting that the document tells of; a new one that is not saved yet where there is none.

    `own` is the one that it belongs to now, if any.
    It stays where it was while that fits; a later version of a document is of the same meeting, even if it corrects the
    date; else it is a meeting of the same body and day that nothing contradicts.
    """
    if own is not None and own.body_id == body.pk and (own.date == minutes.date or _is_dated_by_a_person(own)):
        return own
    for version in _versions(document):
        meeting = Meeting.objects.filter(papers__document=version, body=body).first()
        if meeting is not None and is_version_of(minutes, version.minutes):
            return meeting
    for meeting in _on_the_day(body, minutes):
        others = [other.minutes for other in _documents(meeting).exclude(pk=document.pk)]
        fits = belong_together if meeting.date == minutes.date else share_matters
        if others and all(fits(minutes, other) for other in others):
            return meeting
    if own is not None and own.papers.count() == 1:
        # It has no other document: the meeting itself turned out to be another, and its old address must lead on.
        return own
    return Meeting(body=body)


def settled(meeting: Meeting) -> list[tuple[Meeting, Sequence[Document]]]:
    """The meetings of a body and day whose documents must be others, now that one more document is known; mostly none.

    A document that came first may fit one that came last better than the one in between.
    """
    of_the_day = Meeting.objects.filter(body=meeting.body_id, date=meeting.date).order_by("pk")
    rows = list(of_the_day) if meeting.date else []
    if len(rows) > 1:
        rows = [row for row in rows if not _is_dated_by_a_person(row)]
    if len(rows) < 2:
        return []
    held: dict[int, int] = {}
    documents: list[tuple[Document, Minutes]] = []
    for row in rows:
        for document in _documents(row):
            minutes = document.minutes
            if minutes.date == meeting.date:
                held[document.pk] = row.pk
                documents.append((document, minutes))
    documents.sort(key=lambda pair: pair[0].sha256)
    changed: list[tuple[Meeting, Sequence[Document]]] = []
    free = {row.pk: row for row in rows}
    for group in meetings_of_a_day([minutes for _, minutes in documents]):
        members = [documents[number][0] for number in group]
        had = [held[document.pk] for document in members if held[document.pk] in free]
        row = (
            free.pop(min(had, key=lambda key: (-had.count(key), free[key].slug))) if had else Meeting(body=meeting.body)
        )
        if any(held[document.pk] != row.pk for document in members):
            changed.append((row, members))
    return changed


def _on_the_day(body: Body, minutes: Minutes) -> Sequence[Meeting]:
    """The body's meetings of the document's day, then those that were taken for meetings of that day once."""
    if minutes.date is None:
        return ()
    once = Q(former_slugs__slug=addresses.meeting_slug(minutes.date))
    found = Meeting.objects.filter(body=body).filter(Q(date=minutes.date) | once).distinct().order_by("pk")
    return sorted(found, key=lambda meeting: meeting.date != minutes.date)


def _is_dated_by_a_person(meeting: Meeting) -> bool:
    return Correction.objects.filter(meeting=meeting, field="date", withdrawn_at=None).exists()


def _documents(meeting: Meeting) -> QuerySet[Document]:
    return Document.objects.filter(paper__meeting=meeting)


def _versions(document: Document) -> list[Document]:
    """Other documents that were seen where this one was, the latest first."""
    digests = Provenance.objects.filter(document=document).values("digest")
    others = Provenance.objects.filter(digest__in=digests).exclude(document=document).order_by("-last_seen_at", "-pk")
    found = others.select_related("document")[:_MOST_VERSIONS]
    return list({provenance.document_id: provenance.document for provenance in found}.values())
