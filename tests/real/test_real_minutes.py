"""What the reader says of five published texts, field by field, beside what a careful person reads in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from tests.real import resolve
from tests.real.test_expectations import DOCUMENT_FIELDS, ITEM_FIELDS

from sagsgang.model import from_json, to_json
from sagsgang.reading import read

pytestmark = pytest.mark.skipif(
    not resolve.available(), reason="the published texts (../shared/minutes) are not on this machine"
)
every_text = pytest.mark.parametrize("name", resolve.NAMES)
MEETING_FIELDS = sorted(DOCUMENT_FIELDS - {"source", "items"})


@cache
def reading(name: str) -> dict[str, Any]:
    return to_json(read((resolve.MINUTES / f"{name}.txt").read_bytes(), f"{name}.txt"))


def differences(expected: Any, actual: Any, where: str) -> Iterator[str]:
    """Where two values differ; strings count by their letters and digits."""
    if isinstance(expected, str) and isinstance(actual, str):
        if not resolve.agrees(expected, actual):
            yield f"{where}: {actual!r} instead of {expected!r}"
    elif isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            yield from differences(value, actual.get(key), f"{where}.{key}")
    elif isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            yield f"{where}: {len(actual)} entries instead of {len(expected)}: {actual!r}"
        for n, (value, other) in enumerate(zip(expected, actual, strict=False)):
            yield from differences(value, other, f"{where}[{n}]")
    elif expected != actual or type(expected) is not type(actual):
        yield f"{where}: {actual!r} instead of {expected!r}"


@every_text
@pytest.mark.parametrize("field", MEETING_FIELDS)
def test_what_the_text_says_of_its_meeting_is_read(name: str, field: str) -> None:
    assert list(differences(resolve.load(name)[field], reading(name)[field], field)) == []


@every_text
def test_the_items_are_those_of_the_text(name: str) -> None:
    expected, read_items = resolve.load(name)["items"], reading(name)["items"]
    assert [item["number"] for item in read_items] == [item["number"] for item in expected]


@every_text
@pytest.mark.parametrize("field", sorted(ITEM_FIELDS))
def test_what_the_text_says_of_each_item_is_read(name: str, field: str) -> None:
    found = [
        difference
        for expected, item in zip(resolve.load(name)["items"], reading(name)["items"], strict=True)
        for difference in differences(expected[field], item[field], f"item {expected['number']}: {field}")
    ]
    assert found == []


@every_text
def test_a_reading_of_a_published_text_comes_back_from_its_json(name: str) -> None:
    document = reading(name)
    assert to_json(from_json(document)) == document


def test_a_difference_in_a_word_a_figure_a_kind_and_a_length_is_found() -> None:
    expected = {"title": "Ny bro", "open": True, "route": ["BYR"], "votes": {"for": 3}}
    assert (
        list(differences(expected, {"title": "ny bro.", "open": True, "route": ["BYR"], "votes": {"for": 3}}, "")) == []
    )
    for wrong in (
        {"title": "Ny vej"},
        {"open": 1},
        {"open": None},
        {"route": []},
        {"votes": {"for": 4}},
        {"votes": None},
    ):
        assert len(list(differences(expected, {**expected, **wrong}, ""))) == 1
