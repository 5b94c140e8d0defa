"""A meeting's documents as its pages show them: corrected, agreed on what is closed, with the rows of its items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sagsgang.model import Minutes, Span
from sagsgang.rules.withholding import Words, masked_places, withheld_spans
from sagsgang.web.archive import overlays, sheets
from sagsgang.web.archive.models import Document, Item, Meeting, Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A meeting's documents, best first: in full with corrections, and as the public may see them, in the same order.

    `groups` are its items, `rows` their rows (an empty one where a document has changed meanwhile). `words` are those
    that are withheld: in `full` they are told.
    """

    full: Sequence[sheets.Sheet]
    public: Sequence[Minutes]
    groups: Sequence[sheets.Group]
    rows: Sequence[Item]
    words: Words | None

    def withheld(self, sheet: int) -> tuple[Span, ...]:
        """Where words that are withheld stand in the text of a document, by its number from 0."""
        full = self.full[sheet]
        return withheld_spans(full.minutes, full.document.text, self.words) if self.words is not None else ()

    def text(self, sheet: int) -> str:
        """The text of a document without the words that are withheld, as long as before."""
        return masked_places(self.full[sheet].document.text, self.withheld(sheet))


def shown(meeting: Meeting) -> Shown:
    """Compute from the full readings what `deriving` has made of them; for what rows do not hold, as differences."""
    laid = sheets.laid_out(list(Document.objects.filter(paper__meeting=meeting)))
    groups = sheets.matched(laid)
    rows = _rows(meeting, groups)
    corrected = overlays.laid_over(laid, groups, rows, overlays.corrections_of(meeting))
    full = sheets.agreed(corrected.sheets, groups, corrected.opened)
    words = overlays.withheld_at(meeting.pk)
    return Shown(full=full, public=sheets.public(full, words), groups=groups, rows=rows, words=words)


def _rows(meeting: Meeting, groups: Sequence[sheets.Group]) -> list[Item]:
    """The row of each item, by where its best document has it."""
    papers = {paper.rank: paper.pk for paper in Paper.objects.filter(meeting=meeting).only("pk", "rank")}
    rows = {
        (reading.paper_id, reading.position): item
        for item in meeting.items.prefetch_related("readings")
        for reading in item.readings.all()
    }
    return [rows.get((papers[group[0][0]], group[0][1] + 1), Item()) for group in groups]
