"""From rows to printed lines and table rows: which rows are cells of a table, and which lines belong to one cell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from sagsgang.reading.extract.pdf_rows import MARK, Piece, Row, cells_apart, join_words, pieces_of, rows_of
from sagsgang.reading.extract.pdf_rules import Rules
from sagsgang.reading.extract.pdf_words import Word

_SAME_LINE = 3.5  # points: the two lines of a double border are one
_LONGEST_CELL = 15  # lines: more is a page laid out in boxes, not a table
_LEADERS = re.compile(r"(?:[.…·_]\s?){4,}\s*\d*\s*$")


@dataclass(slots=True)
class Box:
    """A cell: its printed lines, its edges (those of the column where ruling lines show them), each line's words.

    The words of a line stand in it in their order, and nothing but spaces beside them.
    """

    lines: list[str]
    x0: float
    x1: float
    words: list[list[Word]]


@dataclass(slots=True)
class Printed:
    """A printed line, or a table row with its cells. `table` numbers the tables of the page.

    `x0`, `x1` are the edges of the words, `size` is that of most letters, `bold` says that all words are.
    """

    boxes: list[Box]
    words: list[Word]
    top: float
    bottom: float
    table: int | None = None
    header: bool = False
    page: int = 0
    noise: str | None = None
    turned: bool = False
    drawn_marker: bool = False
    x0: float = field(init=False)
    x1: float = field(init=False)
    size: float = field(init=False)
    bold: bool = field(init=False)

    def __post_init__(self) -> None:
        letters: dict[float, int] = {}
        weights: set[bool] = set()
        for word in self.words:
            size = round(word.size, 1)
            letters[size] = letters.get(size, 0) + len(word.text)
            if word.text[0].isalnum():
                weights.add(word.bold)
        self.x0 = min(word.x0 for word in self.words)
        self.x1 = max(word.x1 for word in self.words)
        self.size = max(letters, key=lambda size: (letters[size], size))
        self.bold = weights == {True}

    @property
    def text(self) -> str:
        """What stands there: lines of a cell by newline, cells by tab."""
        return "\t".join("\n".join(box.lines) for box in self.boxes)


@dataclass(slots=True)
class Grid:
    """Ruling lines that touch: `ys` across, `downs` as (x, from, to)."""

    x0: float
    top: float
    x1: float
    bottom: float
    ys: list[float] = field(default_factory=list)
    downs: list[tuple[float, float, float]] = field(default_factory=list)

    def holds(self, row: Row) -> bool:
        """Whether the middle of the row is inside."""
        y = (row.top + row.bottom) / 2
        return self.top < y < self.bottom and row.x0 < self.x1 and row.x1 > self.x0

    def band(self, row: Row) -> int:
        """Which row of the grid."""
        return bisect_right(self.ys, (row.top + row.bottom) / 2)

    def edges(self, top: float, bottom: float) -> list[float]:
        """The edges of the columns at this height: a line that is missing there is a merged cell."""
        middle = (top + bottom) / 2
        return _apart([self.x0, self.x1, *(x for x, start, end in self.downs if start - 2 <= middle <= end + 2)])


def _apart(values: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SAME_LINE:
            kept.append(value)
    return kept


def grids_of(rules: Rules) -> list[Grid]:
    """Ruling lines put together where they touch; those that make at least two columns."""
    found: list[Grid] = []
    segments = [(x0, y, x1, y, None) for y, x0, x1 in rules.across]
    segments += [(x, top, x, bottom, x) for x, top, bottom in rules.down]  # type: ignore[misc]
    for x0, top, x1, bottom, x in sorted(segments, key=lambda each: (each[1], each[0])):
        grid = Grid(x0, top, x1, bottom)
        if x is None:
            grid.ys.append(top)
        else:
            grid.downs.append((x, top, bottom))
        touching = [other for other in found if _touch(grid, other)]
        for other in touching:
            grid = Grid(
                min(grid.x0, other.x0),
                min(grid.top, other.top),
                max(grid.x1, other.x1),
                max(grid.bottom, other.bottom),
                grid.ys + other.ys,
                grid.downs + other.downs,
            )
        found = [other for other in found if other not in touching] + [grid]
    for grid in found:
        grid.ys = _apart(grid.ys)
    return [grid for grid in found if len(grid.ys) >= 2 and len(_columns(grid)) >= 3]


def _columns(grid: Grid) -> list[float]:
    return _apart([grid.x0, grid.x1, *(x for x, _, _ in grid.downs)])


def _touch(one: Grid, other: Grid) -> bool:
    return one.x0 - 3 < other.x1 and other.x0 - 3 < one.x1 and one.top - 3 < other.bottom and other.top - 3 < one.bottom


def printed_lines(rows: Sequence[Row], rules: Rules, first_table: int) -> list[Printed]:
    """The rows of a block as printed lines and table rows, tables numbered from `first_table`."""
    grids = grids_of(rules) if rules.down else []
    if any(len(row.pieces) > 1 for row in rows):
        cells_apart(rows)
    found: list[Printed] = []
    table = first_table
    at = 0
    while at < len(rows):
        grid = next((grid for grid in grids if grid.holds(rows[at])), None)
        if grid is not None:
            end = at
            while end < len(rows) and grid.holds(rows[end]):
                end += 1
            made = _grid_rows(grid, rows[at:end], table)
        else:
            end = _run_end(rows, at, grids, rules)
            made = _run_rows(rows[at:end], rules, table) if end > at else [plain_line(rows[at])]
            end = max(end, at + 1)
        table += any(line.table is not None for line in made)
        if len(made) > 1 and made[0].table is not None:
            made[0].header = made[0].bold and not made[1].bold
        found += made
        at = end
    return found


def plain_line(row: Row) -> Printed:
    """A row as one printed line, whatever stands side by side in it."""
    words = row.words
    return Printed([Box([join_words(words)], row.x0, row.x1, [words])], words, row.top, row.bottom)


def _grid_rows(grid: Grid, rows: Sequence[Row], table: int) -> list[Printed]:
    bands: dict[int, list[Row]] = {}
    for row in rows:
        bands.setdefault(grid.band(row), []).append(row)
    found: list[Printed] = []
    for band in sorted(bands):
        inside = bands[band]
        edges = grid.edges(inside[0].top, inside[-1].bottom)
        if len(edges) < 3 and len(inside) > 2:
            found += [plain_line(row) for row in inside]
            continue
        cells = _cells(inside, edges)
        if max(len(cell) for cell in cells) > _LONGEST_CELL:
            found += [plain_line(row) for cell in cells for row in cell]
            continue
        boxes = []
        for index, cell in enumerate(cells):
            lines = [row.words for row in cell]
            boxes.append(Box([join_words(line) for line in lines], edges[index], edges[index + 1], lines))
        words = [word for box in boxes for line in box.words for word in line]
        found.append(Printed(boxes, words, inside[0].top, inside[-1].bottom, table))
    return found


def _cells(rows: Sequence[Row], edges: list[float]) -> list[list[Row]]:
    """The words of these rows by column, each column as lines of its own: cells need not share their baselines."""
    columns: list[list[Word]] = [[] for _ in edges[1:]]
    for row in rows:
        for word in row.words:
            at = bisect_right(edges, (word.x0 + word.x1) / 2) - 1
            columns[min(max(at, 0), len(columns) - 1)].append(word)
    if len(rows) == 1:
        return [[Row([Piece.of(words)], rows[0].top, rows[0].bottom)] if words else [] for words in columns]
    return [_in_one_line(rows_of(pieces_of(sorted(words, key=lambda word: word.order)))) for words in columns]


def _in_one_line(rows: list[Row]) -> list[Row]:
    for row in rows:
        row.pieces = [Piece.of(row.words)]
    return rows


def _is_cells(row: Row) -> bool:
    return len(row.pieces) > 1 and not _LEADERS.search(join_words(row.words))


def _is_marks(row: Row) -> bool:
    return all(MARK.fullmatch(word.text) for word in row.words)


def _first_order(row: Row) -> int:
    return min(piece.order for piece in row.pieces)


def _last_order(row: Row) -> int:
    return max(piece.words[-1].order for piece in row.pieces)


def _run_end(rows: Sequence[Row], at: int, grids: Sequence[Grid], rules: Rules) -> int:
    """Where a table without ruling lines that begins at this row ends; `at` itself where none begins."""
    end = at
    if not _is_cells(rows[at]):
        end = _cells_below(rows, at)
        if end == at:
            return at
    end += 1
    while end < len(rows) and not any(grid.holds(rows[end]) for grid in grids):
        above, row = rows[end - 1], rows[end]
        apart = row.top - above.bottom
        ruled = any(above.bottom - 2 <= y <= row.top + 2 for y, _, _ in rules.across)
        if apart > (4.0 if ruled else 2.2) * max(row.size, above.size):
            break
        if not (_is_cells(row) or _belongs(rows[at:end], row, apart)):
            break
        end += 1
    return end


def _cells_below(rows: Sequence[Row], at: int) -> int:
    """The row with cells that this line is a part of: an upper line of a cell whose neighbour stands in the middle.

    Such lines stand close, over their cell, and are drawn after the neighbour, which is left of them. `at` if there
    is no such row.
    """
    end = at
    while end + 1 < len(rows) and end - at < _LONGEST_CELL and not _is_cells(rows[end]):
        if not _close(rows[end], rows[end + 1]):
            return at
        end += 1
    cells = rows[end]
    if not _is_cells(cells) or len(rows[at].pieces) > 1:
        return at
    lines = rows[at:end]
    drawn_later = min(_first_order(row) for row in lines) > _first_order(cells)
    over = all(row.x0 > cells.pieces[0].x1 for row in lines)
    return end if drawn_later and over else at


def _close(above: Row, below: Row) -> bool:
    """As close as the lines of one paragraph."""
    return below.top - above.bottom < 0.8 * min(above.size, below.size)


def _belongs(run: Sequence[Row], row: Row, apart: float) -> bool:
    """Whether a single piece under a table is a part of it: a mark, or one more line of a cell."""
    if _is_marks(row):
        return row.x0 >= run[-1].x0 - 3
    if _LEADERS.search(row.pieces[0].text) or len(row.pieces) > 1:
        return False
    if _close(run[-1], row) and _first_order(row) < max(_last_order(above) for above in run):
        return True
    cells = [above for above in run if len(above.pieces) > 1]
    starts = [piece.x0 for above in cells[-2:] for piece in above.pieces[1:]]
    return apart < 0.7 * row.size and any(abs(row.x0 - start) < 3 for start in starts)


def _run_rows(run: Sequence[Row], rules: Rules, table: int) -> list[Printed]:
    columns = _column_edges(run)
    by_column = _drawn_by_column(run, columns)
    groups: list[list[Row]] = []
    for row in run:
        if groups and _same_row(groups[-1], row, columns, rules, by_column):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_joined(group, columns, table) for group in groups]


def _column_edges(run: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns: what the pieces of all rows cover, seen from above."""
    covered: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.x0, piece.x1) for row in run for piece in row.pieces):
        if covered and x0 < covered[-1][1] + 2:
            covered[-1] = (covered[-1][0], max(covered[-1][1], x1))
        else:
            covered.append((x0, x1))
    return covered


def _drawn_by_column(run: Sequence[Row], columns: list[tuple[float, float]]) -> bool:
    if len(columns) < 2:
        return False
    first = [piece.order for row in run for piece in row.pieces if piece.x0 < columns[0][1]]
    rest = [piece.order for row in run for piece in row.pieces if piece.x0 >= columns[0][1]]
    both = sum(1 for row in run if len(row.pieces) > 1)
    return both >= 3 and bool(first) and bool(rest) and max(first) < min(rest)


def _same_row(
    group: Sequence[Row], row: Row, columns: list[tuple[float, float]], rules: Rules, by_column: bool
) -> bool:
    above = group[-1]
    if _is_marks(row) or any(above.bottom - 2 < y < row.top + 2 for y, _, _ in rules.across):
        return False
    if not _close(above, row):
        return False
    if not by_column and _first_order(row) < max(_last_order(each) for each in group):
        return True
    begins_later = len(columns) > 1 and row.x0 >= columns[0][1]
    return begins_later and row.top - above.bottom < 0.5 * row.size and len(row.pieces) < len(columns)


def _joined(group: Sequence[Row], columns: list[tuple[float, float]], table: int) -> Printed:
    words = [word for row in group for word in row.words]
    if len(group) == 1 or len(columns) < 2:
        boxes = _boxes_as_drawn([piece for row in group for piece in row.pieces])
        return Printed(boxes, words, group[0].top, group[-1].bottom, table)
    boxes = []
    for x0, x1 in columns:
        inside = [piece for row in group for piece in row.pieces if x0 - 1 <= piece.x0 <= x1]
        if inside:
            left, right = min(piece.x0 for piece in inside), max(piece.x1 for piece in inside)
            boxes.append(Box([piece.text for piece in inside], left, right, [piece.words for piece in inside]))
    return Printed(boxes, words, group[0].top, group[-1].bottom, table)


def _boxes_as_drawn(pieces: list[Piece]) -> list[Box]:
    """Cells where no clear columns show: what is drawn next and stands below goes on in the same cell."""
    boxes: list[Box] = []
    bottom = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.order):
        if boxes and piece.top > bottom - 1 and piece.x0 < boxes[-1].x1 and piece.x1 > boxes[-1].x0:
            last = boxes[-1]
            last.lines.append(piece.text)
            last.words.append(piece.words)
            last.x0, last.x1 = min(last.x0, piece.x0), max(last.x1, piece.x1)
        else:
            boxes.append(Box([piece.text], piece.x0, piece.x1, [piece.words]))
        bottom = piece.bottom
    return sorted(boxes, key=lambda box: box.x0)
