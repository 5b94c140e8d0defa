"""Plain text and Markdown: one `Line` a printed line, with the marks that the characters themselves show."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, pairwise

from sagsgang.model import Span
from sagsgang.reading.extracted import Cell, Extract, Line, Shape

MARKDOWN = "text/markdown"
PLAIN = "text/plain"

_BULLET = re.compile(r"([-*+•▪■●◦‣⁃·–—̵\uf0b7\uf0a7\uf02d\uf0d8]|o(?=\s{2,}))\s+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,3}[.)]|[a-zA-Z][.)]|[ivx]{1,4}[.)])\s+(?=\S)")
_DAY = re.compile(r"\d{1,2}\.\s+(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\b", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s+")
_QUOTE = re.compile(r"(?:>\s?)+(?=\S)")
_EMPHASIS = re.compile(r"\*\*|__|</?[biu]>|</?strong>|</?em>|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_LINK = re.compile(r"\[([^\]\n]{0,1000})\]\((?:#|https?:|/|mailto:)?[^)\n]{0,1000}\)")
_ESCAPE = re.compile(r"\\([_*#\[\]().!>~`\\-])")
_WHOLE_BOLD = re.compile(r"^(?:\*\*|__|<b>|<strong>)(?:(?!\*\*).)+(?:\*\*|__|</b>|</strong>)[:.]?$")
_MARKDOWN_SIGN = re.compile(r"^#{1,6} \S|^\*\*\S|\S\*\*\s*$|\*\*\S[^*\n]*\*\*|^\|.+\|\s*$|\]\((?:#|http)", re.MULTILINE)
_RULE_SIGNS = "-=_*~>"
_PIPE_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_RULE = re.compile(r"^[-=_*~\s]{3,}$|^>\s*$")


def is_markdown(text: str) -> bool:
    """True when marks of Markdown (headings, bold, links, tables) stand in the text at least twice."""
    if not any(sign in text for sign in ("#", "**", "|", "](")):
        return False
    return len(list(islice(_MARKDOWN_SIGN.finditer(text), 2))) == 2


def extract_text(text: str, media_type: str = PLAIN) -> Extract:
    """The lines of a plain text or Markdown file. `text` is decoded, in normal form C, with "\\n" as line end.

    A form feed starts a new page; `pages` is None where there is none.
    """
    builder = _Builder(text, media_type == MARKDOWN)
    position = 0
    for raw in text.split("\n"):
        builder.add(raw, position)
        position += len(raw) + 1
    return Extract(
        text=text,
        lines=tuple(builder.lines),
        media_type=media_type,
        wrapped=_is_wrapped(builder.lines),
        pages=_pages(text),
    )


class _Builder:
    """Adds one printed line after the other, remembering what stood before it."""

    def __init__(self, text: str, markdown: bool) -> None:
        self.lines: list[Line] = []
        self._text = text
        self._markdown = markdown
        self._page = 0 if "\f" in text else None
        self._gap = True
        self._table = -1
        self._rows = 0
        self._in_table = False

    def add(self, raw: str, position: int) -> None:
        if self._page is not None and "\f" in raw:
            self._page += raw.count("\f")
        stripped = raw.strip()
        if not stripped:
            self._gap = True
            return
        start = position + raw.index(stripped[0]) if raw[0] != stripped[0] else position
        if self._markdown and stripped[0] == "|" and _PIPE_RULE.match(stripped):
            self._end_of_headings(stripped, start)
            return
        if stripped[0] in _RULE_SIGNS and _RULE.match(stripped) and (len(stripped) > 2 or stripped == ">"):
            self.lines.append(
                Line(
                    start=start,
                    end=start + len(stripped),
                    text=stripped,
                    noise="ruling line",
                    page=self._page,
                    gap=self._gap,
                )
            )
            self._gap = True
            return
        if "\t" in raw and (cells := self._cells(raw, position)):
            self._row(start, start + len(stripped), cells)
        elif self._markdown and stripped.startswith("|") and stripped.count("|") > 2:
            self._pipe_row(stripped, start)
        else:
            self._in_table = False
            self.lines.append(self._line(raw, stripped, start))
        self._gap = False

    def _line(self, raw: str, stripped: str, start: int) -> Line:
        shape, level, marker, text, bold = Shape.TEXT, 0, None, stripped, False
        if self._markdown:
            if match := _QUOTE.match(text):
                text = text[match.end() :]
            if match := _HEADING.match(text):
                shape, level, text = Shape.HEADING, len(match[1]), text[match.end() :]
            bold = bool(_WHOLE_BOLD.match(text))
            text = _without_markup(text)
        if shape is Shape.TEXT and not text[:1].isupper():
            if match := _BULLET.match(text):
                shape, marker, text = Shape.BULLET, match[1], text[match.end() :]
            elif (match := _NUMBERED.match(text)) and not _DAY.match(text):
                shape, marker, text = Shape.NUMBERED, match[1], text[match.end() :]
            if marker is not None:
                level = (len(raw) - len(raw.lstrip())) // 2
        if "  " in text or "\t" in text or "\xa0" in text:
            text = " ".join(text.split())
        return Line(
            start=start, end=start + len(stripped), text=text, shape=shape, level=level, marker=marker,
            bold=bold, page=self._page, gap=self._gap,
        )  # fmt: skip

    def _cells(self, raw: str, position: int) -> list[Cell]:
        """The cells of a row that is divided by tabs; none where the tab only follows a list marker or stands at the
        edge."""
        cells = []
        offset = position
        for part in raw.split("\t"):
            text = part.strip()
            begin = offset + (len(part) - len(part.lstrip()))
            cells.append(
                Cell(start=begin, end=begin + len(text), text=_without_markup(text) if self._markdown else text)
            )
            offset += len(part) + 1
        while cells and not cells[-1].text:
            cells.pop()
        filled = [cell for cell in cells if cell.text]
        if len(filled) < 2 and not (self._in_table and filled):
            return []
        if len(filled) == 2 and re.fullmatch(r"\d{1,3}[.)]?|[a-z][.)]|[-•▪*\uf0b7o]", filled[0].text):
            return []
        return cells

    def _begin_table(self) -> None:
        self._table += 1
        self._rows = 0
        self._in_table = True

    def _row(self, start: int, end: int, cells: list[Cell]) -> None:
        header = not self._in_table
        if header:
            self._begin_table()
        self._rows += 1
        text = " ".join(cell.text for cell in cells if cell.text)
        self.lines.append(
            Line(
                start=start,
                end=end,
                text=text,
                shape=Shape.ROW,
                page=self._page,
                gap=self._gap,
                cells=tuple(cells),
                table=self._table,
                header=header and not _has_figures(cells),
            )
        )

    def _end_of_headings(self, stripped: str, start: int) -> None:
        """The rule below the heading of a table; where nothing stands above it, the table has none."""
        if not self._in_table:
            self._begin_table()
        elif self._rows == 1 and "-" in stripped and self.lines[-1].table == self._table:
            self.lines[-1] = replace(self.lines[-1], header=True)
        self.lines.append(Line(start=start, end=start + len(stripped), text="", page=self._page, noise="ruling line"))

    def _pipe_row(self, stripped: str, start: int) -> None:
        cells = []
        offset = start
        for part in stripped.split("|"):
            text = part.strip()
            begin = offset + (len(part) - len(part.lstrip()))
            cells.append(Cell(start=begin, end=begin + len(text), text=_without_markup(text)))
            offset += len(part) + 1
        cells = cells[1:-1] if stripped.endswith("|") else cells[1:]
        self._row(start, start + len(stripped), cells)


def _has_figures(cells: list[Cell]) -> bool:
    return sum(any(letter.isdigit() for letter in cell.text) for cell in cells[1:]) * 2 > max(1, len(cells) - 1)


def _without_markup(text: str) -> str:
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "*" in text or "__" in text or "<" in text:
        text = _EMPHASIS.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return text.strip()


def _is_wrapped(lines: list[Line]) -> bool:
    """True when sentences run on over line ends: a line without a full stop, the next in small letters."""
    running = 0
    for before, line in pairwise(lines):
        runs_on = len(before.text) > 40 and before.text[-1] not in ".:;,!?" and line.text[:1].islower()
        if runs_on and line.marker is None and not line.text.startswith("at "):
            running += 1
    very_long = sum(len(line.text) > 180 for line in lines)
    return running * 25 > len(lines) and very_long * 20 < len(lines)


def _pages(text: str) -> tuple[Span, ...] | None:
    if "\f" not in text:
        return None
    pages = []
    start = 0
    for match in re.finditer("\f", text):
        pages.append((start, match.start()))
        start = match.start() + 1
    pages.append((start, len(text)))
    return tuple(pages)
