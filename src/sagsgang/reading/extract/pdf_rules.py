"""Ruling lines and drawn list markers of a PDF page."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from sagsgang.reading.extract.pdf_words import Sheet, plain_function

_P, _I = ctypes.c_void_p, ctypes.c_int
_object = plain_function("FPDFPage_GetObject", _P, _P, _I)
_kind = plain_function("FPDFPageObj_GetType", _I, _P)
_bounds = plain_function("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)

_THIN = 3.0  # points: a rectangle that is thinner is a line
_MOST_OBJECTS = 30_000
_MOST_LINES = 2_000  # drawings (maps, charts) have more; their lines are no tables


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """Lines as (position, from, to), `across` by y from the top and `down` by x; `dots` are small shapes.

    A dot is (x0, top, x1, bottom).
    """

    across: tuple[tuple[float, float, float], ...] = ()
    down: tuple[tuple[float, float, float], ...] = ()
    dots: tuple[tuple[float, float, float, float], ...] = ()

    def crossed(self, x: float, top: float, bottom: float) -> bool:
        """Whether a line across goes through x between top and bottom, with a margin for headings' underlines."""
        first, last = bisect(self.across, (top + 2, math.inf)), bisect(self.across, (bottom - 2,))
        return any(left < x < right for _, left, right in self.across[first:last])


def read_rules(page: Any) -> Rules:
    """The ruling lines of a page (pdfium's handle), in points from the top left corner of the sheet as it is shown."""
    sheet = Sheet.of(page)
    width, height = sheet.size()
    area = width * height
    across: set[tuple[float, float, float]] = set()
    down: set[tuple[float, float, float]] = set()
    dots: list[tuple[float, float, float, float]] = []
    for left, low, right, high in _paths(page):
        (x0, x1), (top, bottom) = map(sorted, zip(sheet.place(left, low), sheet.place(right, high), strict=True))
        x0, x1, top, bottom = round(x0, 1), round(x1, 1), round(top, 1), round(bottom, 1)
        wide, tall = x1 - x0, bottom - top
        if tall <= _THIN and wide > 8:
            across.add(((top + bottom) / 2, x0, x1))
        elif wide <= _THIN and tall > 8:
            down.add(((x0 + x1) / 2, top, bottom))
        elif max(wide, tall) < 9 and 0.6 < wide / max(tall, 0.1) < 1.7:
            dots.append((x0, top, x1, bottom))
        elif wide > 8 and tall > 8 and wide * tall < 0.6 * area:  # a box or a shaded cell: its edges
            across |= {(top, x0, x1), (bottom, x0, x1)}
            down |= {(x0, top, bottom), (x1, top, bottom)}
    if len(across) + len(down) > _MOST_LINES or len(dots) > _MOST_LINES:
        return Rules()
    return Rules(across=tuple(sorted(across)), down=tuple(sorted(down)), dots=tuple(dots))


def _paths(page: Any) -> Iterator[tuple[float, float, float, float]]:
    edges = (ctypes.c_float * 4)()
    at = ctypes.addressof(edges)
    pointers = (at, at + 4, at + 8, at + 12)
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        return
    handle = ctypes.cast(page, ctypes.c_void_p).value
    wanted = pdfium.FPDF_PAGEOBJ_PATH
    for index in range(count):
        drawn = _object(handle, index)
        if _kind(drawn) == wanted and _bounds(drawn, *pointers):
            yield edges[0], edges[1], edges[2], edges[3]
