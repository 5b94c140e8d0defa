"""Lines that tell of the page and not of an item: contents lists, page boxes in the middle of the text, last lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sagsgang.danish.bodies import is_body_name
from sagsgang.danish.dates import find_date
from sagsgang.danish.journal_numbers import is_case_number_line
from sagsgang.reading.header_words import MUNICIPALITY
from sagsgang.reading.layout import Block

_FOOTER_LINES = 4

_FOOTER = re.compile(
    r"^(?:Referent\b|Sekretær:|Udskrevet|Udskriftsdato|Fandt du|Var denne side|Venlig hilsen|Med venlig hilsen|©|"
    r"Sidst opdateret|Åbningstider|"
    r"[^.]{0,90}\b(?:CVR|EAN|Tlf|Telefon|Telefontid)\b|\S+@\S+$|www\.|Næste møde\b|"
    r"[^.]{0,60}\bKommune\b[^.]{0,60}\b\d{4}\s[A-ZÆØÅ]|Copyright)",
    re.IGNORECASE,
)

_NO_LETTER = re.compile(r"[\W\d_]+")

LISTED = re.compile(
    r"^(?:(?:punkt|pkt\.?|nr\.?|sag)?\s*\d{1,4}[.: ]|.*?(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*+\d*+$|.*\s\d{1,3}$)",
    re.IGNORECASE,
)

_LEADER = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*+\d*+\s*+$")


def letters_of(text: str) -> str:
    """The letters of a text in small, for comparing titles."""
    return _NO_LETTER.sub("", text.casefold())


def is_contents_line(text: str, titles: set[str]) -> bool:
    """True for a line of a contents list: a dot leader, or the title of an item that stands further down."""
    if _LEADER.search(text):
        return True
    letters_only = letters_of(text)
    if len(letters_only) < 8:
        return False
    return letters_only in titles or any(title.startswith(letters_only) and len(letters_only) > 30 for title in titles)


def named_once(blocks: Sequence[Block], first: int) -> str | None:
    """The municipality named in the header or in page headers and footers, when they name one only."""
    names = {
        f"{match[1]} Kommune"
        for n, block in enumerate(blocks)
        if n < first or block.noise
        for match in [MUNICIPALITY.search(block.text)]
        if match is not None
    }
    return names.pop() if len(names) == 1 else None


def page_boxes(blocks: Sequence[Block], first: int) -> list[list[Block]]:
    """Runs of header labels (date, chair, page) in the middle of the items."""
    boxes: list[list[Block]] = []
    i = first
    while i < len(blocks):
        label = blocks[i].label
        if label is None or label.word.fact not in ("date", "chair", "place") or blocks[i].noise:
            i += 1
            continue
        end, count = i, 0
        names = set()
        while end < len(blocks) and end - i < 14 and not _heads_section(blocks[end]):
            found = blocks[end].label
            if found is not None and found.word.fact:
                names.add(found.word.fact)
                count = end
            if re.match(r"^(?:sidetal|side)\b", blocks[end].text, re.IGNORECASE):
                names.add("page")
                count = end
            end += 1
        told = {"page", "chair"} & names or any(find_date(block.text) for block in blocks[i : count + 1])
        if len(names) >= 2 and told:
            start = i
            while start > first and start > i - 3 and _is_box_line(blocks[start - 1]):
                start -= 1
            last = count
            while (
                last + 1 < len(blocks)
                and last + 1 - count <= 2
                and len(blocks[last + 1].text) < 40
                and _ends_box(blocks[last + 1])
            ):
                last += 1
            boxes.append([block for block in blocks[start : last + 1] if block.noise is None])
            i = last + 1
        else:
            i += 1
    return boxes


def mark_footer(blocks: Sequence[Block]) -> None:
    """The last lines of a document that tell of the page and not of the last item."""
    content = [block for block in blocks if block.noise is None and block.text]
    for block in reversed(content[-_FOOTER_LINES:]):
        if len(block.text) > 160 or block.fact is not None or not _FOOTER.match(block.text):
            break
        block.noise = "page footer"


def _heads_section(block: Block) -> bool:
    return block.label is not None and block.label.section is not None


def _is_box_line(block: Block) -> bool:
    return block.label is None and (
        bool(re.fullmatch(r"[A-ZÆØÅ][\w -]+ [Kk]ommune", block.text)) or is_body_name(block.text)
    )


def _ends_box(block: Block) -> bool:
    return block.text.isdigit() or is_case_number_line(block.text)
