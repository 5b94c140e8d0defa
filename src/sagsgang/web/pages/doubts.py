"""What a person should look at: in a whole document, or in one item of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sagsgang.model import Item, Minutes, Remainder, Repair, Span
from sagsgang.web.archive.deriving import DOUBTFUL_BELOW
from sagsgang.web.pages.remarks import Remark, told

# Says how much was not understood; where the texts themselves are shown, that is said already.
_COUNTS_REMAINDER = "not-understood"


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubts:
    """Texts that were not understood, remarks, words that are uncertain, and words that were put right for certain."""

    remainder: tuple[Remainder, ...]
    remarks: tuple[Remark, ...]
    doubtful: tuple[Repair, ...]
    certain: tuple[Repair, ...]

    def __bool__(self) -> bool:
        return bool(self.remainder or self.remarks or self.doubtful)


def of_document(minutes: Minutes) -> Doubts:
    """Everything that is doubtful in a document."""
    return Doubts(
        remainder=minutes.remainder,
        remarks=tuple(told(r for r in minutes.diagnostics if not (minutes.remainder and r.code == _COUNTS_REMAINDER))),
        doubtful=_doubtful(minutes.repairs),
        certain=tuple(repair for repair in minutes.repairs if repair.certainty >= DOUBTFUL_BELOW),
    )


def of_item(minutes: Minutes, item: Item) -> Doubts:
    """What is doubtful between the first and the last place of an item; nothing for one that has no places."""
    spans = list(chain(item.at.values(), (section.at for section in item.sections if section.at is not None)))
    start, end = min((a for a, _ in spans), default=0), max((b for _, b in spans), default=0)

    def inside(at: Span | None) -> bool:
        return at is not None and start <= at[0] < end

    remarks = [r for r in minutes.diagnostics if inside(r.at) and r.code != _COUNTS_REMAINDER]
    return Doubts(
        remainder=tuple(rest for rest in minutes.remainder if inside(rest.at)),
        remarks=tuple(told(remarks)),
        doubtful=tuple(repair for repair in _doubtful(minutes.repairs) if inside(repair.at)),
        certain=(),
    )


def _doubtful(repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    return tuple(repair for repair in repairs if repair.certainty < DOUBTFUL_BELOW)
