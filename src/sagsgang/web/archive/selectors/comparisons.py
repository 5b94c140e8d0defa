"""Items of several municipalities side by side."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sagsgang import model
from sagsgang.model import SectionKind
from sagsgang.web.archive.models import Item
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.selectors import cases, items, search

MOST = 4
_HITS = 6
_FEWER_WORDS = (3, 1)
_SHORTEST_WORD = 5
# Told in rows of their own, or nothing to compare.
_LEFT_OUT = {SectionKind.RECOMMENDATION, SectionKind.DECISION, SectionKind.ATTACHMENTS, SectionKind.ROUTE}


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """An item that is compared; `hits` are all that its municipality was found with, itself first or not among them."""

    row: Item
    item: model.Item
    hits: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Items side by side. `sections` are the kinds that any of them has, each with the text of every column (or none).

    `wrong` are addresses that lead to no item, `without` municipalities in which nothing was found. `words` are those
    that were searched for: fewer than asked for, where these found nothing.
    """

    columns: tuple[Column, ...]
    sections: tuple[tuple[SectionKind, tuple[str, ...]], ...]
    wrong: tuple[str, ...]
    without: tuple[str, ...]
    words: str


def compare(
    addresses: Sequence[str], words: str = "", municipalities: Sequence[str] = (), year: int | None = None
) -> Comparison:
    """The items at these addresses, and the best hit for the words in every other municipality; four at most.

    Without municipalities those that have hits, the most hits first. Raises `index.IndexUnusableError`.
    """
    asked = list(dict.fromkeys(addresses))[:MOST]
    fixed = {address: items.at(address) for address in asked}
    rows = [row for row in fixed.values() if row is not None]
    wrong = tuple(address for address, row in fixed.items() if row is None)
    hits: dict[str, tuple[Item, ...]] = {}
    used = words
    if words.strip():
        used, hits = _found(words, rows, list(dict.fromkeys(municipalities))[:MOST], year)
    held = {row.meeting.body.municipality.slug for row in rows}
    found = [named[0] for slug, named in hits.items() if named and slug not in held]
    rows = list({row.pk: row for row in (*rows, *found)}.values())[:MOST]
    read = cases.read(rows)
    columns = tuple(
        Column(row=row, item=read[row.pk], hits=hits.get(row.meeting.body.municipality.slug, ())) for row in rows
    )
    return Comparison(
        columns=columns,
        sections=_aligned(columns),
        wrong=wrong,
        without=tuple(slug for slug in municipalities if slug in hits and not hits[slug]),
        words=used,
    )


def _found(
    words: str, rows: Sequence[Item], municipalities: Sequence[str], year: int | None
) -> tuple[str, dict[str, tuple[Item, ...]]]:
    """The hits of each municipality, by its slug, and the words that found them.

    Where an item is given, its own municipality does not count: words that only it has, such as the whole of its title,
    are made fewer.
    """
    own = {row.meeting.body.municipality.slug for row in rows}
    wider = [words, *_fewer(words)] if rows else [words]
    for tried in wider:
        places = municipalities or search.municipalities_with(tried, _filters("", year))
        chosen = [slug for slug in places if slug in own] + [slug for slug in places if slug not in own]
        hits = {slug: _hits(tried, slug, year) for slug in chosen[:MOST]}
        if any(named for slug, named in hits.items() if slug not in own):
            return tried, hits
    return words, {slug: _hits(words, slug, year) for slug in municipalities}


def _fewer(words: str) -> list[str]:
    """The longest of the words, ever fewer of them: they tell most of what something is about."""
    long = sorted((word for word in words.split() if len(word) >= _SHORTEST_WORD), key=len, reverse=True)
    return [" ".join(long[:count]) for count in _FEWER_WORDS if len(long) >= count]


def _hits(words: str, municipality: str, year: int | None) -> tuple[Item, ...]:
    found = search.best(words, _filters(municipality, year), _HITS)
    return tuple(row for row in found if row.is_open)


def _filters(municipality: str, year: int | None) -> Filters:
    known = year is not None and datetime.MINYEAR <= year <= datetime.MAXYEAR
    return Filters(
        municipalities=(municipality,) if municipality else (),
        since=datetime.date(year, 1, 1) if year and known else None,
        until=datetime.date(year, 12, 31) if year and known else None,
    )


def _aligned(columns: Sequence[Column]) -> tuple[tuple[SectionKind, tuple[str, ...]], ...]:
    """The kinds of sections in their order, each with the text of every column; empty where it has none."""
    rows: list[tuple[SectionKind, tuple[str, ...]]] = []
    for kind in SectionKind:
        texts = tuple(
            "\n\n".join(section.text for section in column.item.sections if section.kind is kind) for column in columns
        )
        if kind not in _LEFT_OUT and any(texts):
            rows.append((kind, texts))
    return tuple(rows)
