"""Scanned pages, read by tesseract where it is installed with its Danish data. Lines and words with their boxes."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from typing import Any

import pypdfium2 as pdfium

from sagsgang.reading.extract.pdf_words import PageWords, Word
from sagsgang.reading.extracted import UnreadableError

DOTS_PER_INCH = 300
SECONDS_A_PAGE = 60
MOST_PIXELS_A_PAGE = 40_000_000
MOST_PIXELS = 2_600_000_000  # about 300 pages A4
_LINE_LEVEL, _WORD_LEVEL = "4", "5"
_LETTER_SHARE = 0.75  # of a line's height, from the top of its highest letter to the foot of its lowest


@functools.cache
def can_read_scans() -> bool:
    """Whether tesseract is installed and knows Danish."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "dan" in (told.stdout + told.stderr).split()


def read_scan(document: pdfium.PdfDocument) -> list[PageWords | None]:
    """The words of every page as tesseract reads them, None for a page it gave up.

    Raises `UnreadableError` "too-large" before any work when the pages have more pixels than is sensible.
    """
    scales = [_scale(document.get_page_size(number)) for number in range(len(document))]
    if sum(pixels for _, pixels in scales) > MOST_PIXELS:
        raise UnreadableError("too-large", "The scanned PDF has too many pages; split it and read the parts.")
    return [_page(document, number, scale) for number, (scale, _) in enumerate(scales)]


def _scale(size: tuple[float, float]) -> tuple[float, float]:
    """Pixels a point, and the pixels of the page: fewer dots for a sheet larger than A2."""
    scale = DOTS_PER_INCH / 72
    pixels = max(size[0] * size[1], 1.0) * scale * scale
    if pixels > MOST_PIXELS_A_PAGE:
        scale *= (MOST_PIXELS_A_PAGE / pixels) ** 0.5
        pixels = MOST_PIXELS_A_PAGE
    return scale, pixels


def _page(document: pdfium.PdfDocument, number: int, scale: float) -> PageWords | None:
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return None
    try:
        width, height = page.get_size()
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            picture = _portable_graymap(bitmap)
        finally:
            bitmap.close()
    finally:
        page.close()
    told = _recognised(picture)
    if told is None:
        return None
    return PageWords(words=_words(told, scale), turned=[], outside=0, width=width, height=height)


def _portable_graymap(bitmap: Any) -> bytes:
    """The picture in the plainest format that tesseract takes: no picture library is needed."""
    pixels = bytes(bitmap.buffer)
    width, stride = bitmap.width, bitmap.stride
    rows = (
        pixels
        if width == stride
        else b"".join(pixels[at : at + width] for at in range(0, stride * bitmap.height, stride))
    )
    return b"P5\n%d %d\n255\n" % (width, bitmap.height) + rows[: width * bitmap.height]


def _recognised(picture: bytes) -> str | None:
    program = shutil.which("tesseract")
    if program is None:
        return None
    command = [program, "-", "-", "-l", "dan", "--dpi", str(DOTS_PER_INCH), "tsv"]
    try:
        told = subprocess.run(  # noqa: S603 - a fixed command; the picture comes through standard input
            command,
            input=picture,
            capture_output=True,
            timeout=SECONDS_A_PAGE,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads cost more than they gain on one page
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return told.stdout.decode("utf-8", "replace") if told.returncode == 0 else None


def _words(told: str, scale: float) -> list[Word]:
    """The words of tesseract's table; all words of a line get the line's height, so that they stay together."""
    words: list[Word] = []
    top = bottom = 0.0
    for row in told.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) < 12:
            continue
        left, high, wide, tall = (int(field) / scale for field in fields[6:10])
        if fields[0] == _LINE_LEVEL:
            top, bottom = high, high + tall
        elif fields[0] == _WORD_LEVEL and fields[11].strip():
            size = max(round((bottom - top) * _LETTER_SHARE / 2) * 2.0, 2.0)
            words.append(Word(fields[11].strip(), left, left + wide, top, bottom, size, False, len(words) * 100))
    return words
