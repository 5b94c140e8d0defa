"""A meeting with its documents and items."""

from __future__ import annotations

from dataclasses import dataclass

from sagsgang.model import Minutes, from_json
from sagsgang.web.archive.models import Item, Meeting, Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingView:
    """A meeting with everything its page shows. `paper` is the document that `minutes` was read from, without items."""

    meeting: Meeting
    paper: Paper
    papers: tuple[Paper, ...]
    minutes: Minutes
    items: tuple[Item, ...]


def meeting(municipality_slug: str, body_slug: str, slug: str, document: int | None = None) -> MeetingView | None:
    """The meeting with that address, as one of its documents tells of it: the best, or the one by number from 1."""
    rows = Meeting.objects.select_related("body__municipality")
    found = rows.filter(body__municipality__slug=municipality_slug, body__slug=body_slug, slug=slug).first()
    if found is None:
        return None
    papers = tuple(papers_of(found))
    paper = papers[document - 1] if document and 0 < document <= len(papers) else papers[0]
    return MeetingView(
        meeting=found,
        paper=paper,
        papers=papers,
        minutes=from_json(paper.content),
        items=tuple(found.items.select_related("case")),
    )


def papers_of(meeting: Meeting) -> list[Paper]:
    """The documents of a meeting, best first, with where they were found; never their full text."""
    papers = meeting.papers.select_related("document").defer("document__content", "document__text")
    return list(papers.prefetch_related("document__provenances"))
