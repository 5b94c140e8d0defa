"""Which items are steps of one case, as rules over what items say."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.factories import item

from sagsgang.model import Item, ItemKind, JournalNumber, Outcome
from sagsgang.rules.cases import (
    CERTAINTY,
    Basis,
    Grouping,
    Link,
    Step,
    Verdict,
    case_numbers,
    grouped,
    is_matter,
    named_step,
    same_by_title,
)

DAY = datetime.date(2025, 3, 4)


def step(key: int, *, days: int = 0, **fields: object) -> Step:
    given: dict[str, object] = {"body": key, "title": "Ny cykelsti", "outcomes": (), "place": f"{key:03}"}
    return Step(item=key, date=DAY + datetime.timedelta(days=days), **{**given, **fields})  # type: ignore[arg-type]


def numbered(raw: str | None, **fields: object) -> Item:
    return item(journal_number=JournalNumber(raw=raw) if raw is not None else None, **fields)


def sets(found: list[Grouping]) -> set[frozenset[int]]:
    return {frozenset(group.bases) for group in found}


def test_every_basis_says_how_sure_it_is() -> None:
    assert set(CERTAINTY) == set(Basis)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"kind": ItemKind.BRIEFING}, True),
        ({"kind": ItemKind.UNKNOWN}, True),
        ({"open": False}, False),
        ({"open": None}, False),
        ({"kind": ItemKind.FORMALITY}, False),
        ({"kind": ItemKind.ANNOUNCEMENTS}, False),
        ({"title": None}, False),
        ({"title": "…"}, False),
    ],
)
def test_what_can_be_a_step_of_a_case(fields: dict[str, object], expected: bool) -> None:
    assert is_matter(item(**{"title": "Ny cykelsti", **fields})) is expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("05.01.02-P20-3-25", "05.01.02-P20-3-25"),
        (" 05.01.02 - p20 - 3 - 25 ", "05.01.02-P20-3-25"),
        ("05.01.02-P20-3-2025", "05.01.02-P20-3-2025"),
        ("85.02.02G00-0005", "85.02.02G00-0005"),
        ("27.69.52-102-1-25", "27.69.52-102-1-25"),
        ("17.04.00-P20 - 2024/12", "17.04.00-P20-2024/12"),
        ("24/12345", "24/12345"),
        ("2024/1234", "2024/1234"),
        ("24-000123", "24-000123"),
        ("2024-012345", "2024-012345"),
        ("EMN-2024-00123", "EMN-2024-00123"),
        ("330-2024-1502", "330-2024-1502"),
        ("334871", "334871"),
        ("00.22.02-A00-1-25", ""),
        ("05.01.02", ""),
        ("05.01.02-P20", ""),
        ("24/15", ""),
        ("24/150", ""),
        ("2024/25", ""),
        ("2024/2025", ""),
        ("2022-2025", ""),
        ("03122025", ""),
        ("20251203", ""),
        ("010203-1234", ""),
        ("0102031234", ""),
        ("5.000 kr.", ""),
        ("bilag 12", ""),
        ("12345", ""),
        ("1234", ""),
        ("fortroligt", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_number_of_a_case(raw: str | None, expected: str) -> None:
    assert case_numbers([numbered(raw)]) == [expected]


def test_a_number_on_most_items_of_a_meeting_is_no_cases() -> None:
    rows = [numbered("24/12345"), numbered("24/12345"), numbered("24/12345"), numbered("25/99999"), numbered(None)]
    assert case_numbers(rows) == ["", "", "", "25/99999", ""]
    assert case_numbers(rows[1:]) == ["24/12345", "24/12345", "25/99999", ""]
    assert case_numbers([]) == []


def test_a_short_running_number_counts_in_the_company_of_a_long_one() -> None:
    assert case_numbers([numbered("24/15"), numbered("24/12345")]) == ["24/15", "24/12345"]
    assert case_numbers([numbered("24/15"), numbered("24/16"), numbered("24-000123")]) == ["", "", "24-000123"]
    assert case_numbers([numbered("24/15"), numbered("24/12345", open=False)]) == ["", ""]
    assert case_numbers([numbered("24/25"), numbered("24/12345")]) == ["", "24/12345"]


def test_a_closed_item_has_no_number() -> None:
    assert case_numbers([numbered("24/12345", open=False)]) == [""]


@pytest.mark.parametrize(
    ("number", "title", "expected"),
    [
        ("", "Anlæg af cykelsti langs havnen", 1),
        ("", "Skolestruktur", 2),
        ("", "Budget", None),
        ("", "", None),
        ("", "Udvidet cykelsti havnen syd", None),
        ("3", "Udvidet cykelsti havnen syd", 1),
        ("3", "Havnebad", None),
    ],
)
def test_of_the_items_of_a_named_meeting_the_one_that_is_like_it(number: str, title: str, expected: int | None) -> None:
    there = [step(1, title="Cykelsti langs havnen"), step(2, title="Skolestruktur")]
    found = named_step(number, title, there)
    assert (found.item if found else None) == expected


def test_a_named_meeting_without_items_has_none_that_is_meant() -> None:
    assert named_step("3", "Ny cykelsti", []) is None


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([step(2, days=14)], [2]),
        ([step(2, days=183)], [2]),
        ([step(2, days=184)], []),
        ([step(2, days=14, body=1)], []),
        ([step(2, days=14, body=1, outcomes=[Outcome.POSTPONED])], []),
        ([step(2, days=-14, body=1, outcomes=[Outcome.POSTPONED])], [2]),
        ([step(2, days=0, body=1, outcomes=[Outcome.POSTPONED])], []),
        ([step(2, days=14, body=5), step(3, days=30, body=5)], [2, 3]),
        ([step(2, days=14, body=5), step(3, days=30, body=5), step(4, days=60, body=5)], []),
        ([step(2, days=14, body=5), step(3, days=30, body=1), step(4, days=60, body=1)], []),
        ([], []),
    ],
)
def test_the_same_title_is_the_same_case_where_cases_wander(others: list[Step], expected: list[int]) -> None:
    assert [other.item for other in same_by_title(step(1), [step(1), *others])] == expected


def test_a_title_without_a_date_tells_nothing() -> None:
    undated = Step(item=2, body=2, date=None, title="Ny cykelsti", outcomes=())
    assert same_by_title(step(1), [undated]) == []
    assert same_by_title(undated, [step(1)]) == []


def test_items_of_one_number_are_one_case_for_certain() -> None:
    [found] = grouped([step(1, number="24/1"), step(2, number="24/1")], [], [])
    assert (found.number, found.bases) == ("24/1", {1: Basis.JOURNAL_NUMBER, 2: Basis.JOURNAL_NUMBER})


def test_an_item_without_number_and_link_is_of_no_case() -> None:
    assert grouped([step(1)], [], []) == []
    assert grouped([], [Link(one=1, other=2, basis=Basis.TITLE)], [Verdict(item=1, other=2, same=True)]) == []


def test_the_strongest_reason_is_told() -> None:
    links = [Link(one=1, other=2, basis=Basis.TITLE), Link(one=1, other=2, basis=Basis.MENTION)]
    [found] = grouped([step(1), step(2)], links, [])
    assert set(found.bases.values()) == {Basis.MENTION}


def test_a_step_between_two_numbers_goes_where_the_reason_is_stronger() -> None:
    steps = [step(1, number="24/1"), step(2), step(3, number="24/2")]
    links = [Link(one=1, other=2, basis=Basis.TITLE), Link(one=2, other=3, basis=Basis.MENTION)]
    assert sets(grouped(steps, links, [])) == {frozenset({1}), frozenset({2, 3})}


def test_what_a_person_parts_stays_apart_however_it_is_linked() -> None:
    links = [Link(one=1, other=2, basis=Basis.MENTION), Link(one=2, other=3, basis=Basis.TITLE)]
    verdicts = [Verdict(item=3, other=1, same=False)]
    assert sets(grouped([step(1), step(2), step(3)], links, verdicts)) == {frozenset({1, 2})}


def test_a_person_parts_one_item_of_a_number_from_the_rest() -> None:
    steps = [step(key, number="24/1") for key in (1, 2, 3)]
    assert sets(grouped(steps, [], [Verdict(item=3, other=1, same=False)])) == {frozenset({1, 2})}


def test_a_person_brings_an_item_to_another_number_alone() -> None:
    steps = [step(1, number="24/1"), step(2, number="24/1"), step(3, number="24/2")]
    found = grouped(steps, [], [Verdict(item=2, other=3, same=True)])
    assert sets(found) == {frozenset({1}), frozenset({2, 3})}
    assert next(group.bases[2] for group in found if 2 in group.bases) is Basis.PERSON


@given(data=st.data())
def test_no_order_of_reasons_changes_what_is_one_case(data: st.DataObject) -> None:
    keys = st.integers(1, 6)
    steps = [step(key, number=data.draw(st.sampled_from(["", "", "24/1", "24/2"]))) for key in range(1, 7)]
    links = data.draw(
        st.lists(st.builds(Link, one=keys, other=keys, basis=st.sampled_from(list(Basis)[2:])), max_size=8)
    )
    verdicts = data.draw(st.lists(st.builds(Verdict, item=keys, other=keys, same=st.booleans()), max_size=2))
    verdicts = [verdict for verdict in verdicts if verdict.item != verdict.other]
    found = grouped(steps, links, verdicts)
    again = grouped(data.draw(st.permutations(steps)), data.draw(st.permutations(links)), verdicts)
    assert found == again
    parted = {frozenset((v.item, v.other)) for v in verdicts if not v.same}
    said = {frozenset((v.item, v.other)) for v in verdicts if v.same}
    for group in found:
        assert not any(pair <= set(group.bases) for pair in parted - said)
