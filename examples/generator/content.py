"""What the content files say: municipalities, their bodies and members, meetings and items.

References between meetings are looked up here, so that a quoted decision is the one that was made,
and a reference to an item that does not exist stops the run.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
SECOND_TERM = datetime.date(2026, 1, 1)


class ContentError(Exception):
    """A content file says something that cannot be printed; the message names the file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A member of a body in one term; `role` is "formand", "borgmester" … or empty."""

    name: str
    party: str
    role: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """A committee or council, with its members by term (0: 2022-2025, 1: 2026-2029)."""

    key: str
    name: str
    place: str
    time: str
    members: tuple[tuple[Member, ...], tuple[Member, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """A decision of an earlier meeting that an item quotes."""

    body: str
    date: datetime.date
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One item of a meeting; texts are paragraphs, lists, tables and subheadings as in Markdown."""

    title: str = ""
    number: int = 0
    case: str = ""
    closed: bool = False
    supplementary: bool = False
    type: str = "B"
    by: str = ""
    competence: str = ""
    summary: str = ""
    theme: str = ""
    text: str = ""
    economy: str = ""
    legal: str = ""
    other: str = ""
    hearing: str = ""
    next: str = ""
    decision: str = ""
    like: str = ""
    officers: tuple[str, ...] = ()
    route: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    past: tuple[Past, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What stands in the decision on a case when the minutes are published again."""

    case: str
    decision: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """One meeting of one body, the body called as its documents call it then."""

    municipality: Municipality
    body: Body
    date: datetime.date
    items: tuple[Item, ...]
    present: tuple[Member, ...]
    absent: tuple[str, ...] = ()
    end: str = ""
    place: str = ""
    upcoming: bool = False
    also_agenda: bool = False
    corrections: tuple[Correction, ...] = ()
    is_corrected: bool = False

    @property
    def chair(self) -> str:
        """The name of the member who leads the body."""
        return next((m.name for m in self.body.members[self.date >= SECOND_TERM] if m.role in CHAIRS), "")


CHAIRS = ("formand", "borgmester")
_KEYS = {entry.name for entry in fields(Item)} - {"number", "past"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Municipality:
    """One municipality: its bodies and the rules that say in which layout a meeting is printed."""

    slug: str
    name: str
    bodies: dict[str, Body]
    rules: tuple[str, ...]
    columns: tuple[str, ...] = field(default=())

    def layout(self, body: str, date: datetime.date) -> tuple[str, str]:
        """Answer the layout and the file type; the last rule `since body layout type` that fits counts."""
        fitting = [rule.split() for rule in self.rules]
        found = [r[2:] for r in fitting if r[0] <= date.isoformat() and r[1] in ("*", body)]
        return found[-1][0], found[-1][1]


def long_date(date: datetime.date) -> str:
    """Answer a date as "6. september 2023"."""
    return f"{date.day}. {MONTHS[date.month - 1]} {date.year}"


def _body(key: str, data: dict[str, str], table: list[list[str]]) -> Body:
    terms: list[list[Member]] = [[], []]
    for name, party, *seats in table:
        for term, seat in enumerate(seats):
            for entry in seat.split(","):
                body, _, role = entry.strip().partition(":")
                if body == key:
                    terms[term].append(Member(name=name, party=party, role=role))
    for members in terms:
        members.sort(key=lambda m: (m.role not in CHAIRS, m.role == ""))
    return Body(key=key, members=(tuple(terms[0]), tuple(terms[1])), **data)


def _municipality(folder: Path) -> Municipality:
    data = tomllib.loads((folder / "municipality.toml").read_text("utf-8"))
    table = [[cell.strip() for cell in line.split("|")] for line in data["members"].strip().splitlines()]
    bodies = {key: _body(key, value, table) for key, value in data["bodies"].items()}
    return Municipality(
        slug=folder.name, name=data["name"], bodies=bodies, rules=tuple(data["layouts"]), columns=tuple(data["columns"])
    )


def _item(data: dict[str, object], number: int) -> Item:
    values: Any = {
        k: v.strip() if isinstance(v, str) else tuple(v) if isinstance(v, list) else v for k, v in data.items()
    }
    return Item(number=number, **values)


def _absent(entry: str, parties: dict[str, str]) -> str:
    name, _, reason = entry.rstrip(")").partition(" (")
    return f"{name} ({parties[name]})" + ("" if reason in ("", "afbud") else f" - {reason}")


def _substitute(entry: str, away: set[str], file: str) -> Member:
    person, _, absentee = entry.partition(" for ")
    if absentee not in away:
        raise ContentError(f"{file}: {absentee} is not absent")
    name, _, party = person.rstrip(")").partition(" (")
    return Member(name=name, party=party, role=f"stedfortræder for {absentee}")


def _corrected(meeting: Meeting) -> Meeting:
    """Answer the meeting as its minutes say it when they are published again."""
    decisions = {entry.case: entry.decision for entry in meeting.corrections}
    if missing := decisions.keys() - {item.case for item in meeting.items}:
        raise ContentError(f"{meeting.body.name} {meeting.date}: no item {', '.join(sorted(missing))} to correct")
    items = tuple(replace(item, decision=decisions.get(item.case, item.decision)) for item in meeting.items)
    return replace(meeting, items=items, is_corrected=True)


def _meeting(path: Path, municipality: Municipality) -> Meeting:
    data = tomllib.loads(path.read_text("utf-8"))
    date, key = datetime.date.fromisoformat(path.stem[:10]), path.stem[11:]
    if key not in municipality.bodies:
        raise ContentError(f"{path.name}: {municipality.name} has no body «{key}»")
    body = municipality.bodies[key]
    body = replace(body, name=data.pop("called", body.name))
    for entry in data["item"]:
        if unknown := entry.keys() - _KEYS:
            raise ContentError(f"{path.name}: an item has no {', '.join(sorted(unknown))}")
    first = data.pop("first")
    items = tuple(_item(entry, first + i) for i, entry in enumerate(data.pop("item")))
    away = {entry.split(" (")[0] for entry in data.get("absent", ())}
    members = body.members[date >= SECOND_TERM]
    if strangers := away - {m.name for m in members}:
        raise ContentError(f"{path.name}: {', '.join(sorted(strangers))}: no member of {body.name}")
    parties = {m.name: m.party for m in members}
    data["absent"] = [_absent(entry, parties) for entry in data.get("absent", ())]
    present = tuple(m for m in members if m.name not in away)
    present += tuple(_substitute(entry, away, path.name) for entry in data.pop("substitutes", ()))
    data["corrections"] = [
        Correction(case=e["case"], decision=e["decision"].strip()) for e in data.pop("correction", ())
    ]
    others: Any = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
    return Meeting(municipality=municipality, body=body, date=date, items=items, present=present, **others)


class _Links:
    """Finds the items that other items speak of."""

    def __init__(self, meetings: list[Meeting]) -> None:
        self.meetings = {(m.body.key, m.date.isoformat()): m for m in meetings}

    def find(self, address: str, item: Item) -> tuple[Meeting, Item]:
        """Answer the item at "body date" with the same case, or at "body date text" with the text in title or case."""
        body, date, *words = address.split(None, 2)
        meeting = self.meetings.get((body, date))
        if meeting is None:
            raise ContentError(f"no meeting {address} (in «{item.title}»)")
        wanted = words[0] if words else item.case
        for other in meeting.items:
            if wanted and (wanted == other.case or wanted in other.title):
                return meeting, other
        raise ContentError(f"no item {address} {wanted} (in «{item.title}»)")

    def settle(self, item: Item) -> Item:
        """Answer the item with what it takes from others filled in."""
        if item.like:
            other = self.settle(self.find(item.like, item)[1])
            taken = {k: getattr(other, k) for k in ("title", "case", "by", "points", "files", "officers", "summary")}
            item = replace(item, **{k: v for k, v in taken.items() if not getattr(item, k)})
        texts: Any = {
            k: self._numbers(getattr(item, k), item) for k in ("summary", "text", "decision", "next", "economy")
        }
        return replace(item, past=tuple(self._past(h, item) for h in item.history), **texts)

    def _numbers(self, text: str, item: Item) -> str:
        return re.sub(r"\[\[(.+?)\]\]", lambda m: str(self.find(m[1], item)[1].number), text)

    def _past(self, entry: str, item: Item) -> Past:
        explicit = re.fullmatch(r"(.+?) (\d{4}-\d\d-\d\d): (.+)", entry, re.DOTALL)
        if explicit:
            return Past(body=explicit[1], date=datetime.date.fromisoformat(explicit[2]), text=explicit[3])
        meeting, other = self.find(entry, item)
        return Past(body=meeting.body.name, date=meeting.date, text=self._numbers(other.decision, other))


def load(folder: Path) -> list[Meeting]:
    """Answer all meetings below `folder`, one sub-folder a municipality; a corrected one once more as corrected.

    Later meetings quote what was corrected. Raises ContentError on a broken reference.
    """
    answer: list[Meeting] = []
    for home in sorted(path for path in folder.iterdir() if path.is_dir()):
        municipality = _municipality(home)
        meetings = [_meeting(p, municipality) for p in sorted(home.glob("*.toml")) if p.stem != "municipality"]
        meetings += [_corrected(m) for m in meetings if m.corrections]
        links = _Links(meetings)
        answer += [replace(m, items=tuple(links.settle(item) for item in m.items)) for m in meetings]
    return answer
