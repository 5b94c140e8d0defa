"""What differs between two readings of a document, fact by fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from sagsgang.model import Item, Minutes
from sagsgang.rules.meetings import same_items

# Where something stands, and its markup, is not what it says.
_NOT_COMPARED = {"at", "html", "noise", "remainder", "repairs", "diagnostics", "source", "items"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A fact that differs: `where` as "date" or "97: decisions.1.outcome"; None where a side does not say it."""

    where: str
    was: str | None
    is_: str | None


def differences(was: Minutes, now: Minutes) -> list[Change]:
    """The facts that differ, the document's first, then item by item in their present order."""
    found = list(_between("", _facts(was), _facts(now)))
    for before, after in _pairs(was.items, now.items):
        shown = after or before
        name = (shown.number or shown.title or "–") if shown is not None else ""
        found += _between(f"{name}: ", _facts(before) if before else {}, _facts(after) if after else {})
    return found


def _pairs(was: Sequence[Item], now: Sequence[Item]) -> Iterator[tuple[Item | None, Item | None]]:
    """The items before and after; one whose title differs is known by its number."""
    left: list[Item] = []
    gone: list[Item] = []
    for group in same_items([now, was]):
        sides = {side: (now, was)[side][at] for side, at in group}
        if len(sides) > 1:
            yield sides[1], sides[0]
        else:
            (left if 0 in sides else gone).append(next(iter(sides.values())))
    for after in left:
        before = next((item for item in gone if item.number and item.number == after.number), None)
        if before is not None:
            gone.remove(before)
        yield before, after
    for before in gone:
        yield before, None


def _between(prefix: str, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for where in dict.fromkeys((*was, *now)):
        if was.get(where) != now.get(where):
            yield Change(where=prefix + where, was=was.get(where), is_=now.get(where))


def _facts(thing: Minutes | Item) -> dict[str, str]:
    return dict(_leaves(replace(thing, items=()) if isinstance(thing, Minutes) else thing, ""))


def _leaves(value: object, where: str) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if is_dataclass(value):
        for field in fields(value):
            if field.name not in _NOT_COMPARED:
                yield from _leaves(getattr(value, field.name), f"{where}.{field.name}".strip("."))
    elif isinstance(value, tuple):
        for number, part in enumerate(value, start=1):
            yield from _leaves(part, f"{where}.{number}")
    else:
        yield where, str(value)
