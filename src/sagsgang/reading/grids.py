"""Minutes printed as one table: a row an item, a column for each section, the labels in the header row.

Such a table is taken apart into lines: the item's heading from the first columns, and for every other cell its text
under
the label of its column. The header row itself says nothing about the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sagsgang.reading.extracted import Cell, Extract, Line, Shape
from sagsgang.reading.vocabulary import Vocabulary, key

_TITLE_COLUMNS = frozenset(
    (
        "punkt",
        "nr",
        "nr.",
        "pkt",
        "pkt.",
        "sag",
        "sag nr",
        "sagnr",
        "emne",
        "overskrift",
        "titel",
        "dagsordenspunkt",
        "punkt nr",
        "dagsorden",
        "sager",
    )
)
_BULLET = re.compile(r"([-•–▪*\uf0b7])\s+(?=\S)")


def ungridded(extract: Extract, vocabulary: Vocabulary) -> Extract:
    """The extract with tables of items taken apart; the same extract where there are none."""
    if not any(line.shape is Shape.ROW and len(line.cells) > 1 for line in extract.lines):
        return extract
    lines: list[Line] = []
    columns: list[str | None] | None = None
    found = False
    for line in extract.lines:
        if line.shape is not Shape.ROW or line.noise is not None:
            columns = columns if line.noise is not None else None
            lines.append(line)
            continue
        header = _columns(line, vocabulary)
        if header is not None:
            columns, found = header, True
            lines.append(replace(line, noise="table header"))
        elif columns is not None and len(line.cells) == len(columns):
            lines.extend(_item(line, columns, extract.text))
        else:
            columns = None
            lines.append(line)
    return replace(extract, lines=tuple(lines)) if found else extract


def _columns(line: Line, vocabulary: Vocabulary) -> list[str | None] | None:
    """The label of each column, "" for a column of the heading; None when the row is no such header."""
    columns: list[str | None] = []
    for cell in line.cells:
        if key(cell.text) in _TITLE_COLUMNS:
            columns.append("")
        elif vocabulary.section(cell.text) is not None:
            columns.append(cell.text.strip(" :"))
        else:
            return None
    named = [name for name in columns if name]
    return columns if len(columns) >= 2 and columns[0] == "" and named and len(named) >= len(columns) - 2 else None


def _item(line: Line, columns: Sequence[str | None], text: str) -> Iterator[Line]:
    """The lines of one row: heading, then each cell under its column's label."""
    heading = [cell for cell, name in zip(line.cells, columns, strict=True) if name == "" and cell.text]
    if heading:
        joined = " ".join(cell.text for cell in heading)
        yield _line(line, heading[0].start, heading[-1].end, joined, bold=True, shape=Shape.HEADING, level=6)
    for cell, name in zip(line.cells, columns, strict=True):
        if name and cell.text:
            yield from _section(line, cell, name, text)


def _section(line: Line, cell: Cell, name: str, text: str) -> Iterator[Line]:
    position = cell.start
    first = True
    for raw in text[cell.start : cell.end].split("\n"):
        words = raw.strip()
        start = position + (len(raw) - len(raw.lstrip()))
        position += len(raw) + 1
        if not words:
            continue
        made = _line(line, start, start + len(words), " ".join(words.split()))
        if first:
            made = replace(made, value={"heading": name})
            first = False
        elif match := _BULLET.match(made.text):
            made = replace(made, shape=Shape.BULLET, marker=match[1], text=made.text[match.end() :])
        yield made


def _line(
    line: Line, start: int, end: int, text: str, *, bold: bool = False, shape: Shape = Shape.TEXT, level: int = 0
) -> Line:
    return replace(
        line,
        start=start,
        end=end,
        text=text,
        shape=shape,
        level=level,
        bold=bold,
        cells=(),
        table=None,
        gap=True,
        header=False,
    )
