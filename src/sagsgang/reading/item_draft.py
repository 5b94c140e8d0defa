"""What an item needs to know of its meeting, and an item while it is being read."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from sagsgang.model import (
    Attendance,
    Diagnostic,
)  # fmt: skip
from sagsgang.reading.candidates import Start
from sagsgang.reading.drafts import SectionDraft
from sagsgang.reading.layout import Block
from sagsgang.reading.vocabulary import Vocabulary

_LABELLED = re.compile(r",?\s*\b([A-ZÆØÅ][\wæøå./ -]{1,24}?):\s*")


@dataclass(frozen=True, slots=True)
class Meeting:
    """What an item needs to know of its meeting: whose decisions are its own, and what an unmarked item means."""

    body: str | None
    date: datetime.date | None
    published: bool
    weak_labels: frozenset[str]
    run_in: bool
    minutes: bool
    vocabulary: Vocabulary
    source: str


@dataclass(slots=True)
class ItemDraft:
    """An item while it is being read."""

    start: Start
    closed_group: bool | None
    heading: list[Block] = field(default_factory=list)
    sections: list[SectionDraft] = field(default_factory=list)
    facts: dict[str, list[tuple[Block, str]]] = field(default_factory=dict)
    noise: list[Block] = field(default_factory=list)
    attendance: list[Attendance] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    declared_open: bool | None = None
    stray_closed_mark: Block | None = None


def labelled_values(text: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The facts of a line with several labels: (name, value) in order."""
    matches = [(m, vocabulary.fact(m[1])) for m in _LABELLED.finditer(text)]
    known = [(m, word.fact) for m, word in matches if word is not None and word.fact is not None]
    values = []
    for n, (match, name) in enumerate(known):
        end = known[n + 1][0].start() if n + 1 < len(known) else len(text)
        values.append((name, text[match.end() : end].strip(" ,;|·•")))
    return values


def is_own_decision(body: str | None, date: datetime.date | None, meeting: Meeting) -> bool:
    """True when a decision's heading names this meeting, or nothing else."""
    if date is not None and meeting.date is not None and date != meeting.date:
        return False
    return body is None or meeting.body is None or same_body(body, meeting.body)


def same_body(one: str, other: str) -> bool:
    """True for two ways of writing one body: `Byrådet` and `Byråd`, `Udvalget` and whatever the meeting's is."""
    a, b = (re.sub(r"[^\wæøå]|(?:et|s)\b", "", name.casefold()) for name in (one, other))
    if a in ("udvalg", "råd", "udvalgets", "udvalgt") or not a or not b:
        return True
    return a in b or b in a
