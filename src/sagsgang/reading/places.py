"""Where the words of a PDF stand on its pages: what shows the source beside what was read.

Reading does not keep the places: few documents are ever looked at so closely. The pages that are asked for are read
once more, by the very functions that `read` uses, which takes about as long as it took to read them the first time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from sagsgang.model import Span
from sagsgang.reading.extract.pdf import PrintedPage, opened, read_page
from sagsgang.reading.extract.pdf_tables import Printed
from sagsgang.reading.extract.pdf_words import Word

_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, kw_only=True, slots=True)
class PageBox:
    """A part of a page, counted from 1: distances from its left and its top as shares (0 to 1) of its size."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stand:
    """A word in the text and on the page; `line` numbers the printed lines of the page, those in cells as well."""

    start: int
    end: int
    line: int
    word: Word


def boxes_of(data: bytes, pages: Sequence[Span], spans: Sequence[Span]) -> list[tuple[PageBox, ...]]:
    """The boxes that the words of each span stand in, one for each printed line, in the order of the text.

    `data` is a PDF file, `pages` what `read` told as the `pages` of its source, the spans count in the extracted text.
    A word of which a span takes a part counts whole. No boxes has what is not drawn as letters: white space, scanned
    pages (their text was recognised), and any page whose text is not as long as `pages` says, because it was read by
    another version of this program. Raises `UnreadableError` for a file that cannot be opened.
    """
    wanted: dict[int, list[int]] = {}
    starts = [start for start, _ in pages]
    for index, (start, end) in enumerate(spans):
        if start >= end:
            continue
        for number in range(max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)):
            wanted.setdefault(number, []).append(index)
    found: list[list[PageBox]] = [[] for _ in spans]
    with opened(data) as document:
        for number in sorted(wanted.keys() & set(range(len(document)))):
            page = read_page(document, number)
            if page is None or _length(page) != pages[number][1] - pages[number][0]:
                continue
            stands = list(_stands(page, starts[number]))
            for index in wanted[number]:
                found[index] += _boxes(stands, spans[index], page, number + 1)
    return [tuple(boxes) for boxes in found]


def _length(page: PrintedPage) -> int:
    """How many characters the page has in the text: every line ends in a newline."""
    return sum(len(printed.text) + 1 for printed in page.lines)


def _stands(page: PrintedPage, start: int) -> Iterator[_Stand]:
    """The words of a page in the order of its text, which begins at `start`."""
    line = 0
    for printed in page.lines:
        for text, words in _text_lines(printed):
            at = 0
            for word in words:
                at = text.index(word.text, at)
                yield _Stand(start=start + at, end=start + at + len(word.text), line=line, word=word)
                at += len(word.text)
            start += len(text) + 1
            line += 1


def _text_lines(printed: Printed) -> Iterator[tuple[str, list[Word]]]:
    """The lines of a printed line's cells, with their words; after each of them stands one character of white space."""
    for box in printed.boxes:
        yield from zip(box.lines, box.words, strict=True) if box.lines else [("", [])]


def _boxes(stands: list[_Stand], span: Span, page: PrintedPage, number: int) -> Iterator[PageBox]:
    """The words that the span touches, those of one line together."""
    inside = stands[bisect_right(stands, span[0], key=_END) : bisect_left(stands, span[1], key=_START)]
    lines: dict[int, list[Word]] = {}
    for stand in inside:
        lines.setdefault(stand.line, []).append(stand.word)
    for words in lines.values():
        left = _share(min(word.x0 for word in words), page.width)
        right = _share(max(word.x1 for word in words), page.width)
        top = _share(min(word.top for word in words), page.height)
        bottom = _share(max(word.bottom for word in words), page.height)
        yield PageBox(page=number, left=left, top=top, width=right - left, height=bottom - top)


def _share(distance: float, size: float) -> float:
    return min(max(distance / size, 0.0), 1.0)
