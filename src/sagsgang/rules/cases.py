"""Which items are steps of one case.

A journal number is certain. What an item says of an earlier meeting, together with a title like the one there, is
likely. The same title alone is possible, and only where cases do wander: to another body within half a year, or back to
the same body after a postponement.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sagsgang.model import Item, ItemKind, JournalNumber, Outcome
from sagsgang.rules.meetings import title_key

WINDOW = datetime.timedelta(days=183)
"""How far apart two steps may lie that share nothing but their title."""


class Basis(StrEnum):
    """Why an item counts as a step of its case, the strongest first."""

    PERSON = "person"
    JOURNAL_NUMBER = "journal_number"
    MENTION = "mention"
    TITLE = "title"


class Certainty(StrEnum):
    """How sure it is that an item is a step of its case."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


CERTAINTY = {
    Basis.PERSON: Certainty.CERTAIN,
    Basis.JOURNAL_NUMBER: Certainty.CERTAIN,
    Basis.MENTION: Certainty.LIKELY,
    Basis.TITLE: Certainty.POSSIBLE,
}

_COMES_BACK = {Outcome.POSTPONED, Outcome.RETURNED, Outcome.REFERRED}
_RECURS = 3
_ALIKE = 0.5
_SHORTEST_NUMBER = 5
_MEETINGS_OWN = "00.22."
_NO_MATTER = {ItemKind.FORMALITY, ItemKind.ANNOUNCEMENTS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What decides whether an item belongs to a case: `body` tells bodies of a municipality apart."""

    item: int
    body: int
    date: datetime.date | None
    title: str
    outcomes: Collection[str]


def is_matter(item: Item) -> bool:
    """Whether an item can be a step of a case: no formality of the meeting, and not closed (belonging would tell)."""
    return item.open is True and item.kind not in _NO_MATTER and bool(title_key(item.title))


def case_numbers(items: Sequence[Item]) -> list[str]:
    """The number of the case that each item of a meeting belongs to; empty where it has none.

    Meetings' own numbers (KLE 00.22) are no case's, nor is a number that stands on most items of the meeting.
    """
    numbers = [_number(item.journal_number) if is_matter(item) else "" for item in items]
    everywhere = {
        number for number, count in Counter(filter(None, numbers)).items() if count > 2 and 2 * count > len(numbers)
    }
    return ["" if number in everywhere else number for number in numbers]


def _number(journal: JournalNumber | None) -> str:
    raw = "".join(journal.raw.split()).upper() if journal else ""
    usable = len(raw) >= _SHORTEST_NUMBER and any(c.isdigit() for c in raw) and not raw.startswith(_MEETINGS_OWN)
    return raw if usable else ""


def alike(one: str, other: str) -> float:
    """How much two titles have in common: 0 to 1 (shared word stems over all of them)."""
    first, second = set(title_key(one).split()), set(title_key(other).split())
    return len(first & second) / len(first | second) if first and second else 0.0


def named_step(number: str, title: str, candidates: Iterable[Step]) -> Step | None:
    """Of the items of a meeting that an item titled `title` names, the one that is of the same case; None if none is.

    The number that it names (may be empty) comes first; a title that has nothing in common is another matter.
    """
    numbered = [(alike(title, step.title), step) for step in candidates]
    best = max(numbered, key=lambda pair: (pair[0], -pair[1].item), default=None)
    least = _ALIKE if not number else _ALIKE / 2
    return best[1] if best is not None and best[0] >= least else None


def same_by_title(step: Step, others: Sequence[Step]) -> list[Step]:
    """Of items with the same title in the same municipality, those that are of the same case as `step`.

    A title that a body has three times within half a year recurs there, and says nothing.
    """
    near = [o for o in others if o.item != step.item and o.date and step.date and abs(o.date - step.date) <= WINDOW]
    count = Counter(other.body for other in (*near, step))
    if max(count.values()) >= _RECURS:
        return []
    return [other for other in near if other.body != step.body or _came_back(step, other)]


def _came_back(one: Step, other: Step) -> bool:
    if one.date is None or other.date is None or one.date == other.date:
        return False
    earlier = one if one.date < other.date else other
    return bool(_COMES_BACK & set(earlier.outcomes))
