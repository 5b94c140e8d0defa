"""A meeting with its documents and items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from sagsgang.model import Minutes, from_json
from sagsgang.rules.corrections import MEETING_FIELDS
from sagsgang.web.archive.models import Item, Meeting, Paper
from sagsgang.web.archive.selectors import withholdings
from sagsgang.web.archive.selectors.withholdings import ToldCorrection, Withheld


@dataclass(frozen=True, kw_only=True, slots=True)
class Whereabouts:
    """Where a document was found: the web address, or nothing but the name of the file."""

    address: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A document of a meeting, by number from 1, with where it was found.

    No places are given of a meeting at which words are withheld: there they can be read.
    """

    number: int
    paper: Paper
    places: tuple[Whereabouts, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingView:
    """A meeting with everything its page shows. `paper` is the document that `minutes` was read from, without items."""

    meeting: Meeting
    paper: Paper
    papers: tuple[Paper, ...]
    documents: tuple[Found, ...]
    minutes: Minutes
    items: tuple[Item, ...]
    withheld: tuple[Withheld, ...]


def meeting(municipality_slug: str, body_slug: str, slug: str, document: int | None = None) -> MeetingView | None:
    """The meeting with that address, as one of its documents tells of it: the best, or the one by number from 1."""
    found = find(municipality_slug, body_slug, slug)
    if found is None:
        return None
    papers = tuple(papers_of(found))
    paper = papers[document - 1] if document and 0 < document <= len(papers) else papers[0]
    withheld = withholdings.withheld(found)
    return MeetingView(
        meeting=found,
        paper=paper,
        papers=papers,
        documents=tuple(_documents(papers, with_places=not withheld)),
        minutes=from_json(paper.content),
        items=tuple(found.items.select_related("case")),
        withheld=withheld,
    )


def find(municipality_slug: str, body_slug: str, slug: str) -> Meeting | None:
    """The row of the meeting with that address."""
    rows = Meeting.objects.select_related("body__municipality")
    return rows.filter(body__municipality__slug=municipality_slug, body__slug=body_slug, slug=slug).first()


def papers_of(meeting: Meeting) -> list[Paper]:
    """The documents of a meeting, best first, with where they were found; never their full text."""
    papers = meeting.papers.select_related("document").defer("document__content", "document__text")
    return list(papers.prefetch_related("document__provenances"))


def whereabouts(location: str) -> Whereabouts:
    """What the public may know of a location: a web address without a name and word to log in, or a file's name."""
    try:
        parts = urlsplit(location)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in {"http", "https"} and parts.hostname:
        bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        return Whereabouts(address=bare, name=bare)
    return Whereabouts(address="", name=re.split(r"[/\\]", location.rstrip("/\\"))[-1])


def _documents(papers: Sequence[Paper], *, with_places: bool) -> Iterator[Found]:
    for number, paper in enumerate(papers, start=1):
        locations = sorted(provenance.location for provenance in paper.document.provenances.all())
        places = dict.fromkeys(whereabouts(location) for location in locations)
        yield Found(number=number, paper=paper, places=tuple(places) if with_places else ())


def by_key(key: int) -> Meeting:
    """A meeting that is known to be there, with its address as it is now."""
    return Meeting.objects.select_related("body__municipality").get(pk=key)


def corrections_of(meeting: Meeting) -> Sequence[ToldCorrection]:
    """The corrections of the meeting's own fields, the latest first."""
    rows = meeting.corrections.filter(withdrawn_at=None, field__in=MEETING_FIELDS)
    return withholdings.told(meeting, rows.select_related("actor").order_by("-pk"))
