"""What readers are told of words that are withheld, and of corrections, without these words."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sagsgang.rules.corrections import Value
from sagsgang.rules.withholding import MARK, Words, masked_text
from sagsgang.web.archive import overlays
from sagsgang.web.archive.models import Correction, Meeting, Withholding


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """That words are withheld at a meeting: why, and since when. Never which."""

    reason: str
    made_at: datetime.datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldCorrection:
    """A correction as pages tell it: see `models.Correction`, whose key is `pk`; `actor` is a user's name."""

    pk: int
    field: str
    was: Value
    value: Value
    reads: Value
    applies: bool
    reason: str
    actor: str
    made_at: datetime.datetime


def withheld(meeting: Meeting) -> tuple[Withheld, ...]:
    """What readers are told of what is withheld at a meeting, the earliest first."""
    rows = of_editors(meeting)
    words = overlays.withheld_at(meeting.pk) if rows else None
    return tuple(Withheld(reason=_without(row.reason, words), made_at=row.made_at) for row in rows)


def withheld_in(meeting: Meeting, contents: Iterable[dict[str, Any]]) -> tuple[Withheld, ...]:
    """The same where public JSON of the meeting has marks in it; else nothing."""
    hidden = any(MARK in json.dumps(content, ensure_ascii=False) for content in contents)
    return withheld(meeting) if hidden else ()


def of_editors(meeting: Meeting) -> Sequence[Withholding]:
    """What is withheld at a meeting with its words, the earliest first: for the editors of its body only."""
    return list(meeting.withholdings.filter(withdrawn_at=None).select_related("actor"))


def told(meeting: Meeting, rows: Iterable[Correction]) -> tuple[ToldCorrection, ...]:
    """Corrections of a meeting or its items without what is withheld there."""
    found = list(rows)
    words = overlays.withheld_at(meeting.pk) if found else None
    return tuple(
        ToldCorrection(
            pk=row.pk,
            field=row.field,
            was=_value(row.was, words),
            value=_value(row.value, words),
            reads=_value(row.reads, words),
            applies=row.applies,
            reason=_without(row.reason, words),
            actor=row.actor.username,
            made_at=row.made_at,
        )
        for row in found
    )


def _value(value: Value, words: Words | None) -> Value:
    return _without(value, words) if isinstance(value, str) else value


def _without(text: str, words: Words | None) -> str:
    return text if words is None else masked_text(text, words)
