"""What stands between blocks and the finished item: a section while it is being filled, and text made from blocks."""

from __future__ import annotations

import html as html_escape
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sagsgang.model import SectionKind, Span
from sagsgang.reading.extracted import Shape
from sagsgang.reading.labelling import Label
from sagsgang.reading.layout import Block


@dataclass(slots=True)
class SectionDraft:
    """A section while it is being filled: its label's block, and the blocks of its text (noise among them)."""

    kind: SectionKind
    label: Label | None
    label_block: Block | None
    blocks: list[Block] = field(default_factory=list)

    @property
    def heading(self) -> str | None:
        """The label as written, None for text without one."""
        return self.label.heading if self.label else None

    @property
    def start(self) -> int:
        """Where the section begins, its label included."""
        return self.label_block.start if self.label_block else self.blocks[0].start

    @property
    def content(self) -> list[Block]:
        """The blocks of text: what stands after the label on its line is the first of them."""
        own = [block for block in self.blocks if block.noise is None]
        if self.label_block is not None and self.label is not None and self.label.inline:
            return [inline_block(self.label_block, self.label.inline), *own]
        return own

    @property
    def at(self) -> Span:
        """From the label to the last words of the text."""
        ends = [block.end for block in self.blocks if block.noise is None]
        if self.label_block is not None:
            ends.append(self.label_block.end)
        return (self.start, max(ends))


def inline_block(block: Block, text: str) -> Block:
    """What stands after a label on its own line, as a block."""
    text = text.lstrip("•▪ ")
    return Block(start=block.start, end=block.end, text=text, lines=block.lines, shape=Shape.TEXT, page=block.page)


def plain_text(blocks: Sequence[Block]) -> str:
    """The text of blocks for reading: paragraphs apart by a blank line, list items and rows on lines of their own."""
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        text = _plain(block)
        if before is not None:
            tight = before.shape is block.shape and block.shape in (Shape.BULLET, Shape.NUMBERED, Shape.ROW)
            parts.append("\n" if tight else "\n\n")
        parts.append(text)
        before = block
    return "".join(parts)


def _plain(block: Block) -> str:
    if block.shape is Shape.BULLET:
        return f"{'  ' * block.level}- {block.text}"
    if block.shape is Shape.NUMBERED:
        return f"{'  ' * block.level}{block.marker} {block.text}"
    if block.shape is Shape.ROW and block.cells:
        return " | ".join(cell.text for cell in block.cells)
    return block.text


def as_html(blocks: Sequence[Block]) -> str:
    """The same as HTML: paragraphs, lists (nested), tables and headings; no attribute but a table header's scope."""
    parts: list[str] = []
    open_lists: list[str] = []
    open_table: int | None = None
    for block in blocks:
        is_list = block.shape in (Shape.BULLET, Shape.NUMBERED)
        if not is_list:
            _close_lists(parts, open_lists, 0)
        if open_table is not None and (block.shape is not Shape.ROW or block.table != open_table):
            parts.append("</table>")
            open_table = None
        if is_list:
            _list_item(parts, open_lists, block)
        elif block.shape is Shape.ROW and block.cells:
            if open_table is None:
                parts.append("<table>")
                open_table = block.table
            parts.append(_row(block))
        elif block.shape is Shape.HEADING:
            parts.append(f"<h4>{_safe(block.text)}</h4>")
        elif block.text:
            parts.append(f"<p>{_safe(block.text)}</p>")
    _close_lists(parts, open_lists, 0)
    if open_table is not None:
        parts.append("</table>")
    return "".join(parts)


def _safe(text: str) -> str:
    return html_escape.escape(text, quote=False) if "<" in text or "&" in text or ">" in text else text


def _list_item(parts: list[str], open_lists: list[str], block: Block) -> None:
    depth = min(block.level, len(open_lists)) + 1
    tag = "ol" if block.shape is Shape.NUMBERED else "ul"
    _close_lists(parts, open_lists, depth)
    if len(open_lists) == depth and open_lists[-1] != tag:
        _close_lists(parts, open_lists, depth - 1)
    if len(open_lists) == depth:
        parts.append("</li>")
    else:
        start = re.match(r"\d+", block.marker or "")
        parts.append(f'<ol start="{start[0]}">' if tag == "ol" and start and start[0] != "1" else f"<{tag}>")
        open_lists.append(tag)
    parts.append(f"<li>{_safe(block.text)}")


def _close_lists(parts: list[str], open_lists: list[str], depth: int) -> None:
    while len(open_lists) > depth:
        parts.append(f"</li></{open_lists.pop()}>")


def _row(block: Block) -> str:
    tag, scope = ("th", ' scope="col"') if block.header else ("td", "")
    return "<tr>" + "".join(f"<{tag}{scope}>{_safe(cell.text)}</{tag}>" for cell in block.cells) + "</tr>"


def span_of(blocks: Iterable[Block]) -> Span:
    """From the first block's start to the last one's end."""
    listed = list(blocks)
    return (listed[0].start, listed[-1].end)


def place_in(block: Block, words: str, source: str) -> Span:
    """Where `words` of a block stand in the source text; the whole block when they run over a line's end."""
    for line in block.lines:
        place = source.find(words, line.start, line.end)
        if place >= 0:
            return (place, place + len(words))
    return block.at
