"""What differs between two readings of a document, fact by fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    for group in same_items([now.items, was.items]):
        sides: dict[int, Item] = {side: (now, was)[side].items[at] for side, at in group}
        after, before = sides.get(0), sides.get(1)
        shown = after or before
        name = (shown.number or shown.title or "–") if shown is not None else ""
        found += _between(f"{name}: ", _facts(before) if before else {}, _facts(after) if after else {})
    return found


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
