"""What a hit must be besides containing the words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """Any of the values of a facet, and all of the facets; an empty facet means anything.

    Values stand as in addresses; a body is "municipality/body", or a bare "body" of any municipality. A topic is a KLE
    number or its beginning at a point. The days are inclusive. `allowed` is what the reader may see, as
    "municipality/body" or "municipality/" for all of its bodies: None is no restriction, the empty set sees nothing.
    """

    municipalities: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    allowed: frozenset[str] | None = None
