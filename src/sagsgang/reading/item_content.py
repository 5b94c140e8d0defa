"""From a filled draft to the item: openness, case number, officers, and what its sections say."""

from __future__ import annotations

import re

from sagsgang.danish import journal_numbers
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
from sagsgang.reading.decisions import decisions, earlier, names_earlier_decision
from sagsgang.reading.drafts import SectionDraft, as_html, place_in, plain_text
from sagsgang.reading.extracted import Shape
from sagsgang.reading.item_draft import ItemDraft, Meeting
from sagsgang.reading.kinds import kind_of
from sagsgang.reading.recommendations import recommendations, split_recommendation
from sagsgang.reading.routes import read_matrix, route_of

_PROSE = frozenset(
    (SectionKind.PRESENTATION, SectionKind.SUMMARY, SectionKind.OTHER, SectionKind.HISTORY, SectionKind.DECISION_THEME)
)

_WITHOUT_REFERENCES = frozenset(
    (SectionKind.ATTACHMENTS, SectionKind.ROUTE, SectionKind.COMPETENCE, SectionKind.RECOMMENDATION)
)


def finish(draft: ItemDraft, meeting: Meeting) -> Item:
    """The item that a filled draft is."""
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
        short = 0 < len(content) < 4 and all(len(block.text) < 160 for block in content)
        if section.label is None and short and outcome(plain_text(content)) is not Outcome.UNCLEAR:
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
    """Whether the item is open. A mark "Lukket" in the middle of an item may mean what follows: then it is not
    known."""
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
                            message="The routing row has lost its columns: which bodies are marked cannot be told fro"
                                    "m this file.",
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
                or (block.label is not None and block.label.formed)
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
