"""Which meeting a document belongs to."""

from __future__ import annotations

from sagsgang.model import Minutes, from_json
from sagsgang.rules.meetings import belong_together, is_version_of
from sagsgang.web.accounts.models import Body
from sagsgang.web.archive.models import Document, Meeting, Provenance


def meeting_of(document: Document, minutes: Minutes, body: Body) -> Meeting:
    """The meeting that the document tells of; a new one that is not saved yet where there is none.

    It stays where it was while that fits; a later version of a document is of the same meeting, even if it corrects the
    date; else it is a meeting of the same body and day that nothing contradicts.
    """
    own = Meeting.objects.filter(papers__document=document).first()
    alone = own is not None and own.papers.count() == 1
    if own is not None and own.body_id == body.pk and own.date == minutes.date:
        return own
    for version in _versions(document):
        meeting = Meeting.objects.filter(papers__document=version, body=body).first()
        if meeting is not None and is_version_of(minutes, from_json(version.content)):
            return meeting
    for meeting in Meeting.objects.filter(body=body, date=minutes.date) if minutes.date else ():
        others = Document.objects.filter(paper__meeting=meeting).exclude(pk=document.pk)
        if all(belong_together(minutes, from_json(other.content)) for other in others):
            return meeting
    if own is not None and alone:
        # It has no other document: the meeting itself turned out to be another, and its old address must lead on.
        return own
    return Meeting(body=body)


def _versions(document: Document) -> list[Document]:
    """Other documents that were seen where this one was, the latest first."""
    digests = Provenance.objects.filter(document=document).values("digest")
    others = Provenance.objects.filter(digest__in=digests).exclude(document=document).order_by("-last_seen_at", "-pk")
    found = others.select_related("document")[:_MOST_VERSIONS]
    return list({provenance.document_id: provenance.document for provenance in found}.values())


# A page that shows another meeting every month has many versions, of which the latest few can be this meeting's.
_MOST_VERSIONS = 5
