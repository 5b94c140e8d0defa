"""From printed lines to blocks: paragraphs, headings, list items, table rows, labels; page headers set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sagsgang.danish.journal_numbers import is_case_number_line
from sagsgang.model import SectionKind, Span
from sagsgang.reading.extracted import Cell, Extract, Fact, Line, Shape
from sagsgang.reading.flowing import unflowed
from sagsgang.reading.grids import ungridded
from sagsgang.reading.labelling import Label, find_label, formed_label
from sagsgang.reading.vocabulary import Vocabulary, key

_PAGE_FIGURE = re.compile(r"^(?:side|s\.|sidetal|page)?:?\s*\d{1,3}(?:\s*(?:af|/|of)\s*\d{1,3})?$", re.IGNORECASE)
_PAGE_WORD = re.compile(r"\bside\s*\d|\bsidetal\b|^\d{1,3}$|\b\d{1,3}\s*(?:af|/)\s*\d{1,3}$", re.IGNORECASE)
_PAGE_OF = re.compile(r"\bside\s#(?:\s(?:af|/)\s#)?$", re.IGNORECASE)
_ENDED = re.compile(r"[.:!?;][\"”’')\]]*$")
_FILE = re.compile(r"^\S+\.(?:pdf|docx?|xlsx?|pptx?|txt|jpe?g|png|zip)$", re.IGNORECASE)
_PARTY_AT_END = re.compile(r"\((?:[A-ZÆØÅ]{1,2}|[a-zæøå]+)\)$|^(?:Formand|Næstformand)\b", re.IGNORECASE)
_LEADER = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*+\d*+\s*+$")
_MENU = re.compile(
    r"^(?=.{0,150}\b(?:Søg|Menu|Forside|Abonn|Log ind|Selvbetjening|Kontakt|Tilgængelighed))[^·|»›.:]{2,40}(?:\s?[·|"
    r"»›]\s?[^·|»›.:]{2,40}){2,}$"
)
_NO_HEADER = re.compile(r"^(?:punkt|pkt|sag|nr|sagsid|sagsnr|j\.nr|dok\.? ?nr|initialer|åben|lukket)\b", re.IGNORECASE)
_PARTY_ALONE = re.compile(r"^\([A-ZÆØÅ]{1,2}\)")
_ORDINAL = re.compile(r"^(?:behandling|viceborgmester|kvartal|halvår|klasse|runde|suppleant|stedfortræder|etape|del)\b")
_GLUED_ITEM = re.compile(r"(?<=[a-zæøåé)?”])(?=\d{1,4}\.\s[A-ZÆØÅ])")
_LONGEST_HEAD = 110
_TOP_OF_PAGE = 8
_WEB_NOTICE = re.compile(
    r"\bcookie|^Download \"|\bGoogle to translate\b|^Save this PDF as|^(?:WORD|PNG|TXT|JPG)(?:\s+(?:WORD|PNG|TXT|"
    r"JPG))+$|link til forsiden$",
    re.IGNORECASE,
)
_GLUED_ATTACHMENT = re.compile(r"(?<=[a-zæøåé)])(?=Bilag \d{1,2}\s?:)")
_BULLET = re.compile(r"([-–•▪*])\s+(?=\S)")
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item or table row: one or more lines that belong together.

    `text` is what a person reads; `lines` where it stands. The other fields are those of the first line.
    """

    start: int
    end: int
    text: str
    lines: list[Line]
    shape: Shape
    label: Label | None = None
    noise: str | None = None
    level: int = 0
    marker: str | None = None
    bold: bool = False
    size: float | None = None
    x: float | None = None
    page: int | None = None
    gap: bool = False
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    header: bool = False
    fact: Fact | None = None
    value: Mapping[str, str | bool | int | None] = field(default_factory=dict)

    @property
    def at(self) -> Span:
        """Where the block stands in the text."""
        return (self.start, self.end)


def blocks_of(extract: Extract, vocabulary: Vocabulary) -> list[Block]:
    """The blocks of a document in order. Noise is among them, with its reason."""
    extract = ungridded(unflowed(extract, vocabulary), vocabulary)
    lines = list(_unglued(extract, vocabulary))
    noise = _noise_of(lines, vocabulary, extract.wrapped)
    labels = [None if reason else find_label(line, vocabulary) for line, reason in zip(lines, noise, strict=True)]
    joiner = _Joiner(extract, lines)
    return joiner.join(noise, labels, vocabulary)


def _simple(line: Line) -> Line:
    """A row of one cell is a line of text; `1. behandling af …` is no list item."""
    if line.shape is Shape.NUMBERED and line.marker and _ORDINAL.match(line.text):
        line = replace(line, text=f"{line.marker} {line.text}", shape=Shape.TEXT, marker=None)
    one_cell = len(line.cells) < 3 and sum(bool(cell.text) for cell in line.cells) == 1
    if line.shape is Shape.ROW and one_cell and not line.header and line.text not in ("X", "x"):
        bullet = _BULLET.match(line.text)
        shape = Shape.BULLET if bullet else Shape.TEXT
        line = replace(
            line,
            text=line.text[bullet.end() :] if bullet else line.text,
            shape=shape,
            marker=bullet[1] if bullet else None,
            cells=(),
        )
    return line


def _unglued(extract: Extract, vocabulary: Vocabulary) -> Iterator[Line]:
    """The lines, with a label that runs straight into its text (`BeslutningGodkendt.`) set on a line of its own."""
    for n, raw in enumerate(extract.lines):
        line = _simple(raw)
        if line.shape is Shape.BULLET and _heads_part(n, extract.lines, vocabulary):
            line = replace(line, shape=Shape.TEXT, marker=None, gap=True)
        parts = [line]
        if line.shape is not Shape.ROW:
            text = line.text
            starts = line.shape in (Shape.TEXT, Shape.HEADING)
            if starts and (match := vocabulary.glued_start.match(text)):
                parts = _split(extract.text, line, match.end())
            elif len(text) > 20 and text.endswith(vocabulary.glued_ends):
                ending = next(end for end in vocabulary.glued_ends if text.endswith(end))
                before = text[: -len(ending)]
                if before[-1:] in ".:!?)" or before[-1:].isdigit() or before[-1:].islower():
                    parts = _split(extract.text, line, len(before))
        yield from (piece for part in parts for piece in _item_unglued(extract.text, part, vocabulary))


def _heads_part(n: int, lines: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """True for a label that a page shows as the head of a list (`• Indstilling`), its text below it.

    A label among other list items (`• Økonomi`, `• Høring`) is a topic, not a head.
    """
    line = lines[n]
    fact = vocabulary.fact(line.text)
    if fact is not None and fact.fact in ("present", "absent"):
        return True
    topics = [near for near in (*lines[max(0, n - 1) : n], *lines[n + 1 : n + 2]) if near.shape is Shape.BULLET]
    if n + 1 == len(lines) or any((near.marker, near.level) == (line.marker, line.level) for near in topics):
        return False
    word = vocabulary.section(line.text)
    return (word is not None and word.strong) or (
        len(line.text) < _LONGEST_HEAD and formed_label(line.text) is not None
    )


def _item_unglued(text: str, line: Line, vocabulary: Vocabulary) -> list[Line]:
    """A contents list (or its label) that runs straight into the first item: `10. Eventuelt1. Ny bro`."""
    if line.text.startswith("Bilag") and (attached := _GLUED_ATTACHMENT.search(line.text)):
        first, *rest = _split(text, line, attached.start())
        return [first, *(piece for part in rest for piece in _item_unglued(text, part, vocabulary))]
    match = _GLUED_ITEM.search(line.text) if line.shape in (Shape.TEXT, Shape.NUMBERED) else None
    if match is None:
        return [line]
    before = line.text[: match.start()]
    if line.marker is None and vocabulary.section(before) is None and vocabulary.fact(before) is None:
        return [line]
    return _split(text, line, match.start())


def _split(text: str, line: Line, position: int) -> list[Line]:
    """The line in two at `position` of its text; whole when the place cannot be found in the source."""
    head = line.text[:position]
    place = text.find(head[-12:], line.start, line.end)
    if place < 0 or not head or not line.text[position:]:
        return [line]
    cut = place + len(head[-12:])
    return [
        replace(line, end=cut, text=head.rstrip()),
        replace(
            line, start=cut, text=line.text[position:].lstrip(), shape=Shape.TEXT, marker=None, gap=True, bold=False
        ),
    ]


def _noise_of(lines: list[Line], vocabulary: Vocabulary, wrapped: bool) -> list[str | None]:
    reasons = [
        line.noise
        or ("navigation" if _MENU.match(line.text) else None)
        or (vocabulary.noise.get(key(line.text)) if len(line.text) < 32 else None)
        for line in lines
    ]
    for i, line in enumerate(lines[:_TOP_OF_PAGE]):
        if reasons[i] is None and _WEB_NOTICE.search(line.text):
            reasons[i] = "navigation"
    if wrapped or any(line.page is not None for line in lines):
        for i, line in enumerate(lines):
            if reasons[i] is None and len(line.text) < 20 and line.text and _is_page_figure(lines, i):
                reasons[i] = "page number"
    if any(_may_hold_a_page_figure(line.text) and _PAGE_WORD.search(line.text) for line in lines):
        for i in _repeated_headers(lines, reasons, vocabulary):
            reasons[i] = "page header"
    return reasons


def _may_hold_a_page_figure(text: str) -> bool:
    """A cheap look before the pattern: a figure at the end, or the word for page."""
    return 0 < len(text) < 120 and (text[-1].isdigit() or "ide" in text)


def _is_page_figure(lines: list[Line], i: int) -> bool:
    """`Side 3 af 12` anywhere; a bare figure or `3/12` only at the edge of a page."""
    line = lines[i]
    if line.fact is not None or not _PAGE_FIGURE.match(line.text):
        return False
    if line.text[0].isalpha() or " af " in line.text:
        return True
    last = i + 1 == len(lines) or lines[i + 1].page != line.page
    first = i == 0 or lines[i - 1].page != line.page
    return line.page is not None and (last or first)


def _repeated_headers(lines: list[Line], reasons: list[str | None], vocabulary: Vocabulary) -> set[int]:
    """Runs of two to six lines that come again three times or more, alike but for their figures, one of them a page
    figure.

    The first of them stays: on the first page they are the header of the document.
    """
    keys = [_header_key(line, vocabulary) for line in lines]
    count = Counter(name for name in keys if name)
    found = {
        i for i, name in enumerate(keys) if name and reasons[i] is None and count[name] >= 2 and _PAGE_OF.search(name)
    }
    seen: set[str] = set()
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and end - i < 7 and keys[end] and count[keys[end]] >= 3 and reasons[end] is None:
            end += 1
        if end - i >= 2 and any(_PAGE_WORD.search(line.text) for line in lines[i:end]):
            counts = [count[name] for name in keys[i:end]]
            if max(counts) <= min(counts) * 2:
                found.update(n for n in range(i, end) if keys[n] in seen or _PAGE_OF.search(keys[n]))
                seen.update(keys[i:end])
        i = max(end, i + 1)
    return found


def _header_key(line: Line, vocabulary: Vocabulary) -> str:
    """What is the same in a line on every page; nothing for a line that can be no page header."""
    text = line.text
    if not text or len(text) >= 120 or line.fact is not None or _NO_HEADER.match(text) or is_case_number_line(text):
        return ""
    word = vocabulary.section(text)
    return "" if word is not None and word.strong else _DIGITS.sub("#", text)


def small_start(line: Line) -> bool:
    """True for a line that begins in small letters: the rest of what stands before it."""
    return line.text[:1].islower()


class _Joiner:
    """Joins printed lines to paragraphs where the source is wrapped."""

    def __init__(self, extract: Extract, lines: list[Line]) -> None:
        self._text = extract.text
        self._lines = lines
        self._wrapped = extract.wrapped
        self._in_attachments = False
        lengths = sorted(len(line.text) for line in lines if len(line.text) > 30) or [80]
        self._width = lengths[int(len(lengths) * 0.8)]
        gaps = sum(line.gap for line in lines)
        self._gaps_tell = gaps < 0.6 * len(lines)

    def join(self, noise: list[str | None], labels: list[Label | None], vocabulary: Vocabulary) -> list[Block]:
        blocks: list[Block] = []
        last: Block | None = None
        for i, line in enumerate(self._lines):
            if noise[i]:
                blocks.append(_block(line, None, noise[i]))
                continue
            if last is not None and _closes_a_bracket(last, line):
                _extend(last, replace(line, text=f"{line.marker} {line.text}", shape=Shape.TEXT, marker=None))
                continue
            if last is not None and last.label is None and _PARTY_ALONE.match(line.text) and len(line.text) < 30:
                _extend(last, line)
                continue
            whole = self._label_over_two_lines(last, line, vocabulary) if last is not None else None
            if last is not None and (whole is not None or (self._wrapped and self._continues(last, line, labels[i]))):
                _extend(last, line)
                last.label = whole or last.label
                if blocks[-1] is not last:
                    blocks.append(_block(line, None, "continued"))
                continue
            last = _block(line, labels[i], None)
            blocks.append(last)
            if last.label is not None and last.label.section is not None:
                self._in_attachments = last.label.section is SectionKind.ATTACHMENTS
        return [block for block in blocks if block.noise != "continued"]

    def _continues(self, block: Block, line: Line, label: Label | None) -> bool:
        if label is not None and not self._only_looks_like_a_label(block, line, label):
            return False
        if line.fact is not None or block.fact is not None or line.shape in (Shape.ROW, Shape.BULLET, Shape.NUMBERED):
            return False
        if (
            block.shape is Shape.ROW
            or not line.text
            or not block.text
            or (block.label is not None and block.label.inline is None)
        ):
            return False
        before = block.lines[-1]
        if _LEADER.search(before.text):
            return False
        if is_case_number_line(line.text) or is_case_number_line(block.text):
            return False
        if block.shape is not line.shape and not (block.marker and line.shape is Shape.TEXT):
            return False
        if before.bold != line.bold or abs((before.size or 1.0) - (line.size or 1.0)) > 0.06:
            return False
        if _FILE.match(line.text) or _FILE.match(before.text):
            return False
        if not line.gap and line.page == before.page and (line.bold or (line.size or 1.0) > 1.08):
            return True
        if (
            self._in_attachments
            and (self._gaps_tell or line.gap)
            and len(before.text) < 0.85 * self._width
            and not small_start(line)
        ):
            return False
        if (
            line.text.startswith("at ")
            and block.text.startswith("at ")
            and (before.text[-1] in ".,;" or len(before.text) < 0.75 * self._width)
        ):
            return False
        return self._runs_on(before, line)

    def _runs_on(self, before: Line, line: Line) -> bool:
        ended = bool(_ENDED.search(before.text))
        small = line.text[0].islower()
        long = len(before.text) > 0.75 * self._width
        if before.text[-1] == "-" and small:
            return True
        if line.page != before.page:
            return not ended and (small or long)
        if line.gap:
            if self._gaps_tell:
                return not ended and small and len(before.text) > 0.5 * self._width
            if self._indented(line) and not small:
                return False
            return (small and not ended) or (long and not (ended and len(before.text) < 0.85 * self._width))
        if _PARTY_AT_END.search(before.text) and not small:
            return False
        if not self._gaps_tell:
            return (not self._indented(line) or not ended) and (small or len(before.text) > 0.35 * self._width)
        if small or (long and not ended):
            return True
        return len(before.text) > (0.85 if ended else 0.7) * self._width

    @staticmethod
    def _only_looks_like_a_label(block: Block, line: Line, label: Label) -> bool:
        """True for a line in the middle of a sentence (`… i Kultur- og` / `Fritidsudvalget den 7. februar 2024`)."""
        if label.word.strong or line.gap or label.inline is not None or block.label is not None:
            return False
        return line.text[0].islower() or (not _ENDED.search(block.text) and len(block.text) > 30)

    def _label_over_two_lines(self, block: Block, line: Line, vocabulary: Vocabulary) -> Label | None:
        if (
            len(block.text) + len(line.text) > 60
            or len(block.lines) > 1
            or key(block.text) not in vocabulary.first_words
            or not key(line.text)
        ):
            return None
        if vocabulary.section(block.text) is not None and line.gap:
            return None
        word = vocabulary.sections.get(key(f"{block.text} {line.text}"))
        return Label(word, f"{block.text} {line.text}".strip(" :.")) if word else None

    def _indented(self, line: Line) -> bool:
        return line.start > 0 and self._text[line.start - 1] in " \xa0\t"


def _block(line: Line, label: Label | None, noise: str | None) -> Block:
    return Block(
        start=line.start, end=line.end, text=line.text, lines=[line], shape=line.shape, label=label, noise=noise,
        level=line.level, marker=line.marker, bold=line.bold, size=line.size, x=line.x, page=line.page, gap=line.gap,
        cells=line.cells, table=line.table, header=line.header, fact=line.fact, value=line.value,
    )  # fmt: skip


def _extend(block: Block, line: Line) -> None:
    block.text = join_words(block.text, line.text)
    if block.label is not None and block.label.inline is not None:
        block.label = replace(block.label, inline=join_words(block.label.inline, line.text))
    block.end = line.end
    block.lines.append(line)


def _closes_a_bracket(block: Block, line: Line) -> bool:
    """`… O (2), B` / `(1) og L (1)`: what looks like a list's number is a bracket in the middle of a sentence."""
    if line.shape is not Shape.NUMBERED or not line.marker or not line.marker.endswith(")"):
        return False
    if line.marker.startswith("("):
        return block.text[-1:].isalnum() and (line.text[:1].islower() or line.text[:1] in ",.")
    return block.text.count("(") > block.text.count(")")


def join_words(before: str, after: str) -> str:
    """Two pieces of a wrapped paragraph as one; a word divided at the line's end is made whole.

    >>> join_words("børne- og ungdoms-", "udvalget")
    'børne- og ungdomsudvalget'
    """
    if before.endswith("("):
        return before + after
    if before.endswith("-") and before[-2:-1].isalpha() and after[:1].islower():
        if after.split(" ", 1)[0] in ("og", "eller", "samt", "til"):
            return f"{before} {after}"
        return before[:-1] + after
    if before.endswith("-") and before[-2:-1].isalpha() and after[:1].isupper():
        return before + after
    return f"{before} {after}"
