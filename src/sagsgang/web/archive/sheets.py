"""The documents of a meeting side by side: best first, put right by persons, agreed on what is closed.

What comes out of here is the public view; nothing that shows a meeting may start from anything else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sagsgang.model import Item, Minutes
from sagsgang.rules.meetings import rank, same_items, says_corrected, title_key
from sagsgang.rules.openness import public_view
from sagsgang.rules.withholding import Words, masked
from sagsgang.web.archive.models import Document, Provenance

Group = Sequence[tuple[int, int]]
"""An item in every document that has it: (number of the sheet, position), both from 0, the best sheet first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A document of a meeting with what was read of it. `replaced` when its source has a later version."""

    document: Document
    minutes: Minutes
    replaced: bool


def laid_out(documents: Sequence[Document]) -> list[Sheet]:
    """The documents of one meeting, best first: what a source has replaced last, then minutes before agendas.

    Of two that are alike in that, one whose name says that it is a corrected one, else the one that was understood
    better.
    """
    gone = _replaced(documents)
    sheets = [
        Sheet(document=document, minutes=document.minutes, replaced=document.pk in gone) for document in documents
    ]
    return sorted(sheets, key=_order)


def _order(sheet: Sheet) -> tuple[bool, int, bool, int, int, str]:
    minutes = sheet.minutes
    lost = sum(len(rest.text) for rest in minutes.remainder)
    corrected = says_corrected(minutes)
    return sheet.replaced, rank(minutes.document), not corrected, lost, -len(minutes.items), sheet.document.sha256


def _replaced(documents: Sequence[Document]) -> set[int]:
    """The documents for which another one of these was seen later at every place where they were seen."""
    if len(documents) < 2:
        return set()
    latest: dict[str, tuple[object, int]] = {}
    places: dict[int, set[str]] = {}
    rows = Provenance.objects.filter(document__in=documents).values_list("document", "digest", "last_seen_at")
    for document, digest, seen in rows.order_by("last_seen_at", "pk"):
        latest[digest] = (seen, document)
        places.setdefault(document, set()).add(digest)
    return {
        document for document, digests in places.items() if all(latest[digest][1] != document for digest in digests)
    }


def matched(sheets: Sequence[Sheet]) -> list[list[tuple[int, int]]]:
    """The items of the meeting; what stands only in replaced documents is none of them any more."""
    groups = same_items([sheet.minutes.items for sheet in sheets])
    return [group for group in groups if not sheets[group[0][0]].replaced]


def with_items(sheets: Sequence[Sheet], changed: Mapping[tuple[int, int], Item]) -> list[Sheet]:
    """The sheets with some items exchanged."""
    if not changed:
        return list(sheets)
    return [
        replace(
            sheet,
            minutes=replace(
                sheet.minutes,
                items=tuple(changed.get((number, at), item) for at, item in enumerate(sheet.minutes.items)),
            ),
        )
        for number, sheet in enumerate(sheets)
    ]


def agreed(sheets: Sequence[Sheet], groups: Iterable[Group], opened: frozenset[int] = frozenset()) -> list[Sheet]:
    """What is closed in one document is closed in all of them, but for groups that a person has `opened`.

    So is what the best document does not say is open, and what a new version of a document has no more: it may have
    been taken out because it should have been closed.
    """
    kept: set[tuple[int, int]] = set()
    changed: dict[tuple[int, int], Item] = {}
    for number, group in enumerate(groups):
        kept.update(group)
        items = {place: sheets[place[0]].minutes.items[place[1]] for place in group}
        said = False if any(item.open is False for item in items.values()) else items[group[0]].open
        if number not in opened and said is not True:
            changed |= {place: replace(item, open=said) for place, item in items.items() if item.open is not said}
    for number, sheet in enumerate(sheets):
        gone = {(number, at): item for at, item in enumerate(sheet.minutes.items) if (number, at) not in kept}
        changed |= {place: replace(item, open=None) for place, item in gone.items() if item.open is True}
    return with_items(sheets, changed)


def public(sheets: Sequence[Sheet], withheld: Words | None) -> list[Minutes]:
    """What the public may see of each sheet, without the words that are withheld at the meeting."""
    if withheld is None:
        return [public_view(sheet.minutes) for sheet in sheets]
    # First the words: the name of a closed attachment may hold a part of them, and would leave the rest.
    return [public_view(masked(sheet.minutes, sheet.document.text, withheld)) for sheet in sheets]


def mark_of(item: Item) -> str:
    """By what an item is found again: digests of its number and of its title, either of them empty without one.

    Digests, since the title of a closed item may be read here and must not be kept where pages read.
    """
    return f"{_digest(item.number or '')}-{_digest(title_key(item.title))}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32] if text else ""
