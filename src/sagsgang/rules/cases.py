"""Which items are steps of one case.

A journal number is certain. What an item says of an earlier meeting, together with a title like the one there, is
likely. The same title alone is possible, and only where cases do wander: to another body within half a year, or back to
the same body after a postponement.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sagsgang.model import Item, ItemKind, Outcome
from sagsgang.rules.case_numbers import certain_number, short_number, shows_running_numbers
from sagsgang.rules.meetings import alike, title_key

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

_STRENGTH = {basis: number for number, basis in enumerate(Basis)}
_COMES_BACK = {Outcome.POSTPONED, Outcome.RETURNED, Outcome.REFERRED}
_RECURS = 3
_ALIKE = 0.5
_NO_MATTER = {ItemKind.FORMALITY, ItemKind.ANNOUNCEMENTS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What decides whether an item belongs to a case: `body` tells bodies of a municipality apart.

    `number` is that of its case (see `case_numbers`), `place` tells items of one day apart whatever keys they have.
    """

    item: int
    body: int
    date: datetime.date | None
    title: str
    outcomes: Collection[str]
    number: str = ""
    place: str = ""


def is_matter(item: Item) -> bool:
    """Whether an item can be a step of a case: no formality of the meeting, and not closed (belonging would tell)."""
    return item.open is True and item.kind not in _NO_MATTER and bool(title_key(item.title))


def case_numbers(items: Sequence[Item]) -> list[str]:
    """The number of the case that each item of a meeting belongs to; empty where it has none.

    A short running number (`24/15`) counts where another item of the meeting has a long one of its kind. Meetings' own
    numbers (KLE 00.22) are no case's, nor is a number that stands on most items of the meeting.
    """
    raws = [item.journal_number.raw if item.journal_number is not None and is_matter(item) else "" for item in items]
    runs = any(map(shows_running_numbers, raws))
    numbers = [certain_number(raw) or (short_number(raw) if runs else "") for raw in raws]
    everywhere = {
        number for number, count in Counter(filter(None, numbers)).items() if count > 2 and 2 * count > len(numbers)
    }
    return ["" if number in everywhere else number for number in numbers]


def named_step(number: str, title: str, candidates: Iterable[Step]) -> Step | None:
    """Of the items of a meeting that an item titled `title` names, the one that is of the same case; None if none is.

    The number that it names (may be empty) comes first; a title that has nothing in common is another matter.
    """
    numbered = [(alike(title, step.title), step) for step in candidates]
    best = max(numbered, key=lambda pair: (pair[0], pair[1].place), default=None)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """Two items that are of one case, and why."""

    one: int
    other: int
    basis: Basis


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What a person said: that `item` is of the case of `other`, or that it is not."""

    item: int
    other: int
    same: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Grouping:
    """The steps of one case with why each is one; `number` is the case's journal number, empty without one."""

    number: str
    bases: Mapping[int, Basis]


def grouped(steps: Sequence[Step], links: Iterable[Link], verdicts: Sequence[Verdict]) -> list[Grouping]:
    """Items brought into cases, the strongest reasons first; the order of the arguments makes no difference.

    Two journal numbers are never joined, nor what a person has parted. An item that a person puts into the case of
    another number goes there alone. An item without a number and without a link is of no case.
    """
    order = {step.item: (step.date or datetime.date.max, step.place, step.item) for step in steps}
    said = [verdict for verdict in verdicts if verdict.item in order and verdict.other in order]
    numbers, bases = _numbers(steps, said)
    apart = {frozenset((verdict.item, verdict.other)) for verdict in said if not verdict.same}
    groups = {item: {item} for item in order}
    numbered: dict[str, set[int]] = defaultdict(set)
    for item, number in numbers.items():
        if number:
            numbered[number].add(item)
    for same in numbered.values():
        groups |= dict.fromkeys(same, same)
    wanted = {link for link in links if link.one in order and link.other in order}
    wanted |= {Link(one=v.item, other=v.other, basis=Basis.PERSON) for v in said if v.same}
    for link in sorted(wanted, key=lambda k: (_STRENGTH[k.basis], sorted((order[k.one], order[k.other])))):
        first, second = groups[link.one], groups[link.other]
        if first is not second and not _contradict(first, second, numbers, apart):
            groups |= dict.fromkeys(first | second, first | second)
            number = next((numbers[item] for item in first | second if numbers[item]), "")
            numbers |= dict.fromkeys(first | second, number)
            bases = {link.one: link.basis, link.other: link.basis} | bases
    distinct = {id(group): group for group in groups.values() if len(group) > 1 or numbers[next(iter(group))]}
    found = [sorted(group, key=lambda item: order[item]) for group in distinct.values()]
    return [
        Grouping(number=numbers[group[0]], bases={item: bases[item] for item in group})
        for group in sorted(found, key=lambda group: order[group[0]])
    ]


def _numbers(steps: Sequence[Step], verdicts: Sequence[Verdict]) -> tuple[dict[int, str], dict[int, Basis]]:
    """The number of each item's case once persons have spoken, and why those with a number are of it."""
    numbers = {step.item: step.number for step in steps}
    bases = {item: Basis.JOURNAL_NUMBER for item, number in numbers.items() if number}
    for verdict in verdicts:
        one, other = numbers[verdict.item], numbers[verdict.other]
        if verdict.same and one and other and one != other:
            numbers[verdict.item], bases[verdict.item] = other, Basis.PERSON
        elif not verdict.same and one and one == other:
            numbers[verdict.item] = ""
            del bases[verdict.item]
    return numbers, bases


def _contradict(
    first: Collection[int], second: Collection[int], numbers: Mapping[int, str], apart: Collection[frozenset[int]]
) -> bool:
    known = {numbers[item] for item in (*first, *second)} - {""}
    return len(known) > 1 or any(len(pair & set(first)) == 1 and len(pair & set(second)) == 1 for pair in apart)
