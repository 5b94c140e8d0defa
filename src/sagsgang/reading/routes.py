"""The bodies that a case is to pass: a list, or a matrix with an X under each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sagsgang.danish.bodies import is_body_name
from sagsgang.reading.extracted import Cell, Shape
from sagsgang.reading.layout import Block

_CODES = re.compile(r"^(?:[A-ZÆØÅ]{2,5}\s+){2,}[A-ZÆØÅ]{2,5}$")
_MARKS = re.compile(r"^[XxÅ\s]+$")
_SEPARATOR = re.compile(r"\s*(?:,|;|/|→|->|–>|\n)\s*|(?<!-)\s+(?:og|samt)\s+")
_CODE = re.compile(r"^[A-ZÆØÅ]{2,5}$")
_BEGINS_WITH_FOR = re.compile(r"^[Uu]dvalg(?:et)? for\b")
_TYPE = re.compile(r"^(?:beslutning|orientering|drøftelse)ssag$|^(?:beslutning|orientering|drøftelse)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Which bodies are marked; `lost` when the marks cannot be told apart by column."""

    marked: tuple[str, ...]
    lost: bool


def read_matrix(blocks: Sequence[Block], source: str) -> Matrix | None:
    """The routing matrix in the blocks, None when they hold none.

    Columns are told from positions (PDF), from table cells (HTML, DOCX), or from a mark or blank for every code.
    """
    codes = next((block for block in blocks if _CODES.match(block.text.strip()) or _is_row_of_codes(block)), None)
    if codes is None:
        return None
    marks = [
        block
        for block in blocks
        if block is not codes and re.search(r"[Xx]", block.text) and _MARKS.match(block.text.strip())
    ]
    if not marks:
        return Matrix((), False)
    names = [cell.text for cell in codes.cells if cell.text] or codes.text.split()
    for row in marks:
        marked = _by_position(codes, row) or _by_cell(codes, row) or _by_count(names, row, source)
        if marked:
            return Matrix(tuple(marked), False)
    return Matrix((), True)


def _is_row_of_codes(block: Block) -> bool:
    texts = [cell.text for cell in block.cells if cell.text]
    return len(texts) >= 3 and all(re.fullmatch(r"[A-ZÆØÅ]{2,5}", text) for text in texts)


def _by_position(codes: Block, row: Block) -> list[str]:
    heads = [cell for cell in codes.cells if cell.text and cell.x0 is not None and cell.x1 is not None]
    marks = [cell for cell in row.cells if cell.text and cell.x0 is not None and cell.x1 is not None]
    if not heads or not marks:
        return []
    return [
        min(heads, key=lambda head: abs(_middle(head) - _middle(mark))).text
        for mark in marks
        if re.search(r"[Xx]", mark.text)
    ]


def _middle(cell: Cell) -> float:
    return ((cell.x0 or 0.0) + (cell.x1 or 0.0)) / 2


def _by_cell(codes: Block, row: Block) -> list[str]:
    if row.shape is not Shape.ROW or len(row.cells) != len(codes.cells) or len(codes.cells) < 3:
        return []
    return [code.text for code, mark in zip(codes.cells, row.cells, strict=True) if re.search(r"[Xx]", mark.text)]


def _by_count(names: list[str], row: Block, source: str) -> list[str]:
    """One sign for each code, as where a lost letter stands for every blank."""
    signs = source[row.start : row.end].split()
    if len(signs) != len(names):
        return []
    return [name for name, sign in zip(names, signs, strict=True) if sign in ("X", "x")]


def route_of(blocks: Sequence[Block]) -> list[str]:
    """The bodies listed, in order, as written."""
    found: list[str] = []
    for block in blocks:
        if block.noise or _TYPE.match(block.text.strip(" .")):
            continue
        found.extend(_listed(block.text))
    return found


def names_a_body(text: str) -> bool:
    """True when a line lists a body, by name or code."""
    return any(is_body_name(name) or _CODE.match(name) for name in _listed(text))


def _listed(text: str) -> list[str]:
    """The bodies of a line; a piece that is no body by itself belongs to the next one (`Plan, Teknik og
    Miljøudvalget`)."""
    found: list[str] = []
    begin = 0
    ends = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text)] + [(len(text), len(text))]
    for end, following in ends:
        name = text[begin:end].strip(" .()–-")
        rest = text[following:].strip()
        is_piece = bool(name) and not (is_body_name(name) or _CODE.match(name))
        goes_on = bool(rest) and is_body_name(_SEPARATOR.split(rest, maxsplit=1)[0].strip(" .()"))
        if is_piece and goes_on and any(link in text[end:following] for link in (",", " og ", "samt")):
            continue
        if name and found and not is_body_name(name) and not _CODE.match(name) and _BEGINS_WITH_FOR.match(found[-1]):
            found[-1] = text[text.rfind(found[-1], 0, end) : end].strip(" .()–-")
        elif name and not _TYPE.match(name) and len(name) <= 90:
            found.append(name)
        begin = following
    return found
