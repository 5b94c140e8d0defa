"""Periods and imprecise dates: which days they cover, and which they leave open."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish.calendar_days import Exactness, Part, days_of, later, part_of
from sagsgang.danish.periods import Anchors, FoundPeriod, find_periods

SAID = Anchors(said_on=datetime.date(2025, 8, 13))


def days(text: str, anchors: Anchors | None = None) -> list[tuple[str, str]]:
    return [(str(found.first or "?"), str(found.last or "?")) for found in find_periods(text, anchors)]


def one(text: str, anchors: Anchors | None = None) -> FoundPeriod:
    [found] = find_periods(text, anchors)
    return found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("13. august 2025", "2025-08-13", "2025-08-13"),
        ("uge 34, 2025", "2025-08-18", "2025-08-24"),
        ("uge 1 2026", "2025-12-29", "2026-01-04"),
        ("marts 2025", "2025-03-01", "2025-03-31"),
        ("februar 2024", "2024-02-01", "2024-02-29"),
        ("1. kvartal 2025", "2025-01-01", "2025-03-31"),
        ("fjerde kvartal af 2025", "2025-10-01", "2025-12-31"),
        ("Q2 2025", "2025-04-01", "2025-06-30"),
        ("første halvår 2026", "2026-01-01", "2026-06-30"),
        ("2. halvår i 2026", "2026-07-01", "2026-12-31"),
        ("Forår 2024", "2024-03-01", "2024-05-31"),
        ("sommeren 2026", "2026-06-01", "2026-08-31"),
        ("vinteren 2027/28", "2027-12-01", "2028-02-29"),
        ("skoleåret 2025/26", "2025-08-01", "2026-07-31"),
        ("årsskiftet 2025/2026", "2025-12-31", "2026-01-01"),
        ("i 2025", "2025-01-01", "2025-12-31"),
        ("budgetåret 2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_named_period_covers_its_days(text: str, first: str, last: str) -> None:
    assert days(f"Planen gælder {text}.") == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1.-2. kvartal 2025", "2025-01-01", "2025-06-30"),
        ("2026-2029", "2026-01-01", "2029-12-31"),
        ("2022-25", "2022-01-01", "2025-12-31"),
        ("vinter-forår 2026", "2026-01-01", "2026-05-31"),
        ("forår/sommer 2026", "2026-03-01", "2026-08-31"),
        ("maj-juni 2025", "2025-05-01", "2025-06-30"),
        ("januar til marts 2025", "2025-01-01", "2025-03-31"),
        ("uge 34-36 2025", "2025-08-18", "2025-09-07"),
        ("13.-14. august 2025", "2025-08-13", "2025-08-14"),
        ("1. januar - 31. marts 2025", "2025-01-01", "2025-03-31"),
        ("medio 2025 til ultimo 2026", "2025-05-01", "2026-12-31"),
        ("november-februar 2026", "2025-11-01", "2026-02-28"),
        ("uge 51-2 2026", "2025-12-15", "2026-01-11"),
    ],
)
def test_a_range_goes_from_the_first_day_of_one_end_to_the_last_of_the_other(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("primo marts 2025", "2025-03-01", "2025-03-10"),
        ("medio 2026", "2026-05-01", "2026-08-31"),
        ("ultimo 2025", "2025-09-01", "2025-12-31"),
        ("i begyndelsen af 2026", "2026-01-01", "2026-04-30"),
        ("primo 2026-2029", "2026-01-01", "2027-04-30"),
        ("medio 2. kvartal 2025", "2025-05-01", "2025-05-31"),
        ("ultimo februar 2024", "2024-02-19", "2024-02-29"),
    ],
)
def test_a_part_of_a_period_is_a_third_and_is_told_to_be_about(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]
    assert one(text).exactness is Exactness.ABOUT


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("senest den 1. marts 2023", "?", "2023-03-01"),
        ("senest fredag den 3. marts 2023", "?", "2023-03-03"),
        ("inden udgangen af 2025", "?", "2025-12-31"),
        ("senest med udgangen af november 2025", "?", "2025-11-30"),
        ("inden 2030", "?", "2029-12-31"),
        ("før den 1. marts 2023", "?", "2023-02-28"),
        ("inden ultimo 2025", "?", "2025-12-31"),
        ("frem til marts 2025", "?", "2025-03-31"),
        ("fra og med 1. januar 2024", "2024-01-01", "?"),
        ("siden 2019", "2019-01-01", "?"),
        ("efter 1. marts 2023", "2023-03-02", "?"),
    ],
)
def test_a_deadline_has_no_first_day_and_a_beginning_no_last(text: str, first: str, last: str) -> None:
    assert days(f"Det sker {text}.") == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("inden udgangen af året", "?", "2025-12-31"),
        ("senest ved årets udgang", "?", "2025-12-31"),
        ("i år", "2025-01-01", "2025-12-31"),
        ("sidste år", "2024-01-01", "2024-12-31"),
        ("marts næste år", "2026-03-01", "2026-03-31"),
        ("uge 34 i år", "2025-08-18", "2025-08-24"),
    ],
)
def test_a_year_that_depends_on_the_day_is_known_only_with_the_day(text: str, first: str, last: str) -> None:
    assert days(text, SAID) == [(first, last)]
    assert days(text) == [("?", "?")]


@pytest.mark.parametrize(
    "text", ["uge 34", "1.-2. kvartal", "i marts", "den 24. juni", "medio marts", "senest 1. marts", "i sommeren"]
)
def test_what_names_no_year_stays_unknown_until_one_is_given(text: str) -> None:
    assert days(text, SAID) == [("?", "?")]
    assert days(text, Anchors(year=2025)) != [("?", "?")]


@pytest.mark.parametrize(
    "text", ["vinteren 2026", "uge 53 2025", "den 31. februar 2025", "30.-2. maj 2025", "senest 5 hverdage"]
)
def test_days_that_cannot_be_told_are_not_guessed(text: str) -> None:
    day = datetime.date(2025, 8, 13)
    assert days(text, Anchors(said_on=day, year=2025, counted_from=day)) == [("?", "?")]


@pytest.mark.parametrize(
    "text",
    [
        "", "Danmarkskort 2024", "2020-016062", "330-2017-89635", "i 2025-priser", "5.000 kr.", "kl. 20.15",
        "kvartalsvis", "inden udgangen af det år, hvor kortet kommer", "året efter", "i 2000 kr.", "§ 17, stk. 4",
        "18/5090", "2029-2026", "sommerhus", "skoleåret 2025/29", "ugentlig",
    ],
)  # fmt: skip
def test_what_names_no_period_gives_none(text: str) -> None:
    assert days(text, SAID) == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("inden for 3 måneder", "2025-04-30"),
        ("inden for en måned", "2025-02-28"),
        ("senest 14 dage", "2025-02-14"),
        ("inden fire uger", "2025-02-28"),
        ("inden for 2 år", "2027-01-31"),
    ],
)
def test_a_term_runs_from_the_day_that_is_given(text: str, last: str) -> None:
    assert days(text, Anchors(counted_from=datetime.date(2025, 1, 31))) == [("2025-01-31", last)]
    assert days(text, SAID) == [("?", "?")]


def test_a_year_that_is_named_once_is_shared() -> None:
    assert days("gennemført i sommeren og efteråret 2024") == [
        ("2024-06-01", "2024-08-31"),
        ("2024-09-01", "2024-11-30"),
    ]
    assert days("1. og 3. kvartal 2025") == [("2025-01-01", "2025-03-31"), ("2025-07-01", "2025-09-30")]


def test_a_period_stands_with_its_bound_in_its_place() -> None:
    text = "Planen er færdig medio 2026 og forelægges senest den 1. marts 2027."
    assert [text[found.start : found.end] for found in find_periods(text)] == ["medio 2026", "senest den 1. marts 2027"]


@pytest.mark.parametrize("text", ["primo 3. maj 2025", "medio 3. maj 2025", "ultimo årsskiftet 2025/26"])
def test_a_part_of_a_day_or_two_is_the_whole_of_it(text: str) -> None:
    found = one(text)
    assert found.first is not None
    assert found.last is not None
    assert 0 <= (found.last - found.first).days <= 1


@pytest.mark.parametrize("text", ["3. halvår 2025", "0. kvartal 2025", "uge 0 2025", "uge 59 2025"])
def test_what_no_year_has_is_not_dated(text: str) -> None:
    assert all(found.first is None and found.last is None for found in find_periods(text))


def test_a_range_is_as_exact_as_its_vaguer_end() -> None:
    assert one("1. marts 2025 til ultimo 2026").exactness is Exactness.ABOUT
    assert one("udgangen af november 2025").exactness is Exactness.DAY


@given(
    st.sampled_from([unit for unit in Exactness if unit not in (Exactness.DAY, Exactness.ABOUT)]),
    st.integers(-2, 60),
    st.integers(-10, 12_000),
    st.sampled_from(Part),
)
def test_a_part_of_a_period_lies_within_it(unit: Exactness, number: int, year: int, part: Part) -> None:
    whole = days_of(unit, number, year)
    if whole is not None:
        first, last = part_of(whole, part)
        assert whole[0] <= first <= last <= whole[1]


@given(st.dates(), st.integers(-10_000, 10_000_000), st.integers(0, 200_000))
def test_moving_on_never_leaves_the_calendar_loudly(day: datetime.date, count: int, months: int) -> None:
    moved = later(day, days=count, months=months)
    assert moved is None or isinstance(moved, datetime.date)


WORDS = [
    "primo", "medio", "ultimo", "udgangen", "af", "året", "i", "år", "næste", "inden", "for", "senest", "den",
    "1.", "31.", "-", "–", "/", "og", "til", "2025", "2026-2029", "25", "uge", "34", "53", "kvartal",
    "halvår", "forår", "vinter", "sommeren", "marts", "maj", "maj-juni", "måneder", "3", "dage", "skoleåret",
    "2025/26", ",", ".", "efter", "før",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), max_size=14),
    st.sampled_from(["", " "]),
    st.sampled_from([None, SAID, Anchors(year=99_999)]),
)
def test_every_found_period_lies_in_the_text_and_runs_forwards(
    words: list[str], space: str, anchors: Anchors | None
) -> None:
    text = space.join(words)
    end = 0
    for found in find_periods(text, anchors):
        assert end <= found.start < found.end <= len(text)
        assert found.first is None or found.last is None or found.first <= found.last
        end = found.end
