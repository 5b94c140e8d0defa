"""From paragraphs to an `Extract`: keeps the offsets, so that no extractor has to count characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sagsgang.model import Diagnostic
from sagsgang.reading.decoding import normal_form, without_controls
from sagsgang.reading.extracted import Cell, Extract, Fact, Line, Shape, UnreadableError

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_NOTHING: Mapping[str, str | bool | int | None] = MappingProxyType({})


def fold(text: str) -> str:
    """`text` as it is shown: white space folded, no soft hyphens or control characters, in normal form C."""
    folded = " ".join(text.split())
    if not folded.isprintable():
        folded = " ".join(without_controls(_INVISIBLE.sub("", folded)).split())
    return normal_form(folded)


@dataclass(kw_only=True, slots=True)
class Paragraph:
    """What is to become a `Line`, while an extractor is still at work on it.

    `text` is folded. `links` counts the characters of `text` that are links, `region` the part of the page that it
    stands in; both serve to find navigation. The rest is as in `Line`; `cells` are the texts of a row.
    """

    text: str
    shape: Shape = Shape.TEXT
    level: int = 0
    marker: str | None = None
    bold: bool = False
    size: float | None = None
    gap: bool = False
    cells: tuple[str, ...] = ()
    table: int | None = None
    header: bool = False
    noise: str | None = None
    fact: Fact | None = None
    value: Mapping[str, str | bool | int | None] = field(default_factory=lambda: _NOTHING)
    links: int = 0
    to_file: bool = False
    region: int = -1

    def make_heading(self, level: int) -> None:
        """The paragraph is a heading: a number before it belongs to what it says ("4. Plan"), a bullet does not."""
        if self.marker and self.shape is Shape.NUMBERED:
            self.text = f"{self.marker} {self.text}"
        self.shape, self.level, self.marker = Shape.HEADING, level, None


class LineBuilder:
    """Takes paragraphs in order and gives an `Extract` in which every one of them is a line."""

    def __init__(self, media_type: str) -> None:
        self._media_type = media_type
        self._parts: list[str] = []
        self._lines: list[Line] = []
        self._length = 0
        self.diagnostics: list[Diagnostic] = []

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, paragraph: Paragraph) -> None:
        """Append a line. One without text is left out."""
        if not paragraph.text:
            return
        if self._lines:
            self._append("\n\n" if paragraph.gap else "\n")
        start = self._length
        cells = tuple(self._cells(paragraph.cells))
        if not cells:
            marked = paragraph.marker and f"{paragraph.marker} {paragraph.text}"
            self._append(marked or paragraph.text)
        self._lines.append(
            Line(
                start=start,
                end=self._length,
                text=paragraph.text,
                shape=paragraph.shape,
                level=paragraph.level,
                marker=paragraph.marker,
                bold=paragraph.bold,
                size=paragraph.size,
                gap=paragraph.gap,
                cells=cells,
                table=paragraph.table,
                header=paragraph.header,
                noise=paragraph.noise,
                fact=paragraph.fact,
                value=paragraph.value,
            )
        )

    def say(self, text: str, fact: Fact | None = None, **value: str | bool | int | None) -> None:
        """Append a line of plain text; `fact` and `value` when the file's structure says what it is."""
        self.add(Paragraph(text=fold(text), fact=fact, value=MappingProxyType(value)))

    def extend(self, paragraphs: Iterable[Paragraph]) -> None:
        """Append several lines."""
        for paragraph in paragraphs:
            self.add(paragraph)

    def build(self, *, wrapped: bool = False, diagnostics: Iterable[Diagnostic] = ()) -> Extract:
        """The `Extract`. Raises `UnreadableError` "empty" when there is no line in it."""
        if not self._lines:
            raise UnreadableError(
                "empty",
                "The file holds no text: open it where it comes from and check that it was saved whole.",
            )
        return Extract(
            text="".join(self._parts),
            lines=tuple(self._lines),
            media_type=self._media_type,
            wrapped=wrapped,
            diagnostics=(*diagnostics, *self.diagnostics),
        )

    def _cells(self, texts: tuple[str, ...]) -> Iterable[Cell]:
        for position, text in enumerate(texts):
            if position:
                self._append("\t")
            start = self._length
            self._append(text)
            yield Cell(start=start, end=self._length, text=text)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
