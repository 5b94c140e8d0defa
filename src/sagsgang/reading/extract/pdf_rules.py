"""Ruling lines and drawn list markers of a PDF page. Asked for only where rows look like a table or a list."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_THIN = 3.0  # points: a rectangle that is thinner is a line
_MOST_OBJECTS = 30_000  # drawings (maps, charts) have more; their lines are no tables


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
        return any(top + 2 < y < bottom - 2 and left < x < right for y, left, right in self.across)


def read_rules(page: Any) -> Rules:
    """The ruling lines of a page (pdfium's handle), in points from the top left corner of the sheet as it is shown."""
    if pdfium.FPDFPage_GetRotation(page) % 4:
        return Rules()
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    high, left = max(bounds.top, bounds.bottom), bounds.left
    area = abs((bounds.right - bounds.left) * (bounds.top - bounds.bottom))
    across: set[tuple[float, float, float]] = set()
    down: set[tuple[float, float, float]] = set()
    dots: list[tuple[float, float, float, float]] = []
    for x0, y0, x1, y1 in _paths(page):
        wide, tall = x1 - x0, y1 - y0
        top, bottom = round(high - y1, 1), round(high - y0, 1)
        x0, x1 = round(x0 - left, 1), round(x1 - left, 1)
        if tall <= _THIN and wide > 8:
            across.add(((top + bottom) / 2, x0, x1))
        elif wide <= _THIN and tall > 8:
            down.add(((x0 + x1) / 2, top, bottom))
        elif max(wide, tall) < 9 and 0.6 < wide / max(tall, 0.1) < 1.7:
            dots.append((x0, top, x1, bottom))
        elif wide > 8 and tall > 8 and wide * tall < 0.6 * area:  # a box or a shaded cell: its edges
            across |= {(top, x0, x1), (bottom, x0, x1)}
            down |= {(x0, top, bottom), (x1, top, bottom)}
    return Rules(across=tuple(sorted(across)), down=tuple(sorted(down)), dots=tuple(dots))


def _paths(page: Any) -> Iterator[tuple[float, float, float, float]]:
    edges = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.byref(edge) for edge in edges]
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        return
    get, kind, bounds = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType, pdfium.FPDFPageObj_GetBounds
    for index in range(count):
        drawn = get(page, index)
        if kind(drawn) == pdfium.FPDF_PAGEOBJ_PATH and bounds(drawn, *pointers):
            yield edges[0].value, edges[1].value, edges[2].value, edges[3].value
