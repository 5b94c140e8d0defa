"""A meeting's documents as its pages show them: corrected, agreed on what is closed, with the rows of its items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sagsgang.model import Minutes
from sagsgang.web.archive import overlays, sheets
from sagsgang.web.archive.models import Document, Item, Meeting, Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A meeting's documents, best first: in full with corrections, and as the public may see them, in the same order.

    `groups` are its items, `rows` their rows (an empty one where a document has changed meanwhile).
    """

    full: Sequence[sheets.Sheet]
    public: Sequence[Minutes]
    groups: Sequence[sheets.Group]
    rows: Sequence[Item]


def shown(meeting: Meeting) -> Shown:
    """Compute from the full readings what `deriving` has made of them; for what rows do not hold, as differences."""
    laid = sheets.laid_out(list(Document.objects.filter(paper__meeting=meeting)))
    groups = sheets.matched(laid)
    rows = _rows(meeting, groups)
    corrected = overlays.laid_over(laid, groups, rows, overlays.corrections_of(meeting))
    full = sheets.agreed(corrected.sheets, groups, corrected.opened)
    return Shown(full=full, public=sheets.public(full), groups=groups, rows=rows)


def _rows(meeting: Meeting, groups: Sequence[sheets.Group]) -> list[Item]:
    """The row of each item, by where its best document has it."""
    papers = {paper.rank: paper.pk for paper in Paper.objects.filter(meeting=meeting).only("pk", "rank")}
    rows = {
        (reading.paper_id, reading.position): item
        for item in meeting.items.prefetch_related("readings")
        for reading in item.readings.all()
    }
    return [rows.get((papers[group[0][0]], group[0][1] + 1), Item()) for group in groups]
