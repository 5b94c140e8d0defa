"""Documents and search entries in any number, the same ones for the same seed; everything in them is invented.

`python bench/generated.py 10000 FOLDER` writes so many documents. A municipality's month is a block of eight meetings:
six committees, then finance, then the council, and cases wander through them; a year later they come back.
"""

from __future__ import annotations

import datetime
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.layouts import LAYOUTS
from bench.vocabulary import FIRST_PARTS, LAST_PARTS, PLACES, vocabulary, zipf

from sagsgang.model import ItemKind, Outcome
from sagsgang.web.archive.search.engine import Entry

SEED = 20_251_122
MONTHS = 120
FIRST_YEAR = 2016
COMMITTEES = (
    "Børne- og Skoleudvalget",
    "Social- og Ældreudvalget",
    "Teknik- og Miljøudvalget",
    "Kultur- og Fritidsudvalget",
    "Erhvervs- og Jobudvalget",
    "Klima- og Planudvalget",
)
BODIES = (*COMMITTEES, "Økonomiudvalget", "Byrådet")
_FINANCE, _COUNCIL = len(COMMITTEES), len(COMMITTEES) + 1
_TOPICS = ("17.01.00-P20", "27.36.00-G01", "05.01.02-P16", "20.03.01-G01", "15.00.00-A00", "01.02.05-P16")
_OUTCOMES = ("Godkendt.", "Godkendt.", "Taget til efterretning.", "Udsat.", "Drøftet.", "Ikke godkendt.")
_DRAWN, _PIECE = 3_000_000, 8
_ASKS = ("Godkendelse af", "Orientering om", "Drøftelse af", "Forslag til", "Anlægsbevilling til", "Evaluering af")


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """What a committee deals with in a month; `onward` says how far it goes: finance, and the council."""

    title: str
    journal: str
    onward: int
    seed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemText:
    """An item as a layout prints it."""

    number: int
    title: str
    journal: str
    presentation: tuple[str, ...]
    points: tuple[str, ...]
    history: tuple[str, str] | None
    decision: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingText:
    """A meeting as a layout prints it."""

    municipality: str
    body: str
    date: datetime.date
    present: tuple[str, ...]
    items: tuple[ItemText, ...]


@cache
def _sentences(seed: int) -> list[str]:
    """Sentences to make paragraphs of; documents share them, as real ones share turns of phrase."""
    chance = random.Random(seed)
    words = zipf(vocabulary(seed), 200_000, chance)
    made = []
    at = 0
    while at < len(words) - 25:
        length = chance.randint(8, 18)
        made.append(" ".join(words[at : at + length]).capitalize() + ".")
        at += length
    return made


@lru_cache(maxsize=1000)
def _cases(seed: int, municipality: int, month: int, committee: int) -> list[Case]:
    chance = random.Random(f"{seed} {municipality} {month} {committee}")
    year = FIRST_YEAR + month // 12
    cases = []
    for number in range(chance.randint(3, 10)):
        subject = f"{chance.choice(FIRST_PARTS)}{chance.choice(LAST_PARTS)}"
        journal = f"{_TOPICS[committee]}-{month * 10 + number + 1}-{year % 100}"
        title = f"{chance.choice(_ASKS)} {subject} i {chance.choice(PLACES)}"
        onward = chance.choices((0, 1, 2), (6, 1, 2))[0]
        cases.append(Case(title=title, journal=journal, onward=onward, seed=chance.getrandbits(32)))
    return cases


def _treated(seed: int, municipality: int, month: int, body: int) -> list[tuple[Case, int | None]]:
    """The cases of a meeting, each with the body that has treated it before."""
    if body < _FINANCE:
        found: list[tuple[Case, int | None]] = [(case, None) for case in _cases(seed, municipality, month, body)]
        earlier = _cases(seed, municipality, month - 12, body)[:2] if month >= 12 else []
        again = (replace(case, title=f"{case.title} - status", onward=0, seed=case.seed + 1) for case in earlier)
        found.extend((case, None) for case in again)
        return found
    passed_on = (
        (case, committee if body == _FINANCE else _FINANCE)
        for committee in range(len(COMMITTEES))
        for case in _cases(seed, municipality, month, committee)
        if case.onward > body - _FINANCE
    )
    return list(islice(passed_on, 14))


def _date(month: int, body: int) -> datetime.date:
    return datetime.date(FIRST_YEAR + month // 12, month % 12 + 1, 2 + 3 * body)


def _item(number: int, case: Case, before: int | None, month: int, body: int, sentences: list[str]) -> ItemText:
    chance = random.Random(case.seed + 1000 * body)
    return ItemText(
        number=number,
        title=case.title,
        journal=case.journal,
        presentation=tuple(_paragraph(chance, sentences) for _ in range(4)),
        points=tuple(f"at {chance.choice(sentences)[:-1].lower()}" for _ in range(chance.randint(1, 3))),
        history=None if before is None else (f"{BODIES[before]}, den {_date(month, before):%d-%m-%Y}", "Anbefales."),
        decision="Anbefales." if case.onward > max(0, body - _FINANCE + 1) else chance.choice(_OUTCOMES),
    )


def _paragraph(chance: random.Random, sentences: list[str]) -> str:
    start = chance.randrange(len(sentences))
    return " ".join(sentences[start : start + chance.randint(2, 6)])


def _meeting(seed: int, municipality: int, month: int, body: int) -> MeetingText:
    chance = random.Random(f"{seed} {municipality} {month // 48} {body} members")
    members = [f"{chance.choice(PLACES)[:5]}a {chance.choice(PLACES)}sen ({chance.choice('ABCFVØ')})" for _ in range(7)]
    sentences = _sentences(seed)
    start = 1 + (month % 12) * 15
    formality = ItemText(
        number=start,
        title="Godkendelse af dagsorden",
        journal="",
        presentation=(),
        points=(),
        history=None,
        decision="Godkendt.",
    )
    cases = enumerate(_treated(seed, municipality, month, body), start + 1)
    return MeetingText(
        municipality=f"{PLACES[municipality % len(PLACES)]} Kommune",
        body=BODIES[body],
        date=_date(month, body),
        present=tuple(members),
        items=(formality, *(_item(number, case, before, month, body, sentences) for number, (case, before) in cases)),
    )


def meetings(seed: int = SEED) -> Iterator[MeetingText]:
    """Meetings without end: month by month over ten years, municipality by municipality."""
    for municipality in range(len(PLACES)):
        for month in range(MONTHS):
            for body in range(len(BODIES)):
                yield _meeting(seed, municipality, month, body)


def write(folder: Path, count: int, seed: int = SEED) -> int:
    """Write so many documents below `folder`, a folder for each municipality; gives the number of their bytes."""
    total = 0
    made: set[Path] = set()
    for number, meeting in enumerate(islice(meetings(seed), count)):
        suffix, layout = LAYOUTS[(number // (len(BODIES) * MONTHS // 4) + number % len(BODIES)) % len(LAYOUTS)]
        place = folder / meeting.municipality.split()[0]
        if place not in made:
            place.mkdir(parents=True, exist_ok=True)
            made.add(place)
        data = layout(meeting).encode()
        (place / f"{meeting.date}-{number % len(BODIES)}{suffix}").write_bytes(data)
        total += len(data)
    return total


def entries(count: int, seed: int = SEED) -> Iterator[Entry]:
    """So many search entries of about 2 kB, one at a time; "kommune" stands in 93 of 100."""
    chance = random.Random(seed)
    # Words are drawn once, in pieces; an entry is made of pieces from all over, so that some turns of phrase come back.
    drawn = zipf(vocabulary(seed), _DRAWN, chance)
    pieces = [" ".join(drawn[at : at + _PIECE]) for at in range(0, _DRAWN, _PIECE)]
    del drawn
    outcomes = list(Outcome)
    kinds = [kind.value for kind in ItemKind]
    topics = [f"{chance.randrange(89):02}.{chance.randrange(40):02}.{chance.randrange(20):02}" for _ in range(800)]
    for number in range(count):
        meeting = number // 10
        place, body = meeting * 7 % 98, meeting % len(BODIES)
        everywhere = "kommune " if chance.random() < 0.93 else ""
        yield Entry(
            item=number,
            meeting=meeting,
            municipality=PLACES[place].lower(),
            body=f"udvalg-{body}",
            date=datetime.date(FIRST_YEAR, 1, 1) + datetime.timedelta(days=meeting * 11 % 3650),
            kind=kinds[number % len(kinds)],
            outcomes=(outcomes[chance.randrange(len(outcomes))].value,),
            topic=chance.choice(topics),
            title=chance.choice(pieces),
            decision=" ".join(chance.choices(pieces, k=2)),
            recommendation=" ".join(chance.choices(pieces, k=3)),
            summary=" ".join(chance.choices(pieces, k=3)),
            text=everywhere + " ".join(chance.choices(pieces, k=14)),
            place=f"{BODIES[body]} {PLACES[place]}",
        )


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[2]), int(sys.argv[1])):,} bytes")
