"""From the printed lines of all pages to the extract: text with offsets, list markers, paragraph gaps, tables."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from sagsgang.model import Diagnostic, Span
from sagsgang.reading.extract.pdf_rows import MARKER
from sagsgang.reading.extract.pdf_tables import Printed
from sagsgang.reading.extracted import Cell, Extract, Line, Shape

_BULLET = re.compile(r"[•◦▪‣●○■□➢➤►✓–—*\-o·]")
_SURE_BULLET = re.compile(r"[•◦▪‣●○■□➢➤►✓]")
_LOOSE = re.compile(r"[o·*]|[a-zæøåA-ZÆØÅivxIVX]+\.")
_MONTH = re.compile(r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b", re.I)
_ENDED = re.compile(r"[.:;!?»”\"]$")
_BROKEN = re.compile(r"(?<=\w)-\n(?=[a-zæøå])(?!(?:og|eller|samt|til)\b)")


def assemble(pages: Sequence[Sequence[Printed]], diagnostics: Sequence[Diagnostic]) -> Extract:
    """The extract of a document: `pages` hold the printed lines of each page in reading order."""
    writer = _Writer(_body_size(pages), _usual_space(pages))
    spans: list[Span] = []
    for number, page in enumerate(pages):
        start = writer.length
        writer.page(number, page)
        spans.append((start, writer.length))
    return Extract(
        text="".join(writer.parts),
        lines=tuple(writer.lines),
        media_type="application/pdf",
        wrapped=True,
        pages=tuple(spans),
        diagnostics=tuple(diagnostics),
    )


def _body_size(pages: Sequence[Sequence[Printed]]) -> float:
    letters: dict[float, int] = {}
    for page in pages:
        for line in page:
            for word in line.words:
                size = round(word.size, 1)
                letters[size] = letters.get(size, 0) + len(word.text)
    return max(letters, key=lambda size: letters[size], default=1.0) or 1.0


def _usual_space(pages: Sequence[Sequence[Printed]]) -> float:
    """The white between two lines of one paragraph, as a share of the letter size: the smaller ones are these."""
    spaces = sorted(
        (below.top - above.bottom) / below.size
        for page in pages
        for above, below in itertools.pairwise(page)
        if above.table is None and below.table is None and 0 < below.bottom - above.bottom < 3 * below.size
    )
    return spaces[len(spaces) * 3 // 10] if spaces else 0.3


@dataclass(slots=True)
class _Writer:
    body: float
    space: float
    parts: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    tables: int = 0
    before: Printed | None = None
    edges: list[float] = field(default_factory=list)
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    last_shape: Shape = Shape.TEXT
    letters: set[tuple[int, str]] = field(default_factory=set)

    def page(self, number: int, page: Sequence[Printed]) -> None:
        right = max((line.x1 for line in page), default=0.0)
        self.letters = {
            (round(word.x0), word.text[0])
            for line in page
            for word in line.words[:1]
            if len(word.text) == 2 and word.text[1] == "." and word.text[0].isalpha()
        }
        for line in page:
            line.page = number
            self._line(line, right)

    def _line(self, printed: Printed, right: float) -> None:
        start = self.length
        cells = self._cells(printed)
        end = self.length
        self._put("\n")
        raw = "".join(self.parts[-1 - 2 * len(printed.boxes) :])  # every box and its end were put separately
        shape, marker, text = self._shape(printed, raw.strip("\n"))
        content = printed.noise is None
        self.lines.append(
            Line(
                start=start,
                end=end,
                text=text,
                shape=shape,
                level=self._level(printed.x0) if marker is not None and content else 0,
                marker=marker,
                bold=printed.bold,
                size=round(printed.size / self.body, 2),
                x=round(printed.x0, 1),
                page=printed.page,
                gap=self._gap(printed, shape, right),
                cells=cells if shape is Shape.ROW else (),
                table=self._table(printed) if shape is Shape.ROW else None,
                header=printed.header,
                noise=printed.noise,
            )
        )
        if content:
            if marker is None and self.edges and printed.x0 <= self.edges[0] + 2:
                self.edges.clear()
            self.before, self.last_shape = printed, shape

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _cells(self, printed: Printed) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for index, box in enumerate(printed.boxes):
            self._put("\t" if index else "")
            start = self.length
            raw = unicodedata.normalize("NFC", "\n".join(box.lines))
            self._put(raw)
            cells.append(
                Cell(start=start, end=self.length, text=_flowed(raw), x0=round(box.x0, 1), x1=round(box.x1, 1))
            )
        return tuple(cells)

    def _shape(self, printed: Printed, raw: str) -> tuple[Shape, str | None, str]:
        if printed.table is not None:
            return Shape.ROW, None, " ".join(_flowed(raw).split())
        text = " ".join(raw.split())
        words = sorted(printed.words, key=lambda word: word.x0)
        if printed.drawn_marker:
            return Shape.BULLET, "•", text
        marker = words[0].text
        if printed.noise or printed.turned or not MARKER.fullmatch(marker) or not text.startswith(marker):
            return Shape.TEXT, None, text
        rest = text[len(marker) :].strip()
        if len(words) == 1:
            return (Shape.BULLET, marker, "") if _SURE_BULLET.fullmatch(marker) else (Shape.TEXT, None, text)
        if not text[len(marker)].isspace() or _MONTH.match(rest):
            return Shape.TEXT, None, text
        apart = (words[1].x0 - words[0].x1) / words[1].size
        if _LOOSE.fullmatch(marker) and apart < 0.4 and not self._in_series(marker, words[0].x0):
            return Shape.TEXT, None, text
        return (Shape.BULLET if _BULLET.fullmatch(marker) else Shape.NUMBERED), marker, rest

    def _in_series(self, marker: str, x: float) -> bool:
        """Whether the letter before or after this one begins a line of the page at the same place."""
        return len(marker) == 2 and any(
            (round(x + shift), chr(ord(marker[0]) + step)) in self.letters for shift in (-1, 0, 1) for step in (-1, 1)
        )

    def _level(self, x: float) -> int:
        """How deep a list item is: one step for every edge to the left of it."""
        while self.edges and self.edges[-1] > x - 3:
            self.edges.pop()
        self.edges.append(x)
        return len(self.edges) - 1

    def _gap(self, printed: Printed, shape: Shape, right: float) -> bool:
        above = self.before
        if above is None:
            return False
        if above.page == printed.page and printed.top > above.top:
            apart = printed.top - above.bottom
            return apart > (self.space + 0.25) * min(printed.size, above.size)
        if shape is not Shape.TEXT or self.last_shape is Shape.ROW:
            return True
        if printed.bold != above.bold or abs(printed.size - above.size) > 0.5:
            return True
        return bool(_ENDED.search(above.text)) and above.x1 < right - 0.15 * (right - above.x0)

    def _table(self, printed: Printed) -> int:
        """The table's number in the document: a table at the top of a page may go on from the page before."""
        key = (printed.page, printed.table or 0)
        if key not in self.numbers:
            above = self.before
            if above is not None and above.table is not None and _goes_on(above, printed):
                self.numbers[key] = self.numbers[(above.page, above.table)]
            else:
                self.numbers[key] = self.tables
                self.tables += 1
        return self.numbers[key]


def _goes_on(one: Printed, other: Printed) -> bool:
    """Whether a table at the top of a page has the columns of the one that ended the page before."""
    return (
        other.page - one.page == 1
        and len(one.boxes) == len(other.boxes)
        and all(abs(mine.x0 - theirs.x0) < 4 for mine, theirs in zip(one.boxes, other.boxes, strict=True))
    )


def _flowed(raw: str) -> str:
    """The lines of a cell as one: a word divided at the line's end is put together, "børne- og" is left alone."""
    return " ".join(_BROKEN.sub("", raw).split())
