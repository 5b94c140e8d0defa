"""From words to printed rows in reading order: what stands side by side, and which columns are read one by one.

A *piece* is a run of words with no wide gap; a *row* is the pieces that stand side by side in one column of prose.
Whether pieces side by side are cells of a table or columns of prose is told from the order in which the file draws
them: a table is drawn row by row, columns one after the other.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from sagsgang.reading.extract.pdf_words import Word

WIDE_GAP = 1.5  # in letter sizes: wider than any space of justified prose in a sensible column
_MENDED_GAP = 0.6  # a column of prose may stand nearer than a wide gap, but not this near
MARKER_GAP = 4.5  # a list marker may stand this far from its text
_LEADER = re.compile(r"[.…·_]{3,}$|^[.…·_]+$")
MARKER = re.compile(
    r"[•◦▪‣●○■□➢➤►✓–—*\-o·]|(?:\d{1,2}|[a-zæøåA-ZÆØÅ]|[ivxIVX]{1,4})[.)]|\((?:\d{1,2}|[a-zæøå])\)|[1-9]\d?(?:\.\d)+\.?"
)
_IN_LINE = 0.3  # points: cells of one column begin at the very same place, words of prose seldom do
_GUTTER = 6.0  # points: columns of prose stand at least this far apart
_TRIMS = sorted(((above, below) for above in range(4) for below in range(4)), key=sum)
_CODE = re.compile(r"[A-ZÆØÅ]{2,5}")
MARK = re.compile(r"[xX✓✗☒☑☐√×]")


@dataclass(slots=True)
class Piece:
    """A run of words on one line without a wide gap."""

    words: list[Word]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @classmethod
    def of(cls, words: list[Word]) -> Piece:
        """The piece made of these words, which are given from left to right."""
        if len(words) == 1:
            word = words[0]
            return cls(words, word.x0, word.x1, word.top, word.bottom, word.size)
        return cls(
            words,
            min(word.x0 for word in words),
            max(word.x1 for word in words),
            min(word.top for word in words),
            max(word.bottom for word in words),
            max(word.size for word in words),
        )

    @property
    def order(self) -> int:
        """Where the piece begins in the page's content."""
        return self.words[0].order

    @property
    def text(self) -> str:
        """The words, with a space where there is one in print."""
        return join_words(self.words)


@dataclass(slots=True)
class Row:
    """Pieces side by side, from left to right. `top` and `bottom` are those of the row's main letters."""

    pieces: list[Piece] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return self.pieces[-1].x1

    @property
    def size(self) -> float:
        """The largest letters."""
        return max(piece.size for piece in self.pieces)

    @property
    def words(self) -> list[Word]:
        """All words, from left to right."""
        return [word for piece in self.pieces for word in piece.words]


def join_words(words: Sequence[Word]) -> str:
    """Words in a row as text; parts of one word that were drawn apart are put together."""
    parts: list[str] = []
    before: Word | None = None
    for word in words:
        if before is not None and not _is_one_word(before, word):
            parts.append(" ")
        parts.append(word.text)
        before = word
    return "".join(parts)


def _is_one_word(before: Word, word: Word) -> bool:
    """Whether two parts were drawn without a gap and read as one word; a cell's edge may have no gap either."""
    touching = abs(word.x0 - before.x1) < 0.06 * min(word.size, before.size)
    return touching and before.text[-1].isalpha() and (word.text[0].islower() or word.text == "-")


def side_by_side(top: float, bottom: float, other_top: float, other_bottom: float) -> bool:
    """Whether two boxes are on the same line: superscripts and large initials are, the next line is not."""
    shared = min(bottom, other_bottom) - max(top, other_top)
    return shared > 0.5 * min(bottom - top, other_bottom - other_top)


def pieces_of(words: Sequence[Word]) -> list[Piece]:
    """Words in content order, cut where the line changes or a wide gap stands."""
    found: list[Piece] = []
    run: list[Word] = []
    for word in words:
        if run and not _goes_on(run, word):
            found.append(Piece.of(run))
            run = []
        run.append(word)
    if run:
        found.append(Piece.of(run))
    return found


def _goes_on(run: list[Word], word: Word) -> bool:
    last = run[-1]
    gap = word.x0 - last.x1
    size = max(word.size, last.size)
    if gap < -0.3 * size or not side_by_side(last.top, last.bottom, word.top, word.bottom):
        return False
    return gap < WIDE_GAP * size or may_stand_apart(run, word, gap, size)


def may_stand_apart(run: Sequence[Word], word: Word, gap: float, size: float) -> bool:
    """A wide gap that is no edge of a cell: after a list marker, and beside the dots of a contents list."""
    if len(run) == 1 and gap < MARKER_GAP * size and MARKER.fullmatch(run[0].text):
        return True
    return bool(_LEADER.search(run[-1].text) or _LEADER.search(word.text))


def rows_of(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces from top to bottom, those on one line together, from left to right."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom, piece.x0)):
        for row in rows[-1:-4:-1]:
            if side_by_side(row.top, row.bottom, piece.top, piece.bottom) and not _over(row, piece):
                row.pieces.append(piece)
                if piece.bottom - piece.top > row.bottom - row.top:
                    row.top, row.bottom = piece.top, piece.bottom
                break
        else:
            rows.append(Row([piece], piece.top, piece.bottom))
    for row in rows:
        row.pieces.sort(key=lambda piece: piece.x0)
        row.pieces = _mended(row.pieces)
    rows.sort(key=lambda row: (row.top + row.bottom, row.x0))
    return _codes_apart(rows)


def _over(row: Row, piece: Piece) -> bool:
    """Printed over what stands there (a stamp, a watermark): then it is a line of its own."""
    return any(min(piece.x1, other.x1) - max(piece.x0, other.x0) > 0.5 * piece.size for other in row.pieces)


def _mended(pieces: list[Piece]) -> list[Piece]:
    """Neighbours with no wide gap between them (a bold word drawn later) as one piece."""
    kept = pieces[:1]
    for piece in pieces[1:]:
        last = kept[-1]
        gap, size = piece.x0 - last.x1, max(piece.size, last.size)
        if gap < _MENDED_GAP * size or may_stand_apart(last.words, piece.words[0], gap, size):
            kept[-1] = Piece.of(sorted(last.words + piece.words, key=lambda word: word.x0))
        else:
            kept.append(piece)
    return kept


def _codes_apart(rows: list[Row]) -> list[Row]:
    """A row of codes over a row of marks is a matrix, however narrow the gaps: every code is a cell."""
    for above, below in itertools.pairwise(rows):
        if below.top - above.bottom > 3 * above.size or not all(MARK.fullmatch(word.text) for word in below.words):
            continue
        codes = above.words
        if len(codes) >= 3 and all(_CODE.fullmatch(word.text) for word in codes):
            above.pieces = [Piece.of([word]) for word in codes]
            below.pieces = [Piece.of([word]) for word in below.words]
    return rows


def cells_apart(rows: Sequence[Row]) -> None:
    """Cells that stand close: a row beside one with cells is cut where a word begins in line with them."""
    for steps in (list(itertools.pairwise(rows)), list(itertools.pairwise(reversed(rows)))):
        for known, row in steps:
            apart = max(known.top, row.top) - min(known.bottom, row.bottom)
            if len(known.pieces) > len(row.pieces) and apart < 1.2 * row.size:
                row.pieces = [part for piece in row.pieces for part in _cut(piece, known.pieces[1:])]


def _cut(piece: Piece, cells: Sequence[Piece]) -> list[Piece]:
    parts: list[list[Word]] = [[piece.words[0]]]
    for word in piece.words[1:]:
        if word.apart and any(abs(word.x0 - cell.x0) < _IN_LINE for cell in cells):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [Piece.of(words) for words in parts] if len(parts) > 1 else [piece]


Crossed = Callable[[float, float, float], bool]


def reading_order(pieces: Sequence[Piece], crossed: Crossed) -> list[list[Row]]:
    """The page as blocks of rows in reading order: one block, or several where there are columns of prose.

    `crossed(x, top, bottom)` tells whether a ruling line crosses x there: then what stands side by side is a table.
    """
    if len(pieces) < 6:
        return [rows_of(pieces)]
    rows = rows_of(pieces)
    found = _columns(rows, crossed)
    if found is None:
        return [rows]
    first, last, middle = found
    inside = [piece for row in rows[first:last] for piece in row.pieces]
    left = [piece for piece in inside if piece.x1 <= middle]
    right = [piece for piece in inside if piece.x1 > middle]
    after = [piece for row in rows[last:] for piece in row.pieces]
    blocks = [rows[:first]] if first else []
    for part in (left, right, after):
        if part:
            blocks += reading_order(part, crossed)
    return blocks


def _columns(rows: list[Row], crossed: Crossed) -> tuple[int, int, float] | None:
    """The first stretch of rows [first, last) that is two columns, and an x between them."""
    tried: list[tuple[int, float, float]] = []  # the end of a stretch that is no prose, and its gap
    for index, row in enumerate(rows):
        tried = [each for each in tried if each[0] > index]
        for left, right in itertools.pairwise(row.pieces):
            if any(min(high, right.x0) > max(low, left.x1) for _, low, high in tried):
                continue
            first, last, low, high = _stretch(rows, index, left.x1, right.x0, crossed)
            middle = (low + high) / 2
            for above, below in _TRIMS:  # a page header or footer may stand over or under the columns
                if last - below - first - above >= 3 and _is_prose(rows[first + above : last - below], middle):
                    return first + above, last - below, middle
            tried.append((last, low, high))
    return None


def _stretch(rows: list[Row], index: int, low: float, high: float, crossed: Crossed) -> tuple[int, int, float, float]:
    """How far up and down the gap between low and high stays clear, and what is left of it."""
    first, last = index, index + 1
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(rows):
            narrowed = _clear(rows[at], low, high)
            above, below = sorted((at, at - step))
            if narrowed is None or crossed((low + high) / 2, rows[above].top, rows[below].bottom):
                break
            low, high = narrowed
            at += step
        if step < 0:
            first = at + 1
        else:
            last = at
    middle = (low + high) / 2
    # A line below the columns that ends before the gap was drawn after the right column.
    right = [piece.order for row in rows[first:last] for piece in row.pieces if piece.x0 > middle]
    while last > index + 1 and rows[last - 1].x1 <= middle and rows[last - 1].pieces[0].order > min(right):
        last -= 1
    return first, last, low, high


def _clear(row: Row, low: float, high: float) -> tuple[float, float] | None:
    """What the pieces of a row leave of the gap between low and high, None where they leave too little."""
    for piece in row.pieces:
        if piece.x1 <= low or piece.x0 >= high:
            continue
        if piece.x1 < high - _GUTTER:
            low = piece.x1
        elif piece.x0 > low + _GUTTER:
            high = piece.x0
        else:
            return None
    return low, high


def _is_prose(rows: list[Row], middle: float) -> bool:
    """Prose on both sides: lines of several words that fill their column, one side drawn after the other."""
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for row in rows:
        for piece in row.pieces:
            sides[piece.x0 > middle].append(piece)
    for side in sides:
        if len(side) < 3:
            return False
        width = max(piece.x1 for piece in side) - min(piece.x0 for piece in side)
        if (
            median(len(piece.words) for piece in side) < 3
            or median(piece.x1 - piece.x0 for piece in side) < 0.5 * width
        ):
            return False
    drawn = sorted((piece.order, piece.x0 > middle) for side in sides for piece in side)
    changes = sum(1 for (_, one), (_, next_) in itertools.pairwise(drawn) if one != next_)
    return changes == 1
