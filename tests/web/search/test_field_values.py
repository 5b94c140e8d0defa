"""What the values of fields in a question mean."""

import datetime

import pytest

from sagsgang.model import ItemKind, Outcome
from sagsgang.web.archive.search import field_values


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ("godkendt", Outcome.APPROVED),
        ("Tiltrådt", Outcome.APPROVED),
        ("tiltraadt", Outcome.APPROVED),
        ("udsat", Outcome.POSTPONED),
        ("afvist", Outcome.REJECTED),
        ("taget til efterretning", Outcome.NOTED),
        ("taget  til Efterretning", Outcome.NOTED),
        ("efterret", Outcome.NOTED),
        ("anbefal", Outcome.RECOMMENDED),
        ("partly_approved", Outcome.PARTLY_APPROVED),
        ("partly approved", Outcome.PARTLY_APPROVED),
        ("rejected", Outcome.REJECTED),
    ],
)
def test_outcomes_are_known_by_their_names(value: str, outcome: Outcome) -> None:
    assert field_values.outcome(value) == outcome


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_can_be_asked_for(outcome: Outcome) -> None:
    assert field_values.outcome(outcome.value) == outcome


@pytest.mark.parametrize("kind", ItemKind)
def test_every_kind_can_be_asked_for(kind: ItemKind) -> None:
    assert field_values.kind(kind.value) == kind


@pytest.mark.parametrize("value", ["", "blå", "taget", "god", "udsat igen", "*"])
def test_other_words_are_no_outcome(value: str) -> None:
    assert field_values.outcome(value) is None


@pytest.mark.parametrize(
    ("value", "topic"),
    [("17", "17"), ("17.04", "17.04"), ("17.04.00", "17.04.00"), ("17.04.00-P20-2-24", "17.04.00")],
)
def test_a_topic_is_a_number_or_its_beginning(value: str, topic: str) -> None:
    assert field_values.topic(value) == topic


@pytest.mark.parametrize("value", ["", "1", "17.4", "skole", "170400", "17..00"])
def test_other_numbers_are_no_topic(value: str) -> None:
    assert field_values.topic(value) is None


@pytest.mark.parametrize("value", ["2025-08-13", "13.8.2025", "13-08-2025", "13/8/2025", "13. 8. 2025"])
def test_a_day_is_written_in_several_ways(value: str) -> None:
    assert field_values.first_day(value) == field_values.last_day(value) == datetime.date(2025, 8, 13)


def test_a_year_is_its_first_and_its_last_day() -> None:
    assert field_values.first_day("2025") == datetime.date(2025, 1, 1)
    assert field_values.last_day("2025") == datetime.date(2025, 12, 31)
    assert field_values.years("2025-2023") == (datetime.date(2023, 1, 1), datetime.date(2025, 12, 31))


@pytest.mark.parametrize("value", ["", "i går", "2025-13-01", "31.2.2025", "0000", "25", "2025-8", "13.8"])
def test_other_texts_are_no_day(value: str) -> None:
    assert (field_values.first_day(value), field_values.last_day(value), field_values.years(value)) == (None,) * 3


def test_places_are_what_stands_in_addresses() -> None:
    assert field_values.municipality("Sølund Kommune") == "soelund"
    assert field_values.body("Børne- og Skoleudvalget") == "boerne-og-skoleudvalget"
    assert field_values.body("Sølund/Byrådet") == "soelund/byraadet"


@pytest.mark.parametrize("value", ["", "!", "/", "havnby/"])
def test_a_place_needs_a_letter(value: str) -> None:
    assert field_values.body(value) is None
    assert field_values.municipality(value.strip("havnby/")) is None
