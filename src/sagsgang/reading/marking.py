"""The extracted text of a document with marks on it: what was read where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from sagsgang.model import (
    Attachment,
    Attendance,
    Decision,
    EarlierDecision,
    Item,
    Minutes,
    Noise,
    Recommendation,
    Reference,
    Span,
)

_Part = Recommendation | Decision | EarlierDecision | Attendance | Attachment | Reference


class MarkKind(StrEnum):
    """What a mark says of its place: a fact was read there, or why none was."""

    FACT = "fact"
    NOISE = "noise"
    REMAINDER = "remainder"
    REPAIR = "repair"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A place in the text and what was read there.

    `name` says which fact ("title", "date 2", "section:presentation", "decision 1", "attachment 2"), why a place is
    noise ("page header"), or what a repaired word is now; a remainder has none. `item` is the place of the item in
    `Minutes.items`, counted from 0, and None for what belongs to the whole document.
    """

    at: Span
    kind: MarkKind
    name: str = ""
    item: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of text and the marks that cover the whole of it, the widest first."""

    text: str
    marks: tuple[Mark, ...] = ()


def marks_of_item(minutes: Minutes, index: int) -> list[Mark]:
    """The marks of one item of `minutes.items`, and what else lies between its first and its last character."""
    found = _facts(minutes.items[index], index)
    if not found:
        return []
    first, last = min(mark.at[0] for mark in found), max(mark.at[1] for mark in found)
    found += [mark for mark in _unread(minutes) if first <= mark.at[0] and mark.at[1] <= last]
    return sorted(dict.fromkeys(found), key=_place)


def pieces(text: str, marks: Iterable[Mark], region: Span) -> list[Piece]:
    """The text in `region`, cut wherever a mark begins or ends: put together, the pieces are that text again."""
    start = min(max(region[0], 0), len(text))
    end = min(max(region[1], start), len(text))
    inside = sorted((mark for mark in marks if max(mark.at[0], start) < min(mark.at[1], end)), key=_place)
    cuts = {start, end, *(cut for mark in inside for cut in mark.at if start < cut < end)}
    found: list[Piece] = []
    open_: list[Mark] = []
    following = 0
    for here, there in pairwise(sorted(cuts)):
        open_ = [mark for mark in open_ if mark.at[1] > here]
        while following < len(inside) and inside[following].at[0] <= here:
            open_.append(inside[following])
            following += 1
        found.append(Piece(text=text[here:there], marks=tuple(open_)))
    return found


def _place(mark: Mark) -> tuple[int, int]:
    return mark.at[0], -mark.at[1]


def _fact(name: str, at: Span, item: int | None = None) -> Mark:
    return Mark(at=at, kind=MarkKind.FACT, name=re.sub(r"_(?=\d+$)", " ", name), item=item)


def _facts(item: Item, index: int) -> list[Mark]:
    found = [_fact(name, at, index) for name, at in item.at.items()]
    for section in item.sections:
        if section.at is not None:
            found.append(_fact(f"section:{section.kind}", section.at, index))
        found += [_noise(noise, index) for noise in section.noise]
    found += _numbered("recommendation", item.recommendations, index)
    found += _numbered("decision", item.decisions, index)
    found += _numbered("earlier decision", item.history, index)
    found += _numbered("attendance", item.attendance, index)
    found += _numbered("attachment", item.attachments, index)
    found += _numbered("reference", item.references, index)
    return found


def _numbered(name: str, parts: Sequence[_Part], item: int | None) -> Iterator[Mark]:
    """A mark for each part that has a place; the numbers are those of all parts, from 1."""
    for number, part in enumerate(parts, 1):
        if part.at is not None:
            yield _fact(f"{name} {number}", part.at, item)


def _noise(noise: Noise, item: int | None = None) -> Mark:
    return Mark(at=noise.at, kind=MarkKind.NOISE, name=noise.reason, item=item)


def _unread(minutes: Minutes) -> list[Mark]:
    """What belongs to no item in particular: noise between the facts, rests, and repaired words."""
    return [
        *(_noise(noise) for noise in minutes.noise),
        *(Mark(at=rest.at, kind=MarkKind.REMAINDER) for rest in minutes.remainder),
        *(Mark(at=repair.at, kind=MarkKind.REPAIR, name=repair.is_) for repair in minutes.repairs),
    ]
