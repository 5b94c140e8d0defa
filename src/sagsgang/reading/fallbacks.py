"""Items that neither numbers nor headings tell: a page with one item only, and labels that come round again.

Looked for only where nothing better was found, so they ask for evidence that a letter or a case text does not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sagsgang.danish.bodies import find_bodies
from sagsgang.danish.dates import find_date
from sagsgang.danish.journal_numbers import is_case_number_line
from sagsgang.model import SectionKind
from sagsgang.reading.layout import Block

_CORE = frozenset((SectionKind.DECISION, SectionKind.RECOMMENDATION, SectionKind.PRESENTATION, SectionKind.SUMMARY))
_OPENERS = frozenset(
    (SectionKind.SUMMARY, SectionKind.PRESENTATION, SectionKind.RECOMMENDATION, SectionKind.DECISION_THEME)
)
_DOCUMENT = re.compile(r"\b(?:referat|dagsorden|beslutningsprotokol|protokol|beslutninger)\b", re.IGNORECASE)
_ENOUGH = 3
_SHORTEST_LIST = 3
_LONG = 160
_LISTED_SHARE = 3
_CASE = re.compile(r"^(?:Sag|Sagsnr|Sagsid|J\.nr)\.?:?\s+", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Told:
    """A section label that stands in the text: where, of what kind, in which words."""

    index: int
    kind: SectionKind
    words: str


def _told(blocks: Sequence[Block]) -> list[_Told]:
    return [
        _Told(i, label.section, label.heading.casefold())
        for i, block in enumerate(blocks)
        if block.noise is None
        and (label := block.label) is not None
        and label.section is not None
        and (label.word.strong or label.formed or label.word.common)
    ]


def is_whole_page(blocks: Sequence[Block], heading: int, title: str) -> bool:
    """True when a numbered heading above all labels is the only item of the page.

    What speaks for it: a decision, or two of the parts an item has; the heading is the page's first line; a case number
    stands right below it; the title stands at the top of the page too.
    """
    labels = _told(blocks)
    if any(label.index < heading for label in labels):
        return False
    kinds = {label.kind for label in labels} & _CORE
    evidence = 2 * (SectionKind.DECISION in kinds or len(kinds) > 1) + bool(kinds)
    above = [block for block in blocks[:heading] if block.noise is None and block.text]
    evidence += not above
    letters = _NOT_LETTERS.sub("", title.casefold())
    evidence += 2 * (len(letters) > 8 and any(_NOT_LETTERS.sub("", b.text.casefold()) == letters for b in above))
    evidence += 2 * any(is_case_number_line(_CASE.sub("", block.text)) for block in blocks[heading + 1 : heading + 6])
    evidence += any(_DOCUMENT.search(block.text) and len(block.text) < 60 for block in above)
    return evidence >= _ENOUGH


def title_of_page(blocks: Sequence[Block]) -> int | None:
    """The heading of a page with one item that has no number: the first line below the date or place of the meeting.

    None unless a decision and another part of an item stand below it.
    """
    labels = _told(blocks)
    kinds = {label.kind for label in labels} & _CORE
    if SectionKind.DECISION not in kinds or len(kinds) < 2:
        return None
    facts = [
        i
        for i, block in enumerate(blocks[: labels[0].index])
        if block.noise is None and (label := block.label) is not None and label.word.fact in ("date", "place")
    ]
    if not facts:
        return None
    below = range(facts[-1] + 1, labels[0].index)
    heading = next((i for i in below if blocks[i].noise is None and blocks[i].text), None)
    return None if heading is None or blocks[heading].text.endswith((".", ":")) else heading


def cycles(blocks: Sequence[Block]) -> list[int]:
    """Where items begin whose titles are missing: at the first label of each round of labels, decisions included.

    Empty unless the top of the page says that it is minutes or an agenda, and of which meeting.
    """
    labels = _told(blocks)
    kinds = {label.kind for label in labels}
    if not labels or SectionKind.DECISION not in kinds or len(kinds & _CORE) < 2:
        return []
    if not _says_which_meeting(blocks[: labels[0].index]):
        return []
    begins = [_with_number_above(labels[0].index, blocks)]
    seen: set[str] = set()
    decided = attached = False
    for label in labels:
        if decided and label.kind in _OPENERS and (label.words in seen or attached):
            begins.append(_with_number_above(label.index, blocks))
            seen, decided = set(), False
        seen.add(label.words)
        decided = decided or label.kind is SectionKind.DECISION
        attached = label.kind is SectionKind.ATTACHMENTS
    return begins


def _with_number_above(index: int, blocks: Sequence[Block]) -> int:
    """The line with the case number, where it stands right above an item's first label."""
    above = [i for i in range(max(0, index - 3), index) if blocks[i].noise is None and blocks[i].text]
    if above and (label := blocks[above[-1]].label) is not None and label.word.fact == "journal_number":
        return above[-1]
    return index


def _says_which_meeting(above: Sequence[Block]) -> bool:
    """True when short lines at the top of the page name the document, a body and a date."""
    lines = [block.text for block in above if block.text and len(block.text) < _LONG]
    return (
        any(_DOCUMENT.search(line) for line in lines)
        and any(find_bodies(line) for line in lines)
        and any(find_date(line) is not None for line in lines)
    )


def running_list(blocks: Sequence[Block], numbered: Sequence[tuple[int, int]]) -> list[int]:
    """Which of the numbered lines `(block, figure)` are items though no label follows them.

    The figures run on without a gap below a heading that names the meeting. Either the list is most of what stands
    there, as in an agenda that is nothing but a list of titles; or most of its lines have words below them.
    """
    run: list[tuple[int, int]] = []
    for index, figure in numbered:
        if figure == (run[-1][1] + 1 if run else 1):
            run.append((index, figure))
    if len(run) < _SHORTEST_LIST or not _says_which_meeting(blocks[: run[0][0]]):
        return []
    places = [index for index, _ in run]
    labels = {told.index for told in _told(blocks)}
    content = [i for i in range(places[0], len(blocks)) if blocks[i].noise is None and blocks[i].text]
    if not labels and len(places) * _LISTED_SHARE >= len(content):
        return places
    ends = [*places[1:], len(blocks)]
    with_words = sum(any(place < i < end for i in content) for place, end in zip(places, ends, strict=True))
    return places if with_words * 3 > len(places) * 2 else []
