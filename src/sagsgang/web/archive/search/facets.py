"""How many of the hits are what."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import tantivy

from sagsgang.web.archive.search import queries
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import Question

Counts = tuple[tuple[str, int], ...]

_MOST = 100
_YEARS = 200
# The name of a facet, the field it counts, and what in `Filters` it narrows by.
_FACETS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "municipality": ("municipality", ("municipalities",)),
    "body": ("body", ("bodies",)),
    "outcome": ("outcome", ("outcomes",)),
    "kind": ("kind", ("kinds",)),
    "topic": ("group", ("topics",)),
    "year": ("year", ("since", "until")),
}


def count(searcher: tantivy.Searcher, question: Question, filters: Filters) -> tuple[int, dict[str, Counts]]:
    """How many hits there are, and the counts of each facet, those of its other values included.

    A facet that the filters narrow by is counted as if they did not, so that another value can be chosen.
    """
    narrowed = {name: names for name, (_, names) in _FACETS.items() if any(getattr(filters, each) for each in names)}
    # Every item has one kind, so the kinds add up to the hits.
    plain = [name for name in _FACETS if name not in narrowed or name == "kind"]
    counted = _aggregate(searcher, question, filters, plain)
    total = sum(number for _, number in counted["kind"])
    for name, names in narrowed.items():
        empty: dict[str, Any] = {each: None if each in ("since", "until") else () for each in names}
        counted |= _aggregate(searcher, question, dataclasses.replace(filters, **empty), [name])
    return total, {name: counted[name] for name in _FACETS}


def _aggregate(searcher: tantivy.Searcher, question: Question, filters: Filters, names: list[str]) -> dict[str, Counts]:
    wanted = {
        name: {"terms": {"field": _FACETS[name][0], "size": _YEARS if name == "year" else _MOST}} for name in names
    }
    result = searcher.aggregate(queries.matching(question, filters), wanted)
    found: dict[str, Counts] = {
        name: tuple((_value(bucket["key"]), int(bucket["doc_count"])) for bucket in result[name]["buckets"])
        for name in names
    }
    if "year" in found:
        found["year"] = tuple(sorted(found["year"], reverse=True))
    return found


def _value(key: Any) -> str:
    """A year comes as a floating number."""
    return str(key) if isinstance(key, str) else str(int(key))
