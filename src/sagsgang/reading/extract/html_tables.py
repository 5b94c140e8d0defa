"""Tables and definition lists of an HTML page: rows with cells where they are data, else paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field

from sagsgang.reading.extract.builder import Paragraph
from sagsgang.reading.extracted import Shape

_WIDEST = 60
_LONGEST_ROW = 4000
_LONGEST_PAIR = 1500
_LONGEST_LONE = 120
_LINES_IN_CELL = 12


@dataclass(kw_only=True, slots=True)
class _CellPlace:
    start: int
    end: int
    column: int
    span: int
    head: bool


@dataclass(kw_only=True, slots=True)
class _Row:
    start: int
    cells: list[_CellPlace] = field(default_factory=list)
    columns: int = 0
    is_layout: bool = False


@dataclass(kw_only=True, slots=True)
class _Table:
    is_pairs: bool
    start: int
    number: int | None = None
    in_head: bool = False
    row: _Row | None = None
    cell: _CellPlace | None = None
    held: dict[int, int] = field(default_factory=dict)


class Tables:
    """Follows the tables that are open and turns the paragraphs of a row into one when the row is data.

    Many pages use tables to lay out the whole page; a row whose cells hold headings, other tables or long texts
    is such a one, and its paragraphs stay as they are.
    """

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self._open: list[_Table] = []
        self._count = 0

    def enter(self, tag: str, attributes: dict[str, str | None]) -> None:
        """The start of a block element, after the text before it has become a paragraph."""
        if tag in ("table", "dl"):
            self._open.append(_Table(is_pairs=tag == "dl", start=len(self._paragraphs)))
        elif not self._open:
            return
        elif tag == "thead":
            self._open[-1].in_head = True
        elif tag == "tr" and not self._open[-1].is_pairs:
            self._open[-1].row = _Row(start=len(self._paragraphs))
        elif tag in ("td", "th", "dt", "dd"):
            self._enter_cell(tag, attributes)

    def leave(self, tag: str) -> None:
        """The end of a block element, after the text in it has become a paragraph."""
        if not self._open:
            return
        table = self._open[-1]
        if tag in ("table", "dl"):
            self._finish(table)
            self._open.pop()
            if self._open and self._open[-1].row is not None and len(self._paragraphs) > table.start:
                self._open[-1].row.is_layout = True
        elif tag == "thead":
            table.in_head = False
        elif tag == "tr" and not table.is_pairs:
            self._finish(table)
        elif tag in ("td", "th", "dt", "dd") and table.row is not None and table.cell is not None:
            table.cell.end = len(self._paragraphs)
            table.row.cells.append(table.cell)
            table.cell = None

    def _enter_cell(self, tag: str, attributes: dict[str, str | None]) -> None:
        table = self._open[-1]
        if table.is_pairs != (tag in ("dt", "dd")):
            return
        if tag == "dt" and table.row is not None:
            self._finish(table)
        row = table.row = table.row or _Row(start=len(self._paragraphs))
        while table.held.get(row.columns, 0) > 0:
            table.held[row.columns] -= 1
            row.columns += 1
        span, down = _small(attributes.get("colspan")), _small(attributes.get("rowspan"))
        here = len(self._paragraphs)
        table.cell = _CellPlace(start=here, end=here, column=row.columns, span=span, head=tag == "th")
        if down > 1:
            table.held.update((column, down - 1) for column in range(row.columns, row.columns + span))
        row.columns += span

    def _finish(self, table: _Table) -> None:
        row, table.row, table.cell = table.row, None, None
        if row is None or row.is_layout or not self._is_data(table, row):
            return
        texts = [""] * min(row.columns, _WIDEST)
        for cell in row.cells:
            texts[min(cell.column, _WIDEST - 1)] = " ".join(
                filter(None, (texts[min(cell.column, _WIDEST - 1)], *map(_shown, self._inside(cell))))
            )
        if table.number is None:
            table.number, self._count = self._count, self._count + 1
        old = self._paragraphs[row.start :]
        filled = [cell for cell in row.cells if cell.end > cell.start]
        self._paragraphs[row.start :] = [
            Paragraph(
                text=" ".join(filter(None, texts)),
                shape=Shape.ROW,
                cells=tuple(texts),
                table=table.number,
                header=table.in_head or all(cell.head for cell in filled),
                bold=all(inner.bold for inner in old),
                gap=old[0].gap,
                links=sum(inner.links for inner in old),
                to_file=any(inner.to_file for inner in old),
                region=old[0].region,
            )
        ]

    def _inside(self, cell: _CellPlace) -> list[Paragraph]:
        return self._paragraphs[cell.start : cell.end]

    def _is_data(self, table: _Table, row: _Row) -> bool:
        filled = [self._inside(cell) for cell in row.cells if cell.end > cell.start]
        inner = [paragraph for cell in filled for paragraph in cell]
        length = sum(len(paragraph.text) for paragraph in inner)
        if not inner or row.columns < 2 or length > _LONGEST_ROW:
            return False
        if len(inner) != len(self._paragraphs) - row.start or any(one.shape is Shape.HEADING for one in inner):
            return False
        most = max(len(cell) for cell in filled)
        if len(filled) == 1:
            # A lone short cell among rows of data (an X in a matrix); otherwise it is a heading over the columns.
            return (
                table.number is not None and most == 1 and length <= _LONGEST_LONE and row.cells[0].span < row.columns
            )
        if row.columns == 2 or table.is_pairs:
            return most == 1 and length <= _LONGEST_PAIR and len(filled) == 2
        return most <= _LINES_IN_CELL


def _shown(paragraph: Paragraph) -> str:
    return f"{paragraph.marker} {paragraph.text}" if paragraph.marker else paragraph.text


def _small(written: str | None) -> int:
    text = (written or "").strip()
    return min(max(int(text), 1), _WIDEST) if text.isascii() and text.isdigit() and len(text) < 6 else 1
