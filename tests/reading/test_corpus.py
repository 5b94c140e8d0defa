"""What the reader says of the documents of our own writing, beside what a careful person reads in them.

`SAGSGANG_REGENERATE=1` writes every `expected.json` of the development documents anew from the reader: look at the
difference before you keep it. A test fails while it is set.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from tests.corpus import documents
from tests.corpus.documents import Document
from tests.corpus.scoring import Score, compare

REGENERATE = "SAGSGANG_REGENERATE"
FLOOR = 0.9
"""The least F1 of any one document; of the corpus as a whole more is asked."""
WHOLE_FLOOR = 0.977

every_document = pytest.mark.parametrize("document", documents.development(), ids=lambda document: document.name)


@pytest.fixture(scope="module")
def readings() -> dict[str, dict[str, Any]]:
    """What the reader says of each development document, in the form of the expectations."""
    read = {document.name: document.read() for document in documents.development()}
    if os.environ.get(REGENERATE):
        for document in documents.development():
            document.expectation.write_text(documents.as_written(read[document.name]), encoding="utf-8")
    return read


def test_expectations_are_not_being_written_anew(readings: dict[str, dict[str, Any]]) -> None:
    assert not os.environ.get(REGENERATE), f"{REGENERATE} is set: every expectation was written anew from the reader"


@every_document
def test_a_document_is_read_as_a_careful_person_reads_it(
    document: Document, readings: dict[str, dict[str, Any]]
) -> None:
    score = compare(document.expected(), readings[document.name])
    assert score.f1() >= FLOOR, f"F1 {score.f1():.3f} is below {FLOOR}\n" + "\n".join(score.differences)


def test_the_corpus_as_a_whole_is_read_as_well_as_before(readings: dict[str, dict[str, Any]]) -> None:
    whole = Score()
    for document in documents.development():
        whole.add(compare(document.expected(), readings[document.name]))
    assert whole.f1() >= WHOLE_FLOOR


@every_document
def test_an_expectation_has_the_fields_of_a_reading(document: Document, readings: dict[str, dict[str, Any]]) -> None:
    expected, read = document.expected(), readings[document.name]
    assert set(expected) == set(read)
    fields = set().union(*(item.keys() for reading in readings.values() for item in reading["items"]))
    assert all(set(item) == fields for item in expected["items"])


def test_a_document_agrees_with_itself_and_a_lost_item_counts_against_it() -> None:
    whole = next(document for document in documents.development() if len(document.expected()["items"]) > 3).expected()
    short = {**whole, "items": whole["items"][:-1]}
    assert compare(whole, whole).f1() == 1.0
    assert compare(whole, short).f1() < 1.0
    assert compare(short, whole).f1() < 1.0
    assert any(difference.startswith("- item@") for difference in compare(whole, short).differences)


def test_a_wrong_word_counts_against_a_reading_and_a_missing_comma_does_not() -> None:
    expected = {"document": "minutes", "place": "Rådhuset, lokale 3", "items": []}
    assert compare(expected, {**expected, "place": "RÅDHUSET – LOKALE 3."}).f1() == 1.0
    assert compare(expected, {**expected, "place": "Rådhuset, lokale 4"}).f1() < 1.0
    assert compare(expected, {**expected, "place": None}).f1() < 1.0
