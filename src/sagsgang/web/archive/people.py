"""Who was at a meeting and how they voted, as its minutes record it by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sagsgang.model import DocumentKind, Minutes
from sagsgang.model import Item as Read
from sagsgang.web.archive import addresses
from sagsgang.web.archive.models import Item, Meeting, Person, Presence, Vote

# "Alle medlemmer" is no name, nor is "A" or "Ø V".
_NAME = re.compile(
    r"(?!(?i:alle|samtlige|ingen|øvrige|hele)\b)[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){0,5}\s+[^\W\d_][\w.'’-]+"
)
_ASIDE = re.compile(r"\s*\([^)]*\)")
_LONGEST = 200


def record(
    meeting: Meeting, public: Minutes, rows: Sequence[Item], shown: Sequence[Read], *, is_new: bool = False
) -> None:
    """Write down who minutes say was there, who was not, and votes by name; an agenda says none of it.

    `rows` and `shown` are the meeting's items and what the public reads of them, in the same order. Of a meeting that
    `is_new` nothing was written down before.
    """
    before: set[int] = set()
    if not is_new:
        before.update(Presence.objects.filter(meeting=meeting).values_list("person", flat=True))
        Presence.objects.filter(meeting=meeting).delete()
        Vote.objects.filter(item__meeting=meeting).delete()
    if public.document is DocumentKind.MINUTES:
        _write(meeting, public, rows, shown)
    # A name that was a reader's mistake must not stay.
    if before:
        Person.objects.filter(pk__in=before, presences=None).delete()


def _write(meeting: Meeting, public: Minutes, rows: Sequence[Item], shown: Sequence[Read]) -> None:
    presences = dict(_presences(meeting, public))
    people = _people(meeting, {slug: name for slug, (name, _) in presences.items()})
    for slug, (_, presence) in presences.items():
        presence.person = people[slug]
    Presence.objects.bulk_create(presence for _, presence in presences.values())
    votes = {
        (row.pk, people[slug].pk, side): Vote(item=row, person=people[slug], side=side)
        for row, item in zip(rows, shown, strict=True)
        for slug, side in _sides(item)
        if slug in people
    }
    Vote.objects.bulk_create(votes.values())


def _presences(meeting: Meeting, public: Minutes) -> Iterator[tuple[str, tuple[str, Presence]]]:
    for absent in public.absent:
        name = _bare(absent.name)
        if _NAME.fullmatch(name):
            row = Presence(meeting=meeting, present=False, party=(absent.party or "")[:50], reason=absent.reason or "")
            yield _slug(name), (name[:_LONGEST], row)
    for person in public.present:
        # Somebody on both lists came late or left early: there.
        name = _bare(person.name)
        if _NAME.fullmatch(name):
            row = Presence(
                meeting=meeting, present=True, party=(person.party or "")[:50], role=(person.role or "")[:100]
            )
            yield _slug(name), (name[:_LONGEST], row)


def _people(meeting: Meeting, names: dict[str, str]) -> dict[str, Person]:
    municipality = meeting.body.municipality_id
    rows = Person.objects.filter(municipality=municipality, slug__in=names)
    known = {person.slug: person for person in rows}
    missing = names.keys() - known.keys()
    if not missing:
        return known
    Person.objects.bulk_create(
        (Person(municipality_id=municipality, slug=slug, name=names[slug]) for slug in sorted(missing)),
        ignore_conflicts=True,
    )
    return {person.slug: person for person in rows.all()}


def _sides(item: Read) -> Iterator[tuple[str, Vote.Side]]:
    for decision in item.decisions:
        if decision.votes is not None:
            for names, side in (
                (decision.votes.for_by, Vote.Side.FOR),
                (decision.votes.against_by, Vote.Side.AGAINST),
                (decision.votes.abstained_by, Vote.Side.ABSTAINED),
            ):
                yield from ((_slug(name), side) for name in names)


def _slug(name: str) -> str:
    return addresses.slug(_bare(name)) or "-"


def _bare(name: str) -> str:
    return _ASIDE.sub("", name).strip()
