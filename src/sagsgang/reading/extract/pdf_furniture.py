"""Which lines of a PDF are page headers and footers: those that come back at the same place, numbers counting up.

Careful on purpose. A document whose every item begins on a new page has the same label at the same place on many
pages, so only an unbroken run of repeated lines from the edge of the page inwards counts.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sagsgang.reading.extract.pdf_tables import Printed

HEADER, FOOTER = "page header", "page footer"
_MARGIN = 0.2  # of the height: header boxes of five lines are seen
_MOST_LINES = 8
_SAME_PLACE = 3.0  # points
_NUMBER = re.compile(r"\d+")
_PAGE_OF = re.compile(r"(?:side|s\.|page)\s*\d+(?:\s*(?:af|/|of|ud af)\s*\d+)?\W*", re.IGNORECASE)
_ITEM = re.compile(r"(?:punkt|pkt\.?|sag|ad|nr\.?)\b", re.IGNORECASE)
_TITLE_LENGTH = 12


@dataclass(slots=True)
class _Edge:
    """A line near an edge: `away` is its distance from the edge in points."""

    line: Printed
    page: int
    away: float
    text: str


def mark_furniture(pages: Sequence[Sequence[Printed]], heights: Sequence[float]) -> None:
    """Sets `noise` on the lines that are page headers and footers. `heights` are those of the pages, in points."""
    if len(pages) < 2:
        for line in pages[0] if pages else ():
            if line.top > heights[0] * (1 - _MARGIN / 2) and _PAGE_OF.fullmatch(_folded(line)):
                line.noise = FOOTER
        return
    for noise in (HEADER, FOOTER):
        edges = [_edges(page, number, heights[number], noise) for number, page in enumerate(pages)]
        repeated = _repeated(edges, len(pages))
        title = {_folded(line) for line in pages[0][:4]} if noise == HEADER else set()
        for at_edge in edges:
            for edge in at_edge:
                again = edge.page > 0 and len(edge.text) >= _TITLE_LENGTH and edge.text in title
                if id(edge.line) not in repeated and not again:
                    break
                edge.line.noise = noise
    _keep_first(pages)


def _folded(line: Printed) -> str:
    return " ".join(line.text.split())


def _edges(page: Sequence[Printed], number: int, height: float, noise: str) -> list[_Edge]:
    """The lines nearest the edge, the outermost first."""
    lines = [line for line in page if not line.turned]
    if noise == HEADER:
        near = sorted((line.top, index) for index, line in enumerate(lines) if line.top < _MARGIN * height)
    else:
        near = sorted(
            (height - line.bottom, index) for index, line in enumerate(lines) if line.bottom > (1 - _MARGIN) * height
        )
    return [_Edge(lines[index], number, away, _folded(lines[index])) for away, index in near[:_MOST_LINES]]


def _repeated(edges: Sequence[Sequence[_Edge]], pages: int) -> set[int]:
    """The identities of the lines that come back at the same place on enough pages."""
    alike: dict[str, list[_Edge]] = defaultdict(list)
    for at_edge in edges:
        for edge in at_edge:
            alike[_NUMBER.sub("#", edge.text)].append(edge)
    found: set[int] = set()
    for text, group in alike.items():
        for place in _by_place(group):
            for same in _by_numbers(text, place):
                if _enough(same, pages):
                    found |= {id(edge.line) for edge in same}
    return found


def _by_place(group: list[_Edge]) -> list[list[_Edge]]:
    places: list[list[_Edge]] = []
    for edge in sorted(group, key=lambda edge: edge.away):
        if places and edge.away - places[-1][0].away <= _SAME_PLACE:
            places[-1].append(edge)
        else:
            places.append([edge])
    return places


def _by_numbers(text: str, group: list[_Edge]) -> list[list[_Edge]]:
    """Lines whose numbers stay the same or count with the pages. Numbers of items may count too: they never do here."""
    if "#" not in text:
        return [group]
    fixed = bool(_ITEM.match(text))
    kinds: list[dict[tuple[str, ...], list[_Edge]]] = [defaultdict(list)]
    if not fixed:
        numbers = len(_NUMBER.findall(group[0].text))
        kinds += [defaultdict(list) for _ in range(min(numbers, 12))]
    for edge in group:
        values = tuple(_NUMBER.findall(edge.text))
        kinds[0][values].append(edge)
        for index in range(len(kinds) - 1):
            counted = str(int(values[index][:9]) - edge.page)
            kinds[index + 1][(*values[:index], f"page{counted}", *values[index + 1 :])].append(edge)
    return [same for kind in kinds for same in kind.values()]


def _enough(group: list[_Edge], pages: int) -> bool:
    on = sorted({edge.page for edge in group})
    if len(on) < 2:
        return False
    same_text = len({edge.text for edge in group}) == 1
    if pages == 2:
        return not same_text or all(edge.away < 60 for edge in group)
    if len(on) >= math.ceil(pages / 2):
        return True
    every_other = len(on) >= 3 and len({page % 2 for page in on}) == 1 and len(on) >= pages // 2 - 1
    run = any(later - first == 2 for first, later in zip(on, on[2:], strict=False))
    return every_other or (run and (not same_text or len(group[0].text) >= 8))


def _keep_first(pages: Sequence[Sequence[Printed]]) -> None:
    """A header that says something is content where it stands first, unless the page says the same elsewhere."""
    seen: set[str] = set()
    for number, page in enumerate(pages):
        content = {_folded(line) for line in page if line.noise is None}
        for line in page:
            if line.noise != HEADER:
                continue
            text = _folded(line)
            bare = _NUMBER.sub("#", _PAGE_OF.sub("", text))
            if number == 0 and bare not in seen and text not in content and sum(map(str.isalpha, bare)) >= 4:
                line.noise = None
            seen.add(bare)
