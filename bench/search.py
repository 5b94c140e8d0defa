"""Whether the search finds what people look for, and how fast, beside SQLite FTS5 and PostgreSQL.

`python bench/search.py` prints the figures. The speed is measured over 200,000 generated items for all three in one
run, and over five times as many for our own; SAGSGANG_BENCH_SIZE asks for fewer than 200,000.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.generated import BODIES, SEED, entries
from bench.peers import PEERS, Narrowing, Ours, OursCorrected, Peer
from bench.size import SIZE
from bench.vocabulary import FREQUENT, PLACES, vocabulary

from bench import judging
from sagsgang.web.archive.search.engine import Entry

ALONE = 5
QUERIES = 25
WARM = 3
Rows = list[tuple[str, str]]


def run() -> Rows:
    """Rows of label and figure."""
    return list(_rows())


def _rows() -> Iterator[tuple[str, str]]:
    yield from _quality()
    yield from _side_by_side(SIZE)
    yield from _alone(ALONE * SIZE)


def say(words: str) -> None:
    print(f"bench search: {words}", file=sys.stderr, flush=True)


# How good: judged queries.


def _quality() -> Iterator[tuple[str, str]]:
    for name in judging.SETS:
        found = judging.items(judging.files(name))
        if not found:
            continue
        asked = judging.queries(name)
        for make in (Ours, OursCorrected, *PEERS[1:]):
            with _opened(make) as peer:
                say(f"{len(asked)} judged queries over {len(found)} items, {name}, {peer.name}")
                peer.fill(found.values())
                scores = judged(peer, found, asked)
            for label, heldout in (("to tune with", False), ("held out", True)):
                chosen = [score for query, score in scores if query.heldout is heldout]
                if chosen:
                    yield (
                        f"nDCG@10, {name}, {len(chosen)} queries {label}: {peer.name}",
                        f"{statistics.mean(chosen):.3f}",
                    )


def judged(peer: Peer, found: dict[str, Entry], asked: Sequence[judging.Query]) -> list[tuple[judging.Query, float]]:
    """Each query with its nDCG@10 in an engine that holds the items."""
    addresses = {entry.item: address for address, entry in found.items()}
    return [
        (query, judging.ndcg([addresses[hit] for hit in peer.find(query.text)[1]], query.grades)) for query in asked
    ]


@contextmanager
def _opened(make: Callable[[Path], Peer]) -> Iterator[Peer]:
    with tempfile.TemporaryDirectory(prefix="sagsgang-bench-", ignore_cleanup_errors=True) as folder:
        peer = make(Path(folder))
        try:
            yield peer
        finally:
            peer.close()


# How fast: generated items.


def _side_by_side(size: int) -> Iterator[tuple[str, str]]:
    """All engines over the same items; each kind of question is asked of all in turn, so that they meet one load."""
    with ExitStack() as stack:
        peers = [stack.enter_context(_opened(make)) for make in PEERS]
        for peer in peers:
            yield f"{size:,} items, build: {peer.name}", _build(peer, _Told(size))
        for kind, ask in _kinds().items():
            for peer in peers:
                say(f"{size:,} items, {kind}, {peer.name}")
                yield f"{size:,} items, {kind}: {peer.name}", _timed(ask, peer)


def _build(peer: Peer, told: _Told) -> str:
    """What taking in entries costs, without what making them does."""
    size = told.size
    say(f"{size:,} items into {peer.name}")
    started = time.perf_counter()
    peer.fill(told)
    seconds = time.perf_counter() - started - told.seconds
    return f"{seconds:.0f} s, {size / seconds:,.0f} items/s, {peer.size() / 1e6:,.0f} MB"


class _Told:
    """The generated entries, with a word about every tenth of them.

    `seconds` is what making them has taken, `memory` the most megabytes that were in use at each tenth.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.seconds = 0.0
        self.memory: list[float] = []

    def __iter__(self) -> Iterator[Entry]:
        making = entries(self.size)
        for number in range(1, self.size + 1):
            started = time.perf_counter()
            entry = next(making)
            self.seconds += time.perf_counter() - started
            if number % max(1, self.size // 10) == 0:
                say(f"{number:,} of {self.size:,}")
                self.memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
            yield entry


Ask = Callable[[Peer, int], object]


def _kinds() -> dict[str, Ask]:
    """What is asked, by kind; the n-th question of a kind is the same for every engine."""
    chance = random.Random(SEED + 1)
    words = vocabulary(SEED)
    known = FREQUENT[30:]
    titles = [entry.title.split() for entry in islice(entries(2_000), 0, 2_000, 2_000 // (QUERIES + WARM))]
    rare = chance.sample(words[10_000:30_000], QUERIES + WARM)
    common = ["kommune", *chance.sample(known, QUERIES + WARM - 1)]
    middling = chance.sample(words[100:2_000], QUERIES + WARM)
    phrases = [f'"{title[2]} {title[3]} {title[4]}"' for title in titles]
    return {
        "a rare word": lambda peer, n: peer.find(rare[n]),
        "a common word": lambda peer, n: peer.find(common[n]),
        "two words": lambda peer, n: peer.find(f"{common[n]} {middling[n]}"),
        "a phrase": lambda peer, n: peer.find(phrases[n]),
        "filters": lambda peer, n: peer.find(common[n], _narrowed(n)),
        "facets": lambda peer, n: peer.find(middling[n], facets=True),
    }


def _narrowed(number: int) -> Narrowing:
    return Narrowing(municipality=PLACES[number].lower(), since_year=2018, until_year=2022)


def _timed(ask: Ask, peer: Peer) -> str:
    """Median and 95th percentile of the first twenty hits with their count, after a few questions to warm up."""
    taken = []
    for number in range(QUERIES + WARM):
        started = time.perf_counter()
        ask(peer, number)
        taken.append(1000 * (time.perf_counter() - started))
    measured = sorted(taken[WARM:])
    return f"{statistics.median(measured):.1f} / {measured[round(0.95 * (QUERIES - 1))]:.1f} ms"


# Our own alone, in a process of its own, so that its memory can be seen.


def _alone(size: int) -> Rows:
    done = subprocess.run(
        [sys.executable, __file__, "--alone", str(size)], check=True, stdout=subprocess.PIPE, text=True
    )
    return [(label, figure) for label, figure in json.loads(done.stdout)]


def _measure_alone(size: int) -> Rows:
    with _opened(Ours) as peer:
        assert isinstance(peer, Ours)
        told = _Told(size)
        rows = [(f"{size:,} items, build: {peer.name}", _build(peer, told))]
        memory = f"{told.memory[0]:.0f}, then {told.memory[-1]:.0f} MB"
        rows.append((f"{size:,} items, most memory after a tenth and at the end", memory))
        kinds = _kinds()
        bodies = [f"udvalg-{number}" for number in range(0, len(BODIES), 2)]
        allowed = frozenset(f"{place.lower()}/{body}" for place in PLACES for body in bodies)
        kinds["a common word, every other body allowed"] = lambda peer, n: peer.find(
            FREQUENT[30 + n], Narrowing(allowed=allowed)
        )
        for kind, ask in kinds.items():
            say(f"{size:,} items, {kind}")
            rows.append((f"{size:,} items, {kind}, facets always", _timed(ask, peer)))
    return rows


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        print(json.dumps(_measure_alone(int(sys.argv[2]))))
    else:
        for label, figure in _rows():
            print(f"{label:85} {figure:>30}", flush=True)
