"""Which documents are of one meeting, and which of their items are the same.

Pure functions over what documents say; the order in which documents are given makes no difference to what belongs
together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from sagsgang.danish.bodies import split_term
from sagsgang.danish.words import WORD, stem
from sagsgang.model import DocumentKind, Item, ItemKind, Minutes
from sagsgang.rules.withholding import MARK

# The later a document comes out, the more it knows.
_RANKS = {DocumentKind.MINUTES: 0, DocumentKind.SUPPLEMENTARY_AGENDA: 1, DocumentKind.AGENDA: 2, DocumentKind.OTHER: 3}

# What secretariats put before or behind the same title when a case comes back.
_ASIDE = re.compile(
    r"^\W*(?:lukket\s+(?:punkt|sag)|åbent?\s+(?:punkt|sag)|tillægspunkt|genoptagelse(?:\s+af)?|beslutning|"
    r"orienterings?sag|beslutningssag|drøftelsessag|\d+\.\s*behandling(?:\s+af)?)\s*[:–-]?\s+(?=\S)"
    r"|[\s,–-]*[(–-]?\s*(?:\d+\.\s*behandling|anden\s+behandling|genoptag(?:else|et)|fortsat|fornyet\s+behandling)\)?\s*$",
    re.IGNORECASE,
)
_CORRECTED = re.compile(r"rettet|revideret|korrigeret|ny[ _-]?version|erstatter", re.IGNORECASE)
# What stands in the place of a title that is not told.
_UNTOLD = re.compile(r"\W*lukket\s*(?:punkt|sag|dagsorden(?:spunkt)?)?\W*", re.IGNORECASE)
# What is withheld of a title is a word as well: without it, another matter's title would be the same.
_TITLE_WORD = re.compile(rf"{WORD.pattern}|{MARK}+")
_EVERYWHERE = {ItemKind.FORMALITY, ItemKind.ANNOUNCEMENTS}
_LEAST_COMMON = 1 / 3
_MOST_COMMON = 2 / 3
_ALIKE = 1 / 2


@lru_cache(maxsize=100_000)
def title_key(title: str | None) -> str:
    """What the same matter is called in every document: word stems without what is put before or behind a title.

    Empty for a title without a word, and for "Lukket punkt", which names no matter.
    """
    bare = title or ""
    if _UNTOLD.fullmatch(bare):
        return ""
    for _ in range(3):
        shorter = _ASIDE.sub("", bare).strip()
        if not shorter or shorter == bare:
            break
        bare = shorter
    return " ".join(stem(word) for word in _TITLE_WORD.findall(bare))


def alike(one: str | None, other: str | None) -> float:
    """How much two titles have in common: 0 to 1 (shared word stems over all of them)."""
    first, second = set(title_key(one).split()), set(title_key(other).split())
    return len(first & second) / len(first | second) if first and second else 0.0


def body_key(name: str | None) -> str:
    """What a body is called in every document: "Børne- og Familieudvalget" and "BØRNE & FAMILIEUDVALG 2022-2025"."""
    bare, _ = split_term(name or "")
    return "".join(stem(word) for word in WORD.findall(bare) if word.lower() not in {"og", "samt"})


def rank(kind: DocumentKind) -> int:
    """How little a document of this kind knows of what became of its items; 0 is best."""
    return _RANKS[kind]


def says_corrected(minutes: Minutes) -> bool:
    """Whether the name of the file says that it takes the place of an earlier one ("referat-rettet.pdf")."""
    return bool(minutes.source and _CORRECTED.search(minutes.source.name))


def belong_together(one: Minutes, other: Minutes) -> bool:
    """Whether two documents of the same body and day are of one meeting.

    They are unless they contradict each other: other items under the same numbers (which a supplementary agenda may
    count anew), or another hour without an item in common. Documents that do not name a body must have items in common.
    """
    common = _common(one.items, other.items)
    if common >= _LEAST_COMMON:
        return True
    if not (one.body and other.body):
        return False
    if one.start and other.start and one.start != other.start:
        return False
    if one.document is not other.document and DocumentKind.SUPPLEMENTARY_AGENDA in {one.document, other.document}:
        return True
    return not any(_contradict(first, second) for first in one.items for second in other.items)


def _contradict(one: Item, other: Item) -> bool:
    """Whether two items under one number are two matters; what has no title contradicts nothing."""
    told = title_key(one.title) and title_key(other.title)
    return bool(told and one.number) and one.number == other.number and alike(one.title, other.title) < _ALIKE


def is_version_of(one: Minutes, other: Minutes) -> bool:
    """Whether two documents from the same place are versions of one, rather than of two meetings shown in turn.

    Of one day they are unless they contradict each other. One that corrects the date says the same of most matters:
    titles alone recur from month to month.
    """
    if one.date == other.date:
        return belong_together(one, other)
    return one.document is other.document and _share(_said(one.items), _said(other.items)) >= _MOST_COMMON


def _common(one: Sequence[Item], other: Sequence[Item]) -> float:
    """The share of the shorter list's matters that the longer one has as well; 0 where a list has none."""
    return _share(_matters(one), _matters(other))


def _share(first: Set[object], second: Set[object]) -> float:
    fewest = min(len(first), len(second))
    return len(first & second) / fewest if fewest else 0.0


def share_matters(one: Minutes, other: Minutes) -> bool:
    """Whether two documents have so many items in common that they are of one meeting, though one has another date."""
    return _common(one.items, other.items) >= _LEAST_COMMON


def meetings_of_a_day(papers: Sequence[Minutes]) -> list[list[int]]:
    """The documents of one body and day, those of each meeting together; what has most in common comes together first.

    Where an agenda fits two meetings alike, the order of `papers` decides: give them in one that is always the same.
    """
    pairs = [(one, other) for other in range(len(papers)) for one in range(other)]
    fits = {pair for pair in pairs if belong_together(papers[pair[0]], papers[pair[1]])}
    groups = [{number} for number in range(len(papers))]
    for one, other in sorted(fits, key=lambda p: (-_common(papers[p[0]].items, papers[p[1]].items), p)):
        first, second = groups[one], groups[other]
        if first is not second and all((min(a, b), max(a, b)) in fits for a in first for b in second):
            first |= second
            for member in second:
                groups[member] = first
    return [sorted(group) for number, group in enumerate(groups) if min(group) == number]


def _said(items: Sequence[Item]) -> set[tuple[str, str]]:
    """What the document says of its matters, letter for letter."""
    return {
        (title_key(item.title), "".join("".join(section.text.split()) for section in item.sections))
        for item in items
        if item.kind not in _EVERYWHERE and title_key(item.title)
    }


def _matters(items: Sequence[Item]) -> set[str]:
    """The titles that tell one meeting from another: not those that every agenda has."""
    return {title_key(item.title) for item in items if item.kind not in _EVERYWHERE} - {""}


def same_items(papers: Sequence[Sequence[Item]]) -> list[list[tuple[int, int]]]:
    """The items of a meeting, each with where it stands: (paper, position) from 0, best paper first.

    `papers` are the items of each document, the best first. An item of a later paper is the one with the same number
    and title, else with the same title, else with the same number where one of the titles is not known or both have
    most words in common.
    """
    groups: list[list[tuple[int, int]]] = []
    for number, items in enumerate(papers):
        free = list(range(len(groups)))
        chosen: dict[int, int] = {}
        for closeness in (_wholly, _by_title, _by_number):
            for position, item in enumerate(items):
                if position not in chosen:
                    match = next((g for g in free if closeness(item, _first(groups[g], papers))), None)
                    if match is not None:
                        chosen[position] = match
                        free.remove(match)
        for position in range(len(items)):
            if position in chosen:
                groups[chosen[position]].append((number, position))
            else:
                groups.append([(number, position)])
    return groups


def _first(group: Sequence[tuple[int, int]], papers: Sequence[Sequence[Item]]) -> Item:
    paper, position = group[0]
    return papers[paper][position]


def _wholly(item: Item, other: Item) -> bool:
    return bool(item.number) and item.number == other.number and _by_title(item, other)


def _by_title(item: Item, other: Item) -> bool:
    return bool(title_key(item.title)) and title_key(item.title) == title_key(other.title)


def _by_number(item: Item, other: Item) -> bool:
    nameless = not title_key(item.title) or not title_key(other.title)
    close = nameless or alike(item.title, other.title) >= _ALIKE
    return close and bool(item.number) and item.number == other.number
