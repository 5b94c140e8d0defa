"""What a section's text is made of: paragraphs, lists, tables and headings, whatever they are written as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import lxml.html

from sagsgang.model import Section


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Words that belong together; a heading inside a section is one that is `strong`."""

    text: str
    strong: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A list; every entry is a run of blocks, another list among them. `numbered` says that the order counts."""

    entries: tuple[tuple[Block, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table's cells by row, and how many of the first rows are headings."""

    rows: tuple[tuple[str, ...], ...]
    headings: int = 0


Block = Paragraph | Listing | Table

_LISTS = {"ul": False, "ol": True}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CONTAINERS = {"div", "section", "article", "blockquote", "body"}


def blocks_of(section: Section) -> tuple[Block, ...]:
    """The blocks of a section: of its markup, or of its plain text, whose paragraphs a blank line separates."""
    if section.html.strip():
        root = lxml.html.fragment_fromstring(section.html, create_parent="div")
        return tuple(_blocks(root))
    return paragraphs_of(section.text)


def paragraphs_of(text: str) -> tuple[Block, ...]:
    """The paragraphs of plain text."""
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return tuple(Paragraph(text=part) for part in parts if part)


def _blocks(parent: Any) -> Iterable[Block]:
    loose: list[str] = [parent.text or ""]
    for child in parent:
        found = _block(child)
        if found is None:
            loose.append(_words(child))
        else:
            yield from _loose(loose)
            yield from found
            loose = []
        loose.append(child.tail or "")
    yield from _loose(loose)


def _loose(words: Sequence[str]) -> Iterable[Block]:
    text = " ".join("".join(words).split())
    if text:
        yield Paragraph(text=text)


def _block(node: Any) -> Iterable[Block] | None:
    """The blocks that an element is; None for one that stands in a line of words."""
    tag = node.tag
    if tag in _LISTS:
        return [
            Listing(entries=tuple(tuple(_blocks(entry)) for entry in node.iterchildren("li")), numbered=_LISTS[tag])
        ]
    if tag == "table":
        return [_table(node)]
    if tag == "p" or tag in _HEADINGS:
        return [Paragraph(text=_words(node), strong=tag in _HEADINGS)] if _words(node) else []
    return list(_blocks(node)) if tag in _CONTAINERS else None


def _table(node: Any) -> Table:
    rows = list(node.iter("tr"))
    heads = 0
    for row in rows:
        if any(cell.tag != "th" for cell in row) or not len(row):
            break
        heads += 1
    return Table(rows=tuple(tuple(_words(cell) for cell in row) for row in rows), headings=heads)


def _words(node: Any) -> str:
    return " ".join(node.text_content().split())
