"""What became of the items of a meeting that is made anew, noted in the same transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from sagsgang.model import Item as Read
from sagsgang.web.archive.models import Change, Item, ItemReading, What


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What the public saw of an item: its outcomes, and the words of its decisions."""

    is_open: bool
    outcomes: tuple[str, ...]
    decision: str

    @property
    def is_decided(self) -> bool:
        """Whether it said that anything was decided."""
        return bool(self.outcomes or self.decision)


def seen(rows: Sequence[Item]) -> dict[int, Seen]:
    """What the public sees of items that are known already, by their keys; to be asked before they are changed."""
    best = ItemReading.objects.filter(item__in=[row.pk for row in rows if row.pk], rank=0)
    said = {item: content["decisions"] for item, content in best.values_list("item", "content")}
    return {
        row.pk: Seen(
            is_open=row.is_open,
            outcomes=tuple(row.outcomes),
            decision=_words(decision["text"] for decision in said.get(row.pk, ())),
        )
        for row in rows
        if row.pk
    }


def note(rows: Sequence[Item], before: Mapping[int, Seen], shown: Sequence[Read]) -> None:
    """Write down what subscribers may be told. `rows` are saved, `shown` is what the public reads of each now."""
    now = timezone.now()
    found = (
        (row, _change(before.get(row.pk), row, _words(decision.text for decision in item.decisions)))
        for row, item in zip(rows, shown, strict=True)
    )
    Change.objects.bulk_create(Change(item=row, what=what, at=now) for row, what in found if what is not None)


def _change(was: Seen | None, row: Item, decision: str) -> What | None:
    """What became of an item. A closed one has no news, and one that was closed is new to the public."""
    if not row.is_open:
        return None
    if was is None or not was.is_open:
        return What.NEW
    now = Seen(is_open=True, outcomes=tuple(row.outcomes), decision=decision)
    if now == was:
        return None
    return What.CORRECTED if was.is_decided else What.DECIDED


def _words(texts: Iterable[str | None]) -> str:
    """The words alone, so that another line break is no news."""
    return " ".join(re.findall(r"\w+", " ".join(text or "" for text in texts).casefold()))
