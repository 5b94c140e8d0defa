"""An engine with a few items of our own invention."""

import datetime
from pathlib import Path
from typing import Any

from sagsgang.web.archive.search.engine import Engine, Found, Order
from sagsgang.web.archive.search.entries import Entry
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import understand


def entry(title: str = "", text: str = "", **fields: Any) -> Entry:
    """An approved item of an invented council, unless told otherwise; the meeting has the item's number."""
    given: dict[str, Any] = {
        "item": 1,
        "municipality": "havnby",
        "body": "byraadet",
        "date": datetime.date(2025, 3, 4),
        "kind": "decision",
        "outcomes": ("approved",),
        "topic": "",
        "decision": "",
        "recommendation": "",
        "summary": "",
        "place": "",
    }
    merged = {**given, **fields}
    return Entry(title=title, text=text, **{"meeting": merged["item"], **merged})


def engine_of(folder: Path, *entries: Entry) -> Engine:
    """An index of these entries in a folder of its own."""
    engine = Engine.create(folder / "index")
    with engine.writer() as writer:
        for each in entries:
            writer.add(each)
        writer.commit()
    return engine


def ask(engine: Engine, words: str, *, order: Order = Order.BEST, **filters: Any) -> Found:
    """What the engine finds."""
    return engine.search(understand(words), Filters(**filters), order=order)


def titles(folder: Path, words: str, *of: str, **filters: Any) -> list[str]:
    """Which of the titles are found, best first."""
    engine = engine_of(folder, *(entry(title, item=number) for number, title in enumerate(of)))
    return [of[hit.item] for hit in ask(engine, words, **filters).hits]
