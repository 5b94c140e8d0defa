"""Corrected documents as cases for the reader's corpus: the file, and what a person says should be read of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sagsgang.model import to_json
from sagsgang.model.codec import Json
from sagsgang.rules.openness import has_closed_content
from sagsgang.web.archive import files
from sagsgang.web.archive.models import Correction, Meeting, Withholding
from sagsgang.web.archive.shown import shown


@dataclass(frozen=True, kw_only=True, slots=True)
class CorpusCase:
    """A document's bytes, the ending of its name, and the full reading with the corrections in it."""

    name: str
    suffix: str
    data: bytes
    expected: Json


def corpus_cases(*, closed: bool = False) -> Iterator[CorpusCase]:
    """One case for each document whose reading persons have corrected. Files that are lost are left out.

    So are documents that hold something closed, and those of a meeting at which words are withheld, unless they are
    asked for: a case is made to be passed on.
    """
    corrected = Correction.objects.filter(withdrawn_at=None).values("meeting")
    meetings = Meeting.objects.filter(pk__in=corrected).order_by("pk")
    if not closed:
        meetings = meetings.exclude(pk__in=Withholding.objects.filter(withdrawn_at=None).values("meeting"))
    for meeting in meetings:
        best = shown(meeting).full[0]
        document, minutes = best.document, best.minutes
        if has_closed_content(minutes) and not closed:
            continue
        path = files.path_of(document.sha256)
        if path.exists():
            name = minutes.source.name if minutes.source else ""
            yield CorpusCase(
                name=document.sha256[:12], suffix=Path(name).suffix, data=path.read_bytes(), expected=to_json(minutes)
            )
