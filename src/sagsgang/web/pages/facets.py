"""Beside the results: what was found by what it is, as links that narrow the search, and the filters that are on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.pages.labels import ITEM_KINDS, OUTCOMES, TOPICS

# More values than these are folded away.
SHOWN = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A value that can be chosen, or is: how many hits it has, and the address of the search with it or without it."""

    name: str
    count: int
    address: str
    chosen: bool = False


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
            return self.bodies.get(value.rpartition("/")[2], value) or _("Council or committee not stated")
        if key == "emne":
            return f"{value} {TOPICS.get(value, '')}".strip()
        named: Mapping[str, Promise] = {"udfald": OUTCOMES, "type": ITEM_KINDS}.get(key, {})  # type: ignore[assignment]
        return str(named.get(value, value))


class Addresses:
    """The addresses of a search with some parameters changed, from its first page; what is empty is left out."""

    def __init__(self, query: QueryDict) -> None:
        # A page has hundreds of them, so what they share is written once.
        self._same = {name: _written(name, values) for name, values in query.lists() if name != "side"}

    def changed(self, parameters: Mapping[str, Sequence[str]]) -> str:
        """The address with these parameters instead of those of their names."""
        parts = {**self._same, **{name: _written(name, values) for name, values in parameters.items()}}
        return "?" + "&".join(part for part in parts.values() if part)


def _written(name: str, values: Iterable[str]) -> str:
    return "&".join(f"{quote_plus(name)}={quote_plus(str(value))}" for value in values if value)


def facets(
    counted: Mapping[str, tuple[tuple[str, int], ...]], filters: Filters, addresses: Addresses, names: Names
) -> list[Facet]:
    """What the hits can be divided by, the values that are chosen first; not what all of them are anyhow."""
    found: list[Facet] = []
    for key, title, field, chosen in _divisions(filters):
        counts = {**dict.fromkeys(chosen, 0), **dict(counted.get(field, ()))}
        values = [
            Value(
                name=names.of(key, value),
                count=count,
                address=addresses.changed(_toggled(key, value, chosen)),
                chosen=value in chosen,
            )
            for value, count in counts.items()
        ]
        if len(values) > 1:
            found.append(Facet(key=key, title=title, values=tuple(values[:SHOWN]), more=tuple(values[SHOWN:])))
    return found


def chosen(filters: Filters, addresses: Addresses, names: Names) -> list[Chosen]:
    """The filters that are on."""
    return [
        Chosen(title=title, name=name, address=addresses.changed(changed))
        for title, name, changed in _on(filters, names)
    ]


def _divisions(filters: Filters) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """The parameter of each facet, its title, its name in the counts, and the values that are chosen."""
    year = _year(filters)
    return (
        ("kommune", _("Municipality"), "municipality", filters.municipalities),
        ("udvalg", _("Council or committee"), "body", filters.bodies),
        ("udfald", _("Outcome"), "outcome", filters.outcomes),
        ("type", _("Kind of item"), "kind", filters.kinds),
        ("emne", _("Topic"), "topic", filters.topics),
        ("aar", _("Year"), "year", (year,) if year else ()),
    )


def _toggled(key: str, value: str, chosen: tuple[str, ...]) -> dict[str, Sequence[str]]:
    """What a click on a value changes: taken away where it is chosen, else put beside the others; years take turns."""
    if key == "aar":
        # A year is its first and last day, so that the form shows it and can widen it.
        return dict.fromkeys(("fra", "til"), ()) if value in chosen else _days(value)
    return {key: [each for each in chosen if each != value] if value in chosen else [*chosen, value]}


def _days(year: str) -> dict[str, Sequence[str]]:
    return {"fra": [f"{year}-01-01"], "til": [f"{year}-12-31"]}


def _on(filters: Filters, names: Names) -> Iterator[tuple[str, str, Mapping[str, Sequence[str]]]]:
    for key, title, _field, values in _divisions(filters):
        for value in values:
            yield title, names.of(key, value), _toggled(key, value, values)
    if _year(filters):
        return
    if filters.since:
        yield _("From date"), date_format(filters.since, "DATE_FORMAT"), {"fra": ()}
    if filters.until:
        yield _("To date"), date_format(filters.until, "DATE_FORMAT"), {"til": ()}


def _year(filters: Filters) -> str:
    """The year that the search is narrowed to; empty where it is not exactly one."""
    if filters.since is None or filters.until is None:
        return ""
    year = filters.since.year
    whole = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    return str(year) if (filters.since, filters.until) == whole else ""
