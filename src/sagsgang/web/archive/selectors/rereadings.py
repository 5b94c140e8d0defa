"""What reading documents anew has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from sagsgang.web.archive.models import Reread, Rereading, Withholding

_MOST_RUNS = 50
_MOST_DOCUMENTS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedDocument:
    """A document that was read otherwise, or could not be read: what it is called, its page, and the changes."""

    name: str
    address: str
    failure: str
    changes: Sequence[Sequence[str | None]]


def rereadings() -> Sequence[Rereading]:
    """The runs, the latest first."""
    return list(Rereading.objects.all()[:_MOST_RUNS])


def rereading(number: int) -> Rereading | None:
    """The run by its number."""
    return Rereading.objects.filter(pk=number).first()


def changed_in(run: Rereading) -> Sequence[ChangedDocument]:
    """The documents of a run that were read otherwise or could not be read.

    A document that has something closed by now, whoever closed it, is left out: what was open when the report was made
    may be it. So is one that has been replaced: what it told of may have been taken out for that reason; and one of a
    meeting at which words are withheld: the report was made before.
    """
    entries = Reread.objects.filter(
        rereading=run,
        document__has_closed_content=False,
        document__paper__replaced=False,
        document__paper__meeting__closed_count=0,
    )
    withheld = Withholding.objects.filter(withdrawn_at=None).values("meeting")
    entries = (
        entries.exclude(document__paper__meeting__in=withheld)
        .filter(~Q(changes=[]) | ~Q(failure=""))
        .select_related("document__paper__meeting__body__municipality")
    )
    return [_document(entry) for entry in entries.defer("document__content", "document__text")[:_MOST_DOCUMENTS]]


def _document(entry: Reread) -> ChangedDocument:
    meeting = entry.document.paper.meeting
    return ChangedDocument(
        name=f"{meeting.body.municipality.name}, {meeting.body.name}, {meeting.slug}",
        address=f"/{meeting.body.path}/{meeting.slug}",
        failure=entry.failure,
        changes=entry.changes,
    )
