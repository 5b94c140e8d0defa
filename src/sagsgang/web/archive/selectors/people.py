"""People as minutes record them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sagsgang.web.accounts.models import Body
from sagsgang.web.archive.models import Person, Presence, Vote

TERM_YEARS = 4
_FIRST_TERM = 2022
_MOST_VOTES = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """Somebody's meetings in a body during an election period (`term` is its first year; None without dates)."""

    body: Body
    term: int | None
    party: str
    role: str
    first: datetime.date | None
    last: datetime.date | None
    present: int
    absent: tuple[Presence, ...]

    @property
    def last_year(self) -> int:
        """The last year of the election period; 0 without one."""
        return self.term + TERM_YEARS - 1 if self.term else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonView:
    """A person with seats, the latest first, and votes that minutes record by name, the latest first."""

    person: Person
    seats: tuple[Seat, ...]
    votes: tuple[Vote, ...]


def person(municipality_slug: str, slug: str) -> PersonView | None:
    """The person with that address."""
    found = (
        Person.objects.select_related("municipality").filter(municipality__slug=municipality_slug, slug=slug).first()
    )
    if found is None:
        return None
    votes = found.votes.select_related("item__meeting__body__municipality").order_by("-item__meeting__date", "-pk")
    return PersonView(person=found, seats=_seats(found), votes=tuple(votes[:_MOST_VOTES]))


def term_of(date: datetime.date | None) -> int | None:
    """The first year of the election period of four years (kommunal- og regionalvalgloven § 6) that the day lies in."""
    return date.year - (date.year - _FIRST_TERM) % TERM_YEARS if date else None


def _seats(person: Person) -> tuple[Seat, ...]:
    rows = Presence.objects.filter(person=person).select_related("meeting__body__municipality")
    held: dict[tuple[int, int | None], list[Presence]] = {}
    for row in rows.order_by("meeting__date", "meeting"):
        held.setdefault((row.meeting.body_id, term_of(row.meeting.date)), []).append(row)
    seats = [
        Seat(
            body=found[0].meeting.body,
            term=term,
            party=next((row.party for row in reversed(found) if row.party), ""),
            role=next((row.role for row in reversed(found) if row.role), ""),
            first=found[0].meeting.date,
            last=found[-1].meeting.date,
            present=sum(row.present for row in found),
            absent=tuple(row for row in reversed(found) if not row.present),
        )
        for (_, term), found in held.items()
    ]
    return tuple(sorted(seats, key=lambda seat: (-(seat.term or 0), seat.body.name)))
