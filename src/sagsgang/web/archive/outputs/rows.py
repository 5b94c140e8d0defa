"""Rows of the tables in `dictionary`, as plain values."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from sagsgang.model import SectionKind
from sagsgang.rules.cases import CERTAINTY, Basis
from sagsgang.web.accounts.models import Body, Municipality
from sagsgang.web.archive.models import Case, Item, Meeting, Person, Presence, Vote
from sagsgang.web.archive.outputs.dictionary import Address, Row
from sagsgang.web.archive.selectors.people import PersonView

Json = dict[str, Any]


def municipality_address(row: Municipality) -> Address:
    """The path of its page."""
    return Address(f"/{row.slug}")


def body_address(row: Body) -> Address:
    """The path of its page."""
    return Address(f"/{row.path}")


def meeting_address(row: Meeting) -> Address:
    """The path of its page."""
    return Address(f"/{row.body.path}/{row.slug}")


def item_address(row: Item) -> Address:
    """The path of its page."""
    return Address(f"{meeting_address(row.meeting)}/{row.slug}")


def case_address(row: Case, municipality: Municipality) -> Address:
    """The path of its page."""
    return Address(f"/{municipality.slug}/sag/{row.slug}")


def person_address(row: Person) -> Address:
    """The path of its page."""
    return Address(f"/{row.municipality.slug}/person/{row.slug}")


def body(row: Body) -> Row:
    """A row of BODIES: needs `meeting_count` and `latest`, and `names` loaded."""
    counted: Any = row
    return {
        "address": body_address(row),
        "municipality": row.municipality.name or None,
        "name": row.name or None,
        "other_names": [name.name for name in row.names.all() if name.name and name.name != row.name],
        "meetings": counted.meeting_count,
        "latest": counted.latest,
    }


def meeting(row: Meeting) -> Row:
    """A row of MEETINGS."""
    return {
        "address": meeting_address(row),
        "municipality": row.body.municipality.name or None,
        "body": row.body.name or None,
        "body_address": body_address(row.body),
        "date": row.date,
        "start": row.start,
        "place": row.place or None,
        "document": row.kind,
        "items": row.item_count,
        "closed_items": row.closed_count,
        "doubts": row.doubt_count,
        "changed_at": row.changed_at,
    }


def item(row: Item) -> Row:
    """A row of ITEMS."""
    place = row.meeting.body
    return {
        "address": item_address(row),
        "meeting": meeting_address(row.meeting),
        "municipality": place.municipality.name or None,
        "body": place.name or None,
        "date": row.meeting.date,
        "document": row.meeting.kind,
        "number": row.number or None,
        "title": row.title or None,
        "open": row.is_open,
        "kind": row.kind,
        "outcomes": row.outcomes,
        "topic": row.topic or None,
        "case": case_address(row.case, place.municipality) if row.case is not None else None,
        "basis": row.basis or None,
    }


def item_with_text(row: Item) -> Row:
    """A row of ITEMS_WITH_TEXT: needs `readings` loaded."""
    return {**item(row), **texts([reading.content for reading in row.readings.all()])}


def texts(readings: Sequence[Json]) -> Row:
    """Decision, recommendation and summary: each from the best document that has it."""
    return {
        "decision": _first("\n".join(part["text"] for part in said["decisions"]) for said in readings),
        "recommendation": _first(
            "\n".join(point for part in said["recommendations"] for point in part["points"]) for said in readings
        ),
        "summary": _first(
            "\n".join(part["text"] for part in said["sections"] if part["kind"] == SectionKind.SUMMARY)
            for said in readings
        ),
    }


def step(row: Item) -> Row:
    """A row of STEPS: needs `readings` loaded."""
    return {**item_with_text(row), "certainty": CERTAINTY[Basis(row.basis)].value}


def decisions(item: Address, best: Sequence[Json]) -> Iterator[Row]:
    """Rows of DECISIONS, from the decisions of the item's best document."""
    for position, said in enumerate(best, start=1):
        votes = said["votes"] or {}
        yield {
            "item": item,
            "position": position,
            **{name: said[name] for name in ("point", "outcome", "text", "dissents")},
            **{name: votes.get(name) for name in ("for", "against", "abstained")},
            **{name: votes.get(name) or [] for name in ("for_by", "against_by", "abstained_by")},
        }


def references(item: Address, best: Sequence[Json]) -> Iterator[Row]:
    """Rows of REFERENCES, from the references of the item's best document."""
    for position, said in enumerate(best, start=1):
        day = datetime.date.fromisoformat(said["date"]) if said["date"] else None
        named = {name: said[name] for name in ("text", "to", "body", "number")}
        yield {"item": item, "position": position, **named, "date": day}


def case(row: Case) -> Row:
    """A row of CASES: needs `steps`, `first` and `last`."""
    counted: Any = row
    return {
        "address": case_address(row, row.municipality),
        "municipality": row.municipality.name or None,
        "title": row.title or None,
        "number": row.number or None,
        "steps": counted.steps,
        "first": counted.first,
        "last": counted.last,
    }


def person(row: Person) -> Row:
    """A row of PEOPLE."""
    return {"address": person_address(row), "municipality": row.municipality.name or None, "name": row.name}


def presence(row: Presence) -> Row:
    """A row of PRESENCES."""
    return {
        "meeting": meeting_address(row.meeting),
        "person": person_address(row.person),
        "present": row.present,
        "party": row.party or None,
        "role": row.role or None,
        "reason": row.reason or None,
    }


def vote(row: Vote) -> Row:
    """A row of VOTES."""
    return {"item": item_address(row.item), "person": person_address(row.person), "side": row.side}


def records(view: PersonView) -> Iterator[Row]:
    """Rows of RECORDS: every seat with its absences, then the votes."""
    empty = dict.fromkeys(("party", "role", "present", "absent", "reason", "side", "title"))
    for seat in view.seats:
        yield {
            **empty,
            "record": "seat",
            "body": seat.body.name or None,
            "first": seat.first,
            "last": seat.last,
            "party": seat.party or None,
            "role": seat.role or None,
            "present": seat.present,
            "absent": len(seat.absent),
            "address": body_address(seat.body),
        }
        for missed in seat.absent:
            day, where = missed.meeting.date, meeting_address(missed.meeting)
            yield {**empty, "record": "absence", "body": seat.body.name or None, "first": day, "last": day,
                   "party": missed.party or None, "reason": missed.reason or None, "address": where}  # fmt: skip
    for cast in view.votes:
        met = cast.item.meeting
        yield {**empty, "record": "vote", "body": met.body.name or None, "first": met.date, "last": met.date,
               "side": cast.side, "title": cast.item.title or None, "address": item_address(cast.item)}  # fmt: skip


def _first(texts: Iterator[str]) -> str | None:
    return next((text for text in texts if text), None)
