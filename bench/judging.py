"""How good a search is: judged queries over items that were read, and nDCG@10 of what comes first.

The items are what the public may see of the examples and, where they lie beside the repository, of real minutes. An
item that stands in agenda and minutes is taken from the minutes. An item's name is its address.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sagsgang.model import DocumentKind, Item, Minutes, SectionKind
from sagsgang.reading import read
from sagsgang.rules.openness import public_view
from sagsgang.web.archive import addresses
from sagsgang.web.archive.search.engine import Entry

ROOT = Path(__file__).resolve().parents[1]
SETS = ("examples", "neighbours", "examples-2026-11", "neighbours-2026-11")
"""Sets of queries. Those with a month were written when the search was done, and it was not tuned to any of them."""
DEPTH = 10
_GRADES = {"exactly": 3, "about": 2, "touches": 1}
_OWN_FIELD = {SectionKind.DECISION, SectionKind.RECOMMENDATION, SectionKind.SUMMARY}


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What somebody types, and the grade (3, 2 or 1) of each item that should then be seen, by its address."""

    text: str
    grades: Mapping[str, int]
    heldout: bool


def queries(name: str) -> list[Query]:
    """The judged queries of a set, one of `SETS`."""
    rows = tomllib.loads((ROOT / "bench" / "queries" / f"{name}.toml").read_text("utf-8"))["query"]
    return [
        Query(
            text=row["text"],
            grades={item: grade for key, grade in _GRADES.items() for item in row.get(key, [])},
            heldout=row.get("heldout", False),
        )
        for row in rows
    ]


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain: gain 2^grade - 1, over log2(rank + 1), against the best order there is."""

    def gain(ordered: Iterable[int]) -> float:
        return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(ordered, 1))

    best = gain(sorted(grades.values(), reverse=True)[:depth])
    return gain(grades.get(item, 0) for item in found[:depth]) / best if best else 0.0


def files(name: str) -> list[Path]:
    """The documents that a set is judged over; none where there are no neighbours."""
    if name.startswith("neighbours"):
        return sorted((ROOT.parent / "shared" / "minutes").glob("*.txt"))
    parts = (path.relative_to(ROOT).parts for path in sorted((ROOT / "examples").glob("*/*/*")))
    return [ROOT.joinpath(*part) for part in parts if part[1] not in ("content", "generator")]


def items(paths: Iterable[Path]) -> dict[str, Entry]:
    """What can be found in documents, by address."""
    found: dict[str, tuple[Minutes, Item]] = {}
    for path in paths:
        minutes = public_view(read(path.read_bytes(), path.name))
        for address, item in _addressed(minutes):
            if address not in found or minutes.document is DocumentKind.MINUTES:
                found[address] = (minutes, item)
    return {address: _entry(number, *found[address]) for number, address in enumerate(sorted(found), 1)}


def _addressed(minutes: Minutes) -> Iterator[tuple[str, Item]]:
    municipality, body = addresses.municipality_slug(minutes.municipality), addresses.body_slug(minutes.body)
    date = minutes.date.isoformat() if minutes.date else addresses.NO_DATE
    taken: set[str] = set()
    for position, item in enumerate(minutes.items, 1):
        slug = addresses.item_slug(item.number, position, taken)
        taken.add(slug)
        yield f"{municipality}/{body}/{date}/{slug}", item


def _entry(number: int, minutes: Minutes, item: Item) -> Entry:
    journal = item.journal_number
    sections = {kind: "\n".join(s.text for s in item.sections if s.kind is kind) for kind in SectionKind}
    rest = [s.text for s in item.sections if s.kind not in _OWN_FIELD]
    rest += [journal.raw if journal else "", *item.officers, *(attachment.title for attachment in item.attachments)]
    return Entry(
        item=number,
        meeting=number,
        municipality=addresses.municipality_slug(minutes.municipality),
        body=addresses.body_slug(minutes.body),
        date=minutes.date,
        kind=item.kind.value,
        outcomes=tuple(dict.fromkeys(decision.outcome.value for decision in item.decisions)),
        topic=(journal.topic if journal else None) or "",
        title=item.title or "",
        decision=sections[SectionKind.DECISION] or "\n".join(decision.text for decision in item.decisions),
        recommendation=sections[SectionKind.RECOMMENDATION]
        or "\n".join(point for recommended in item.recommendations for point in recommended.points),
        summary=sections[SectionKind.SUMMARY],
        text="\n\n".join(rest),
        place=f"{minutes.body or ''} {minutes.municipality or ''}",
    )
