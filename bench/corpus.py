"""How well the reader agrees with a careful person: F1 over the facts of the corpus, and field by field.

The documents that nobody tunes the reader to (`tests/corpus/held-out`) stand apart: their figure is the honest one.
`python bench/corpus.py` prints the figures.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.corpus import documents
from tests.corpus.documents import Document
from tests.corpus.scoring import Score, compare, table


def run() -> list[tuple[str, str]]:
    """Rows of label and figure."""
    return _rows("development", documents.development()) + _rows("held out", documents.held_out())


def _rows(name: str, chosen: Sequence[Document]) -> list[tuple[str, str]]:
    if not chosen:
        return []
    scores = {document.name: compare(document.expected(), document.read()) for document in chosen}
    whole = Score()
    for score in scores.values():
        whole.add(score)
    rows = [(f"{name}: F1 of all facts, {len(scores)} documents", f"{whole.f1():.4f}")]
    rows += [
        (f"{name}: {field} ({right} right, {missed} missed, {extra} extra)", f"{f1:.3f}")
        for field, f1, right, missed, extra in table(scores)
    ]
    return rows


if __name__ == "__main__":
    for label, figure in run():
        print(f"{label:75} {figure:>8}")
