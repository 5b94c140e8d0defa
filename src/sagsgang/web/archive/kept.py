"""Counts that go over much of the archive, kept for a minute.

Counting costs as much as there is to count. Where it goes into many thousands, a minute-old count tells a reader the
same; what is small is counted anew every time, so that what was imported just now is seen just now. For public data
only, since every reader gets the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

SECONDS = 60
MANY = 10_000

_Counted = TypeVar("_Counted")


def kept(name: str, count: Callable[[], _Counted], size: Callable[[_Counted], int]) -> _Counted:
    """What `count` gives, or gave under that name within the last minute. `size` tells how much was counted."""
    found: _Counted | None = cache.get(name)
    if found is None:
        found = count()
        if size(found) > MANY:
            cache.set(name, found, SECONDS)
    return found
