"""Mentions of items and meetings in running text."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish.references import find_references


def references(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (text[found.start : found.end], found.body, found.date.isoformat() if found.date else None, found.number)
        for found in find_references(text)
    ]


@pytest.mark.parametrize(
    "words", ["punkt 96", "Punkt 96", "pkt. 96", "pkt 96", "dagsordenspunkt 96", "punkt nr. 96", "sag nr. 96", "sag 96"]
)
def test_an_item_is_named_in_many_ways(words: str) -> None:
    assert references(f"Det ses af {words}.") == [(words, None, None, "96")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("møde den 16. august 2023 (punkt 96)", ("punkt 96", None, "2023-08-16", "96")),
        ("Behandlet på Byrådets møde den 1. marts 2023, punkt 12.", ("punkt 12", "Byrådet", "2023-03-01", "12")),
        ("pkt. 7 på mødet den 1.2.2024", ("pkt. 7", None, "2024-02-01", "7")),
        ("på mødet i Kulturudvalget den 4. juni 2024 (sag nr. 8)", ("sag nr. 8", "Kulturudvalget", "2024-06-04", "8")),
        ("Økonomiudvalget godkendte den 3. maj 2022 rammen.", ("3. maj 2022", "Økonomiudvalget", "2022-05-03", None)),
        ("Se referat af mødet den 3. maj 2022.", ("3. maj 2022", None, "2022-05-03", None)),
    ],
)
def test_a_mention_tells_item_meeting_and_body_where_the_text_does(
    text: str, expected: tuple[str, str | None, str | None, str | None]
) -> None:
    assert references(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "", "punktum", "5 punkter", "sag 18/5090", "punkt 20 %", "punkt 5.000 kr.", "senest den 1. marts 2023",
        "Loven trådte i kraft den 1. januar 2024.", "Budgettet er pr. 1. marts 2023 på 5 mio. kr.", "pkt.", "punkt fem",
        "Fristen er mødet inden den 1. marts 2023",
    ],
)  # fmt: skip
def test_what_mentions_no_item_and_no_meeting_gives_none(text: str) -> None:
    assert references(text) == []


def test_a_body_that_is_not_named_is_not_guessed() -> None:
    text = "Økonomiudvalget har ønsket sagen. Den blev behandlet i udvalget på møde den 3. maj 2022."
    assert references(text) == [("3. maj 2022", None, "2022-05-03", None)]


def test_each_item_gets_the_date_that_stands_at_it() -> None:
    text = "Sagen var på mødet den 3. maj 2022 (punkt 4) og på mødet den 7. juni 2022 (punkt 9)."
    assert references(text) == [("punkt 4", None, "2022-05-03", "4"), ("punkt 9", None, "2022-06-07", "9")]


@given(st.dates(datetime.date(1970, 1, 1), datetime.date(2069, 12, 31)), st.integers(1, 999))
def test_a_mention_that_is_written_is_read_again(date: datetime.date, number: int) -> None:
    text = f"Sagen blev behandlet på Byrådets møde den {date.day:02}-{date.month:02}-{date.year} (punkt {number})."
    assert references(text) == [(f"punkt {number}", "Byrådet", date.isoformat(), str(number))]


WORDS = [
    "punkt",
    "Punkt",
    "96",
    "3.",
    "maj",
    "2022",
    "mødet",
    "den",
    "Byrådet",
    "i",
    "udvalget",
    "senest",
    "(",
    ")",
    ".",
    "Sag\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_every_mention_lies_in_the_text_in_order(words: list[str]) -> None:
    text = " ".join(words)
    before = 0
    for found in find_references(text):
        assert before <= found.start < found.end <= len(text)
        assert found.number is not None or found.date is not None
        before = found.start
