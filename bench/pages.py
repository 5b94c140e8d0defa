"""What the pages cost in an archive of a million items, asked by twenty readers at once.

First they never pause, which keeps every processor busy all the time: what a page takes is then mostly waiting for the
nineteen others, and what the site can carry is told by the pages a second. Then they read for some seconds what they
have got, as people do.

`python bench/pages.py` fills a database of its own with five times SAGSGANG_BENCH_SIZE items (see `bench.archived`),
starts `sagsgang serve` with two processes and prints, by kind of page, the median and the 95th percentile of what the
server took (`Server-Timing`, from before Django's first to after its last line) and of the processor time in it.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.archived import COUNCILS, INDEXED, ITEMS, MUNICIPALITIES, PEOPLE, SOURCED, fill
from bench.generated import SEED
from bench.size import SIZE
from bench.vocabulary import FREQUENT, vocabulary

ALL = 5 * SIZE
READERS = 20
WORKERS = 2
REQUESTS = max(440, min(2_200, ALL // 100))
WARM = REQUESTS // 10
ADDRESSES = 300
READ = min(400, REQUESTS)
PAUSE = 5.0
ENOUGH = 100.0
_TIMED = re.compile(r"app;dur=([\d.]+), cpu;dur=([\d.]+)")
Addresses = dict[str, list[str]]
Rows = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A page of a kind: milliseconds in the server, of its processor, and until the reader had it."""

    kind: str
    status: int
    server: float
    processor: float
    waited: float


def run() -> Rows:
    """Rows of label and figure."""
    with tempfile.TemporaryDirectory(prefix="sagsgang-bench-") as folder:
        environment = {**os.environ, "SAGSGANG_DATA": os.environ.get("SAGSGANG_BENCH_DATA") or folder}
        environment.pop("SAGSGANG_DATABASE_URL", None)
        filled = _in_a_process_of_its_own(environment)
        with _served(environment) as port:
            say(f"{REQUESTS:,} pages for {READERS} readers")
            started = time.perf_counter()
            answers = _asked(port, filled["addresses"], REQUESTS)
            seconds = time.perf_counter() - started
            say(f"{READ:,} pages for {READERS} readers who pause for {PAUSE:.0f} s between them")
            unhurried = _asked(port, filled["addresses"], READ, PAUSE)
    return [*filled["rows"], *_told(answers, seconds), *_told_of_unhurried(unhurried)]


def say(words: str) -> None:
    print(f"bench pages: {words}", file=sys.stderr, flush=True)


def _told(answers: Sequence[Answer], seconds: float) -> Iterator[tuple[str, str]]:
    counted = answers[WARM:]
    for kind in sorted({answer.kind for answer in counted}):
        yield f"{kind}: server, and processor in it", _figures([a for a in counted if a.kind == kind])
    yield f"all kinds, {READERS} readers: server, and processor in it", _figures(counted)
    waited = sorted(answer.waited for answer in counted)
    yield "all kinds: until the reader had it, in the queue included", f"{_percentiles(waited)} ms"
    yield f"pages under {ENOUGH:.0f} ms in the server", _quick([answer.server for answer in counted])
    yield f"pages a second, {WORKERS} processes", f"{len(answers) / seconds:.0f}"
    yield "answers that were no page", str(sum(answer.status != 200 for answer in answers))


def _told_of_unhurried(answers: Sequence[Answer]) -> Iterator[tuple[str, str]]:
    readers = f"{READERS} readers who pause {PAUSE:.0f} s"
    yield f"all kinds, {readers}: server, and processor in it", _figures(answers)
    waited = [answer.waited for answer in answers]
    yield f"{readers}: until the reader had it", f"{_percentiles(sorted(waited))} ms"
    yield f"{readers}: pages under {ENOUGH:.0f} ms in the server", _quick([answer.server for answer in answers])
    yield f"{readers}: pages that the reader had in {ENOUGH:.0f} ms", _quick(waited)


def _quick(milliseconds: Sequence[float]) -> str:
    return f"{100 * sum(each < ENOUGH for each in milliseconds) / len(milliseconds):.1f} %"


def _figures(answers: Sequence[Answer]) -> str:
    server = sorted(answer.server for answer in answers)
    processor = sorted(answer.processor for answer in answers)
    return f"{_percentiles(server)} ms, {_percentiles(processor)} ms"


def _percentiles(ordered: Sequence[float]) -> str:
    return f"{statistics.median(ordered):.0f} / {ordered[round(0.95 * (len(ordered) - 1))]:.0f}"


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = [sys.executable, "-m", "sagsgang", "serve", "--port", str(port), "--workers", str(WORKERS)]
    server = subprocess.Popen(words, env=environment)
    try:
        while server.poll() is None and not _listens(port):
            time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _asked(port: int, addresses: Addresses, pages: int, pause: float = 0.0) -> list[Answer]:
    """What each page took, in the order in which they came. Readers `pause` for so many seconds on average."""
    chance = random.Random(SEED)
    kinds = sorted(addresses)
    wanted = iter([(kind, chance.choice(addresses[kind])) for kind in chance.choices(kinds, k=pages)])
    answers: list[Answer] = []
    next_one = threading.Lock()

    def read() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while True:
            with next_one:
                kind, address = next(wanted, ("", ""))
                seconds = chance.expovariate(1 / pause) if pause else 0.0
            if not kind:
                return
            time.sleep(seconds)
            answers.append(_answer(connection, kind, address))

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return answers


def _answer(connection: http.client.HTTPConnection, kind: str, address: str) -> Answer:
    started = time.perf_counter()
    connection.request("GET", address)
    response = connection.getresponse()
    response.read()
    waited = 1000 * (time.perf_counter() - started)
    timed = _TIMED.search(response.headers.get("Server-Timing", ""))
    if response.status != 200:
        say(f"{response.status} {address}")
    server, processor = (float(timed[1]), float(timed[2])) if timed else (waited, 0.0)
    return Answer(kind=kind, status=response.status, server=server, processor=processor, waited=waited)


def _in_a_process_of_its_own(environment: dict[str, str]) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, __file__, "--fill", str(ALL)], check=True, stdout=subprocess.PIPE, text=True, env=environment
    )
    return dict(json.loads(done.stdout))


def _fill(items: int) -> dict[str, object]:
    """The database and the index of its twentieth; gives addresses of pages by kind, and rows for the table."""
    from sagsgang.commands.setup import prepare_database, prepare_index

    prepare_database()
    from sagsgang.web.archive import index
    from sagsgang.web.archive.models import Meeting

    if Meeting.objects.exists():
        return {"rows": [], "addresses": _addresses()}
    prepare_index()
    started = time.perf_counter()
    fill(items, say)
    filled = time.perf_counter() - started
    say("building the search index")
    meetings = index.update()
    indexed = time.perf_counter() - started - filled
    rows = [
        (f"{items:,} items with all that belongs to them, written in bulk", f"{filled:.0f} s"),
        (f"search index of one in {INDEXED} of them, {meetings * ITEMS:,} items", f"{indexed:.0f} s"),
    ]
    return {"rows": rows, "addresses": _addresses()}


def _addresses() -> Addresses:
    """Pages by chance, of every kind."""
    from sagsgang.web.accounts.models import Body
    from sagsgang.web.archive.models import Case, Meeting, Person
    from sagsgang.web.archive.selectors import items

    chance = random.Random(SEED)
    keys = range(1, Meeting.objects.count() + 1)
    whole = chance.sample(keys[::SOURCED], min(ADDRESSES, len(keys[::SOURCED])))
    meetings = Meeting.objects.select_related("body__municipality").filter(
        pk__in=chance.sample(keys, min(ADDRESSES, len(keys)))
    )
    bodies = Body.objects.select_related("municipality").filter(
        pk__in=chance.sample(range(1, MUNICIPALITIES * len(COUNCILS) + 1), ADDRESSES)
    )
    cases = Case.objects.select_related("municipality").filter(
        pk__in=chance.sample(range(1, Case.objects.count() + 1), ADDRESSES)
    )
    people = Person.objects.select_related("municipality").filter(
        pk__in=chance.sample(range(1, MUNICIPALITIES * PEOPLE + 1), ADDRESSES)
    )
    rows = items.items().filter(pk__in=chance.sample(range(1, ITEMS * len(keys) + 1), ADDRESSES))
    sources = items.items().filter(meeting__in=whole, position=2, is_open=True)
    slugs = sorted({body.municipality.slug for body in bodies})
    topics = sorted({number for row in rows for number in (row.topic, row.topic[:5], row.topic[:2]) if number})
    return {
        "front": ["/"],
        "municipality": [f"/{slug}" for slug in slugs],
        "body": [f"/{body.path}" for body in bodies],
        "meeting": [f"/{meeting.body.path}/{meeting.slug}" for meeting in meetings],
        "item": [items.address_of(row) for row in rows],
        "case": [f"/{case.municipality.slug}/sag/{case.slug}" for case in cases],
        "person": [f"/{person.municipality.slug}/person/{person.slug}" for person in people],
        "topic": [f"/emne/{number}" for number in topics] + ["/emne"],
        "source": [f"{items.address_of(row)}/kilde" for row in sources],
        **_searches(chance, slugs, [items.address_of(row) for row in rows if row.topic]),
    }


def _searches(chance: random.Random, slugs: list[str], rows: list[str]) -> Addresses:
    words = [*FREQUENT[30:], *vocabulary(SEED)[100:2_000]]
    asked = [quote(f"{chance.choice(words)} {chance.choice(words)}") for _ in range(ADDRESSES)]
    pairs = [chance.sample(rows, 2) for _ in range(ADDRESSES // 2)]
    return {
        "search": [f"/soeg?q={quote(chance.choice(words))}" for _ in range(ADDRESSES // 2)]
        + [f"/soeg?q={each}&kommune={chance.choice(slugs)}" for each in asked[: ADDRESSES // 2]],
        "comparison": [f"/sammenlign?punkt={one}&punkt={other}" for one, other in pairs]
        + [f"/sammenlign?q={quote(chance.choice(words))}" for _ in range(ADDRESSES // 2)],
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["--fill"]:
        print(json.dumps(_fill(int(sys.argv[2]))))
    else:
        for label, figure in run():
            print(f"{label:85} {figure:>30}", flush=True)
