"""The neutral form between layouts and file types: a flat list of blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list entry, table or the like.

    `kind`: title, item, label, sub (headings, outermost first), p, li, kv (`text` the key, `value` beside it),
    table (`rows`), toc (`rows` of one cell), nav (what a web page says around the minutes), rule.
    """

    kind: str
    text: str = ""
    value: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def parse(text: str) -> list[Block]:
    """Answer the blocks of a text: paragraphs, `- ` lists, `### ` subheadings, `|` tables, parted by blank lines."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("|"):
            blocks.append(
                Block("table", rows=tuple(tuple(c.strip() for c in ln.strip("|").split("|")) for ln in lines))
            )
        elif lines[0].startswith("### "):
            blocks.append(Block("sub", lines[0][4:]))
            blocks += parse("\n".join(lines[1:]))
        elif lines[0].startswith("- "):
            blocks += [Block("li", entry) for entry in " ".join(lines)[2:].split(" - ")]
        else:
            blocks.append(Block("p", " ".join(lines)))
    return blocks
