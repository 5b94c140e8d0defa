"""Lines that may begin an item: what a line can be read as, and what stands around it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from sagsgang.danish.journal_numbers import is_case_number_line
from sagsgang.reading import titles
from sagsgang.reading.extracted import Shape
from sagsgang.reading.layout import Block

_LETTERED = r"(?P<number>\d{1,4}[a-zA-Z]?)"

WORD = re.compile(
    r"^(?P<word>(?i:Ad\.? pkt\.?|Ad\.? punkt|Ad\.?|Punkt|Pkt\.?|Dagsordenspunkt|Sag nr\.?|Sag|Nr\.?|Punkt nr\.?|"
    rf"Pkt\. nr\.?))\s*{_LETTERED}\b(?![-/]\d)\s*(?:[:.)–-]+\s*|\s+|$)(?P<title>.*)$"
)

_NESTED = re.compile(r"^(?P<number>\d{1,3}\.\d{1,2})\.?\s+(?P<title>[A-ZÆØÅ§\"”»(].*)$")

_YEARLY = re.compile(r"^(?P<number>(?:19|20)\d\d[-/]\d{1,3})\s*[.:]?\s+(?P<title>[A-ZÆØÅ].*)$")

_CODED = re.compile(r"^(?P<number>[A-Z]\.?\d{1,2})[.:]?\s+(?P<title>[A-ZÆØÅ].*)$")

DOT = re.compile(r"^(?P<number>\d{1,4})\s?[.)](?!\d)\s*(?P<title>\S.*)$")

_COLON = re.compile(r"^(?P<number>\d{1,4})\s?:\s+(?P<title>\S.*)$")

_MARKED = re.compile(
    r"^(?P<number>\d{1,4})\s*(?=\((?:Åben|Lukket|Åbent|Offentlig|Fortrolig)|(?:Åben|Åbent|Lukket)\b)(?P<title>.*)$",
    re.IGNORECASE,
)

_BARE = re.compile(r"^(?P<number>\d{1,4})\s+(?P<title>[A-ZÆØÅ§\"”»(].*)$")

_ALONE = re.compile(r"^(?P<number>\d{1,4})[.:]?$")

_PAGED = re.compile(r"^\d{1,3}\s+(?P<number>\d{1,4})\.\s+(?P<title>\S.*)$")

_DOUBLED_NUMBER = re.compile(r"^(?P<number>\d{1,4})\.\s+(?P=number)\.\s+(?P<title>(?!behandling|viceb)\S.*)$")

_TAIL = re.compile(
    r"^(?P<title>\S.{2,}?)\s*[-–(,]\s*(?:Sag nr\.?|Punkt|Pkt\.?|Sagsnr\. på dagsorden|"
    r"Dagsordenspunkt)\s*(?P<number>\d{1,4})\)?$"
)

_NAMED_NUMBER = re.compile(
    r"^(?:Sag|Sagsnr|Dok|Doknr|Dokument|Brevid|J\.nr)\.?:?\s+(?=\S*\d)[\dA-Z][\w/.-]{4,30}$", re.IGNORECASE
)

PROPOSES = re.compile(
    r"\b(?:indstiller|foreslår|anbefaler)(?::|,? at\b)|\b(?:indholdsfortegnelse|sagsoversigt)\b", re.IGNORECASE
)

_MONTH_NEXT = re.compile(
    r"^(?:jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|klasse|behandling|kvartal|halvår|viceborgmester)\b",
    re.IGNORECASE,
)

_FIGURE = re.compile(r"\d+")


@dataclass(slots=True)
class Start:
    """A place where an item may begin. `index` of its first block; `title_blocks` the blocks that make its heading."""

    index: int
    form: str
    number: str | None
    title: str | None
    score: float = 0.0
    declared: bool = False
    open: bool | None = None
    group: bool = False
    heading: list[int] = field(default_factory=list)

    @property
    def figure(self) -> int:
        """The number as a figure: 12 of `12a`, the last part of `2025-08`; 0 when there is none."""
        digits = _FIGURE.findall(self.number) if self.number else []
        if not digits:
            return 0
        return int(digits[-1]) if self.form in ("yearly", "coded") else int(digits[0])


class View:
    """The blocks that are no noise, with what stands around each."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.content = [i for i, block in enumerate(blocks) if block.noise is None and block.text]
        self.place = {i: n for n, i in enumerate(self.content)}
        self._labels: dict[int, bool] = {}
        self._marks: dict[int, bool] = {}

    def following(self, i: int, count: int) -> list[int]:
        """The places of the next lines of content after `i`, at most `count`."""
        n = self.place[i]
        return self.content[n + 1 : n + 1 + count]

    def before(self, i: int) -> int | None:
        """The place of the line of content before `i`."""
        n = self.place[i]
        return self.content[n - 1] if n else None

    def is_section_label(self, i: int) -> bool:
        """True when the line heads a section."""
        label = self.blocks[i].label
        return (
            label is not None and label.section is not None and (label.word.strong or label.word.common or label.formed)
        )

    def is_marked_before(self, i: int) -> bool:
        """True when a mark of openness stands right above."""
        previous = self.before(i)
        return previous is not None and titles.is_openness_line(self.blocks[previous].text)

    def is_item_mark(self, i: int) -> bool:
        """A case number, openness, officer: what stands right under an item's heading."""
        known = self._marks.get(i)
        if known is None:
            known = self._marks[i] = self._marks_item(i)
        return known

    def _marks_item(self, i: int) -> bool:
        block = self.blocks[i]
        if block.label is not None and block.label.word.fact in (
            "journal_number",
            "officers",
            "openness",
            "document_number",
            "office",
        ):
            return True
        return titles.is_openness_line(block.text) or _is_number_line(block.text)


def candidates(view: View) -> dict[str, list[Start]]:
    """Every line that can be read as the beginning of an item, by the form of its number."""
    found: dict[str, list[Start]] = defaultdict(list)
    for i in view.content:
        block = view.blocks[i]
        if block.shape is Shape.ROW and len([cell for cell in block.cells if cell.text]) > 3:
            continue
        for start in _readings(i, block, view):
            found[start.form].append(start)
    return found


def _readings(i: int, block: Block, view: View) -> list[Start]:
    """The ways in which a block can be read as the beginning of an item."""
    text = block.text
    if len(text) > 400:
        return []
    if block.shape is Shape.NUMBERED and block.marker and block.marker[:-1].isdigit():
        text = f"{block.marker} {text}"
    elif block.shape is Shape.BULLET and not (WORD.match(text) or titles.says_openness(text) or _heads_a_part(i, view)):
        return []
    tail = _TAIL.match(text) if text[-1] in "0123456789)" and not text[0].isdigit() else None
    if tail is not None:
        return [Start(i, "tail", tail["number"], tail["title"].strip(), heading=[i])]
    if not (text[0].isdigit() or text[0] in "PSNDA#"):
        return []
    readings = []
    looks_like_heading = block.shape is Shape.HEADING or block.bold or (block.size or 1.0) > 1.08
    if match := WORD.match(text):
        form = "word:" + match["word"].rstrip(".").casefold().split()[0]
        readings.append((form, match))
    elif match := _DOUBLED_NUMBER.match(text) or _PAGED.match(text):
        readings.append(("dot", match))
    elif match := _COLON.match(text):
        readings.append(("colon", match))
    elif match := _MARKED.match(text):
        readings.append(("bare", match))
    elif looks_like_heading and (match := _YEARLY.match(text) or _CODED.match(text)):
        readings.append(("yearly" if match["number"][0].isdigit() else "coded", match))
    elif match := _NESTED.match(text):
        readings.append(("dot", match))
    elif match := DOT.match(text):
        if not _MONTH_NEXT.match(match["title"]) and (match["title"][0].isupper() or not match["title"][0].isalpha()):
            readings.append(("dot", match))
    elif match := _BARE.match(text):
        readings.append(("bare", match))
    elif match := _ALONE.match(text):
        return _number_alone(i, match["number"], view)
    if block.shape is Shape.NUMBERED and block.level:
        readings = [(f"{form}@{block.level}", match) for form, match in readings]  # a list inside the text, perhaps
    starts = [Start(i, form, match["number"], match["title"].strip() or None, heading=[i]) for form, match in readings]
    for start in starts:
        if start.title is not None and titles.openness_line(start.title) is not None:
            start.open, start.title = titles.openness_line(start.title), None
        if start.title is None:
            _title_from_neighbours(start, view)
    return starts


def _heads_a_part(i: int, view: View) -> bool:
    """True for a line of a list that a label stands below: the items of a page are folded out of a list."""
    return any(view.is_section_label(following) or view.is_item_mark(following) for following in view.following(i, 2))


def _number_alone(i: int, number: str, view: View) -> list[Start]:
    """A figure alone on its line, the title on the next (or, in some layouts, on the one before)."""
    start = Start(i, "alone", number, None, heading=[i])
    _title_from_neighbours(start, view)
    return [start] if start.title else []


def _title_from_neighbours(start: Start, view: View) -> None:
    previous = view.before(start.index)
    near = view.following(start.index, 2)
    title_follows = (
        len(near) == 2
        and could_be_title(view, near[0])
        and (view.is_section_label(near[1]) or view.is_item_mark(near[1]))
    )
    if start.form == "word:sag" and previous is not None and not title_follows and could_be_title(view, previous):
        start.title, start.heading = view.blocks[previous].text, [previous, start.index]
        start.index = previous
        return
    if start.form == "word:sag" and start.open is None and previous is not None and not title_follows:
        start.open = titles.openness_line(view.blocks[previous].text)
        if start.open is not None:  # `Lukket punkt` in the place of the title
            start.heading = [previous, start.index]
            start.index = previous
            return
    for following in view.following(start.index, 2):
        if (
            view.is_item_mark(following)
            and view.blocks[following].label is None
            and not could_be_title(view, following)
        ):
            continue
        if could_be_title(view, following):
            start.title = view.blocks[following].text
            start.heading = [start.index, following]
        break


def _is_number_line(text: str) -> bool:
    """A case number or a document's number, with or without a word before it, and nothing else."""
    return is_case_number_line(text) or bool(_NAMED_NUMBER.match(text))


def could_be_title(view: View, i: int) -> bool:
    """True for a line that could be a title: no label, no list item, no case number, neither too short nor too long."""
    block = view.blocks[i]
    if block.label is not None or block.shape in (Shape.ROW, Shape.BULLET, Shape.NUMBERED):
        return False
    if block.text[0] == "(" and block.text[-1] == ")":
        return False
    return (
        2 < len(block.text) <= 300
        and block.text[0].isalnum() | (block.text[0] in '§"”»(')
        and not _is_number_line(block.text)
        and not titles.is_openness_line(block.text)
    )
