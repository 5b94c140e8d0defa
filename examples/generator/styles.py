"""How a layout names and orders the parts of an item."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from .blocks import Block, parse
from .content import Item, Meeting, Past, long_date

_LABELS = {
    "summary": "Resume",
    "theme": "Beslutningstema",
    "text": "Sagsfremstilling",
    "economy": "Økonomi",
    "legal": "Lovgrundlag",
    "other": "Andre konsekvenser",
    "hearing": "Høring",
    "next": "Videre proces",
    "points": "Indstilling",
    "past": "Tidligere behandling",
    "decision": "Beslutning",
    "files": "Bilag",
    "competence": "Beslutningskompetence",
    "route": "Behandling",
}
_ORDER = "summary theme text economy legal other hearing next competence route points past decision files"


def numeric(date: datetime.date) -> str:
    """Answer a date as "06-09-2023"."""
    return date.strftime("%d-%m-%Y")


@dataclass(frozen=True, kw_only=True)
class Style:
    """`proposer`: where the recommending office stands; `decided` and `earlier`: headings of decisions."""

    labels: dict[str, str] = field(default_factory=dict)
    order: str = _ORDER
    proposer: str = "below"
    decided: Callable[[Meeting], str] = lambda _: "Beslutning"
    earlier: Callable[[Past], str] | None = None
    files: str = "{title}"

    def label(self, part: str) -> str:
        """Answer the heading of a part in this layout."""
        return self.labels.get(part, _LABELS[part])

    def parts(self, meeting: Meeting, item: Item, *, agenda: bool) -> list[tuple[str, str, list[Block]]]:
        """Answer (part, heading, blocks) of all parts that the item has, in the order of the layout."""
        answer: list[tuple[str, str, list[Block]]] = []
        if item.closed:
            return answer
        for part in self.order.split():
            if agenda and part == "decision":
                continue
            if part == "past" and self.earlier:
                answer += [(part, self.earlier(past), parse(past.text)) for past in item.past]
                continue
            blocks = self._blocks(part, item)
            if blocks:
                heading = self.decided(meeting) if part == "decision" else self._heading(part, item)
                answer.append((part, heading, blocks))
        return answer

    def _heading(self, part: str, item: Item) -> str:
        if part == "points" and self.proposer == "heading" and item.by:
            return f"{item.by} indstiller,"
        return self.label(part)

    def _blocks(self, part: str, item: Item) -> list[Block]:
        if part == "points":
            return self._points(item)
        if part == "past":
            entries = [(f"{past.body}, den {long_date(past.date)}", past.text) for past in item.past]
            return [block for head, text in entries for block in (Block("sub", head), *parse(text))]
        if part == "files":
            return [Block("li", self.files.format(n=n, title=t)) for n, t in enumerate(item.files, 1)]
        if part == "route":
            return [Block("p", " - ".join(item.route))] if item.route else []
        return parse(getattr(item, part))

    def _points(self, item: Item) -> list[Block]:
        if not item.points:
            return []
        points = [Block("li", point) for point in item.points]
        if self.proposer == "below" and item.by:
            return [Block("p", f"{item.by} indstiller,"), *points]
        if self.proposer == "bracket" and item.by:
            return [Block("p", "Det indstilles,"), *points, Block("p", f"({item.by})")]
        if self.proposer in ("heading", "numbered") and item.by:
            return points
        return [Block("p", "Det indstilles,"), *points]


def flat(parts: list[tuple[str, str, list[Block]]]) -> list[Block]:
    """Answer the parts as one list, each with its heading as a label."""
    return [block for _, heading, blocks in parts for block in (Block("label", heading), *blocks)]
