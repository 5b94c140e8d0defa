"""Attachments as listed: a number, a title, a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sagsgang.model import Attachment
from sagsgang.reading.drafts import place_in
from sagsgang.reading.extracted import Fact, Shape
from sagsgang.reading.layout import Block

_NOTHING = re.compile(
    r"^(?:der er )?(?:ingen|intet|ikke)(?: (?:åbne |lukkede |vedlagte )?bilag)?(?: (?:til (?:punktet|sagen)|vedlagt|"
    r"vedhæftet))?\W*$|^[-–]$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^(?:Bilag|Bil\.?)(?:\s*nr\.?)?\s*(?P<number>\d{1,3})\s*(?:[.:,–—_-]+\s*|\\_|"
    r"(?=\s+[A-ZÆØÅ\"”(0-9])\s+)(?P<title>\S.*)$"
)
_PATH = re.compile(r"^(?:\S*/)?(?:Punkt_(?P<item>\d{1,6})_)?Bilag_(?P<number>\d{1,6})_(?P<title>\S+)$", re.IGNORECASE)
_FILE = re.compile(r"^\S+\.(?:pdf|docx?|xlsx?|pptx?|txt|jpe?g|png|zip|msg)$", re.IGNORECASE)
_FILES_ON_A_LINE = re.compile(r"(?<=\.pdf)\s+(?=\S+\.pdf\b)|(?<=\.docx)\s+(?=\S)", re.IGNORECASE)
_DOCUMENT_NUMBER = re.compile(
    r"^\d{2,4}-\d{2,7}(?:-\d{3,7})?\s+[-–]\s+(?=\S)|\s*\((?:dok\.?\s?(?:nr\.?)?|"
    r"D)?:?\s*\d{2,4}[-/]\d{3,8}(?:[-/]\d+)?\)$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"^\d{1,2}\.?$")
_CLOSED = re.compile(
    r"\s*[-–(]?\s*\b(?:lukket(?: bilag)?|fortroligt?)\)?\s*$|^lukket(?: bilag)?\s*[:–-]\s*", re.IGNORECASE
)
_OPEN = re.compile(r"\s*\((?:åben|åbent|offentlig)\)\s*$", re.IGNORECASE)
_MARK = re.compile(r"^\d{1,2}[.):]\s+")


def attachments(blocks: Sequence[Block], source: str, item_open: bool | None) -> list[Attachment]:
    """The attachments that the blocks list. Titles and file names listed one after the other are paired."""
    found: list[Attachment] = []
    for block in blocks:
        if block.noise or not block.text or _NOTHING.match(block.text):
            continue
        if block.fact is Fact.ATTACHMENT:
            found.append(_declared(block, item_open))
            continue
        if block.shape is Shape.ROW and block.header:
            continue
        if numbered := _numbered_row(block):
            number, title = numbered
            found.append(Attachment(number=number, title=title, open=item_open, at=block.at))
            continue
        for text in _FILES_ON_A_LINE.split(_row_text(block)):
            _take(found, text.strip(), block, source, item_open)
    return found


def _listed_number(text: str, block: Block) -> int | None:
    """The number of a list item: `1. Kort`, or a list with numbers."""
    marker = block.marker if block.shape is Shape.NUMBERED else None
    match = _MARK.match(f"{marker} {text}" if marker else text)
    return int(re.sub(r"\D", "", match[0])) if match else None


def _numbered_row(block: Block) -> tuple[int, str] | None:
    """The number and title of a row `1 | Kort over området`."""
    cells = [cell.text for cell in block.cells if cell.text]
    if block.shape is not Shape.ROW or len(cells) < 2 or not _FIGURE.match(cells[0]):
        return None
    return int(cells[0].rstrip(".")), cells[1]


def _row_text(block: Block) -> str:
    return " ".join(cell.text for cell in block.cells if cell.text) if block.shape is Shape.ROW else block.text


def _declared(block: Block, item_open: bool | None) -> Attachment:
    value = block.value
    number, file, is_open = value.get("number"), value.get("file"), value.get("open", item_open)
    raw = str(value.get("title") or block.text)
    parsed = _NUMBER.match(raw)
    return Attachment(
        number=int(parsed["number"]) if parsed else int(number) if isinstance(number, int) else None,
        title=parsed["title"] if parsed else raw,
        file=str(file) if file else None,
        open=is_open if isinstance(is_open, bool) else None,
        at=block.at,
    )


def _take(found: list[Attachment], text: str, block: Block, source: str, item_open: bool | None) -> None:
    path = _PATH.match(text)
    if path is not None or ("/" in text and _FILE.match(text)):
        number = int(path["number"]) if path else None
        partner = _partner(found, text, number)
        if partner is not None:
            old = found[partner]
            found[partner] = Attachment(
                number=old.number or number, title=old.title, file=text, open=old.open, at=old.at
            )
            return
        found.append(Attachment(number=number, title=text, file=None, open=item_open, at=place_in(block, text, source)))
        return
    found.append(_one(text, block, source, item_open))


def _one(text: str, block: Block, source: str, item_open: bool | None) -> Attachment:
    at = place_in(block, text, source)
    title, number, is_open = _MARK.sub("", text), _listed_number(text, block), item_open
    if match := _NUMBER.match(title):
        title, number = match["title"].strip(), int(match["number"])
    if _CLOSED.search(title):
        title, is_open = _CLOSED.sub("", title), False
    elif _OPEN.search(title):
        title, is_open = _OPEN.sub("", title), True
    title = _DOCUMENT_NUMBER.sub("", title) or title
    if match := _NUMBER.match(title):
        title, number = match["title"], int(match["number"])
    return Attachment(number=number, title=title.strip(), open=is_open, at=at)


_MOST_PAIRED = 500
"""Titles that a file name is compared with: more than any item has attachments."""


@lru_cache(maxsize=2048)
def _letters(text: str) -> str:
    lowered = text.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return "".join(letter for letter in lowered if letter.isalnum())


def _partner(found: list[Attachment], path: str, number: int | None) -> int | None:
    """The title that a file name belongs to: by its letters, else by its place in the list."""
    match = _PATH.match(path)
    name = _letters(re.sub(r"\.\w{2,4}$", "", match["title"] if match else path.rsplit("/", 1)[-1]))
    for i, attachment in enumerate(found[:_MOST_PAIRED]):
        title = _letters(attachment.title)
        stripped = re.sub(r"(?:pdf|docx?)$", "", title)
        if (
            attachment.file is None
            and len(stripped) > 3
            and (stripped.startswith(name[:40]) or name.startswith(stripped[:40]) or name.endswith(stripped))
        ):
            return i
    if number is not None and 0 < number <= len(found) and found[number - 1].file is None:
        return number - 1
    return None


def lists_again(attached: Sequence[Attachment], of_items: Sequence[Attachment]) -> bool:
    """True when every listed attachment is one that an item has already: a list for the whole document."""
    known = {_letters(attachment.title) for attachment in of_items} | {_letters(a.file) for a in of_items if a.file}
    return bool(attached) and all(_letters(attachment.title) in known for attachment in attached)
