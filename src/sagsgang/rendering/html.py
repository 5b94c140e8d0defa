"""The document as a page: whole without style and script, in order and with headings for who hears it read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from sagsgang.rendering.blocks import Block, Listing, Paragraph, Table
from sagsgang.rendering.outline import Entry, Fact, Outline

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 48rem; padding: 1rem; color: #1a1a1a; }
h1, h2, h3, h4 { line-height: 1.25; break-after: avoid; }
article { border-top: 1px solid #767676; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { font-weight: bold; } dd { margin: 0; }
.scroll { overflow-x: auto; } .scroll:focus { outline: 2px solid #004d84; }
table { border-collapse: collapse; } th, td { border: 1px solid #767676; padding: .25rem .5rem; text-align: left; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@media print { body { max-width: none; padding: 0; } tr { break-inside: avoid; } }
"""


def html_of(outline: Outline) -> str:
    """A page in Danish, complete by itself."""
    return "\n".join(_lines(outline)) + "\n"


def _lines(outline: Outline) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(outline.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield "<header>"
    if outline.municipality:
        yield f"<p>{escape(outline.municipality)}</p>"
    yield f"<h1>{escape(outline.heading)}</h1>"
    yield from _facts(outline.facts)
    yield "</header>\n<main>"
    for entry in outline.entries:
        yield from _entry(entry)
    if outline.attachments:
        yield "<section>"
        for block in outline.attachments:
            yield from _block(block, heading="h2")
        yield "</section>"
    yield "</main>\n</body>\n</html>"


def _facts(facts: tuple[Fact, ...]) -> Iterator[str]:
    if not facts:
        return
    yield "<dl>"
    for fact in facts:
        yield f"<dt>{escape(fact.label)}</dt><dd>{escape(fact.words)}</dd>"
    yield "</dl>"


def _entry(entry: Entry) -> Iterator[str]:
    yield f'<article id="{entry.name}" aria-labelledby="{entry.name}-titel">'
    yield f'<h2 id="{entry.name}-titel">{escape(entry.heading)}</h2>'
    yield from _facts(entry.facts)
    for part in entry.parts:
        yield "<section>"
        if part.heading:
            yield f"<h3>{escape(part.heading)}</h3>"
        for block in part.blocks:
            yield from _block(block)
        yield "</section>"
    yield "</article>"


def _block(block: Block, heading: str = "h4") -> Iterator[str]:
    match block:
        case Paragraph():
            tag = heading if block.strong else "p"
            yield f"<{tag}>{escape(block.text)}</{tag}>"
        case Listing():
            tag = "ol" if block.numbered else "ul"
            yield f"<{tag}>"
            for entry in block.entries:
                yield f"<li>{''.join(_inside(entry))}</li>"
            yield f"</{tag}>"
        case Table():
            yield from _table(block)


def _inside(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The blocks of a list's entry; a single paragraph stands as bare words."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        yield escape(blocks[0].text)
        return
    for block in blocks:
        yield from _block(block)


def _table(table: Table) -> Iterator[str]:
    # A wide table scrolls in a box of its own, which a keyboard must be able to reach.
    yield '<div class="scroll" role="group" tabindex="0" aria-label="Tabel"><table>'
    for number, row in enumerate(table.rows):
        cells = (
            f'<th scope="col">{escape(c)}</th>' if number < table.headings else f"<td>{escape(c)}</td>" for c in row
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table></div>"
