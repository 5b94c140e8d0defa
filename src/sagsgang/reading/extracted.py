"""What every extractor gives to the reader: the text of a file, and its lines with the evidence of their form.

One type in the middle: the reader that comes after does not know which format a line came from. It weighs the evidence
that is there (size, weight, position, heading level, what the file's own structure says) and does without what is not.

Invariants, checked by `Extract.__post_init__`:
- `text` is in Unicode normal form C and has no carriage returns; offsets count in it.
- lines stand in order, do not overlap, and cover every character of `text` that is not white space.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from sagsgang.model import Diagnostic, Span


class Shape(StrEnum):
    """The form of a line, as the source gives it (markup, tags) or its characters show it."""

    TEXT = "text"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    ROW = "row"


class Fact(StrEnum):
    """What the file's own structure (a JSON key, an XML element) says that a line is. Never set by guessing."""

    DOCUMENT = "document"
    MUNICIPALITY = "municipality"
    BODY = "body"
    DATE = "date"
    START = "start"
    END = "end"
    PLACE = "place"
    PRESENT = "present"
    ABSENT = "absent"
    ITEM = "item"
    JOURNAL_NUMBER = "journal_number"
    LABEL = "label"
    ATTACHMENT = "attachment"
    OPENNESS = "openness"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell of a table row. `x0`, `x1` are its edges in points from the left where the source has positions."""

    start: int
    end: int
    text: str
    x0: float | None = None
    x1: float | None = None


_NOTHING: Mapping[str, str | bool | int | None] = MappingProxyType({})


def _nothing() -> Mapping[str, str | bool | int | None]:
    return _NOTHING


@dataclass(kw_only=True, slots=True)
class Line:
    """A printed line (PDF, text) or a paragraph (HTML, DOCX, JSON, XML). Never changed once made.

    (Not `frozen`: a frozen one takes three times as long to make, and every line of every document is made.)

    `start`, `end`  where it stands in the text, markup included
    `text`          what a person reads: no markup, no list marker, white space folded
    `level`         1 to 6 for a heading; nesting depth from 0 for a list item
    `marker`        the list marker as written ("1.", "a)", "•"), None when there is none
    `bold`          the whole line is bold
    `size`          letter size relative to the body text of the document (1.0), None when unknown
    `x`             left edge in points, None when unknown
    `page`          page from 0, None for a source without pages
    `gap`           a blank line or an unusual distance stands before it
    `cells`         for a row: its cells; `table` numbers the tables of the document from 0; `header` a header row
    `noise`         why it is no content ("page header", "navigation", ...), None for content
    `fact`, `value` what the file's own structure says the line is, with details:
                    ITEM: number, title (str or None), open (bool or None); ATTACHMENT: number, title, file, open;
                    LABEL: none; JOURNAL_NUMBER: none; OPENNESS: open; DATE/START/END: iso ("2026-05-04", "14:00");
                    DOCUMENT: kind (a `DocumentKind` value) when the structure says so
    """

    start: int
    end: int
    text: str
    shape: Shape = Shape.TEXT
    level: int = 0
    marker: str | None = None
    bold: bool = False
    size: float | None = None
    x: float | None = None
    page: int | None = None
    gap: bool = False
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    header: bool = False
    noise: str | None = None
    fact: Fact | None = None
    value: Mapping[str, str | bool | int | None] = field(default_factory=_nothing)


@dataclass(frozen=True, kw_only=True, slots=True)
class Extract:
    """The text of a file and its lines. `wrapped` says that a paragraph may go over several lines."""

    text: str
    lines: tuple[Line, ...]
    media_type: str
    wrapped: bool
    pages: tuple[Span, ...] | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    def __post_init__(self) -> None:
        end = 0
        for line in self.lines:
            if line.start < end or line.end < line.start:
                raise AssertionError(f"lines overlap at {line.start}")
            if not self.text[end : line.start].isspace() and line.start != end:
                raise AssertionError(f"text between lines at {end}: {self.text[end : line.start][:40]!r}")
            end = line.end
        if self.text[end:].strip():
            raise AssertionError(f"text after the last line at {end}")


class UnreadableError(Exception):
    """The file cannot be read. The message is one sentence for people: what is wrong and what to do.

    `code` is stable: "empty", "encrypted", "truncated", "image-only", "too-large", "not-supported", "malformed",
    "no-such-page".
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
