"""A meeting, an item, a case and a person as JSON: everything that their pages show. Addresses are paths."""

from __future__ import annotations

from typing import Any

from sagsgang.web.archive.links import LinkedDecision, LinkedReference, Target
from sagsgang.web.archive.models import Item, ItemReading, Paper
from sagsgang.web.archive.outputs import rows
from sagsgang.web.archive.outputs.dictionary import Address, Row
from sagsgang.web.archive.selectors.cases import CaseView
from sagsgang.web.archive.selectors.items import ItemView
from sagsgang.web.archive.selectors.meetings import MeetingView
from sagsgang.web.archive.selectors.people import PersonView, Seat
from sagsgang.web.archive.selectors.withholdings import Withheld

Json = dict[str, Any]


def meeting(view: MeetingView) -> Json:
    """The meeting's row, its documents, and the one that is shown as `Minutes` in the project's own schema."""
    readings = ItemReading.objects.filter(paper=view.paper).order_by("position")
    return {
        **rows.meeting(view.meeting),
        "documents": [_paper(paper) for paper in view.papers],
        "withheld": [_withheld(told) for told in view.withheld],
        "item_addresses": [rows.item_address(row) for row in view.items],
        "minutes": {**view.paper.content, "items": list(readings.values_list("content", flat=True))},
    }


def item(view: ItemView) -> Json:
    """The item's row, what each document says of it, and what it leads to."""
    case = view.row.case
    return {
        **rows.item(view.row),
        "readings": [{**_paper(reading.paper), "item": reading.content} for reading in view.readings],
        "steps": [rows.item(row) for row in view.steps] if case is not None else [],
        "references": [_reference(link) for link in view.references],
        "history": [_earlier(link) for link in view.history],
        "named_by": [_brief(row) for row in view.named_by],
        "previous": rows.item_address(view.previous) if view.previous else None,
        "next": rows.item_address(view.following) if view.following else None,
        "withheld": [_withheld(told) for told in view.withheld],
    }


def case(view: CaseView) -> Json:
    """The case with how many steps it has."""
    days = [step.row.meeting.date for step in view.steps if step.row.meeting.date is not None]
    return {
        "address": rows.case_address(view.case, view.case.municipality),
        "municipality": view.case.municipality.name or None,
        "title": view.title or None,
        "number": view.case.number or None,
        "first": min(days, default=None),
        "last": max(days, default=None),
    }


def person(view: PersonView) -> Json:
    """The person with seats, absences and votes by name."""
    return {
        **rows.person(view.person),
        "seats": [_seat(seat) for seat in view.seats],
        "votes": [{**_brief(vote.item), "side": vote.side} for vote in view.votes],
    }


def _seat(seat: Seat) -> Json:
    return {
        "body": seat.body.name or None,
        "address": rows.body_address(seat.body),
        "term": seat.term,
        "party": seat.party or None,
        "role": seat.role or None,
        "first": seat.first,
        "last": seat.last,
        "present": seat.present,
        "absent": [
            {
                "address": rows.meeting_address(missed.meeting),
                "date": missed.meeting.date,
                "reason": missed.reason or None,
            }
            for missed in seat.absent
        ],
    }


def _paper(paper: Paper) -> Json:
    return {"document": paper.kind, "replaced": paper.replaced, "sha256": paper.document.sha256}


def _withheld(told: Withheld) -> Json:
    return {"reason": told.reason, "since": told.made_at}


def _brief(row: Item) -> Row:
    return {
        "address": rows.item_address(row),
        "date": row.meeting.date,
        "number": row.number or None,
        "title": row.title or None,
    }


def _reference(link: LinkedReference) -> Json:
    said = link.reference
    named = {"text": said.text, "to": said.to, "body": said.body, "date": said.date, "number": said.number}
    return {**named, "address": _target(link.target), "missing": link.missing}


def _earlier(link: LinkedDecision) -> Json:
    said = link.decision
    named = {"text": said.text, "body": said.body, "date": said.date, "outcome": said.outcome.value}
    return {**named, "address": _target(link.target), "missing": link.missing}


def _target(target: Target | None) -> Address | None:
    if target is None:
        return None
    # An item that a mention points at is loaded without its meeting, which is the target's own.
    address = rows.meeting_address(target.meeting)
    return Address(f"{address}/{target.item.slug}") if target.item is not None else address
