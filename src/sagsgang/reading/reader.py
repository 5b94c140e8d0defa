"""From a file's bytes to `Minutes`, with nothing lost.

`read` is the one way in: detect the format, extract lines, put lost letters back, join lines to blocks, find the items, read
each. Whatever was not understood is in `remainder`; a place that nothing covers is a defect of ours and raises.
"""

from __future__ import annotations

import hashlib
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sagsgang import __version__
from sagsgang.danish import letters
from sagsgang.danish.bodies import is_body_name
from sagsgang.danish.dates import find_date
from sagsgang.danish.journal_numbers import is_case_number_line
from sagsgang.model import (
    Attachment,
    Diagnostic,
    DocumentKind,
    Item,
    Level,
    Minutes,
    Noise,
    Outcome,
    Remainder,
    Repair,
    SectionKind,
    Source,
    Span,
)  # fmt: skip
from sagsgang.reading.attachments import attachments, lists_again
from sagsgang.reading.drafts import plain_text
from sagsgang.reading.extracted import Extract, Fact, Line, Shape
from sagsgang.reading.header import MUNICIPALITY, Header, municipality_of, read_header
from sagsgang.reading.items import Meeting, read_item, same_body
from sagsgang.reading.layout import Block, blocks_of
from sagsgang.reading.segment import CLOSED, GROUP, Start, find_starts
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


class ReadingDefectError(AssertionError):
    """The reader lost or doubled a piece of the text: a defect of the program, never of the file."""


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
    extract, repairs = _repaired(extract)
    minutes = _Document(extract, labels, source, repairs).read()
    check_nothing_lost(minutes, extract.text)
    return minutes


def _repaired(extract: Extract) -> tuple[Extract, tuple[Repair, ...]]:
    """The extract with lost letters put back in its lines; the text itself stays as it is."""
    if not letters.damaged_regions(extract.text):
        return extract, ()
    found = sorted(letters.repair(extract.text), key=lambda repair: repair.start)
    if not found:
        return extract, ()
    lines, place = [], 0
    for line in extract.lines:
        first = place
        while place < len(found) and found[place].start < line.end:
            place += 1
        lines.append(_mended(line, found[first:place]) if place > first else line)
    repairs = tuple(
        Repair(at=(r.start, r.end), was=r.was, is_=r.is_, certainty=r.certainty) for r in found if r.was.strip()
    )
    return replace(extract, lines=tuple(lines)), repairs


def _mended(line: Line, repairs: Sequence[letters.LetterRepair]) -> Line:
    text, position = line.text, 0
    for repair in repairs:
        place = text.find(repair.was, position)
        if place >= 0:
            text = text[:place] + repair.is_ + text[place + len(repair.was) :]
            position = place + len(repair.is_)
    cells = tuple(
        replace(cell, text=letters.apply(cell.text, _within(cell.start, cell.end, cell.text, repairs)))
        for cell in line.cells
    )
    return replace(line, text=" ".join(text.split()), cells=cells)


def _within(start: int, end: int, text: str, repairs: Sequence[letters.LetterRepair]) -> list[letters.LetterRepair]:
    return [
        replace(repair, start=repair.start - start, end=repair.end - start)
        for repair in repairs
        if start <= repair.start and repair.end <= end and text[repair.start - start : repair.end - start] == repair.was
    ]


class _Document:
    """One document while it is read."""

    def __init__(self, extract: Extract, vocabulary: Vocabulary, source: Source, repairs: tuple[Repair, ...]) -> None:
        self._extract = extract
        self._vocabulary = vocabulary
        self._source = source
        self._repairs = repairs
        self._blocks = blocks_of(extract, vocabulary)
        _mark_footer(self._blocks)
        self._diagnostics: list[Diagnostic] = list(extract.diagnostics)
        self._noise: list[Noise] = []

    def read(self) -> Minutes:
        starts = find_starts(self._blocks)
        first = starts[0].index if starts else len(self._blocks)
        header = read_header(self._before(first, starts), self._vocabulary)
        self._read_boxes(header, first)
        self._heed_decisions(header, first)
        header.municipality = (
            header.municipality or municipality_of(self._extract.text) or _named_once(self._blocks, first)
        )
        meeting = Meeting(
            body=header.body, date=header.date, published=self._extract.media_type in PUBLISHED,
            weak_labels=_accepted_weak_labels(self._blocks, first), run_in=_labels_run_in(self._blocks[first:]),
            minutes=header.document is DocumentKind.MINUTES, vocabulary=self._vocabulary, source=self._extract.text,
        )  # fmt: skip
        items, own = self._items(starts, meeting)
        kind = _kind_of_document(header, items, starts)
        if kind is DocumentKind.OTHER:
            return self._other(header)
        return self._finish(header, kind, items, own)

    def _before(self, first: int, starts: list[Start]) -> list[Block]:
        """The blocks before the first item, with a contents list among them marked as noise."""
        before = self._blocks[:first]
        titles = {_letters(start.title or "") for start in starts}
        inside = False
        for block in before:
            if block.noise:
                continue
            if block.label is not None and block.label.word.fact == "contents" and block.label.inline is None:
                inside, block.noise = True, "contents list"
            elif _is_contents_line(block.text, titles) or (
                inside and block.label is None and _LISTED.match(block.text)
            ):
                block.noise = "contents list"
        return before

    def _read_boxes(self, header: Header, first: int) -> None:
        """Page boxes inside the items: they may tell what no header told; they are no part of an item."""
        for box in _page_boxes(self._blocks, first):
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
        """Headings such as `Beslutning i Byrådet den 12-03-2020` tell whose meeting it is, when they agree with each other."""
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
        noise = [part for part in sorted(set(self._noise), key=lambda n: n.at) if not _inside(part.at, content)]
        spans = sorted(set(replace(minutes, noise=tuple(noise)).top_level_spans()))
        remainder: list[Remainder] = []
        reasons: dict[int, str] = {}
        for block in self._blocks:
            if block.noise and block.noise != "taken":
                reasons.setdefault(block.start, block.noise)
        for start, end in _uncovered(self._blocks, spans):
            reason = reasons.get(start)
            if reason:
                noise.append(Noise(reason=reason, at=(start, end)))
            else:
                remainder.append(Remainder(text=self._extract.text[start:end], at=(start, end)))
        return replace(
            minutes,
            noise=tuple(_merged(noise, self._extract.text)),
            remainder=tuple(remainder),
            diagnostics=tuple(self._diagnostics + _doubts(minutes, remainder)),
        )


_FOOTER_LINES = 4
_FOOTER = re.compile(
    r"^(?:Referent\b|Sekretær:|Udskrevet|Udskriftsdato|Fandt du|Var denne side|Venlig hilsen|Med venlig hilsen|©|Sidst opdateret|Åbningstider|"
    r"[^.]{0,90}\b(?:CVR|EAN|Tlf|Telefon|Telefontid)\b|\S+@\S+$|www\.|Næste møde\b|[^.]{0,60}\bKommune\b[^.]{0,60}\b\d{4}\s[A-ZÆØÅ]|Copyright)",
    re.IGNORECASE,
)
_RUN_IN = 3
_NO_LETTER = re.compile(r"[\W\d_]+")
_LISTED = re.compile(
    r"^(?:(?:punkt|pkt\.?|nr\.?|sag)?\s*\d{1,4}[.: ]|.*?(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*+\d*+$|.*\s\d{1,3}$)", re.IGNORECASE
)
_LEADER = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*+\d*+\s*+$")


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def _is_contents_line(text: str, titles: set[str]) -> bool:
    if _LEADER.search(text):
        return True
    letters_only = _letters(text)
    if len(letters_only) < 8:
        return False
    return letters_only in titles or any(title.startswith(letters_only) and len(letters_only) > 30 for title in titles)


def _named_once(blocks: Sequence[Block], first: int) -> str | None:
    """The municipality named in the header or in page headers and footers, when they name one only."""
    names = {
        f"{match[1]} Kommune"
        for n, block in enumerate(blocks)
        if n < first or block.noise
        for match in [MUNICIPALITY.search(block.text)]
        if match is not None
    }
    return names.pop() if len(names) == 1 else None


def _page_boxes(blocks: Sequence[Block], first: int) -> list[list[Block]]:
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


def _mark_footer(blocks: Sequence[Block]) -> None:
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


def _labels_run_in(blocks: Sequence[Block]) -> bool:
    """True when the document's labels stand before their text on the same line: `Indstilling: Det …`."""
    return _RUN_IN <= sum(
        label.section is not None and label.word.strong and label.inline is not None and not label.formed
        for block in blocks
        if (label := block.label) is not None and block.noise is None and block.shape is Shape.TEXT
    )


def _accepted_weak_labels(blocks: Sequence[Block], first: int) -> frozenset[str]:
    """The weak labels that this document uses as labels: more than once, or in the look of its strong ones."""
    looks: Counter[tuple[object, ...]] = Counter()
    weak: Counter[str] = Counter()
    common: set[str] = set()
    weak_looks: dict[str, set[tuple[object, ...]]] = {}
    for block in blocks[first:]:
        label = block.label
        if (
            label is None
            or label.section is None
            or label.formed
            or block.noise
            or (label.inline is not None and block.shape is not Shape.ROW and not label.word.common)
        ):
            continue
        look = (block.shape, block.level, block.bold, round((block.size or 1.0) * 10))
        if label.word.strong:
            looks[look] += 1
        else:
            weak[label.heading.casefold()] += 1
            if label.word.common:
                common.add(label.heading.casefold())
            weak_looks.setdefault(label.heading.casefold(), set()).add(look)
        if block.fact is Fact.LABEL:
            weak[label.heading.casefold()] += 2
            weak_looks.setdefault(label.heading.casefold(), set()).add(look)
    plain = {look for look in looks if look[0] == "text" and not look[2] and look[3] == 10}
    used = {look for look, count in looks.items() if look not in plain and count >= 2}
    told_apart = bool(used) and sum(looks[look] for look in plain) * 3 < sum(looks.values())
    return frozenset(
        name
        for name, count in weak.items()
        if weak_looks[name] & used or (not told_apart and (count >= 2 or name in common))
    )


def _kind_of_document(header: Header, items: Sequence[Item], starts: Sequence[Start]) -> DocumentKind:
    if not items:
        return DocumentKind.OTHER
    labelled = [section for item in items for section in item.sections if section.heading is not None]
    core = {section.kind for section in labelled} & {
        SectionKind.DECISION,
        SectionKind.RECOMMENDATION,
        SectionKind.PRESENTATION,
        SectionKind.SUMMARY,
    }
    declared = any(start.declared for start in starts)
    if not declared and not core and header.document is None:
        return DocumentKind.OTHER
    if (
        not declared
        and header.body is None
        and header.document is None
        and SectionKind.DECISION not in core
        and len(core) < 2
        and not (core and items[0].number and items[0].journal_number)
    ):
        return DocumentKind.OTHER
    decided = any(item.decisions for item in items)
    if header.document is DocumentKind.AGENDA and decided and not _only_quoted(items):
        return DocumentKind.MINUTES
    if header.document is not None:
        return header.document
    return DocumentKind.MINUTES if decided else DocumentKind.AGENDA


def _only_quoted(items: Sequence[Item]) -> bool:
    """True when few items carry a decision: an agenda that quotes an earlier one."""
    return sum(any(d.outcome is not Outcome.NONE for d in item.decisions) for item in items) * 4 < len(items)


def _uncovered(blocks: Sequence[Block], spans: Sequence[Span]) -> list[Span]:
    """The blocks that no span covers, neighbours joined."""
    found: list[Span] = []
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    n = 0
    for block in blocks:
        for line in block.lines:
            while n < len(joined) and joined[n][1] <= line.start:
                n += 1
            if n < len(joined) and joined[n][0] <= line.start and line.end <= joined[n][1]:
                continue
            found.append((line.start, line.end))
    return found


def _inside(at: Span, spans: Sequence[Span]) -> bool:
    n = bisect_right(spans, (at[0], sys.maxsize))
    return n > 0 and at[1] <= spans[n - 1][1]


def _merged(noise: Sequence[Noise], text: str) -> list[Noise]:
    """Noise in order; neighbours of one reason with only white space between are one."""
    merged: list[Noise] = []
    for part in sorted(set(noise), key=lambda n: n.at):
        if merged and merged[-1].reason == part.reason and not text[merged[-1].at[1] : part.at[0]].strip():
            merged[-1] = Noise(reason=part.reason, at=(merged[-1].at[0], max(part.at[1], merged[-1].at[1])))
        else:
            merged.append(part)
    return merged


def _doubts(minutes: Minutes, remainder: Sequence[Remainder]) -> list[Diagnostic]:
    """What a person should look at."""
    if minutes.document is DocumentKind.OTHER:
        return [
            Diagnostic(
                level=Level.INFO, code="not-minutes", message="The text has no items of an agenda or of minutes."
            )
        ]
    found = []
    for name, value in (("body", minutes.body), ("date", minutes.date), ("municipality", minutes.municipality)):
        if value is None:
            found.append(
                Diagnostic(
                    level=Level.WARNING, code=f"{name}-unknown", message=f"The document does not say its {name}."
                )
            )
    if remainder:
        found.append(
            Diagnostic(
                level=Level.INFO,
                code="not-understood",
                message=f"{len(remainder)} places were not understood.",
                at=remainder[0].at,
            )
        )
    return found


def check_nothing_lost(minutes: Minutes, text: str) -> None:
    """Raise `ReadingDefectError` when a character that is not white space is in no top-level span, or in two that overlap."""
    spans = sorted(set(minutes.top_level_spans()))
    end = 0
    for start, stop in spans:
        if start < end:
            raise ReadingDefectError(f"two spans overlap at {start}: {text[start : start + 40]!r}")
        if text[end:start].strip():
            raise ReadingDefectError(f"nothing covers the text at {end}: {text[end:start].strip()[:40]!r}")
        end = stop
    if text[end:].strip():
        raise ReadingDefectError(f"nothing covers the text at {end}: {text[end:].strip()[:40]!r}")


__all__ = ["PUBLISHED", "ReadingDefectError", "attachments", "check_nothing_lost", "plain_text", "read_extract"]
