"""From the XML of a Word document to paragraphs: runs, lists, tables, text boxes, notes, tracked changes."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from sagsgang.reading.extract.builder import Paragraph, fold
from sagsgang.reading.extract.docx_package import attribute, child, local
from sagsgang.reading.extract.docx_styles import Numbering, Style, Styles, number, outline, switched
from sagsgang.reading.extract.html_tables import Tables
from sagsgang.reading.extract.list_markers import typed_marker
from sagsgang.reading.extracted import Shape

_DELETED = frozenset(["del", "moveFrom"])
_INSERTED = frozenset(["ins", "moveTo"])
_SKIPPED = frozenset(
    ["pPr", "rPr", "sdtPr", "tblPr", "tblGrid", "sectPr", "instrText", "delText", "sdtEndPr", "trPr", "tcPr"]
)
_BREAKS = frozenset(["br", "cr"])
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Run:
    text: str
    bold: bool
    size: int | None


@dataclass(slots=True)
class _Open:
    """A paragraph while its runs are collected."""

    style: Style
    runs: list[_Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class DocxWalker:
    """Reads parts of one document; lists count on from part to part."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: dict[str, etree._Element | None]) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = {
            (kind, attribute(note, "id") or ""): note
            for kind, root in notes.items()
            if root is not None
            for note in root
        }
        self._paragraphs: list[Paragraph] = []
        self._tables = Tables(self._paragraphs)
        self._gap = False
        self.deleted = 0
        self.inserted = 0

    def read(self, root: etree._Element | None) -> list[Paragraph]:
        """The paragraphs of a part, with `size` still in half points."""
        self._paragraphs.clear()
        self._gap = False
        if root is not None:
            self._blocks(root)
        return list(self._paragraphs)

    def _blocks(self, parent: etree._Element) -> None:
        for element in parent:
            if not isinstance(element.tag, str):
                continue
            name = local(element.tag)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "AlternateContent":
                self._blocks(_chosen(element))
            elif name in _DELETED:
                self.deleted += 1
            elif name not in _SKIPPED:
                self._blocks(element)

    def _table(self, table: etree._Element) -> None:
        self._tables.enter("table", {})
        for row in _spread(table, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self.deleted += 1
                continue
            is_header = bool(switched(properties, "tblHeader"))
            if is_header:
                self._tables.enter("thead", {})
            self._tables.enter("tr", {})
            for _ in range(min(number(child(properties, "gridBefore")) or 0, 50)):
                self._tables.enter("td", {})
                self._tables.leave("td")
            for cell in _spread(row, "tc"):
                span = number(child(child(cell, "tcPr"), "gridSpan"))
                self._tables.enter("td", {"colspan": str(span or 1)})
                self._gap = False
                self._blocks(cell)
                self._tables.leave("td")
            self._tables.leave("tr")
            if is_header:
                self._tables.leave("thead")
        self._tables.leave("table")
        self._gap = False

    def _paragraph(self, element: etree._Element) -> None:
        properties = child(element, "pPr")
        named = child(properties, "pStyle")
        style = self._styles.paragraph(attribute(named, "val") if named is not None else None)
        opened = _Open(style=style)
        self._runs(element, opened)
        self._close(opened, properties)
        for box in opened.boxes:
            self._blocks(box)
        for note in opened.notes:
            found = self._notes.pop(note, None)
            if found is not None:
                self._blocks(found)

    def _runs(self, parent: etree._Element, opened: _Open) -> None:
        for element in parent:
            if not isinstance(element.tag, str):
                continue
            name = local(element.tag)
            if name == "r":
                self._run(element, opened)
            elif name in _DELETED:
                self.deleted += 1
            elif name == "AlternateContent":
                self._runs(_chosen(element), opened)
            elif name == "txbxContent":
                opened.boxes.append(element)
            elif name == "t" and element.text:
                # Formulas have their text outside of runs of the word processor.
                opened.runs.append(_Run(element.text, False, None))
            elif name not in _SKIPPED:
                self.inserted += name in _INSERTED
                self._runs(element, opened)

    def _run(self, run: etree._Element, opened: _Open) -> None:
        properties = child(run, "rPr")
        named = child(properties, "rStyle")
        style = self._styles.named(attribute(named, "val") or "") if named is not None else None
        hidden, bold = switched(properties, "vanish"), switched(properties, "b")
        if hidden or (hidden is None and (opened.style.hidden or (style is not None and style.hidden))):
            return
        if bold is None:
            bold = bool(style.bold if style is not None and style.bold is not None else opened.style.bold)
        size = number(child(properties, "sz")) or (style.size if style is not None and named is not None else None)
        text = "".join(self._pieces(run, opened))
        if text:
            opened.runs.append(_Run(text, bold, size or opened.style.size))

    def _pieces(self, run: etree._Element, opened: _Open) -> list[str]:
        pieces: list[str] = []
        for element in run:
            name = local(element.tag) if isinstance(element.tag, str) else ""
            if name == "t":
                pieces.append(element.text or "")
            elif name in _BREAKS:
                pieces.append("\n")
            elif name in _SIGNS:
                pieces.append(_SIGNS[name])
            elif name == "sym":
                pieces.append(_symbol(attribute(element, "char")))
            elif name in _NOTES:
                opened.notes.append((_NOTES[name], attribute(element, "id") or ""))
            elif name and name not in _SKIPPED:
                # Drawings and pictures: what counts in them is the text of boxes.
                self._runs(_chosen(element) if name == "AlternateContent" else element, opened)
        return pieces

    def _close(self, opened: _Open, properties: etree._Element | None) -> None:
        style = opened.style
        lines = _lines(opened.runs)
        shown = [index for index, line in enumerate(lines) if fold("".join(run.text for run in line))]
        if not shown:
            self._gap = True
            return
        own = outline(properties)
        level = style.level if own is None else own
        listed = child(properties, "numPr")
        own_list, own_depth = number(child(listed, "numId")), number(child(listed, "ilvl"))
        depth = min(max((style.depth or 0) if own_depth is None else own_depth, 0), 8)
        marker = self._numbering.marker(style.list if own_list is None else own_list, depth)
        for index in shown:
            paragraph = _shaped(lines[index])
            paragraph.gap, self._gap = self._gap or index - 1 not in (-1, *shown), False
            paragraph.noise = "contents list" if style.contents else None
            if level:
                if marker is not None:
                    paragraph.shape, paragraph.marker = (Shape.BULLET if marker[1] else Shape.NUMBERED), marker[0]
                paragraph.make_heading(level)
            elif marker is not None:
                paragraph.shape, paragraph.level = (Shape.BULLET if marker[1] else Shape.NUMBERED), depth
                paragraph.marker = marker[0]
            else:
                typed = typed_marker(paragraph.text)
                if typed is not None:
                    paragraph.shape, paragraph.marker, paragraph.text = typed
            marker = None
            self._paragraphs.append(paragraph)


def _lines(runs: list[_Run]) -> list[list[_Run]]:
    """The runs of a paragraph, parted at its line breaks."""
    lines: list[list[_Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(_Run(first, run.bold, run.size))
        lines.extend([_Run(text, run.bold, run.size)] for text in rest)
    return lines


def _shaped(runs: list[_Run]) -> Paragraph:
    filled = [run for run in runs if run.text.strip()]
    sizes: dict[int, int] = {}
    for run in filled:
        if run.size:
            sizes[run.size] = sizes.get(run.size, 0) + len(run.text)
    return Paragraph(
        text=fold("".join(run.text for run in runs)),
        bold=all(run.bold for run in filled),
        size=float(max(sizes, key=lambda size: sizes[size])) if sizes else None,
    )


def _symbol(code: str | None) -> str:
    try:
        value = int(code or "", 16)
    except ValueError:
        return ""
    if value in (0xF0B7, 0xF0A7, 0xF0A8):
        return "•"
    # Symbol fonts put the signs of ASCII at U+F000.
    value = value - 0xF000 if 0xF020 <= value <= 0xF07E else value
    return chr(value) if 0x20 <= value < 0xD800 or 0xE000 <= value <= 0xFFFD else ""


def _chosen(alternatives: etree._Element) -> etree._Element:
    """Of several forms of one thing the first that has text, so that nothing is read twice."""
    for form in alternatives:
        if isinstance(form.tag, str) and any(local(str(inner.tag)) == "t" for inner in form.iter()):
            return form
    return alternatives[0] if len(alternatives) else alternatives


def _spread(parent: etree._Element, name: str) -> list[etree._Element]:
    """The rows or cells of a table, also those inside content controls and tracked changes."""
    found: list[etree._Element] = []
    for element in parent:
        if isinstance(element.tag, str):
            kind = local(element.tag)
            if kind == name:
                found.append(element)
            elif kind not in _SKIPPED and kind not in _DELETED and kind not in ("tbl", "p"):
                found += _spread(element, name)
    return found
