"""Beside the results: what was found by what it is, as links that narrow the search, and the filters that are on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sagsgang.web.archive.index import Filters
from sagsgang.web.pages.labels import ITEM_KINDS, OUTCOMES

# More values than these are folded away.
SHOWN = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A value that can be chosen: how many of the hits have it, and the address of the narrower search."""

    name: str
    count: int
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """A way to divide the hits. `more` are the rarer values."""

    key: str
    title: str
    values: tuple[Value, ...]
    more: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A filter that is on, and the address of the search without it."""

    title: str
    name: str
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """The names of municipalities and bodies by the part of the address that they stand for."""

    municipalities: Mapping[str, str]
    bodies: Mapping[str, str]

    def of(self, key: str, value: str) -> str:
        """The name of a filter's value in the reader's language; the value itself where it has none."""
        if key == "kommune":
            return self.municipalities.get(value, value) or _("Municipality not stated")
        if key == "udvalg":
            return self.bodies.get(value, value) or _("Council or committee not stated")
        named: Mapping[str, Promise] = {"udfald": OUTCOMES, "type": ITEM_KINDS}.get(key, {})  # type: ignore[assignment]
        return str(named.get(value, value))


def facets(
    counted: Mapping[str, tuple[tuple[str, int], ...]], filters: Filters, query: QueryDict, names: Names
) -> list[Facet]:
    """What the hits can be divided by; not what they already are, nor what they all are."""
    offered = (
        ("kommune", _("Municipality"), "municipality", filters.municipality),
        ("udvalg", _("Council or committee"), "body", filters.body),
        ("udfald", _("Outcome"), "outcome", filters.outcome),
        ("aar", _("Year"), "year", _year(filters)),
    )
    found: list[Facet] = []
    for key, title, field, chosen in offered:
        values = tuple(
            Value(name=names.of(key, value), count=count, address=narrowed(query, _parameters(key, value)))
            for value, count in counted.get(field, ())
        )
        if len(values) > 1 and not chosen:
            found.append(Facet(key=key, title=title, values=values[:SHOWN], more=values[SHOWN:]))
    return found


def chosen(filters: Filters, query: QueryDict, names: Names) -> list[Chosen]:
    """The filters that are on."""
    return [
        Chosen(title=title, name=name, address=narrowed(query, dict.fromkeys(keys, "")))
        for title, name, keys in _on(filters, names)
    ]


def narrowed(query: QueryDict, changed: Mapping[str, str]) -> str:
    """The address of the search with some parameters changed, from its first page; what is empty is left out."""
    kept = {name: value for name, value in query.items() if isinstance(value, str) and name != "side"}
    made = QueryDict(mutable=True)
    for name, value in {**kept, **changed}.items():
        if value:
            made[name] = value
    return "?" + made.urlencode()


def _on(filters: Filters, names: Names) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if filters.municipality:
        yield _("Municipality"), names.of("kommune", filters.municipality), ("kommune",)
    if filters.body:
        yield _("Council or committee"), names.of("udvalg", filters.body), ("udvalg",)
    if filters.outcome:
        yield _("Outcome"), names.of("udfald", filters.outcome), ("udfald",)
    if filters.kind:
        yield _("Kind of item"), names.of("type", filters.kind), ("type",)
    if year := _year(filters):
        yield _("Year"), year, ("fra", "til")
        return
    if filters.since:
        yield _("From date"), date_format(filters.since, "DATE_FORMAT"), ("fra",)
    if filters.until:
        yield _("To date"), date_format(filters.until, "DATE_FORMAT"), ("til",)


def _parameters(key: str, value: str) -> dict[str, str]:
    """A year is its first and last day, so that the form shows it and can widen it."""
    return {"fra": f"{value}-01-01", "til": f"{value}-12-31"} if key == "aar" else {key: value}


def _year(filters: Filters) -> str:
    """The year that the search is narrowed to; empty where it is not exactly one."""
    if filters.since is None or filters.until is None:
        return ""
    year = filters.since.year
    whole = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    return str(year) if (filters.since, filters.until) == whole else ""
