"""Items without numbers: separators, and headings of one look that labels follow, cycle after cycle."""

from __future__ import annotations

import re
from collections import defaultdict

from sagsgang.model import SectionKind
from sagsgang.reading import titles
from sagsgang.reading.candidates import PROPOSES, Start, View, could_be_title
from sagsgang.reading.extracted import Shape
from sagsgang.reading.marks import GROUP
from sagsgang.reading.scores import LEADER, letters_of, score_of_following, total

_SEPARATOR = re.compile(
    r"^(?:Sagsid|Sags\s?ID|Acadre sagsnr|Sagsnr)\.?:?\s*\S+.*?,?\s*(?:Sagsinitialer|Initialer)\b", re.IGNORECASE
)


def separated(view: View) -> list[Start]:
    """Items without title or number, each opened by a line with its case number and officer's initials."""
    return [Start(i, "separator", None, None, 4.0) for i in view.content if _SEPARATOR.match(view.blocks[i].text)]


def untitled(view: View) -> list[Start]:
    """Items with a title and no number: headings of one look that labels follow, cycle after cycle."""
    by_look: dict[tuple[object, ...], list[Start]] = defaultdict(list)
    seen_label = False
    marked_before = _marks_stand_before(view)
    for i in view.content:
        block = view.blocks[i]
        if view.is_section_label(i):
            seen_label = True
        if not could_be_title(view, i) or block.label is not None or GROUP.match(block.text):
            continue
        if block.text.endswith((".", ",", ";", ":")) or LEADER.search(block.text) or PROPOSES.search(block.text):
            continue
        start = Start(i, "untitled", None, block.text, heading=[i])
        start.score = _score_unnumbered(start, view)
        if marked_before:
            start.score = max(start.score + 1.0, 2.0) if view.is_marked_before(i) else start.score - 4.0
        if start.score > 0 or block.shape is Shape.HEADING:
            look = (
                block.shape,
                block.level if block.shape is Shape.HEADING else 0,
                block.bold,
                round((block.size or 1.0) * 10),
            )
            by_look[look].append(start)
    chains = [_thinned(starts) for starts in by_look.values()]
    return max(chains, key=lambda chain: total(chain) * 0.85, default=[]) if seen_label else []


def _marks_stand_before(view: View) -> bool:
    """True in layouts where "Åben" stands above each title, not below it."""
    before = after = 0
    for i in view.content:
        if titles.is_openness_line(view.blocks[i].text):
            near = view.following(i, 2)
            after += bool(near) and view.is_section_label(near[0])
            before += len(near) == 2 and view.is_section_label(near[1]) and could_be_title(view, near[0])
    return before > after


def _score_unnumbered(start: Start, view: View) -> float:
    block = view.blocks[start.index]
    score = score_of_following(start, start.index, view, set()) - 1.6
    if block.shape is Shape.HEADING:
        score += 0.8
    elif block.bold or (block.size or 1.0) > 1.08:
        score += 0.5
    first = view.following(start.index, 1)
    if not first or not (view.is_section_label(first[0]) or view.is_item_mark(first[0]) or score > 1.5):
        score -= 1.5
    return score if _starts_a_cycle(start.index, view) else score - 2.5


_OPENERS = frozenset(
    (
        SectionKind.SUMMARY,
        SectionKind.PRESENTATION,
        SectionKind.RECOMMENDATION,
        SectionKind.DECISION,
        SectionKind.DECISION_THEME,
        SectionKind.ROUTE,
        SectionKind.COMPETENCE,
    )
)


def _starts_a_cycle(i: int, view: View) -> bool:
    """True when a label that follows within the item was seen before it too, or nothing was seen yet."""
    for following in view.following(i, 4):
        if view.is_item_mark(following):
            return True
        if view.is_section_label(following):
            label = view.blocks[following].label
            return label is not None and label.section in _OPENERS
    return False


def _thinned(starts: list[Start]) -> list[Start]:
    """Of candidates that stand next to each other (a doubled title) the first; headings without evidence only among
    ones with it."""
    kept: list[Start] = []
    for start in starts:
        if (
            kept
            and letters_of(kept[-1].title or "") == letters_of(start.title or "")
            and start.index - kept[-1].index <= 2
        ):
            continue
        kept.append(start)
    strong = [start for start in kept if start.score > 1.0]
    if len(strong) < max(1, 0.5 * len(kept)):
        return strong
    return [start for start in kept if start.index >= strong[0].index]
