"""From a file's bytes to `Minutes`, with nothing lost.

`read` is the one way in: detect the format, extract lines, put lost letters back, join lines to blocks, find the
items, read
each. Whatever was not understood is in `remainder`; a place that nothing covers is a defect of ours and raises.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sagsgang import __version__
from sagsgang.model import (
    Attachment,
    Diagnostic,
    DocumentKind,
    Item,
    Minutes,
    Noise,
    Remainder,
    Repair,
    SectionKind,
    Source,
    Span,
)  # fmt: skip
from sagsgang.reading.attachments import attachments, lists_again
from sagsgang.reading.candidates import Start
from sagsgang.reading.coverage import ReadingDefectError, check_nothing_lost, inside, merged, uncovered
from sagsgang.reading.drafts import plain_text
from sagsgang.reading.extracted import Extract
from sagsgang.reading.header import read_header
from sagsgang.reading.header_values import Header
from sagsgang.reading.header_words import municipality_of
from sagsgang.reading.items import Meeting, read_item, same_body
from sagsgang.reading.label_use import accepted_weak_labels, labels_run_in
from sagsgang.reading.layout import Block, blocks_of
from sagsgang.reading.marks import CLOSED, GROUP
from sagsgang.reading.mending import repaired
from sagsgang.reading.page_lines import LISTED, is_contents_line, letters_of, mark_footer, named_once, page_boxes
from sagsgang.reading.segment import find_starts
from sagsgang.reading.verdict import doubts, kind_of_document
from sagsgang.reading.vocabulary import Vocabulary, load

PUBLISHED = frozenset(
    (
        "text/plain",
        "text/markdown",
        "text/html",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
)
"""Formats in which minutes are published: there an item that is not marked closed is open."""


def read_extract(extract: Extract, name: str, data: bytes, vocabulary: Vocabulary | None = None) -> Minutes:
    """The document in an extract. `name` and `data` tell its source only."""
    labels = vocabulary or load()
    source = Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=extract.media_type,
        pages=extract.pages,
        reader=__version__,
    )
    extract, repairs = repaired(extract)
    minutes = _Document(extract, labels, source, repairs).read()
    check_nothing_lost(minutes, extract.text)
    return minutes


class _Document:
    """One document while it is read."""

    def __init__(self, extract: Extract, vocabulary: Vocabulary, source: Source, repairs: tuple[Repair, ...]) -> None:
        self._extract = extract
        self._vocabulary = vocabulary
        self._source = source
        self._repairs = repairs
        self._blocks = blocks_of(extract, vocabulary)
        mark_footer(self._blocks)
        self._diagnostics: list[Diagnostic] = list(extract.diagnostics)
        self._noise: list[Noise] = []

    def read(self) -> Minutes:
        starts = find_starts(self._blocks)
        first = starts[0].index if starts else len(self._blocks)
        header = read_header(self._before(first, starts), self._vocabulary)
        self._read_boxes(header, first)
        self._heed_decisions(header, first)
        header.municipality = (
            header.municipality or municipality_of(self._extract.text) or named_once(self._blocks, first)
        )
        meeting = Meeting(
            body=header.body, date=header.date, published=self._extract.media_type in PUBLISHED,
            weak_labels=accepted_weak_labels(self._blocks, first), run_in=labels_run_in(self._blocks[first:]),
            minutes=header.document is DocumentKind.MINUTES, vocabulary=self._vocabulary, source=self._extract.text,
        )  # fmt: skip
        items, own = self._items(starts, meeting)
        kind = kind_of_document(header, items, starts)
        if kind is DocumentKind.OTHER:
            return self._other(header)
        return self._finish(header, kind, items, own)

    def _before(self, first: int, starts: list[Start]) -> list[Block]:
        """The blocks before the first item, with a contents list among them marked as noise."""
        before = self._blocks[:first]
        titles = {letters_of(start.title or "") for start in starts}
        inside = False
        for block in before:
            if block.noise:
                continue
            if block.label is not None and block.label.word.fact == "contents" and block.label.inline is None:
                inside, block.noise = True, "contents list"
            elif is_contents_line(block.text, titles) or (inside and block.label is None and LISTED.match(block.text)):
                block.noise = "contents list"
        return before

    def _read_boxes(self, header: Header, first: int) -> None:
        """Page boxes inside the items: they may tell what no header told; they are no part of an item."""
        for box in page_boxes(self._blocks, first):
            fresh = read_header(box, self._vocabulary)
            for name in ("document", "municipality", "body", "term", "date", "start", "end", "place", "chair"):
                if getattr(header, name) is None and getattr(fresh, name) is not None:
                    setattr(header, name, getattr(fresh, name))
                    for key, span in fresh.at.items():
                        if key == name or key.startswith(f"{name}_"):
                            header.at.setdefault(key, span)
            taken = set(header.at.values())
            for block in box:
                block.noise = "taken" if block.at in taken else "page header"

    def _heed_decisions(self, header: Header, first: int) -> None:
        """Headings such as `Beslutning i Byrådet den 12-03-2020` tell whose meeting it is, when they agree with each
        other."""
        named = Counter(
            (label.body, label.date)
            for block in self._blocks[first:]
            if (label := block.label) is not None
            and label.section is SectionKind.DECISION
            and label.formed
            and label.date
            and not block.noise
        )
        if not named:
            return
        (body, date), count = named.most_common(1)[0]
        rivals = [other for other in named.values() if other == count]
        if header.date is None and count > 1 and len(rivals) == 1:
            header.date = date
        if (
            date == header.date
            and body is not None
            and (header.body is None or (count > 1 and not same_body(header.body, body)))
        ):
            header.body = body

    def _items(self, starts: list[Start], meeting: Meeting) -> tuple[list[Item], list[Attachment]]:
        items: list[Item] = []
        closed: bool | None = None
        for n, start in enumerate(starts):
            end = starts[n + 1].index if n + 1 < len(starts) else len(self._blocks)
            if n == 0:
                closed = _group_before(self._blocks[: start.index], closed)
            blocks = self._blocks[start.index : end]
            if start.group:
                closed = _closed_by(start.title or "")
                for block in blocks:
                    block.noise = block.noise or "group heading"
                    self._add_noise(block)
                continue
            group = next(
                (
                    i
                    for i, b in enumerate(blocks)
                    if i > 0 and b.noise is None and GROUP.match(b.text) and i >= len(blocks) - 3
                ),
                None,
            )
            mine, rest = (blocks[:group], blocks[group:]) if group is not None else (blocks, [])
            item, noise, diagnostics = read_item(start, mine, closed, meeting)
            for block in noise:
                self._add_noise(block)
            self._diagnostics.extend(diagnostics)
            items.append(item)
            for block in rest:
                if block.noise is None and GROUP.match(block.text):
                    closed = _closed_by(block.text)
                    block.noise = "group heading"
                self._add_noise(block)
        return self._without_list_of_all(items)

    def _add_noise(self, block: Block) -> None:
        if block.noise and block.noise != "taken":
            self._noise.extend(Noise(reason=block.noise, at=(line.start, line.end)) for line in block.lines)

    def _without_list_of_all(self, items: list[Item]) -> tuple[list[Item], list[Attachment]]:
        """A last list of attachments that only repeats those of the items belongs to the document."""
        if len(items) < 2 or not items[-1].attachments:
            return items, []
        last = items[-1]
        others = [attachment for item in items[:-1] for attachment in item.attachments]
        if not lists_again(last.attachments, others):
            return items, []
        section = last.sections[-1]
        if section.kind is not SectionKind.ATTACHMENTS or section.at is None:
            return items, []
        self._listed_at = section.at
        items[-1] = replace(last, sections=last.sections[:-1], attachments=())
        return items, list(last.attachments)

    _listed_at: Span | None = None

    def _finish(self, header: Header, kind: DocumentKind, items: list[Item], own: list[Attachment]) -> Minutes:
        inside = [section.at for item in items for section in item.sections if section.at is not None]
        at = {
            name: span for name, span in header.at.items() if not any(s <= span[0] and span[1] <= e for s, e in inside)
        }
        if self._listed_at is not None:
            at["attachments"] = self._listed_at
        for block in self._blocks:
            if block.noise == "contents list" or (
                block.noise and block.start < (items[0].at.get("heading", (0, 0))[0] if items else 0)
            ):
                self._add_noise(block)
        minutes = Minutes(
            source=self._source, document=kind, municipality=header.municipality, body=header.body, term=header.term,
            date=header.date, start=header.start, end=header.end, place=header.place, chair=header.chair,
            present=tuple(dict.fromkeys(header.present)), absent=tuple(dict.fromkeys(header.absent)),
            items=tuple(items), attachments=tuple(own), repairs=self._repairs, at=at,
        )  # fmt: skip
        return self._covered(minutes)

    def _other(self, header: Header) -> Minutes:
        """A text that is no agenda and no minutes: all of it is remainder."""
        self._noise.clear()
        minutes = Minutes(
            source=self._source, document=DocumentKind.OTHER, municipality=header.municipality, repairs=self._repairs
        )
        return self._covered(minutes)

    def _covered(self, minutes: Minutes) -> Minutes:
        """The document with every block that nothing covers put into noise or remainder."""
        content = sorted(set(minutes.top_level_spans()))
        noise = [part for part in sorted(set(self._noise), key=lambda n: n.at) if not inside(part.at, content)]
        spans = sorted(set(replace(minutes, noise=tuple(noise)).top_level_spans()))
        remainder: list[Remainder] = []
        reasons: dict[int, str] = {}
        for block in self._blocks:
            if block.noise and block.noise != "taken":
                reasons.setdefault(block.start, block.noise)
        for start, end in uncovered(self._blocks, spans):
            reason = reasons.get(start)
            if reason:
                noise.append(Noise(reason=reason, at=(start, end)))
            else:
                remainder.append(Remainder(text=self._extract.text[start:end], at=(start, end)))
        return replace(
            minutes,
            noise=tuple(merged(noise, self._extract.text)),
            remainder=tuple(remainder),
            diagnostics=tuple(self._diagnostics + doubts(minutes, remainder)),
        )


def _group_before(blocks: Sequence[Block], closed: bool | None) -> bool | None:
    for block in blocks:
        if block.noise is None and GROUP.match(block.text):
            closed = _closed_by(block.text)
            block.noise = "group heading"
        elif block.noise is None and block.label is not None and block.label.word.fact in ("present", "absent", "date"):
            closed = None  # the heading stood in the contents list, not above the items
    return closed


def _closed_by(text: str) -> bool | None:
    """What a group heading says of its items: `LUKKEDE SAGER` gives False (not open)."""
    if CLOSED.search(text) or re.search(r"\blukkede?\b|fortrolig", text, re.IGNORECASE):
        return False
    if re.search(r"\båbne?\b|\boffentlig", text, re.IGNORECASE):
        return True
    return None


__all__ = ["PUBLISHED", "ReadingDefectError", "attachments", "check_nothing_lost", "plain_text", "read_extract"]
