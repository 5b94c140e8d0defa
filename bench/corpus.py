"""How well the reader agrees with a careful person: F1 over the facts of the corpus, and field by field.

The documents that nobody tunes the reader to (`tests/corpus/held-out`) stand apart: their figure is the honest one.
`python bench/corpus.py` prints the figures.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.corpus import documents
from tests.corpus.documents import Document
from tests.corpus.scoring import Score, compare, table


def run() -> list[tuple[str, str]]:
    """Rows of label and figure."""
    development, held_out = _scores(documents.development()), _scores(documents.held_out())
    return [
        _total("all", [*development.values(), *held_out.values()]),
        *_rows("development", development),
        *_rows("held out", held_out),
    ]


def _scores(chosen: Sequence[Document]) -> dict[str, Score]:
    return {document.name: compare(document.expected(), document.read()) for document in chosen}


def _total(name: str, scores: Collection[Score]) -> tuple[str, str]:
    whole = Score()
    for score in scores:
        whole.add(score)
    return f"{name}: F1 of all facts, {len(scores)} documents", f"{whole.f1():.4f}"


def _rows(name: str, scores: dict[str, Score]) -> list[tuple[str, str]]:
    return [
        _total(name, scores.values()),
        *(
            (f"{name}: {field} ({right} right, {missed} missed, {extra} extra)", f"{f1:.3f}")
            for field, f1, right, missed, extra in table(scores)
        ),
    ]


if __name__ == "__main__":
    for label, figure in run():
        print(f"{label:75} {figure:>8}")
