"""One item: its heading, the facts under it, its sections, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sagsgang.danish.bodies import find_bodies
from sagsgang.danish.journal_numbers import is_case_number_line
from sagsgang.model import (
    Diagnostic,
    Item,
    SectionKind,
)  # fmt: skip
from sagsgang.reading import titles
from sagsgang.reading.attendance import attendance, is_about_attendance
from sagsgang.reading.candidates import Start
from sagsgang.reading.drafts import SectionDraft
from sagsgang.reading.extracted import Fact, Shape
from sagsgang.reading.item_content import finish
from sagsgang.reading.item_draft import ItemDraft, Meeting, is_own_decision, labelled_values, same_body
from sagsgang.reading.layout import Block
from sagsgang.reading.routes import names_a_body

_OFFICERS = re.compile(r"^(?:øvrige )?sagsbeh|^sagsansvarlig|^sagsinitialer|^initialer", re.IGNORECASE)
_NUMBER_AFTER_LABEL = re.compile(r"^(?P<label>[A-ZÆØÅ][\w. -]{1,20}?)\.?\s+(?P<number>[\dA-Z]\S*\d\S*)(?:\s.*)?$")
_SAYS_WHO = re.compile(r"\b(?:indstilles|foreslår|foreslås|indstiller)$")
_SHORT_ANSWER = 90


def read_item(
    start: Start, blocks: Sequence[Block], closed_group: bool | None, meeting: Meeting
) -> tuple[Item, list[Block], list[Diagnostic]]:
    """The item in `blocks` (its heading first), the noise among them that lies in no section, and what was doubtful."""
    draft = ItemDraft(start, closed_group)
    _Filler(draft, meeting).fill(blocks)
    return finish(draft, meeting), draft.noise, draft.diagnostics


class _Filler:
    """Puts every block of an item where it belongs: heading, fact, section or noise."""

    def __init__(self, draft: ItemDraft, meeting: Meeting) -> None:
        self._draft = draft
        self._meeting = meeting
        self._current: SectionDraft | None = None
        self._in_head = True
        self._awaiting: str | None = None

    def fill(self, blocks: Sequence[Block]) -> None:
        heading = {place - self._draft.start.index for place in self._draft.start.heading}
        for i, block in enumerate(blocks):
            if block.noise is not None:
                if self._current is not None:
                    self._current.blocks.append(block)
                else:
                    self._draft.noise.append(block)
                continue
            if i in heading:
                self._draft.heading.append(block)
                continue
            self._place(block)
        self._return_trailing_noise()

    def _return_trailing_noise(self) -> None:
        """Noise after a section's last words is not part of it."""
        for section in self._draft.sections:
            while section.blocks and section.blocks[-1].noise is not None:
                self._draft.noise.append(section.blocks.pop())

    def _place(self, block: Block) -> None:
        if not block.text and block.shape is not Shape.ROW:
            self._draft.noise.append(block)
            block.noise = "mark"
            return
        if (
            self._awaiting == "journal_number"
            and not self._in_head
            and block.label is None
            and _CASE_NUMBER.fullmatch(block.text)
        ):
            self._awaiting = None
            self._fact("journal_number", block, block.text)
            return
        if self._in_head and len(block.text) < 80 and titles.openness_inside(block.text) is False:
            self._draft.declared_open = False
        if not self._in_head and self._is_late_case_number(block):
            return
        if self._is_fact(block) or (self._in_head and self._is_head_line(block)):
            return
        label = block.label
        if label is not None and label.section is not None and self._is_label(block):
            self._open(block)
        elif label is not None and label.section is None and self._takes_fact(block):
            pass
        else:
            self._text(block)

    def _is_late_case_number(self, block: Block) -> bool:
        """`Journalnummer 24/045118` below the item's text."""
        match = _NUMBER_AFTER_LABEL.match(block.text) if len(block.text) < 60 else None
        if (
            match is None
            or match["label"].casefold().strip(" .:") not in _CASE_LABELS
            or "journal_number" in self._draft.facts
        ):
            return False
        if not is_case_number_line(match["number"]):
            return False
        self._fact("journal_number", block, match["number"])
        return True

    def _is_fact(self, block: Block) -> bool:
        """What the file's own structure says."""
        if block.fact is Fact.JOURNAL_NUMBER:
            self._fact("journal_number", block, block.text)
        elif block.fact is Fact.OPENNESS:
            is_open = block.value.get("open")
            self._draft.declared_open = is_open if isinstance(is_open, bool) else None
            self._fact("openness", block, block.text)
        elif block.fact is Fact.ATTACHMENT:
            self._fact("attachments", block, block.text)
        else:
            return False
        return True

    def _is_head_line(self, block: Block) -> bool:
        """Lines between the heading and the first section: the title again, case number, openness."""
        text = block.text
        if self._awaiting is not None and block.label is None:
            name, self._awaiting = self._awaiting, None
            self._fact(name, block, text)
            return True
        if block.label is not None and block.label.section is not None:
            return False
        title = self._draft.start.title
        if title and titles.same(text, title) and "title" not in self._draft.facts:
            self._fact("title", block, text)
        elif (opened := titles.openness_line(text)) is not None:
            self._draft.declared_open = opened if self._draft.declared_open is None else self._draft.declared_open
            self._fact("openness", block, text)
            if number := titles.number_beside_mark(text):
                self._fact("journal_number", block, number)
        elif is_case_number_line(text) and "journal_number" not in self._draft.facts:
            self._fact("journal_number", block, text.strip(" .,:()"))
        elif (
            (named := _NUMBER_AFTER_LABEL.match(text))
            and (word := self._meeting.vocabulary.fact(named["label"]))
            and word.fact in ("journal_number", "document_number")
        ):
            self._fact(word.fact, block, named["number"])
            if (opened := titles.openness_inside(text)) is not None:
                self._draft.declared_open = opened
        elif not self._takes_line_of_facts(block):
            return False
        return True

    def _takes_line_of_facts(self, block: Block) -> bool:
        """`Sagsnr.: 18/5090  Sagsbehandler: abc  Åben sag`: several labelled facts on a line."""
        if ":" not in block.text or (block.label is not None and block.label.word.fact is None):
            return False
        found = labelled_values(titles.without_mark_before(block.text), self._meeting.vocabulary)
        known = [(name, value) for name, value in found if name in _ITEM_FACTS]
        if not any(value for _, value in known):
            return False
        if "journal_number" not in dict(known) and (number := titles.named_case_number(block.text)):
            known.append(("journal_number", number))
        for name, value in known:
            self._fact(name, block, value)
        if (opened := titles.openness_inside(block.text)) is not None:
            self._draft.declared_open = opened
        return True

    def _takes_fact(self, block: Block) -> bool:
        """A labelled fact: in the item's head always, later only what can be nothing else."""
        label = block.label
        if label is None or label.word.fact is None:
            return False
        name = label.word.fact
        if name == "absent" and self._in_head and label.inline is not None:
            self._draft.attendance.extend(attendance(block.text, block.at))
            self._fact("attendance", block, block.text)
            return True
        officers = name == "officers" and bool(_OFFICERS.match(label.heading))
        late = (
            name == "journal_number"
            and label.heading.casefold() in _CASE_LABELS
            and "journal_number" not in self._draft.facts
        )
        if late and not self._in_head and (label.inline is None or _CASE_NUMBER.fullmatch(label.inline)):
            self._fact(name, block, label.inline or "")
            self._awaiting = name if label.inline is None else None
            return True
        if name not in _ITEM_FACTS or not (self._in_head or (officers and self._may_end_section())):
            return False
        if officers and not self._in_head:
            self._current = None
        if self._takes_line_of_facts(block):
            return True
        if label.inline is None:
            self._awaiting = name if self._in_head else None
            self._fact(name, block, "")
            return True
        self._fact(name, block, label.inline)
        return True

    def _may_end_section(self) -> bool:
        return self._current is None or self._current.kind in (
            SectionKind.ROUTE,
            SectionKind.COMMUNICATION,
            SectionKind.COMPETENCE,
            SectionKind.ATTACHMENTS,
            SectionKind.DECISION,
        )

    def _is_label(self, block: Block) -> bool:
        label = block.label
        if label is None:
            return False
        current = self._current
        if label.formed and label.section is SectionKind.DECISION and (label.body or label.date):
            if current is not None and current.kind is SectionKind.ROUTE and not label.word.strong:
                return False  # where the case is to be treated, and when
            within = (
                current is not None
                and current.kind is SectionKind.HISTORY
                and current.label is not None
                and not current.label.formed
            )
            return not within or self._is_own(block)
        if label.section is SectionKind.RECOMMENDATION and (label.formed or _SAYS_WHO.search(label.heading)):
            merged = (
                current is not None
                and current.kind is SectionKind.DECISION
                and (current.heading or "").casefold().startswith("indstilling og")
            )
            return current is None or (current.kind is not SectionKind.RECOMMENDATION and not merged)
        if label.word.strong:
            return label.inline is None or self._inline_label_counts(block)
        if label.section is SectionKind.COMPETENCE and label.inline is not None and len(label.inline) < _SHORT_ANSWER:
            return True
        stands = label.inline is None or block.shape is Shape.ROW or (self._meeting.run_in and label.word.common)
        return stands and label.heading.casefold() in self._meeting.weak_labels

    def _inline_label_counts(self, block: Block) -> bool:
        label = block.label
        return label is not None and block.shape in (Shape.TEXT, Shape.ROW) and label.section is not None

    def _is_own(self, block: Block) -> bool:
        label = block.label
        return label is not None and is_own_decision(label.body, label.date, self._meeting)

    def _open(self, block: Block) -> None:
        label = block.label
        if label is None or label.section is None:
            return
        kind = label.section
        if kind is SectionKind.DECISION and label.formed and (label.body or label.date) and not self._is_own(block):
            kind = SectionKind.HISTORY
        self._in_head = False
        self._awaiting = None
        self._current = SectionDraft(kind, label, block)
        self._draft.sections.append(self._current)

    def _text(self, block: Block) -> None:
        printed = f"{block.marker} {block.text}" if block.marker else block.text
        closed = titles.openness_line(block.text) is False or titles.has_closed_heading(
            printed, after=self._draft.start.figure
        )
        if closed and not self._in_head:
            self._draft.stray_closed_mark = block
        self._in_head = False
        if self._current is None or self._is_answered(self._current, block):
            self._current = SectionDraft(self._kind_of_prose(), None, None)
            self._draft.sections.append(self._current)
        self._current.blocks.append(block)

    def _is_answered(self, section: SectionDraft, block: Block) -> bool:
        """True when a route stands on its label's own line and this block is a sentence: it belongs to what stood
        before."""
        label = section.label
        return (
            section.kind is SectionKind.ROUTE
            and label is not None
            and label.inline is not None
            and block.text.endswith(".")
            and (len(block.text) > _SHORT_ANSWER or not names_a_body(block.text))
        )

    def _kind_of_prose(self) -> SectionKind:
        """What prose without a label of its own is: the summary that its label announced, else the presentation."""
        earlier = self._draft.sections[-2:-1]
        announced = bool(earlier) and earlier[0].kind is SectionKind.SUMMARY and not earlier[0].blocks
        return SectionKind.SUMMARY if announced else SectionKind.PRESENTATION

    def _fact(self, name: str, block: Block, value: str) -> None:
        self._draft.facts.setdefault(name, []).append((block, value))
        if not self._in_head:
            self._current = None


_CASE_NUMBER = re.compile(r"(?=\S*\d)[\w./ -]{3,40}")
_CASE_LABELS = frozenset(("journalnummer", "sagsnummer", "sagsnr", "sagsid", "j.nr", "journal nr", "sags-id"))
_ITEM_FACTS = frozenset(("journal_number", "document_number", "officers", "office", "openness"))


__all__ = [
    "ItemDraft",
    "Meeting",
    "find_bodies",
    "is_about_attendance",
    "is_own_decision",
    "labelled_values",
    "read_item",
    "same_body",
]
