"""Dates and times of day as minutes write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish.dates import MONTHS, find_date, find_dates, find_times

LONG_MONTHS = [name for name in MONTHS if len(name) > 4 or name in ("maj", "juni", "juli")]
FORMS = ["{d}. {name} {y}", "{d}.{m}.{y}", "{d:02}-{m:02}-{y}", "{d}/{m} {y}", "{y}-{m:02}-{d:02}", "{d}-{name}-{y}"]
DATES = st.dates(datetime.date(1970, 1, 1), datetime.date(2069, 12, 31))


def dates(text: str) -> list[str]:
    return [found.date.isoformat() for found in find_dates(text)]


@pytest.mark.parametrize(
    "text",
    [
        "13. august 2025", "13.august 2025", "13 august 2025", "13. august, 2025", "13. AUGUST 2025", "d. 13. aug 2025",
        "13. aug. 2025", "onsdag den 13. august 2025 kl. 16.00", "13-08-2025", "13.08.2025", "13.8.2025", "13/8 2025",
        "13/8-2025", "13/08/2025", "13-aug-2025", "2025-08-13", "13.8.25", "13-08-25", "(13.08.2025)", "13.08.2025.",
        "13.\u00a0august\u00a02025",
    ],
)  # fmt: skip
def test_one_day_is_written_in_many_ways(text: str) -> None:
    assert dates(text) == ["2025-08-13"]


@pytest.mark.parametrize(
    "text",
    [
        "", "2025", "august 2025", "den 13. august", "31-02-2020", "29.2.2023", "13. brumaire 2025", "0. august 2025",
        "32. august 2025", "13.13.2025", "5.000.000 kr.", "1.200,50", "192.168.10.12", "12.12.12.12",
        "tlf. 12 34 56 78", "330-2017-89635", "§ 1.2.3", "2025-8-3", "1. januar2024", "kl. 10.15.30",
    ],
)  # fmt: skip
def test_what_is_no_whole_date_gives_none(text: str) -> None:
    assert dates(text) == []


def test_several_dates_come_in_the_order_of_the_text() -> None:
    assert dates("Fra 3. maj 2024 til 1.2.2025, jf. brev af 2023-11-30.") == ["2024-05-03", "2025-02-01", "2023-11-30"]


@pytest.mark.parametrize(
    "number", ["17.04.00-P20-2-24", "01.02.05-P16-1-24", "01.02.05P16-1-24", "27.03.24-102-1-25", "00.22.04-P35"]
)
def test_a_case_number_is_no_date(number: str) -> None:
    assert dates(f"Sagsnr. {number} af 3. maj 2024") == ["2024-05-03"]


def test_the_last_day_of_two_with_one_month_is_a_date() -> None:
    assert dates("Seminar den 13.-14. august 2025") == ["2025-08-14"]


def test_letters_that_a_scan_took_for_others_do_no_harm() -> None:
    assert dates("3. aprıl 2025 og 4. auguſt 2025") == ["2025-04-03", "2025-08-04"]


def test_a_leap_day_exists_in_a_leap_year_only() -> None:
    assert dates("29. februar 2024 og 29. februar 2025") == ["2024-02-29"]


@pytest.mark.parametrize(("text", "year"), [("1.1.70", 1970), ("1.1.99", 1999), ("1.1.00", 2000), ("1.1.69", 2069)])
def test_two_figures_mean_the_years_from_1970_to_2069(text: str, year: int) -> None:
    assert dates(text) == [f"{year}-01-01"]


def test_the_first_date_is_told_with_its_place() -> None:
    text = "Møde den 3. maj 2024 og 4. maj 2024"
    found = find_date(text)
    assert found is not None
    assert text[found.start : found.end] == "3. maj 2024"
    assert find_date("Mødet er aflyst.") is None


def test_a_day_without_a_year_is_not_dated() -> None:
    assert dates("Svar den 24. juni eller 1. juli 2025.") == ["2025-07-01"]


@given(DATES, st.sampled_from(FORMS))
def test_a_date_that_is_written_is_read_again(date: datetime.date, form: str) -> None:
    name = LONG_MONTHS[date.month - 1]
    text = "Møde d. " + form.format(d=date.day, m=date.month, y=date.year, name=name) + " på rådhuset"
    assert dates(text) == [date.isoformat()]


@given(st.text(alphabet="0123456789.-/ :,klmajunisept", max_size=60))
def test_every_found_date_lies_in_the_text_and_none_over_another(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("kl. 8.30 - 10.15", ["08:30", "10:15"]),
        ("kl. 08:00", ["08:00"]),
        ("kl.8.30", ["08:30"]),
        ("16.00", ["16:00"]),
        ("10:00:00", ["10:00"]),
        ("klokken 9", ["09:00"]),
        ("Mødet hævet kl. 20.15.", ["20:15"]),
        ("13.08.2025 kl. 9.00", ["09:00"]),
        ("kl. 16.30-18", ["16:30"]),
        ("kl. 16.30-18.00", ["16:30", "18:00"]),
        ("kl. 24.00", ["00:00"]),
        ("kl. 25.00", []),
        ("kl. 12.60", []),
        ("5.000,00 kr.", []),
        ("13.08.2025", []),
        ("", []),
    ],
)
def test_times_of_day_are_told_from_dates_and_amounts(text: str, times: list[str]) -> None:
    assert [time.strftime("%H:%M") for time in find_times(text)] == times


@given(st.times(), st.sampled_from(["kl. {h}.{m:02}", "kl. {h:02}:{m:02}", "{h:02}.{m:02}"]))
def test_a_time_that_is_written_is_read_again(time: datetime.time, form: str) -> None:
    written = form.format(h=time.hour, m=time.minute)
    assert find_times(f"Mødet begynder {written} i salen") == [datetime.time(time.hour, time.minute)]


@given(st.text(alphabet="0123456789.:- kl", max_size=60))
def test_no_text_is_too_odd_to_look_for_times_in(text: str) -> None:
    assert all(isinstance(time, datetime.time) for time in find_times(text))
