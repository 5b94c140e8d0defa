"""The document as plain text with the marks of Markdown: readable as it is, and by programs that know these marks."""

from __future__ import annotations

from collections.abc import Iterator

from sagsgang.rendering.blocks import Block, Listing, Paragraph, Table
from sagsgang.rendering.outline import Entry, Fact, Outline

_STEP = "  "


def text_of(outline: Outline) -> str:
    """Plain text; a paragraph is one line, and a blank line stands between two."""
    return "\n".join(_lines(outline)).strip("\n") + "\n"


def _lines(outline: Outline) -> Iterator[str]:
    if outline.municipality:
        yield outline.municipality
        yield ""
    yield f"# {outline.heading}"
    yield ""
    yield from _facts(outline.facts)
    for entry in outline.entries:
        yield from _entry(entry)
    for block in outline.attachments:
        yield from _block(block, "")
        yield ""


def _facts(facts: tuple[Fact, ...]) -> Iterator[str]:
    for fact in facts:
        yield f"{fact.label}: {fact.words}"
    if facts:
        yield ""


def _entry(entry: Entry) -> Iterator[str]:
    yield f"## {entry.heading}"
    yield ""
    yield from _facts(entry.facts)
    for part in entry.parts:
        if part.heading:
            yield f"### {part.heading}"
            yield ""
        for block in part.blocks:
            yield from _block(block, "")
            yield ""


def _block(block: Block, indent: str) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"#### {block.text}" if block.strong else indent + block.text
        case Listing():
            for number, entry in enumerate(block.entries, 1):
                mark = f"{number}. " if block.numbered else "- "
                lines = [line for part in entry for line in _block(part, indent + _STEP)]
                yield indent + mark + (lines[0].strip() if lines else "")
                yield from lines[1:]
        case Table():
            yield from _table(block, indent)


def _table(table: Table, indent: str) -> Iterator[str]:
    """A table by the rules of Markdown, where one without headings has an empty row of them."""
    width = max((len(row) for row in table.rows), default=0)
    rule = indent + "|" + " --- |" * width
    if not table.headings:
        yield indent + "|" + "  |" * width
        yield rule
    for number, row in enumerate(table.rows, 1):
        yield f"{indent}| {' | '.join(row)} |"
        if number == table.headings:
            yield rule
