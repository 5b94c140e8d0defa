"""Case numbers of Danish administrations: what is one, what is nearly one, and what each part means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish.journal_numbers import ANYWHERE, is_case_number_line, parse


def test_a_kle_number_tells_topic_facet_sequence_and_year() -> None:
    number = parse("17.04.00-P20-2-24")
    assert (number.scheme, number.valid) == ("kle", True)
    assert (number.topic, number.facet, number.sequence, number.year) == ("17.04.00", "P20", 2, 2024)


@pytest.mark.parametrize(
    "raw",
    [
        "17.04.00P20-2-24",
        "17.04.00-P20-2-2024",
        "Sagsnr. 17.04.00-P20-2-24",
        "  17.04.00-P20-2-24 ",
        "(17.04.00-P20-2-24)",
    ],
)
def test_small_variations_mean_the_same_number(raw: str) -> None:
    number = parse(raw)
    assert (number.topic, number.facet, number.sequence, number.year) == ("17.04.00", "P20", 2, 2024)
    assert number.valid


@pytest.mark.parametrize(
    ("raw", "topic"),
    [
        ("27.69.52-102-1-25", "27.69.52"),
        ("17.04.00-p20-2-24", "17.04.00"),
        ("17.04.00-X20-2-24", "17.04.00"),
        ("00.22.04-P35", "00.22.04"),
        ("00.22.04-P35-1", "00.22.04"),
        ("17.04.00", "17.04.00"),
    ],
)
def test_what_is_nearly_a_kle_number_is_told_as_such_and_is_not_valid(raw: str, topic: str) -> None:
    number = parse(raw)
    assert (number.raw, number.scheme, number.valid, number.topic) == (raw, "kle", False, topic)


@pytest.mark.parametrize(
    ("raw", "scheme", "year", "sequence"),
    [
        ("25-008999", "year-serial", 2025, 8999),
        ("2020-016062", "year-serial", 2020, 16062),
        ("18/5090", "year-serial", 2018, 5090),
        ("2023/1234", "year-serial", 2023, 1234),
        ("330-2017-89635", "authority-year-serial", 2017, 89635),
        ("EMN-2020-00123", "prefix-year-serial", 2020, 123),
    ],
)
def test_the_numbers_of_other_systems_tell_year_and_serial(raw: str, scheme: str, year: int, sequence: int) -> None:
    number = parse(raw)
    assert (number.raw, number.scheme, number.valid, number.year, number.sequence) == (
        raw,
        scheme,
        True,
        year,
        sequence,
    )


@pytest.mark.parametrize(
    "raw", ["", "abc", "1234567", "17.04", "17.04.00-P20-0000002-24", "-", "§ 17, stk. 4", "12 34 56 78"]
)
def test_an_unknown_form_is_kept_as_it_is(raw: str) -> None:
    number = parse(raw)
    assert (number.raw, number.scheme, number.valid, number.year) == (raw, None, False, None)


@pytest.mark.parametrize(("raw", "year"), [("17.04.00-P20-2-69", 2069), ("17.04.00-P20-2-70", 1970), ("99/123", 1999)])
def test_two_figures_mean_the_years_from_1970_to_2069(raw: str, year: int) -> None:
    assert parse(raw).year == year


@pytest.mark.parametrize("line", ["17.04.00-P20-2-24", "25-008999", "18/5090", "EMN-2020-00123", "330-2017-89635"])
def test_a_line_with_a_case_number_alone_is_one(line: str) -> None:
    assert is_case_number_line(line)


@pytest.mark.parametrize(
    "line", ["", "Punkt", "Se 17.04.00-P20-2-24 om skolen", "1/2", "2025", "kl. 16.30", "- 25-008999 " * 9]
)
def test_a_line_that_says_more_is_no_case_number(line: str) -> None:
    assert not is_case_number_line(line)


@given(
    st.tuples(*[st.integers(0, 99)] * 3),
    st.sampled_from("APSØGKI"),
    st.integers(0, 99),
    st.integers(1, 999_999),
    st.integers(1970, 2069),
)
def test_a_kle_number_that_is_written_is_read_again(
    topic: tuple[int, ...], facet: str, number: int, sequence: int, year: int
) -> None:
    written = ".".join(f"{part:02}" for part in topic) + f"-{facet}{number:02}-{sequence}-{year % 100:02}"
    found = parse(written)
    assert found.valid
    assert f"{found.topic}-{found.facet}-{found.sequence}-{(found.year or 0) % 100:02}" == written
    assert ANYWHERE.fullmatch(written)
    assert is_case_number_line(written)


@given(st.text(alphabet="0123456789.-/ PSØxEMN", max_size=40))
def test_no_text_is_too_odd_to_be_a_number_and_none_is_lost(raw: str) -> None:
    found = parse(raw)
    assert found.raw == raw.strip()
    assert not found.valid or (found.year is not None and found.sequence is not None)
    assert found.facet is None or found.topic is not None
