"""What was decided: this meeting's decisions, and those of other bodies and dates that the text quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sagsgang.danish.bodies import without_term
from sagsgang.danish.dates import find_date
from sagsgang.danish.outcomes import outcome
from sagsgang.danish.votes import dissents, votes
from sagsgang.model import Attendance, Decision, EarlierDecision, Outcome
from sagsgang.reading.attendance import attendance, is_about_attendance
from sagsgang.reading.drafts import SectionDraft, plain_text, span_of
from sagsgang.reading.extracted import Shape
from sagsgang.reading.labelling import find_label
from sagsgang.reading.layout import Block
from sagsgang.reading.vocabulary import Vocabulary

_SENTENCE = re.compile(r"(?<=[^\W\d_][.!?])(?<!\s[A-ZÆØÅ]\.)\s+(?=[A-ZÆØÅ(])|(?<=\)\.)\s+(?=[A-ZÆØÅ(])")
_POINT = re.compile(
    r"^(?:Ad\.?|At|Pkt\.?|Punkt|Ad punkt|Ad pkt\.?|Vedr\.? punkt|Indstillingspunkt|"
    r"Indstillingens punkt)\s*(?P<point>\d{1,2}|[a-h])\s*(?:[).:,–-]+|\s+(?=[A-ZÆØÅ]))\s*(?P<text>\S.*)?$",
    re.DOTALL,
)
_POINTS_INSIDE = re.compile(r"(?:(?<=[.;])\s+|\n)(?=(?:Ad\.?|At|Ad pkt\.?|Ad punkt|Pkt\.?)\s*\d{1,2}\s*[).:,–-])")
_NUMBERS_INSIDE = re.compile(r"(?<=[.;])\s+(?=\d{1,2}[.)]\s+[A-ZÆØÅ])")
_FIGURE = re.compile(r"\d")
_LEADING_AT = re.compile(r"^at\s*:?\s+(?=[A-ZÆØÅ])")
_SHORT = 64


@dataclass(slots=True)
class Decided:
    """What a decision's section holds."""

    decisions: list[Decision]
    attendance: list[Attendance]


def decisions(section: SectionDraft) -> Decided:
    """The decisions in a section and who is said to have been absent or disqualified in it."""
    told: list[Attendance] = []
    said: list[tuple[Block, str]] = []
    for block in section.content:
        kept = _without_attendance(block, told)
        if kept:
            said.extend((block, part) for part in _parts(kept, block))
    label = section.label
    made = _by_point(said) or _by_paragraph(said) or _as_a_whole(said)
    if label is not None and (label.body or label.date):
        made = [
            Decision(
                body=label.body, date=label.date, point=d.point, text=d.text, outcome=d.outcome,
                votes=d.votes, dissents=d.dissents, at=d.at,
            )
            for d in made
        ]  # fmt: skip
    return Decided(made, told)


def _parts(text: str, block: Block) -> list[str]:
    """A paragraph that answers point by point, in its points."""
    numbered = text.startswith("1") or (block.shape is Shape.NUMBERED and (block.marker or "").startswith("1"))
    if numbered and len(parts := _NUMBERS_INSIDE.split(text)) > 1:
        return parts if text.startswith("1") else [f"{block.marker} {parts[0]}", *parts[1:]]
    return _POINTS_INSIDE.split(text)


def _without_attendance(block: Block, told: list[Attendance]) -> str:
    """The block's text without sentences on who took part; what they say is added to `told`."""
    text = block.text
    if not is_about_attendance(text) and not any(map(is_about_attendance, _SENTENCE.split(text))):
        return text
    sentences = _SENTENCE.split(text)
    if is_about_attendance(text) and (
        len(sentences) == 1 or text[:10].casefold().startswith(("fraværend", "afbud", "ikke til"))
    ):
        opening = sentences[0]
        rest = [
            sentence
            for sentence in sentences[1:]
            if not is_about_attendance(sentence) and outcome(sentence) not in (Outcome.UNCLEAR, Outcome.NONE)
        ]
        told.extend(attendance(" ".join(s for s in sentences if s not in rest), block.at))
        return " ".join(rest) if opening not in rest else text
    kept = []
    for sentence in sentences:
        if is_about_attendance(sentence):
            told.extend(attendance(sentence, block.at))
        else:
            kept.append(sentence)
    return " ".join(kept).strip()


def _decision(blocks: Sequence[Block], text: str, point: str | None = None) -> Decision:
    return Decision(
        point=point,
        text=text,
        outcome=outcome(text),
        votes=votes(text),
        dissents=tuple(dissents(text)),
        at=span_of(blocks),
    )


def _as_a_whole(said: list[tuple[Block, str]]) -> list[Decision]:
    if not said:
        return []
    blocks = [block for block, _ in said]
    whole = all(block.text == text for block, text in said)
    return [_decision(blocks, plain_text(blocks) if whole else "\n\n".join(text for _, text in said))]


def _by_point(said: list[tuple[Block, str]]) -> list[Decision]:
    """`Ad 1: Godkendt.` or a numbered list of short formulas: a decision for each point."""
    points: list[tuple[str, list[Block], list[str]]] = []
    before: list[tuple[Block, str]] = []
    for block, text in said:
        number, rest = _point_of(block, text)
        if number is not None:
            points.append((number, [block], [rest] if rest else []))
        elif points:
            points[-1][1].append(block)
            points[-1][2].append(text)
        else:
            before.append((block, text))
    formulas = sum(outcome(" ".join(texts)) not in (Outcome.UNCLEAR, Outcome.NONE) for _, _, texts in points)
    if not points or formulas < 0.6 * len(points) or len({number for number, _, _ in points}) < len(points):
        return []
    if (
        all(block.shape is Shape.NUMBERED for _, blocks, _ in points for block in blocks[:1])
        and before
        and outcome(before[0][1]) is not Outcome.UNCLEAR
    ):
        return []
    made = [_decision([block], text) for block, text in before]
    return made + [_decision(blocks, "\n\n".join(texts), number) for number, blocks, texts in points]


def _point_of(block: Block, text: str) -> tuple[str | None, str]:
    match = _POINT.match(text)
    if match:
        return match["point"], (match["text"] or "").strip()
    whole, text = text == block.text, _LEADING_AT.sub("", text)
    if numbered := re.match(r"(\d{1,2})[.)]\s+(?=\w)", text):
        return numbered[1], text[numbered.end() :]
    if block.shape is Shape.NUMBERED and block.marker and whole:
        return block.marker.strip(".()"), text
    return None, text


def _by_paragraph(said: list[tuple[Block, str]]) -> list[Decision]:
    """Paragraphs that are each a short formula of their own ("Drøftet." "Taget til efterretning.")."""
    if len(said) < 2 or any(len(text) > _SHORT or block.shape in (Shape.BULLET, Shape.ROW) for block, text in said):
        return []
    outcomes = [outcome(text) for _, text in said]
    if any(found in (Outcome.UNCLEAR, Outcome.NONE) for found in outcomes) or any(votes(text) for _, text in said):
        return []
    if any(_goes_on(text) or dissents(text) for _, text in said):
        return []
    return [_decision([block], text) for block, text in said]


def _goes_on(text: str) -> bool:
    return text[:1].islower() or text.rstrip()[-1:] in ",:"


def earlier(section: SectionDraft, vocabulary: Vocabulary) -> list[EarlierDecision]:
    """The earlier decisions in a section: under each line that names a body and a date."""
    label = section.label
    found: list[EarlierDecision] = []
    body, date = (label.body, label.date) if label else (None, None)
    blocks: list[Block] = []
    named = bool(body or date)

    def close() -> None:
        texts = [block for block in blocks if not is_about_attendance(block.text)] or blocks
        if texts and named:
            text = plain_text(texts)
            found.append(EarlierDecision(body=body, date=date, text=text, outcome=outcome(text), at=span_of(texts)))

    for block in section.content:
        heading = find_label(block.lines[0], vocabulary) if len(block.lines) == 1 else None
        dated = _DATE_THEN_BODY.match(block.text) if heading is None or not heading.formed else None
        if dated is not None and (day := find_date(dated["date"])) is not None:
            close()
            blocks, body, date, named = [], without_term(dated["body"]).strip(" ,:."), day.date, True
            continue
        if heading is not None and heading.formed and (heading.body or heading.date):
            close()
            blocks, body, date, named = [], heading.body, heading.date, True
            continue
        inline = _BODY_THEN_TEXT.match(block.text)
        if inline is not None and (when := find_date(inline["date"])) is not None:
            close()
            body, date, named = without_term(inline["body"]).strip(" ,:"), when.date, True
            blocks = [_part(block, inline["text"])]
            continue
        blocks.append(block)
    close()
    return found


_DATE_THEN_BODY = re.compile(
    r"^(?P<date>\d{1,2}[-./]\d{1,2}[-./]\d{4}):?\s+(?P<body>[A-ZÆØÅ][\wæøåÆØÅ ,&-]{3,60})\s*:?$"
)
_BODY_THEN_TEXT = re.compile(
    r"^(?:Beslutning(?:\s+i|\s+fra)?\s+)?(?P<body>[A-ZÆØÅ][\wæøåéÆØÅ ,&-]{3,70}?),?\s+(?:den|"
    r"d\.)?\s*(?P<date>\d[\d\wæøå. /-]{5,20}\d{2})\s*(?:,?\s*(?:pkt|punkt)\.?\s*\d+)?\s*[:–-]\s*(?P<text>\S.*)$",
    re.DOTALL,
)


def names_earlier_decision(text: str) -> bool:
    """True for a line that only says whose earlier decision of which day follows."""
    return (
        len(text) < 140
        and bool(_FIGURE.search(text))
        and bool(_DATE_THEN_BODY.match(text) or _BODY_THEN_TEXT.match(text))
    )


def _part(block: Block, text: str) -> Block:
    return Block(start=block.start, end=block.end, text=text, lines=block.lines, shape=Shape.TEXT, page=block.page)
