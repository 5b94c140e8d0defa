"""Lost letters put back in the lines of an extract, the text itself left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sagsgang.danish import letters
from sagsgang.model import (
    Repair,
)  # fmt: skip
from sagsgang.reading.extracted import Extract, Line


def repaired(extract: Extract) -> tuple[Extract, tuple[Repair, ...]]:
    """The extract with lost letters put back in its lines; the text itself stays as it is."""
    if not letters.damaged_regions(extract.text):
        return extract, ()
    found = sorted(letters.repair(extract.text), key=lambda repair: repair.start)
    if not found:
        return extract, ()
    lines, place = [], 0
    for line in extract.lines:
        first = place
        while place < len(found) and found[place].start < line.end:
            place += 1
        lines.append(_mended(line, found[first:place]) if place > first else line)
    repairs = tuple(
        Repair(at=(r.start, r.end), was=r.was, is_=r.is_, certainty=r.certainty) for r in found if r.was.strip()
    )
    return replace(extract, lines=tuple(lines)), repairs


def _mended(line: Line, repairs: Sequence[letters.LetterRepair]) -> Line:
    text, position = line.text, 0
    for repair in repairs:
        place = text.find(repair.was, position)
        if place >= 0:
            text = text[:place] + repair.is_ + text[place + len(repair.was) :]
            position = place + len(repair.is_)
    cells = tuple(
        replace(cell, text=letters.apply(cell.text, _within(cell.start, cell.end, cell.text, repairs)))
        for cell in line.cells
    )
    return replace(line, text=" ".join(text.split()), cells=cells)


def _within(start: int, end: int, text: str, repairs: Sequence[letters.LetterRepair]) -> list[letters.LetterRepair]:
    return [
        replace(repair, start=repair.start - start, end=repair.end - start)
        for repair in repairs
        if start <= repair.start and repair.end <= end and text[repair.start - start : repair.end - start] == repair.was
    ]
