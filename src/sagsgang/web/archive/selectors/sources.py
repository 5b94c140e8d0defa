"""The source beside the reading: the part of a document that an item was read from, with marks on it.

What may be shown is decided by `rules.openness` from the full reading, corrections and the meeting's other documents
included; an item that is not open has no source here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sagsgang.model import Minutes, Span
from sagsgang.reading.extracted import UnreadableError
from sagsgang.reading.marking import Mark, Piece, marks_of_item, pieces
from sagsgang.reading.page_pictures import page_picture
from sagsgang.reading.places import PageBox, boxes_of
from sagsgang.rules.openness import public_pages, public_spans
from sagsgang.web.archive import files
from sagsgang.web.archive.models import Item, Paper
from sagsgang.web.archive.selectors.items import corrections_of
from sagsgang.web.archive.selectors.meetings import papers_of
from sagsgang.web.archive.selectors.withholdings import ToldCorrection, Withheld, withheld
from sagsgang.web.archive.shown import Shown, shown

PICTURE_WIDTH = 1000
_PDF = "application/pdf"


@dataclass(frozen=True, kw_only=True, slots=True)
class PageView:
    """A page of the source that may be shown as a picture, with the boxes of marks by their number in `marks`."""

    number: int
    boxes: tuple[tuple[int, PageBox], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceView:
    """A document's part that an item was read from.

    `document` is its number among the meeting's `papers`, from 1. `parts` are the stretches of text that may be shown,
    cut at every mark; each piece with the numbers of its marks. `pages` are empty for what is no PDF or may not be
    shown as a picture; `not_drawn` are numbers of pages that hold something else as well. `all_shown` is False where
    something between the first and the last place is kept back. `withheld` says why words are missing.
    """

    row: Item
    papers: tuple[Paper, ...]
    document: int
    minutes: Minutes
    item_at: int
    marks: tuple[Mark, ...]
    parts: tuple[tuple[tuple[Piece, tuple[int, ...]], ...], ...]
    pages: tuple[PageView, ...]
    not_drawn: tuple[int, ...]
    all_shown: bool
    corrections: tuple[ToldCorrection, ...]
    withheld: tuple[Withheld, ...]


def source(row: Item, document: int | None = None) -> SourceView | None:
    """The source of an open item in the best of the meeting's documents that has it, or in the one by number from 1."""
    if not row.is_open:
        return None
    seen = shown(row.meeting)
    place = _place(seen, row, document)
    if place is None:
        return None
    sheet, at = place
    text = seen.full[sheet].document.text
    marks = tuple(marks_of_item(seen.public[sheet], at))
    region = _region(marks)
    allowed = [span for span in _within(public_spans(seen.full[sheet].minutes, text), region) if span[0] < span[1]]
    told = seen.text(sheet)
    parts = tuple(tuple(_numbered(pieces(told, marks, span), marks)) for span in allowed)
    pages = _pages(seen, sheet, text, marks, allowed)
    kept_back = sum(len(text[a:b].split()) for a, b in [region]) != sum(len(text[a:b].split()) for a, b in allowed)
    return SourceView(
        row=row,
        papers=tuple(papers_of(row.meeting)),
        document=sheet + 1,
        minutes=seen.public[sheet],
        item_at=at,
        marks=marks,
        parts=parts,
        pages=pages,
        not_drawn=tuple(sorted(_of_item(seen, sheet, text, allowed) - {page.number for page in pages})),
        all_shown=not kept_back,
        corrections=tuple(corrections_of(row)),
        withheld=withheld(row.meeting),
    )


def picture(row: Item, document: int, page: int) -> bytes | None:
    """A page of an open item's source as PNG; None where it may not be shown, is not there or cannot be drawn."""
    if not row.is_open:
        return None
    seen = shown(row.meeting)
    place = _place(seen, row, document)
    if place is None or not _is_pdf(seen, place[0]):
        return None
    full = seen.full[place[0]]
    text = full.document.text
    span = _page_span(full.minutes, page)
    on_page = _within([span], _region(marks_of_item(seen.public[place[0]], place[1]))) if span else []
    if page not in public_pages(full.minutes, text) or not any(text[a:b].strip() for a, b in on_page):
        return None
    try:
        data = files.path_of(full.document.sha256).read_bytes()
        hidden = _hidden_boxes(seen, place[0], data)
        only = _only(seen, place[0], page, data)
        return None if page not in hidden else page_picture(data, page, PICTURE_WIDTH, only, hidden[page])
    except (OSError, UnreadableError):
        return None


def _place(seen: Shown, row: Item, document: int | None) -> tuple[int, int] | None:
    group = next((g for g, known in zip(seen.groups, seen.rows, strict=True) if known.pk == row.pk), ())
    wanted = [place for place in group if document is None or place[0] == document - 1]
    return next(iter(wanted), None)


def _of_item(seen: Shown, sheet: int, text: str, allowed: Sequence[Span]) -> set[int]:
    """The pages on which anything stands that is the item's and public."""
    source = seen.full[sheet].minutes.source
    pages = enumerate((source.pages if source else None) or (), 1)
    return {number for number, page in pages if any(text[a:b].strip() for a, b in _within(allowed, page))}


def _region(marks: Sequence[Mark]) -> Span:
    return min((mark.at[0] for mark in marks), default=0), max((mark.at[1] for mark in marks), default=0)


def _within(spans: Sequence[Span], region: Span) -> list[Span]:
    return [
        (max(start, region[0]), min(end, region[1])) for start, end in spans if start < region[1] and end > region[0]
    ]


def _numbered(found: Sequence[Piece], marks: Sequence[Mark]) -> list[tuple[Piece, tuple[int, ...]]]:
    numbers = {mark: number for number, mark in enumerate(marks)}
    return [(piece, tuple(numbers[mark] for mark in piece.marks)) for piece in found]


def _is_pdf(seen: Shown, sheet: int) -> bool:
    return seen.full[sheet].document.media_type == _PDF


def _page_span(minutes: Minutes, page: int) -> Span | None:
    pages = (minutes.source.pages if minutes.source else None) or ()
    return pages[page - 1] if 0 < page <= len(pages) else None


def _only(seen: Shown, sheet: int, page: int, data: bytes) -> list[PageBox] | None:
    """What may be seen of a page; None for all of it, where the document holds nothing closed and nothing withheld."""
    document, minutes = seen.full[sheet].document, seen.full[sheet].minutes
    spans = public_spans(minutes, document.text)
    if not document.has_closed_content and spans == ((0, len(document.text)),) and not seen.withheld(sheet):
        return None
    pages = (minutes.source.pages if minutes.source else None) or ()
    return [box for boxes in boxes_of(data, pages, _within(spans, pages[page - 1])) for box in boxes]


def _hidden_boxes(seen: Shown, sheet: int, data: bytes) -> dict[int, list[PageBox]]:
    """Where words that are withheld stand on each page; a page is left out on which one of them has no box."""
    full = seen.full[sheet]
    pages = (full.minutes.source.pages if full.minutes.source else None) or ()
    hidden = seen.withheld(sheet)
    found: dict[int, list[PageBox]] = {number: [] for number in range(1, len(pages) + 1)}
    parts = [(number, part) for number, page in enumerate(pages, 1) for part in _within(hidden, page)]
    parts = [(number, part) for number, part in parts if full.document.text[slice(*part)].strip()]
    boxes = boxes_of(data, pages, [part for _, part in parts]) if parts else []
    for (number, _), placed in zip(parts, boxes, strict=True):
        if placed and number in found:
            found[number] += placed
        else:
            found.pop(number, None)
    return found


def _pages(seen: Shown, sheet: int, text: str, marks: Sequence[Mark], allowed: Sequence[Span]) -> tuple[PageView, ...]:
    minutes = seen.full[sheet].minutes
    pages = (minutes.source.pages if minutes.source else None) or ()
    if not _is_pdf(seen, sheet) or not pages:
        return ()
    wanted = sorted(_of_item(seen, sheet, text, allowed) & set(public_pages(minutes, text)))
    try:
        data = files.path_of(seen.full[sheet].document.sha256).read_bytes()
        boxes = boxes_of(data, pages, [mark.at for mark in marks])
        drawn = _hidden_boxes(seen, sheet, data)
    except (OSError, UnreadableError):
        return ()
    return tuple(
        PageView(
            number=number,
            boxes=tuple((mark, box) for mark, found in enumerate(boxes) for box in found if box.page == number),
        )
        for number in wanted
        if number in drawn
    )
