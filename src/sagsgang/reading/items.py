"""One item: its heading, the facts under it, its sections, and what they say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sagsgang.danish import journal_numbers
from sagsgang.danish.bodies import find_bodies
from sagsgang.danish.journal_numbers import is_case_number_line
from sagsgang.danish.names import looks_like_name
from sagsgang.danish.outcomes import outcome
from sagsgang.danish.references import find_references
from sagsgang.model import (
    Attachment,
    Attendance,
    Decision,
    Diagnostic,
    EarlierDecision,
    Item,
    JournalNumber,
    Level,
    Noise,
    Outcome,
    Recommendation,
    Reference,
    Section,
    SectionKind,
    Span,
)  # fmt: skip
from sagsgang.reading import titles
from sagsgang.reading.attachments import attachments
from sagsgang.reading.attendance import attendance, is_about_attendance
from sagsgang.reading.decisions import decisions, earlier, names_earlier_decision
from sagsgang.reading.drafts import SectionDraft, as_html, place_in, plain_text
from sagsgang.reading.extracted import Fact, Shape
from sagsgang.reading.kinds import kind_of
from sagsgang.reading.layout import Block
from sagsgang.reading.recommendations import recommendations, split_recommendation
from sagsgang.reading.routes import read_matrix, route_of
from sagsgang.reading.segment import Start
from sagsgang.reading.vocabulary import Vocabulary

_OFFICERS = re.compile(r"^(?:øvrige )?sagsbeh|^sagsansvarlig|^sagsinitialer|^initialer", re.IGNORECASE)
_NUMBER_AFTER_LABEL = re.compile(r"^(?P<label>[A-ZÆØÅ][\w. -]{1,20}?)\.?\s+(?P<number>[\dA-Z]\S*\d\S*)(?:\s.*)?$")
_LABELLED = re.compile(r",?\s*\b([A-ZÆØÅ][\wæøå./ -]{1,24}?):\s*")
_SAYS_WHO = re.compile(r"\b(?:indstilles|foreslår|foreslås|indstiller)$")
_SHORT_ANSWER = 90
_PROSE = frozenset(
    (SectionKind.PRESENTATION, SectionKind.SUMMARY, SectionKind.OTHER, SectionKind.HISTORY, SectionKind.DECISION_THEME)
)
_WITHOUT_REFERENCES = frozenset(
    (SectionKind.ATTACHMENTS, SectionKind.ROUTE, SectionKind.COMPETENCE, SectionKind.RECOMMENDATION)
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What an item needs to know of its meeting: whose decisions are its own, and what an unmarked item means."""

    body: str | None
    date: datetime.date | None
    published: bool
    weak_labels: frozenset[str]
    run_in: bool
    minutes: bool
    vocabulary: Vocabulary
    source: str


@dataclass(slots=True)
class ItemDraft:
    """An item while it is being read."""

    start: Start
    closed_group: bool | None
    heading: list[Block] = field(default_factory=list)
    sections: list[SectionDraft] = field(default_factory=list)
    facts: dict[str, list[tuple[Block, str]]] = field(default_factory=dict)
    noise: list[Block] = field(default_factory=list)
    attendance: list[Attendance] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    declared_open: bool | None = None
    stray_closed_mark: Block | None = None


def read_item(
    start: Start, blocks: Sequence[Block], closed_group: bool | None, meeting: Meeting
) -> tuple[Item, list[Block], list[Diagnostic]]:
    """The item in `blocks` (its heading first), the noise among them that lies in no section, and what was doubtful."""
    draft = ItemDraft(start, closed_group)
    _Filler(draft, meeting).fill(blocks)
    return _finish(draft, meeting), draft.noise, draft.diagnostics


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
        if self._awaiting == "journal_number" and not self._in_head and block.label is None and _CASE_NUMBER.fullmatch(block.text):
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
        if match is None or match["label"].casefold().strip(" .:") not in _CASE_LABELS or "journal_number" in self._draft.facts:
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
            if number := journal_numbers.ANYWHERE.search(text):
                self._fact("journal_number", block, number[0])
        elif is_case_number_line(text) and "journal_number" not in self._draft.facts:
            self._fact("journal_number", block, text.strip(" .,:()"))
        elif (
            (number := _NUMBER_AFTER_LABEL.match(text))
            and (word := self._meeting.vocabulary.fact(number["label"]))
            and word.fact == "journal_number"
        ):
            self._fact("journal_number", block, number["number"])
            if (opened := titles.openness_inside(text)) is not None:
                self._draft.declared_open = opened
        elif not self._takes_line_of_facts(block):
            return False
        return True

    def _takes_line_of_facts(self, block: Block) -> bool:
        """`Sagsnr.: 18/5090  Sagsbehandler: abc  Åben sag`: several labelled facts on a line."""
        if ":" not in block.text or (block.label is not None and block.label.word.fact is None):
            return False
        found = labelled_values(block.text, self._meeting.vocabulary)
        known = [(name, value) for name, value in found if name in _ITEM_FACTS]
        if not any(value for _, value in known):
            return False
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
        late = name == "journal_number" and label.heading.casefold() in _CASE_LABELS and "journal_number" not in self._draft.facts
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
        assert label is not None and label.section is not None
        kind = label.section
        if kind is SectionKind.DECISION and label.formed and (label.body or label.date) and not self._is_own(block):
            kind = SectionKind.HISTORY
        self._in_head = False
        self._awaiting = None
        self._current = SectionDraft(kind, label, block)
        self._draft.sections.append(self._current)

    def _text(self, block: Block) -> None:
        if not self._in_head and titles.openness_line(block.text) is False:
            self._draft.stray_closed_mark = block
        self._in_head = False
        if self._current is None or self._is_answered(self._current, block):
            self._current = SectionDraft(self._kind_of_prose(), None, None)
            self._draft.sections.append(self._current)
        self._current.blocks.append(block)

    def _is_answered(self, section: SectionDraft, block: Block) -> bool:
        """True when a route stands on its label's own line and this block is a sentence: it belongs to what stood before."""
        label = section.label
        return (
            section.kind is SectionKind.ROUTE
            and label is not None
            and label.inline is not None
            and len(block.text) > _SHORT_ANSWER
            and block.text.endswith(".")
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


def labelled_values(text: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The facts of a line with several labels: (name, value) in order."""
    matches = [(m, vocabulary.fact(m[1])) for m in _LABELLED.finditer(text)]
    known = [(m, word.fact) for m, word in matches if word is not None and word.fact is not None]
    values = []
    for n, (match, name) in enumerate(known):
        end = known[n + 1][0].start() if n + 1 < len(known) else len(text)
        values.append((name, text[match.end() : end].strip(" ,;")))
    return values


def is_own_decision(body: str | None, date: datetime.date | None, meeting: Meeting) -> bool:
    """True when a decision's heading names this meeting, or nothing else."""
    if date is not None and meeting.date is not None and date != meeting.date:
        return False
    return body is None or meeting.body is None or same_body(body, meeting.body)


def same_body(one: str, other: str) -> bool:
    """True for two ways of writing one body: `Byrådet` and `Byråd`, `Udvalget` and whatever the meeting's is."""
    a, b = (re.sub(r"[^\wæøå]|(?:et|s)\b", "", name.casefold()) for name in (one, other))
    if a in ("udvalg", "råd", "udvalgets", "udvalgt") or not a or not b:
        return True
    return a in b or b in a


def _finish(draft: ItemDraft, meeting: Meeting) -> Item:
    title = titles.parse(draft.start.title)
    is_open = _openness(draft, title, meeting)
    _decide_unlabelled(draft, meeting)
    made = _Content(draft, meeting, is_open)
    sections = tuple(_section(section) for section in draft.sections)
    number = _journal_number(draft, title)
    at: dict[str, Span] = {}
    if draft.heading:
        at["heading"] = (draft.heading[0].start, draft.heading[-1].end)
    taken = set(at.values())
    for name, found in draft.facts.items():
        for n, (block, _) in enumerate(found):
            if block.at not in taken or len(found) == 1:
                at[_free(name, n, at)] = block.at
                taken.add(block.at)
    return Item(
        number=draft.start.number,
        title=title.text,
        open=is_open,
        kind=kind_of(title.text, title.letter, made.recommendations, sections),
        journal_number=number,
        officers=tuple(_officers(draft)),
        route=tuple(made.route) or title.route,
        competence=made.competence,
        sections=sections,
        recommendations=tuple(made.recommendations),
        decisions=tuple(made.decisions),
        history=tuple(made.history),
        attendance=tuple(draft.attendance + made.attendance),
        attachments=tuple(made.attachments),
        references=tuple(_references(draft, meeting, sum(len(r.points) for r in made.recommendations))),
        at=at,
    )


def _decide_unlabelled(draft: ItemDraft, meeting: Meeting) -> None:
    """In minutes, a few short words under a title that are a decision are one, label or not."""
    if not meeting.minutes or any(section.kind is SectionKind.DECISION for section in draft.sections):
        return
    for section in draft.sections:
        content = section.content
        if section.label is None and content and all(len(block.text) < 160 for block in content) and len(content) < 4:
            if outcome(plain_text(content)) is not Outcome.UNCLEAR:
                section.kind = SectionKind.DECISION


def _free(name: str, n: int, at: dict[str, Span]) -> str:
    chosen = name if n == 0 else f"{name}_{n + 1}"
    while chosen in at:
        n += 1
        chosen = f"{name}_{n + 1}"
    return chosen


def _section(section: SectionDraft) -> Section:
    content = section.content
    noise = tuple(
        Noise(reason=block.noise, at=block.at) for block in section.blocks if block.noise and block.noise != "taken"
    )
    return Section(
        kind=section.kind,
        heading=section.heading,
        text=plain_text(content),
        html=as_html(content),
        noise=noise,
        at=section.at,
    )


def _openness(draft: ItemDraft, title: titles.Title, meeting: Meeting) -> bool | None:
    """Whether the item is open. A mark "Lukket" in the middle of an item may mean what follows: then it is not known."""
    if draft.stray_closed_mark is not None and title.open is not False and draft.declared_open is not False:
        message = "A mark of a closed item stands inside this item; it is treated as closed until a person has looked."
        draft.diagnostics.append(
            Diagnostic(level=Level.WARNING, code="closed-mark-inside", message=message, at=draft.stray_closed_mark.at)
        )
        return False if draft.closed_group is False else None
    for said in (draft.start.open, title.open, draft.declared_open, draft.closed_group):
        if said is not None:
            return said
    if draft.start.declared:
        is_open = draft.heading[0].value.get("open") if draft.heading else None
        return is_open if isinstance(is_open, bool) else None
    return True if meeting.published else None


def _journal_number(draft: ItemDraft, title: titles.Title) -> JournalNumber | None:
    for block, value in draft.facts.get("journal_number", ()):
        raw = value or block.text
        if any(letter.isdigit() for letter in raw):
            found = journal_numbers.ANYWHERE.search(raw)
            number = journal_numbers.parse(found[0] if found and len(raw) > 30 else raw)
            if number.scheme == "kle" and not number.valid and number.facet is None and "-" in number.raw:
                draft.diagnostics.append(
                    Diagnostic(
                        level=Level.WARNING,
                        code="journal-number-invalid",
                        message=f"{number.raw} is nearly a KLE number and is not one.",
                        at=block.at,
                    )
                )
            return number
    return title.journal_number


def _officers(draft: ItemDraft) -> list[str]:
    officers: list[str] = []
    for _, value in draft.facts.get("officers", ()):
        for part in re.split(r"\s*[,;/]\s*|\s+og\s+|\s+&\s+", value):
            name = part.strip(" .:")
            if (
                name
                and (looks_like_name(name) or (len(name) <= 40 and any(letter.isalpha() for letter in name)))
                and name not in officers
            ):
                officers.append(name)
    return officers


class _Content:
    """What the sections say, gathered over the item."""

    def __init__(self, draft: ItemDraft, meeting: Meeting, is_open: bool | None) -> None:
        self.recommendations: list[Recommendation] = []
        self.decisions: list[Decision] = []
        self.history: list[EarlierDecision] = []
        self.attendance: list[Attendance] = []
        self.attachments: list[Attachment] = []
        self.route: list[str] = []
        self.competence: str | None = None
        for section in draft.sections:
            self._read(section, draft, meeting, is_open)
        declared = [block for block, _ in draft.facts.get("attachments", ())]
        self.attachments.extend(attachments(declared, meeting.source, is_open))

    def _read(self, section: SectionDraft, draft: ItemDraft, meeting: Meeting, is_open: bool | None) -> None:
        kind = section.kind
        if kind is SectionKind.RECOMMENDATION:
            self.recommendations.extend(recommendations(section))
        elif kind is SectionKind.DECISION:
            if section.heading and section.heading.casefold().startswith("indstilling og"):
                recommended, section = split_recommendation(section)
                self.recommendations.extend(recommendations(recommended))
            decided = decisions(section)
            self.decisions.extend(decided.decisions)
            self.attendance.extend(decided.attendance)
        elif kind is SectionKind.HISTORY:
            self.history.extend(earlier(section, meeting.vocabulary))
        elif kind is SectionKind.ATTACHMENTS:
            self.attachments.extend(attachments(section.content, meeting.source, is_open))
        elif kind is SectionKind.COMPETENCE:
            self.competence = self.competence or plain_text(section.content).strip(" .\n") or None
        elif kind in (SectionKind.ROUTE, SectionKind.COMMUNICATION):
            matrix = read_matrix(section.content, meeting.source)
            if matrix is not None:
                section.kind = SectionKind.ROUTE
                self.route.extend(matrix.marked)
                if matrix.lost:
                    draft.diagnostics.append(
                        Diagnostic(
                            level=Level.INFO, code="route-columns-lost", at=section.at,
                            message="The routing row has lost its columns: which bodies are marked cannot be told from this file.",
                        )
                    )  # fmt: skip
            elif kind is SectionKind.ROUTE:
                self.route.extend(route_of(section.content))


def _references(draft: ItemDraft, meeting: Meeting, points: int) -> list[Reference]:
    """The mentions in the running text; in a decision "punkt 2" may be a point of the recommendation, which is none."""
    found = []
    for section in draft.sections:
        if section.kind in _WITHOUT_REFERENCES:
            continue
        for block in section.content:
            if (
                block.shape is Shape.ROW
                or (block.label is not None
                and block.label.formed)
                or names_earlier_decision(block.text)
            ):
                continue
            for mention in find_references(block.text):
                words = block.text[mention.start : mention.end]
                own_point = mention.number is not None and mention.date is None and int(mention.number) <= points
                if section.kind is SectionKind.DECISION and (own_point or mention.number is None):
                    continue
                if mention.number is None and mention.date == meeting.date:
                    continue
                found.append(
                    Reference(
                        text=words, to="item" if mention.number else "meeting", body=mention.body, date=mention.date,
                        number=mention.number, at=place_in(block, words, meeting.source),
                    )
                )  # fmt: skip
    return found


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
