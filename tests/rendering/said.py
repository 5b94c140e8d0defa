"""What two documents say, to be held side by side: everything but where it stood and what the reading remarked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sagsgang.model import Minutes, to_json
from sagsgang.reading import read
from sagsgang.rendering import render

NAMES = {"html": "referat.html", "text": "referat.txt"}
_OF_THE_READING = {"at", "source", "noise", "remainder", "repairs", "diagnostics"}


def read_again(minutes: Minutes, to: str) -> Minutes:
    """The document as it is read from what was written of it, for members."""
    return read(render(minutes, to, closed=True), NAMES[to])


def said(minutes: Minutes) -> Any:
    return _without(to_json(minutes))


def differences(one: Minutes, other: Minutes) -> list[str]:
    """Every place where the two say something else, with both."""
    return list(_differ(said(one), said(other), ""))


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(part) for key, part in value.items() if key not in _OF_THE_READING}
    return [_without(part) for part in value] if isinstance(value, list) else value


def _differ(one: Any, other: Any, where: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one:
            yield from _differ(one[key], other.get(key), f"{where}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _differ(left, right, f"{where}[{number}]")
    elif one != other:
        yield f"{where}: {one!r} became {other!r}"
