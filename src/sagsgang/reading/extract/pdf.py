"""PDF: text and lines from the positions, sizes and weights of the letters."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sagsgang.model import Diagnostic, Level
from sagsgang.reading.extract.pdf_furniture import mark_furniture
from sagsgang.reading.extract.pdf_lines import assemble
from sagsgang.reading.extract.pdf_rows import pieces_of, reading_order, rows_of
from sagsgang.reading.extract.pdf_rules import Rules, read_rules
from sagsgang.reading.extract.pdf_scans import can_read_scans, read_scan
from sagsgang.reading.extract.pdf_tables import Box, Printed, plain_line, printed_lines
from sagsgang.reading.extract.pdf_words import PageWords, Word, read_words
from sagsgang.reading.extracted import Extract, UnreadableError

_MOST_PAGES = 5_000
_MOST_PIECES = 4_000  # a drawing with words all over it: looking for tables would take minutes and find none
_END = b"%%EOF"
_ONE_AT_A_TIME = threading.Lock()


def extract_pdf(data: bytes) -> Extract:
    """The text and lines of a PDF.

    Raises `UnreadableError` with code "encrypted", "truncated", "malformed", "too-large", "image-only" or "empty".
    """
    with opened(data) as document:
        return _extract(document, data)


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """pdfium's document while it is in use. Raises `UnreadableError`: "encrypted", "truncated" or "malformed".

    pdfium ends the process when two threads use it at once, so others wait.
    """
    with _ONE_AT_A_TIME:
        document = _open(data)
        try:
            yield document
        finally:
            document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("malformed", "The file is not a PDF; save or export it again as PDF.")
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise UnreadableError(
                "encrypted", "The PDF is locked with a password; save a copy without a password and read that."
            ) from error
        if _END not in data[-2048:]:
            raise UnreadableError("truncated", "The PDF ends too early; fetch or copy the whole file again.") from error
        raise UnreadableError("malformed", "The PDF is damaged; export it again from its source.") from error


def _extract(document: pdfium.PdfDocument, data: bytes) -> Extract:
    count = len(document)
    if count == 0:
        raise UnreadableError("empty", "The PDF has no pages; export it again from its source.")
    if count > _MOST_PAGES:
        raise UnreadableError("too-large", f"The PDF has more than {_MOST_PAGES} pages; split it and read the parts.")
    diagnostics: list[Diagnostic] = []
    if _END not in data[-2048:]:
        diagnostics.append(_warning("truncated", "The PDF ends too early: its last pages may be missing."))
    read = [read_page(document, number) for number in range(count)]
    if not any(page for page in read if page is not None and page.lines):
        if all(page is None for page in read):
            raise UnreadableError("malformed", "No page of the PDF can be read; export it again from its source.")
        read = _without_text(document, diagnostics)
    for number, page in enumerate(read):
        diagnostics += _about_page(document, number, page)
    pages = [page.lines if page is not None else [] for page in read]
    unknown = sum(line.text.count("\ufffd") for page in pages for line in page)
    if unknown:
        diagnostics.append(
            _warning("unknown-letters", f"{unknown} letters have no known character in the PDF's fonts.")
        )
    mark_furniture(pages, [page.height if page is not None else 842.0 for page in read])
    return assemble(pages, diagnostics)


def _about_page(document: pdfium.PdfDocument, number: int, page: PrintedPage | None) -> list[Diagnostic]:
    if page is None:
        return [_warning("page-unreadable", f"Page {number + 1} cannot be read and was left out.")]
    told: list[Diagnostic] = []
    if page.outside:
        words = "1 word" if page.outside == 1 else f"{page.outside} words"
        told.append(_warning("outside-page", f"{words} beyond the edge of page {number + 1} left out."))
    if not page.lines and _has_pictures(document, number):
        told.append(_warning("page-without-text", f"Page {number + 1} is a picture without text and was left out."))
    return told


def _warning(code: str, message: str) -> Diagnostic:
    return Diagnostic(level=Level.WARNING, code=code, message=message)


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedPage:
    """A page as it is read: its lines in reading order, how many words are off the sheet, its size in points."""

    lines: list[Printed]
    outside: int
    width: float
    height: float


def read_page(document: pdfium.PdfDocument, number: int) -> PrintedPage | None:
    """A page, counted from 0; None where pdfium cannot load it. Everything of the page is closed again."""
    page = raw.FPDF_LoadPage(document, number)
    if not page:
        return None
    try:
        textpage = raw.FPDFText_LoadPage(page)
        if not textpage:
            return None
        try:
            words = read_words(page, textpage)
        finally:
            raw.FPDFText_ClosePage(textpage)
        lines = _lines(page, words)
        return PrintedPage(lines=lines, outside=words.outside, width=words.width, height=words.height)
    finally:
        raw.FPDF_ClosePage(page)


def _lines(page: Any, words: PageWords) -> list[Printed]:
    """The lines of a page in reading order; `page` is pdfium's handle, None for a scanned page."""
    pieces = pieces_of(words.words)
    rules = read_rules(page) if page is not None and pieces else Rules()
    if len(pieces) > _MOST_PIECES:
        return [plain_line(row) for row in rows_of(pieces)] + _turned(words.turned)
    found: list[Printed] = []
    tables = 0
    for block in reading_order(pieces, rules.crossed):
        made = printed_lines(block, rules, tables)
        tables = max([tables, *(line.table + 1 for line in made if line.table is not None)])
        found += made
    for line in found:
        line.drawn_marker = line.table is None and _has_dot(line, rules)
    return found + _turned(words.turned)


def _has_dot(line: Printed, rules: Rules) -> bool:
    """A list marker that is drawn as a shape, as web browsers do."""
    size = line.size
    return any(
        line.top < (top + bottom) / 2 < line.bottom and 0 < line.x0 - x1 < 2 * size and bottom - top < 0.7 * size
        for x0, top, x1, bottom in rules.dots
    )


def _turned(words: list[Word]) -> list[Printed]:
    """Words that run up or down, as lines of their own after the others."""
    runs: list[list[Word]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if last is not None and min(word.x1, last.x1) - max(word.x0, last.x0) > 0.3 * word.size:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [
        Printed(
            [_turned_box(run)],
            run,
            min(word.top for word in run),
            max(word.bottom for word in run),
            turned=True,
        )
        for run in runs
    ]


def _turned_box(run: list[Word]) -> Box:
    text = " ".join(word.text for word in run)
    return Box([text], min(word.x0 for word in run), max(word.x1 for word in run), [run])


def _without_text(document: pdfium.PdfDocument, diagnostics: list[Diagnostic]) -> list[PrintedPage | None]:
    """A document without a single letter: what character recognition makes of it, if that is installed."""
    if not any(_has_pictures(document, number) for number in range(len(document))):
        raise UnreadableError("empty", "There is nothing on the pages of the PDF; export it again from its source.")
    unread = UnreadableError(
        "image-only", "The PDF has pictures of pages and no text; have it read by character recognition first."
    )
    if not can_read_scans():
        raise unread
    pages = [
        None
        if words is None
        else PrintedPage(lines=_lines(None, words), outside=0, width=words.width, height=words.height)
        for words in read_scan(document)
    ]
    if not any(page for page in pages if page is not None and page.lines):
        raise unread
    diagnostics.append(
        _warning(
            "read-by-character-recognition", "The pages are pictures; their text was recognised and may have errors."
        )
    )
    return pages


_PICTURES = {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_SHADING}


def _has_pictures(document: pdfium.PdfDocument, number: int) -> bool:
    page = raw.FPDF_LoadPage(document, number)
    if not page:
        return False
    try:
        count = min(raw.FPDFPage_CountObjects(page), 1000)
        return any(raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index)) in _PICTURES for index in range(count))
    finally:
        raw.FPDF_ClosePage(page)
