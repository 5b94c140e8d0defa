"""Amounts of money, percentages and counts, read and written the Danish way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish.amounts import Unit, find_amounts, format_amount, parse_number


def amounts(text: str) -> list[tuple[Decimal, Unit]]:
    return [(found.value, found.unit) for found in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "kroner"),
    [
        ("400.000 kr.", "400000"),
        ("400.000 kroner", "400000"),
        ("400.000 Kr", "400000"),
        ("400 kr.", "400"),
        ("kr. 5.000.000", "5000000"),
        ("DKK 5.000", "5000"),
        ("5.000,-", "5000"),
        ("12.345,67 kr.", "12345.67"),
        ("1\u00a0200\u00a0000 kr.", "1200000"),
        ("-113.281 kr.", "-113281"),
        ("−113.281 kr.", "-113281"),
        ("(-3,2 mio. kr.)", "-3200000"),
        ("1,7 mio. kr.", "1700000"),
        ("2,495 mio.kr.", "2495000"),
        ("2 millioner kroner", "2000000"),
        ("5 mia. kr.", "5000000000"),
        ("1.200 t.kr.", "1200000"),
        ("1.200 tkr.", "1200000"),
        ("3 tusind kroner", "3000"),
    ],
)
def test_an_amount_of_money_is_told_in_whole_kroner(text: str, kroner: str) -> None:
    assert amounts(f"Der gives {text} til havnen") == [(Decimal(kroner), Unit.KRONER)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("44,9 %", "44.9", Unit.PERCENT),
        ("75% af sagerne", "75", Unit.PERCENT),
        ("57 procent", "57", Unit.PERCENT),
        ("5 pct.", "5", Unit.PERCENT),
        ("-5 %", "-5", Unit.PERCENT),
        ("20,4 procentpoint", "20.4", Unit.PERCENTAGE_POINTS),
        ("3 %-point", "3", Unit.PERCENTAGE_POINTS),
        ("10 pct.-point", "10", Unit.PERCENTAGE_POINTS),
        ("6.905", "6905", Unit.NUMBER),
        ("17,5 mio.", "17500000", Unit.NUMBER),
        ("0,5", "0.5", Unit.NUMBER),
    ],
)
def test_percentages_and_counts_are_told_apart(text: str, value: str, unit: Unit) -> None:
    assert amounts(text) == [(Decimal(value), unit)]


@pytest.mark.parametrize(
    "text",
    [
        "", "punkt 96", "§ 126 a", "A1.158", "13.08.2025", "den 1.1.2025", "kl. 8.30", "27.69.52-102-1-25", "18/5090",
        "1.5 mio. kr.", "1,000,000 kr.", "1.00.000 kr.", "12.34 kr.", "kr.", "mio. kr.", "fem kroner", "5 km", "pct.",
    ],
)  # fmt: skip
def test_what_is_no_amount_or_can_mean_two_gives_none(text: str) -> None:
    assert amounts(text) == []


def test_the_unit_of_a_range_belongs_to_both_ends() -> None:
    assert amounts("5-10 mio. kr.") == [(Decimal(5_000_000), Unit.KRONER), (Decimal(10_000_000), Unit.KRONER)]
    assert amounts("mellem 20 til 25 %") == [(Decimal(20), Unit.PERCENT), (Decimal(25), Unit.PERCENT)]


def test_the_kroner_of_one_amount_do_not_begin_the_next() -> None:
    assert amounts("Der gives 400.000 kr. 3 medlemmer stemte imod.") == [(Decimal(400_000), Unit.KRONER)]


def test_amounts_stand_in_the_order_of_the_text_with_their_places() -> None:
    text = "Af 400.000 kr. er brugt 286.719 kr., dvs. 71,7 %."
    assert [text[found.start : found.end] for found in find_amounts(text)] == ["400.000 kr.", "286.719 kr.", "71,7 %"]


def test_the_writing_tells_how_exact_the_figure_is() -> None:
    steps = [found.step for found in find_amounts("1,7 mio. kr., 1.703.250 kr., 44,9 %, 7 %")]
    assert steps == [Decimal(100_000), Decimal(1), Decimal("0.1"), Decimal(1)]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("49", 49), (" 6.905 ", 6905), ("-113.281", -113281), ("– 5", -5), ("44,9", "44.9"), ("0", 0)],
)
def test_a_cell_that_is_a_number_is_one(cell: str, number: int | str) -> None:
    assert parse_number(cell) == Decimal(number)


@pytest.mark.parametrize(
    "cell", ["", "-", "–", "44,9 %", "1.5", "1,2,3", "12.34.56", "fem", "1e5", "NaN", "--5", "5-6"]
)
def test_a_cell_that_is_no_danish_number_is_none(cell: str) -> None:
    assert parse_number(cell) is None


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "written"),
    [
        ("400000", Unit.KRONER, None, "400.000 kr."),
        ("-113281", Unit.KRONER, None, "-113.281 kr."),
        ("1700000.50", Unit.KRONER, None, "1.700.000,50 kr."),
        ("44.90", Unit.KRONER, None, "44,90 kr."),
        ("44.9", Unit.KRONER, None, "44,90 kr."),
        ("400000.00", Unit.KRONER, None, "400.000 kr."),
        ("1E+3", Unit.NUMBER, None, "1.000"),
        ("44.9", Unit.PERCENT, None, "44,9 %"),
        ("7", Unit.PERCENT, 1, "7,0 %"),
        ("44.85", Unit.PERCENT, 1, "44,9 %"),
        ("20.4", Unit.PERCENTAGE_POINTS, None, "20,4 procentpoint"),
        ("-0.04", Unit.PERCENT, 1, "0,0 %"),
        ("0", Unit.NUMBER, None, "0"),
    ],
)
def test_an_amount_is_written_as_danes_write_it(value: str, unit: Unit, decimals: int | None, written: str) -> None:
    assert format_amount(Decimal(value), unit, decimals=decimals) == written.replace(" ", "\u00a0")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_not_written_as_one(value: str) -> None:
    with pytest.raises(ValueError, match="cannot be written as an amount"):
        format_amount(Decimal(value))


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    st.sampled_from([Unit.KRONER, Unit.PERCENT, Unit.PERCENTAGE_POINTS]),
)
def test_an_amount_that_is_written_is_read_again(value: Decimal, unit: Unit) -> None:
    assert amounts(f"Det er {format_amount(value, unit)} i alt") == [(value, unit)]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_a_number_that_is_written_is_read_again(value: Decimal) -> None:
    assert parse_number(format_amount(value, Unit.NUMBER)) == value


@given(st.text(alphabet="0123456789.,- %krmiotpc\u00a0", max_size=60))
def test_every_found_amount_lies_in_the_text_and_none_over_another(text: str) -> None:
    end = 0
    for found in find_amounts(text):
        assert end <= found.start < found.end <= len(text)
        assert found.step > 0
        end = found.end
