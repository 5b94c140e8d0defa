"""A case with its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sagsgang import model
from sagsgang.model import from_json
from sagsgang.model.codec import SCHEMA
from sagsgang.rules.cases import CERTAINTY, Basis, Certainty
from sagsgang.web.archive.models import Case, Item, ItemReading
from sagsgang.web.archive.selectors import items


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An item of a case: what was recommended and what was decided. `certainty` that it belongs here, and why."""

    row: Item
    item: model.Item
    basis: Basis
    certainty: Certainty


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """A case with its steps, the earliest first."""

    case: Case
    steps: tuple[Step, ...]

    @property
    def title(self) -> str:
        """What the case was called last."""
        return self.steps[-1].row.title if self.steps else self.case.title


def case(municipality_slug: str, slug: str) -> CaseView | None:
    """The case with that address."""
    found = Case.objects.select_related("municipality").filter(municipality__slug=municipality_slug, slug=slug).first()
    if found is None:
        return None
    rows = items.items().filter(case=found).order_by("meeting__date", "pk")[:_MOST_STEPS]
    return CaseView(case=found, steps=tuple(_steps(list(rows))))


def read(rows: Sequence[Item]) -> dict[int, model.Item]:
    """What the best document says of each of the items, by their keys."""
    best = ItemReading.objects.filter(item__in=[row.pk for row in rows], rank=0)
    return {
        item: from_json({"schema": SCHEMA, "items": [content]}).items[0]
        for item, content in best.values_list("item", "content")
    }


def _steps(rows: Sequence[Item]) -> list[Step]:
    said = read(rows)
    return [
        Step(row=row, item=said[row.pk], basis=Basis(row.basis), certainty=CERTAINTY[Basis(row.basis)]) for row in rows
    ]


_MOST_STEPS = 200
