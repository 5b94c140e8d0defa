"""A page of a PDF as a picture. PNG is written here: it takes a few lines, and no picture library is needed."""

from __future__ import annotations

import ctypes
import struct
import time
import zlib
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sagsgang.reading.extract.pdf import opened
from sagsgang.reading.extracted import UnreadableError
from sagsgang.reading.places import PageBox

WIDEST = 3_000
MOST_PIXELS = 12_000_000  # a page A4 at the widest
SECONDS = 10
_MARGIN = 0.3  # of the height of a line: the hyphen at its end and the feet of its letters reach beyond its box
_GREY, _COLOURS = 0, 2
_WHITE = 255
_BLACK = 0


def page_picture(
    data: bytes, page: int, width: int, only: Sequence[PageBox] | None = None, hidden: Sequence[PageBox] = ()
) -> bytes:
    """A page of a PDF file, counted from 1, as a PNG `width` pixels wide (1 to `WIDEST`).

    The picture is narrower where a page is so high that it would have more than `MOST_PIXELS`. With `only`, everything
    but what stands in those boxes of the page is white, pictures and notes included: for pages of a document of which
    the public may see a part. The boxes of `hidden` are filled with black. Raises `UnreadableError`: "encrypted",
    "truncated", "malformed" (the page cannot be drawn either), "no-such-page", or "too-large" when drawing takes longer
    than `SECONDS`.
    """
    with opened(data) as document:
        if not 1 <= page <= len(document):
            raise UnreadableError("no-such-page", f"The PDF has no page {page}; it has {len(document)}.")
        wide, high, pixels = _drawn(document, page, min(max(width, 1), WIDEST))
    if only is not None:
        pixels = _kept(pixels, wide, high, [box for box in only if box.page == page])
    if hidden:
        pixels = _filled(pixels, wide, high, [box for box in hidden if box.page == page])
    return _png(pixels, wide, high)


def _drawn(document: pdfium.PdfDocument, number: int, width: int) -> tuple[int, int, bytes]:
    """Width, height and the red, green and blue of every pixel."""
    page = raw.FPDF_LoadPage(document, number - 1)
    if not page:
        raise UnreadableError("malformed", f"Page {number} of the PDF is damaged; export it again from its source.")
    try:
        wide, high = _size(raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page), width)
        pixels = (ctypes.c_ubyte * (wide * high * 3))()
        bitmap = raw.FPDFBitmap_CreateEx(wide, high, raw.FPDFBitmap_BGR, pixels, wide * 3)
        if not bitmap:
            raise UnreadableError("malformed", f"Page {number} of the PDF cannot be drawn; open the file itself.")
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
            _draw(page, bitmap, wide, high, number)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
        return wide, high, bytes(pixels)
    finally:
        raw.FPDF_ClosePage(page)


def _size(page_wide: float, page_high: float, width: int) -> tuple[int, int]:
    """The picture's size in pixels, with the page's proportions as far as the limits let it."""
    ratio = max(page_high, 0.01) / max(page_wide, 0.01)
    width = max(min(width, int((MOST_PIXELS / ratio) ** 0.5)), 1)
    return width, min(max(round(width * ratio), 1), MOST_PIXELS // width)


def _draw(page: object, bitmap: object, wide: int, high: int, number: int) -> None:
    """Draw step by step, so that a drawing without end can be given up."""
    until = time.monotonic() + SECONDS
    pause = raw.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(lambda _: time.monotonic() > until)
    flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
    try:
        state = raw.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, wide, high, 0, flags, pause)
    finally:
        raw.FPDF_RenderPage_Close(page)
    if state == raw.FPDF_RENDER_TOBECONTINUED:
        raise UnreadableError("too-large", f"Drawing page {number} of the PDF takes too long; open the file itself.")
    if state != raw.FPDF_RENDER_DONE:
        raise UnreadableError("malformed", f"Page {number} of the PDF cannot be drawn; open the file itself.")


def _kept(pixels: bytes, wide: int, high: int, boxes: Sequence[PageBox]) -> bytes:
    """The picture with white wherever no box is."""
    kept = bytearray([_WHITE]) * len(pixels)
    for part in _rows(wide, high, boxes):
        kept[part] = pixels[part]
    return bytes(kept)


def _filled(pixels: bytes, wide: int, high: int, boxes: Sequence[PageBox]) -> bytes:
    """The picture with black in every box."""
    filled = bytearray(pixels)
    for part in _rows(wide, high, boxes):
        filled[part] = bytes([_BLACK]) * (part.stop - part.start)
    return bytes(filled)


def _rows(wide: int, high: int, boxes: Sequence[PageBox]) -> Iterator[slice]:
    """Where the rows of the boxes stand among the colours of the picture's pixels."""
    for box in boxes:
        margin = _MARGIN * min(box.width * wide, box.height * high)
        left, top = max(int(box.left * wide - margin), 0), max(int(box.top * high - margin), 0)
        right = min(int((box.left + box.width) * wide + margin) + 1, wide)
        bottom = min(int((box.top + box.height) * high + margin) + 1, high)
        yield from (slice((row * wide + left) * 3, (row * wide + right) * 3) for row in range(top, bottom))


def _png(pixels: bytes, wide: int, high: int) -> bytes:
    """A PNG file; a page without colours is kept in shades of grey, which is a third of the work."""
    kind, depth = _COLOURS, 3
    if pixels[::3] == pixels[1::3] == pixels[2::3]:
        pixels, kind, depth = pixels[::3], _GREY, 1
    stride = wide * depth
    rows = b"".join(b"\0" + pixels[at : at + stride] for at in range(0, stride * high, stride))
    head = struct.pack(">IIBBBBB", wide, high, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
