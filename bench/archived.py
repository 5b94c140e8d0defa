"""A whole archive written into the database in bulk, past reading and deriving; everything in it is invented.

98 municipalities with ten bodies each meet over ten years, ten items a meeting. The rows come day by day over all
municipalities, as imports do, so that what one page shows lies scattered. One meeting in a hundred has the whole text
of its document, for the pages that show the source; the documents of the others hold no items.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from bench.generated import BODIES, FIRST_YEAR, SEED, _sentences
from bench.vocabulary import FIRST_PARTS, LAST_PARTS, PLACES

from sagsgang.model import DocumentKind, ItemKind, Minutes, Outcome, SectionKind, Source, to_json
from sagsgang.model import Item as ItemRead
from sagsgang.rules.cases import Basis
from sagsgang.rules.meetings import body_key

MUNICIPALITIES = 98
COUNCILS = (*BODIES, "Sundhedsudvalget", "Landdistriktsudvalget")
ITEMS = 10
DAYS = 3650
PEOPLE, SEATS, VOTERS = 60, 7, 5
SOURCED, VOTED, CLOSED, INDEXED = 100, 50, 4, 50
_BATCH = 500
_WAITING = 40
_STEPS = (1, 2, 3, 4, 5, 6, 7, 8)
_OFTEN = (40, 25, 15, 8, 5, 3, 2, 2)
_ASKS = ("Godkendelse af", "Orientering om", "Drøftelse af", "Forslag til", "Anlægsbevilling til")
_OUTCOMES = (Outcome.APPROVED, Outcome.APPROVED, Outcome.NOTED, Outcome.POSTPONED, Outcome.REJECTED)
_NOW = "2026-01-01 00:00:00"
_BLANK: dict[str, Any] = to_json(Minutes(items=(ItemRead(),)))["items"][0]
_COLUMNS = {
    "Document": "id sha256 size media_type kind reader content text has_closed_content imported_at",
    "Provenance": "id document_id location digest seen_at last_seen_at",
    "Meeting": "id body_id slug kind date start place item_count closed_count doubt_count revision indexed_revision"
    " indexed_items indexed_closed is_indexed changed_at fingerprint",
    "Paper": "id meeting_id document_id kind rank replaced doubt_count content",
    "Case": "id municipality_id slug title number",
    "Item": "id meeting_id position slug number title is_open kind outcomes topic title_key case_number case_id basis",
    "ItemReading": "id item_id paper_id position rank mark content",
    "Mention": "id item_id municipality_id body_key date number is_history",
    "Presence": "id meeting_id person_id present party role reason",
    "Vote": "id item_id person_id side",
}


@dataclass(kw_only=True, slots=True)
class _Matter:
    """A case that still has steps to come, and where it was treated last."""

    key: int
    title: str
    number: str
    topic: str
    left: int
    before: tuple[str, datetime.date] | None = None


@dataclass(kw_only=True, slots=True)
class _Maker:
    """Makes the rows of meetings; `rows` are those that wait to be written, by their table in the order of writing."""

    meetings: int
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    sentences: list[str] = field(default_factory=lambda: _sentences(SEED))
    topics: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    rows: dict[str, list[tuple[object, ...]]] = field(default_factory=lambda: {name: [] for name in _COLUMNS})
    waiting: dict[int, list[_Matter]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        groups = [f"{group:02}" for group in range(89)]
        self.topics = [
            f"{group}.{a:02}.{b:02}" for group in groups for a, b in ((0, 0), (1, 2), (4, 0), (4, 8), (9, 1))
        ]
        self.chance.shuffle(self.topics)
        self.weights = list(accumulate(1 / number for number in range(1, len(self.topics) + 1)))

    def add(self, table: str, *values: object) -> int:
        """A row, with the next key of its table before the values."""
        self.keys[table] += 1
        self.rows[table].append((self.keys[table], *values))
        return self.keys[table]

    def paragraph(self, sentences: int) -> str:
        start = self.chance.randrange(len(self.sentences) - sentences)
        return " ".join(self.sentences[start : start + sentences])

    def matter(self, place: int, year: int) -> _Matter:
        """A case that comes back, or a new one."""
        waiting = self.waiting[place]
        if len(waiting) > _WAITING and self.chance.random() < 0.6:
            at = self.chance.randrange(len(waiting))
            found = waiting[at]
            found.left -= 1
            if not found.left:
                waiting[at] = waiting[-1]
                waiting.pop()
            return found
        topic = self.chance.choices(self.topics, cum_weights=self.weights)[0]
        number = f"{topic}-P20-{self.keys['Case'] + 1}-{year % 100}"
        subject = f"{self.chance.choice(FIRST_PARTS)}{self.chance.choice(LAST_PARTS)}"
        title = f"{self.chance.choice(_ASKS)} {subject} i {self.chance.choice(PLACES)}"
        key = self.add("Case", place + 1, number.lower().replace(".", "-"), title, number)
        left = self.chance.choices(_STEPS, _OFTEN)[0] - 1
        made = _Matter(key=key, title=title, number=number, topic=topic, left=left)
        if left:
            waiting.append(made)
        return made

    def meeting(self, number: int) -> None:
        """All rows of the meeting by that number."""
        place, body = number % MUNICIPALITIES, number // MUNICIPALITIES % len(COUNCILS)
        date = datetime.date(FIRST_YEAR, 1, 1) + datetime.timedelta(days=number * DAYS // self.meetings)
        key = number + 1
        closed = int(number % CLOSED == 0)
        waits = self.chance.random() * INDEXED < 1
        where = (place * len(COUNCILS) + body + 1, date.isoformat(), DocumentKind.MINUTES.value, date.isoformat())
        counts = (ITEMS, closed, 0, 1, int(not waits), 0, 0, not waits)
        self.add("Meeting", *where, "17:00:00", "Rådhuset", *counts, _NOW, f"{key:064}")
        minutes, text = self._minutes(place, body, date), f"{COUNCILS[body]} {date}\n\n"
        items = []
        for position in range(1, ITEMS + 1):
            content = self._item(key, place, body, date, position, len(text), closed=closed and position == ITEMS)
            text += "\n\n".join((content["title"], *(section["text"] for section in content["sections"]))) + "\n\n"
            items.append(content)
        whole = number % SOURCED == 0
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        minutes = {**minutes, "source": {**minutes["source"], "sha256": sha256}}
        paper = json.dumps(minutes)
        kept = json.dumps({**minutes, "items": items}) if whole else paper
        of = ("text/plain", DocumentKind.MINUTES.value, "1")
        self.add("Document", sha256, len(text), *of, kept, text if whole else "", bool(closed), _NOW)
        self.add("Provenance", key, f"https://{PLACES[place].lower()}.example/{key}.txt", sha256, _NOW, _NOW)
        self.add("Paper", key, key, DocumentKind.MINUTES.value, 0, False, 0, paper)
        for seat in range(SEATS):
            there = self.chance.random() > 0.1
            self.add("Presence", key, member(place, body, date, seat), there, "ABCFVØO"[seat], "", "")

    def _minutes(self, place: int, body: int, date: datetime.date) -> dict[str, Any]:
        source = Source(name="referat.txt", sha256="", media_type="text/plain", reader="1")
        return to_json(
            Minutes(
                document=DocumentKind.MINUTES,
                municipality=f"{PLACES[place]} Kommune",
                body=COUNCILS[body],
                date=date,
                source=source,
            )
        )

    def _item(
        self, meeting: int, place: int, body: int, date: datetime.date, position: int, start: int, *, closed: bool
    ) -> dict[str, Any]:
        """The item's rows; gives what was read of it."""
        formality = position == 1
        matter = None if formality or closed else self.matter(place, date.year)
        title = matter.title if matter else "Godkendelse af dagsorden" if formality else "Lukket punkt"
        kind = ItemKind.FORMALITY if formality else ItemKind.DECISION
        outcome = self.chance.choice(_OUTCOMES)
        content = {**_BLANK, "number": str(position), "title": title, "open": not closed, "kind": kind.value}
        if matter:
            self._tell(content, matter, outcome, start + len(title) + 2)
        digest = hashlib.md5(title.encode(), usedforsecurity=False).hexdigest()
        told = (str(position), title, not closed, kind.value, json.dumps([outcome.value] if matter else []))
        of = (matter.topic, digest, matter.number, matter.key) if matter else ("", "", "", None)
        basis = Basis.JOURNAL_NUMBER.value if matter else ""
        key = self.add("Item", meeting, position, str(position), *told, *of, basis)
        self.add("ItemReading", key, meeting, position, 0, f"{position:032}-{digest}", json.dumps(content))
        if matter and matter.before:
            self.add("Mention", key, place + 1, body_key(matter.before[0]), matter.before[1].isoformat(), "", True)
        if matter and key % VOTED == 3:
            for seat in range(VOTERS):
                self.add("Vote", key, member(place, body, date, seat), "for" if seat else "against")
        if matter:
            matter.before = (COUNCILS[body], date)
        return content

    def _tell(self, content: dict[str, Any], matter: _Matter, outcome: Outcome, at: int) -> None:
        """About 2 kB of text: a summary, a presentation, a recommendation and a decision."""
        texts = (
            (SectionKind.SUMMARY, "Resume", self.paragraph(3)),
            (SectionKind.PRESENTATION, "Sagsfremstilling", self.paragraph(12)),
            (SectionKind.RECOMMENDATION, "Indstilling", self.paragraph(1)),
            (SectionKind.DECISION, "Beslutning", self.paragraph(1)),
        )
        sections = []
        for kind, heading, text in texts:
            span = [at, at + len(text)]
            sections.append({"kind": kind.value, "heading": heading, "text": text, "at": span})
            at += len(text) + 2
        topic = {"raw": matter.number, "scheme": "kle", "valid": True, "topic": matter.topic}
        content |= {"sections": sections, "journal_number": topic}
        content["decisions"] = [{"text": sections[3]["text"], "outcome": outcome.value, "at": sections[3]["at"]}]
        advice = {"by": "Forvaltningen", "points": [sections[2]["text"]], "at": sections[2]["at"]}
        content["recommendations"] = [advice]
        if matter.before:
            body, date = matter.before
            earlier = {"body": body, "date": date.isoformat(), "text": "Anbefales.", "outcome": "recommended"}
            content["history"] = [earlier]


def member(place: int, body: int, date: datetime.date, seat: int) -> int:
    """The key of the person in a seat of a body at a day."""
    return place * PEOPLE + (body * 5 + date.year // 4 * 3 + seat) % PEOPLE + 1


def fill(items: int, say: Callable[[str], None]) -> None:
    """Write an archive of so many items into an empty database; one meeting in twenty waits for the search index."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("PRAGMA cache_size=-400000")
    _places()
    made = _Maker(meetings=-(-items // ITEMS))
    for number in range(made.meetings):
        made.meeting(number)
        if number % _BATCH == _BATCH - 1 or number == made.meetings - 1:
            with transaction.atomic():
                for table, rows in made.rows.items():
                    _insert(table, rows)
                    rows.clear()
        if number % max(1, made.meetings // 10) == 0:
            say(f"{number * ITEMS:,} of {items:,} items written")


def _insert(table: str, rows: list[tuple[object, ...]]) -> None:
    from django.apps import apps
    from django.db import connection

    columns = _COLUMNS[table].split()
    name = apps.get_model("archive", table)._meta.db_table
    words = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        cursor.executemany(words, rows)


def _places() -> None:
    """The municipalities with their bodies and people."""
    from sagsgang.web.accounts.models import Body, BodyName, Municipality
    from sagsgang.web.archive.addresses import body_slug, municipality_slug
    from sagsgang.web.archive.models import Person

    named = enumerate(PLACES[:MUNICIPALITIES], start=1)
    Municipality.objects.bulk_create(
        Municipality(pk=key, name=f"{name} Kommune", slug=municipality_slug(name)) for key, name in named
    )
    bodies = [
        Body(pk=n * len(COUNCILS) + at + 1, municipality_id=n + 1, name=name, slug=body_slug(name))
        for n in range(MUNICIPALITIES)
        for at, name in enumerate(COUNCILS)
    ]
    Body.objects.bulk_create(bodies)
    BodyName.objects.bulk_create(
        BodyName(municipality_id=b.municipality_id, body=b, name=b.name, key=body_key(b.name), slug=b.slug)
        for b in bodies
    )
    Person.objects.bulk_create(_people(Person))


def _people(person: Any) -> Iterator[Any]:
    for place in range(MUNICIPALITIES):
        for number in range(PEOPLE):
            name = f"{PLACES[number][:5]}a {PLACES[300 + number]}sen"
            yield person(pk=place * PEOPLE + number + 1, municipality_id=place + 1, name=name, slug=f"person-{number}")
