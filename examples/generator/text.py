"""Blocks as HTML, plain text and Markdown."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence

from .blocks import Block

_TAGS = {"title": "h1", "item": "h2", "label": "h3", "sub": "h4", "p": "p"}
_PAGE_LINES = 54


def fragment(blocks: Sequence[Block]) -> str:
    """Answer the blocks as a piece of HTML."""
    parts: list[str] = []
    in_list = False
    for block in blocks:
        if (block.kind == "li") != in_list:
            in_list = block.kind == "li"
            parts.append("<ul>" if in_list else "</ul>")
        parts.append(_html(block))
    return "\n".join([*parts, "</ul>"] if in_list else parts)


def _html(block: Block) -> str:
    text = html.escape(block.text, quote=False)
    if block.kind == "li":
        return f"<li>{text}</li>"
    if block.kind == "kv":
        return f"<p><strong>{text}</strong> {html.escape(block.value, quote=False)}</p>"
    if block.kind == "nav":
        return f'<div class="link">{text}</div>'
    if block.kind == "toc":
        entries = "".join(f"<li>{html.escape(row[0], quote=False)}</li>" for row in block.rows)
        return f'<p>{text}</p>\n<ul class="punkter">{entries}</ul>'
    if block.kind == "table":
        head, *rows = [[html.escape(cell, quote=False) for cell in row] for row in block.rows]
        lines = ["<tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in head) + "</tr>"]
        lines += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
        return "<table>\n" + "\n".join(lines) + "\n</table>"
    tag = _TAGS[block.kind]
    return f"<{tag}>{text}</{tag}>"


def page(blocks: Sequence[Block], title: str) -> bytes:
    """Answer the blocks as a whole web page."""
    head = (
        f'<!DOCTYPE html>\n<html lang="da">\n<head><meta charset="utf-8"><title>{html.escape(title)}</title></head>\n'
    )
    owner = html.escape(title.split(",")[0])
    top = "<header><nav>Forside | Borger | Politik | Dagsordener og referater | Kontakt</nav></header>"
    foot = f"<footer>{owner} | Tilgængelighedserklæring | Privatlivspolitik</footer>"
    return f"{head}<body>\n{top}\n<main>\n{fragment(blocks)}\n</main>\n{foot}\n</body>\n</html>\n".encode()


def markdown(blocks: Sequence[Block]) -> bytes:
    """Answer the blocks as Markdown, as a PDF comes out of a converter: headings marked, tables with pipes."""
    marks = {"title": "# ", "item": "# ", "label": "## ", "sub": "### ", "li": "- "}
    lines: list[str] = []
    for block in blocks:
        if block.kind == "kv":
            lines.append(f"**{block.text}** {block.value}")
        elif block.kind == "toc":
            lines += [f"## {block.text}", "\n".join(f"{row[0]}.....\t{n + 2}" for n, row in enumerate(block.rows))]
        elif block.kind == "table":
            head, *rows = block.rows
            cells = [head, ("---",) * len(head), *rows]
            lines.append("\n".join("| " + " | ".join(row) + " |" for row in cells))
        else:
            lines.append(marks.get(block.kind, "") + block.text)
    return ("\n\n".join(lines) + "\n").encode()


def _plain(block: Block) -> list[str]:
    if block.kind == "kv":
        return textwrap.wrap(f"{block.text} {block.value}", 92)
    if block.kind == "toc":
        return [block.text, *(row[0] for row in block.rows)]
    if block.kind == "table":
        widths = [max(len(row[c]) for row in block.rows) + 2 for c in range(len(block.rows[0]))]
        return [
            "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in block.rows
        ]
    if block.kind == "li":
        return textwrap.wrap(block.text, 92, initial_indent="- ", subsequent_indent="  ")
    return textwrap.wrap(block.text, 92) or [""]


def plain(blocks: Sequence[Block], box: Sequence[str] = ()) -> bytes:
    """Answer the blocks as plain text; with `box`, in pages that each begin with these lines."""
    lines: list[str] = []
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        lines += _plain(block)
        following = after.kind if after else ""
        together = block.kind == following and block.kind in ("li", "kv")
        together = together or (block.kind in ("label", "sub") and following != "item")
        lines += [] if together else [""]
    if box:
        pages = [lines[i : i + _PAGE_LINES] for i in range(0, len(lines), _PAGE_LINES)]
        lines = [line for n, part in enumerate(pages, 1) for line in (*box, "", *part, f"Side {n} af {len(pages)}\f")]
    return ("\n".join(lines).rstrip() + "\n").encode()
