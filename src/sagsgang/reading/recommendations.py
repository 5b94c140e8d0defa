"""Who recommends what, point by point."""

from __future__ import annotations

import re

from sagsgang.model import Recommendation, SectionKind
from sagsgang.reading.drafts import SectionDraft, span_of
from sagsgang.reading.extracted import Shape
from sagsgang.reading.labelling import formed_label
from sagsgang.reading.layout import Block

_VERB = r"(?:indstiller|indstillede|anbefaler|anbefalede|foreslår|indstilles|anbefales|foreslås|tilråder)"
_OPENING = re.compile(
    rf"^(?:Indstilling om|(?P<by>(?!De[tr]\b)[A-ZÆØÅ][^.:;]{{1,110}}?)\s+{_VERB}(?:\s+(?:alternativt|endvidere|"
    rf"herefter|derfor|samtidig|desuden|også|subsidiært))?|(?:Det|Der)\s+{_VERB}(?:\s+(?:af|"
    rf"fra)\s+(?P<by2>[A-ZÆØÅ\w][^,:.;]{{2,80}}?))?)"
    r"(?:\s+(?:til|over for|overfor)\s+(?:[\wæøåÆØÅ,-]+\s?){1,9}?)?\s*[,:;]?\s*(?P<at>at\b\s*[:,]?|$|:)"
)
_BRACKETS = re.compile(r"^\(?(?P<by>[A-ZÆØÅ][^()]{2,80})\)$|\s\((?P<by2>[A-ZÆØÅ][\wæøå ,&.-]{3,80})\)\.?$")
_NUMBERED_INSIDE = re.compile(r"(?:^|\s)\d{1,2}[.)]\s+(?=at\b|At\b|[A-ZÆØÅ])")
_LATER_POINT = re.compile(r"\n(?=\d{1,2}[.)]\s)|[,;.]?\s+\d{1,2}[.)]\s+(?=[Aa]t\b)")
_LEADS_ON = re.compile(
    r"^at\s+.{0,90}?\b(?:beslutter|anbefaler|godkender|indstiller|tager stilling til|"
    r"overfor .{3,60} anbefaler)(?:\s+(?:til\s+)?[\wæøåÆØÅ, -]{3,80})?\s*[,:]?(?:\s*at)?[,:]?$"
)
_NOT_BY = re.compile(r"\b(?:som|der|hvor|idet|når|hvis)\b", re.IGNORECASE)


def recommendations(section: SectionDraft) -> list[Recommendation]:
    """The recommendations in a section: a new one wherever somebody else begins to recommend."""
    found: list[_Draft] = []
    by = section.label.by if section.label else None
    current = _Draft(by)
    content = section.content
    for block in content:
        opening = _opening(block.text)
        if opening is not None:
            who, rest = opening
            if current.points:
                found.append(current)
                current = _Draft(who)
            else:
                current.by = who or current.by
            current.seen(block)
            if rest and not (_LEADS_ON.match(rest) and block is not content[-1]):
                current.add(block, rest)
            continue
        bracket = _BRACKETS.match(block.text)
        if bracket and bracket["by"] and current.points:
            current.by = current.by or bracket["by"]
            current.seen(block)
            continue
        current.add(block, block.text)
    if current.points:
        found.append(current)
    return [draft.finished() for draft in found if draft.points]


def split_recommendation(section: SectionDraft) -> tuple[SectionDraft, SectionDraft]:
    """A section that holds both, `Indstilling og beslutning`, as its recommendation and its decision."""
    content = section.content
    cut = 0
    for n, block in enumerate(content):
        points = block.shape in (Shape.BULLET, Shape.NUMBERED) or block.text[:3].lower() == "at "
        if (_opening(block.text) is not None and n == cut) or (points and n == cut and n > 0):
            cut = n + 1
    return SectionDraft(SectionKind.RECOMMENDATION, None, None, content[:cut]), SectionDraft(
        SectionKind.DECISION, None, None, content[cut:]
    )


class _Draft:
    def __init__(self, by: str | None) -> None:
        self.by = by
        self.points: list[str] = []
        self._blocks: list[Block] = []
        self._listed = False
        self._level = 0
        self._opened = by is not None

    def seen(self, block: Block) -> None:
        self._blocks.append(block)
        self._opened = True

    def add(self, block: Block, text: str) -> None:
        self._blocks.append(block) if not self._blocks or self._blocks[-1] is not block else None
        listed = block.shape in (Shape.BULLET, Shape.NUMBERED)
        if listed and self.points and self._listed and block.level > self._level and not text.lower().startswith("at "):
            self.points[-1] += f"\n{text}"
            return
        inside = _split_points(text)
        starts = listed or text[:3].lower() == "at " or bool(_POINT_MARK.match(text))
        if self._opened and not self._listed and self.points and text[:1].islower() and self.points[-1][:1].islower():
            self.points.extend(inside)
            return
        if (
            self.points
            and not starts
            and len(inside) == 1
            and not (self._listed is False and self._opened and _ends(self.points[-1]))
        ):
            self.points[-1] += f"\n{text}"
        elif self.points and not starts and self._opened:
            return
        else:
            self.points.extend(inside)
            if listed and not self._listed:
                self._listed, self._level = True, block.level

    def finished(self) -> Recommendation:
        by, points = self.by, self.points
        if by is None and (match := _BRACKETS.search(points[-1])) and match["by2"]:
            by = match["by2"]
            points = [*points[:-1], points[-1][: match.start()].rstrip()]
        return Recommendation(by=by, points=tuple(points), at=span_of(self._blocks))


def _ends(text: str) -> bool:
    return text.rstrip()[-1:] in ".:;"


def _opening(text: str) -> tuple[str | None, str] | None:
    """Who recommends and the first point, when the text begins so."""
    match = _OPENING.match(text)
    if match is None:
        label = formed_label(text) if len(text) < 170 else None
        return (label.by, "") if label is not None and label.section == "recommendation" else None
    by = match["by"] or match["by2"]
    if by and (_NOT_BY.search(by) or len(by.split()) > 14):
        return None
    rest = text[match.end() :].strip()
    if match["at"].startswith("at") and rest:
        rest = text[match.start("at") :].strip() if not match["at"].rstrip().endswith((":", ",")) else rest
    return (by.strip(" ,") if by else None), rest


_POINT_MARK = re.compile(r"^(?:At\s*)?(?:\d{1,2}|[a-h])\s?[).:]\s+", re.IGNORECASE)


def _split_points(text: str) -> list[str]:
    """Points that run on in one paragraph: `at A, at B og at C`, `1. at A 2. at B`."""
    if len(parts := _LATER_POINT.split(text)) > 1:
        return [_POINT_MARK.sub("", part) or part for part in parts]
    if _NUMBERED_INSIDE.match(text) and len(_NUMBERED_INSIDE.findall(text)) > 1:
        return [part.strip() for part in _NUMBERED_INSIDE.split(text) if part.strip()]
    return [_POINT_MARK.sub("", text) or text]
