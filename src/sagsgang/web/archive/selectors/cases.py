"""A case with its steps."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from sagsgang import model
from sagsgang.model import Outcome, Recommendation, from_json
from sagsgang.model.codec import SCHEMA
from sagsgang.rules.cases import CERTAINTY, Basis, Certainty
from sagsgang.web.accounts.models import Body
from sagsgang.web.archive.models import Case, Item, ItemReading
from sagsgang.web.archive.selectors import items, topics

# What a body can decide that is not what it was recommended, whatever that was. Of every other outcome it cannot be
# told without understanding the recommendation.
_OTHER_THAN_YES = {
    Outcome.REJECTED,
    Outcome.POSTPONED,
    Outcome.RETURNED,
    Outcome.PARTLY_APPROVED,
    Outcome.WITHDRAWN,
}
_MOST_STEPS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An item of a case: what was recommended and what was decided. `certainty` that it belongs here, and why.

    `kind` is that of the document which tells of it. `recommendations` are from there, else from another document of
    the meeting, whose kind is then `recommended_in`. `compare` are outcomes to be held against the recommendation.
    `days` have gone by since the step before; None where one of the two has no date.
    """

    row: Item
    item: model.Item
    kind: str
    recommendations: tuple[Recommendation, ...]
    recommended_in: str
    compare: tuple[Outcome, ...]
    basis: Basis
    certainty: Certainty
    days: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """A case with its steps, the earliest first, those without a date last. `bodies` in the order they come in.

    `topics` are the KLE main group, group and topic of the steps with their titles.
    """

    case: Case
    steps: tuple[Step, ...]
    bodies: tuple[Body, ...]
    topics: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """What the case was called last."""
        return self.steps[-1].row.title if self.steps else self.case.title

    @property
    def journal_number(self) -> str:
        """The case's number as the steps write it; empty without one."""
        written = (
            s.item.journal_number.raw for s in self.steps if s.basis is Basis.JOURNAL_NUMBER and s.item.journal_number
        )
        return next(written, self.case.number)

    @property
    def first(self) -> datetime.date | None:
        """The day of the first step that has one."""
        return next((step.row.meeting.date for step in self.steps if step.row.meeting.date), None)

    @property
    def last(self) -> datetime.date | None:
        """The day of the last step that has one."""
        return next((step.row.meeting.date for step in reversed(self.steps) if step.row.meeting.date), None)

    @property
    def days(self) -> int:
        """The days from the first step to the last."""
        return (self.last - self.first).days if self.first and self.last else 0


def case(municipality_slug: str, slug: str) -> CaseView | None:
    """The case with that address."""
    found = Case.objects.select_related("municipality").filter(municipality__slug=municipality_slug, slug=slug).first()
    if found is None:
        return None
    rows = items.items().filter(case=found).order_by(F("meeting__date").asc(nulls_last=True), "pk")[:_MOST_STEPS]
    steps = tuple(_steps(list(rows)))
    numbers = list(dict.fromkeys(step.row.topic for step in steps if step.row.topic))
    named = topics.titles(numbers)
    return CaseView(
        case=found,
        steps=steps,
        bodies=tuple({step.row.meeting.body_id: step.row.meeting.body for step in steps}.values()),
        topics=tuple((number, named.get(number, "")) for number in numbers),
    )


def read(rows: Sequence[Item]) -> dict[int, model.Item]:
    """What the best document says of each of the items, by their keys."""
    return {key: readings[0][1] for key, readings in _readings(rows, Q(rank=0)).items()}


def _readings(rows: Sequence[Item], which: Q) -> dict[int, list[tuple[str, model.Item]]]:
    """What documents say of each of the items, the best first, with their kinds."""
    found = ItemReading.objects.filter(which, item__in=[row.pk for row in rows]).order_by("rank")
    said: dict[int, list[tuple[str, model.Item]]] = {}
    for key, kind, content in found.values_list("item", "paper__kind", "content"):
        item = from_json({"schema": SCHEMA, "items": [content]}).items[0]
        said.setdefault(key, []).append((kind, item))
    return said


def _steps(rows: Sequence[Item]) -> list[Step]:
    # What a source has replaced says nothing any more, unless nothing else is left.
    said = _readings(rows, Q(rank=0) | Q(paper__replaced=False))
    steps: list[Step] = []
    before: datetime.date | None = None
    for row in rows:
        date = row.meeting.date
        steps.append(_step(row, said, (date - before).days if date and before else None))
        before = date
    return steps


def _step(row: Item, said: Mapping[int, list[tuple[str, model.Item]]], days: int | None) -> Step:
    kind, item = said[row.pk][0]
    recommended = [(told, read.recommendations) for told, read in said[row.pk] if read.recommendations]
    told, recommendations = recommended[0] if recommended else (kind, ())
    outcomes = dict.fromkeys(decision.outcome for decision in item.decisions)
    return Step(
        row=row,
        item=item,
        kind=kind,
        recommendations=recommendations,
        recommended_in=told if told != kind else "",
        compare=tuple(o for o in outcomes if o in _OTHER_THAN_YES) if recommendations else (),
        basis=Basis(row.basis),
        certainty=CERTAINTY[Basis(row.basis)],
        days=days,
    )
