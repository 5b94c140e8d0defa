"""Which documents are of one meeting, and which of their items are the same."""

import datetime
from itertools import permutations

import pytest
from tests.web.factories import item, minutes, section

from sagsgang.model import DocumentKind, Item, ItemKind, Minutes
from sagsgang.rules.meetings import (
    alike,
    belong_together,
    body_key,
    is_version_of,
    meetings_of_a_day,
    rank,
    same_items,
    share_matters,
    title_key,
)

AGENDA = DocumentKind.AGENDA
SUPPLEMENT = DocumentKind.SUPPLEMENTARY_AGENDA
EIGHT, THREE = datetime.time(8), datetime.time(15)
PATH = item("1", "Ny cykelsti")
SCHOOL = item("1", "Skolestruktur")


@pytest.mark.parametrize(
    "title",
    [
        *("Ny cykelsti", "NY CYKELSTI", "ny  cykelsti.", "2. behandling af ny cykelsti", "Ny cykelsti (2. behandling)"),
        *(
            "Lukket punkt: Ny cykelsti",
            "Tillægspunkt - Ny cykelsti",
            "Genoptagelse af ny cykelsti",
            "Ny cykelsti - fortsat",
        ),
    ],
)
def test_a_matter_is_called_the_same_whatever_stands_around_its_title(title: str) -> None:
    assert title_key(title) == title_key("Ny cykelsti")


@pytest.mark.parametrize("title", [None, "", "  ", "–", "?!", "Lukket punkt", "LUKKET SAG", "Lukket", "(Lukket punkt)"])
def test_what_is_no_title_names_no_matter(title: str | None) -> None:
    assert title_key(title) == ""


@pytest.mark.parametrize("title", ["Beslutning", "Genoptagelse", "Lukket bilag", "Lukkedage i børnehaver", "2026"])
def test_a_title_that_looks_like_an_aside_is_one_all_the_same(title: str) -> None:
    assert title_key(title)


def test_titles_are_compared_by_the_words_they_share() -> None:
    assert alike("Ny cykelsti", "Ny cykelsti") == 1
    assert alike("Ny cykelsti", "Ny cykelsti på havnen") == pytest.approx(0.5)
    assert alike("Ny cykelsti", None) == alike("", "") == 0


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Børne- og Familieudvalget",
            "Børne & Familieudvalget",
            "BØRNE- OG FAMILIEUDVALGET",
            "Børne og familieudvalg",
        ),
        *("Børne- og Familieudvalget 2022-2025", "Børne- & Familieudvalget", "Boerne- og Familieudvalget"),
    ],
)
def test_a_body_is_called_the_same_in_every_spelling(name: str) -> None:
    assert body_key(name) == body_key("Børne- og Familieudvalget")


@pytest.mark.parametrize("name", ["Børneudvalget", "Familieudvalget", "Børne- og Skoleudvalget", "", None])
def test_another_body_is_called_otherwise(name: str | None) -> None:
    assert body_key(name) != body_key("Børne- og Familieudvalget")


def test_minutes_know_most_of_what_became_of_the_items() -> None:
    kinds = (DocumentKind.OTHER, AGENDA, DocumentKind.MINUTES, SUPPLEMENT)
    assert sorted(kinds, key=rank) == [DocumentKind.MINUTES, SUPPLEMENT, AGENDA, DocumentKind.OTHER]


TOGETHER = [
    (minutes(PATH), minutes(PATH)),
    (minutes(PATH), minutes(PATH, document=AGENDA, start=EIGHT)),
    (minutes(PATH, start=THREE), minutes(PATH, start=EIGHT)),
    (minutes(PATH), minutes(item("2", "Skolestruktur"))),
    (minutes(PATH), minutes(item("2", "Skolestruktur"), document=AGENDA)),
    (minutes(PATH), minutes(SCHOOL, document=SUPPLEMENT)),
    (minutes(PATH), minutes(item("1", None, open=False), document=AGENDA)),
    (minutes(PATH), minutes(item("1", "Cykelsti"))),
    (minutes(PATH, body=None), minutes(item("7", "Ny cykelsti"))),
]
APART = [
    (minutes(PATH), minutes(SCHOOL)),
    (minutes(PATH), minutes(SCHOOL, document=AGENDA)),
    (minutes(PATH, start=EIGHT), minutes(item("2", "Skolestruktur"), start=THREE)),
    (minutes(PATH, start=EIGHT), minutes(SCHOOL, start=THREE, document=SUPPLEMENT)),
    (minutes(PATH, body=None), minutes(item("2", "Skolestruktur"))),
    (
        minutes(item("1", "Eventuelt", kind=ItemKind.FORMALITY), body=None),
        minutes(item("1", "Eventuelt", kind=ItemKind.FORMALITY)),
    ),
]


@pytest.mark.parametrize(("one", "other"), [*TOGETHER, *(pair[::-1] for pair in TOGETHER)])
def test_documents_that_do_not_contradict_each_other_are_of_one_meeting(one: Minutes, other: Minutes) -> None:
    assert belong_together(one, other)


@pytest.mark.parametrize(("one", "other"), [*APART, *(pair[::-1] for pair in APART)])
def test_documents_that_contradict_each_other_are_of_two(one: Minutes, other: Minutes) -> None:
    assert not belong_together(one, other)


def test_a_version_with_another_date_says_the_same() -> None:
    later = datetime.date(2025, 3, 11)
    assert is_version_of(minutes(PATH), minutes(PATH, date=later))
    assert not is_version_of(minutes(PATH), minutes(PATH, date=later, document=AGENDA))
    assert not is_version_of(
        minutes(PATH), minutes(item("1", "Ny cykelsti", sections=(section("Ny tekst."),)), date=later)
    )
    assert not is_version_of(minutes(PATH), minutes(SCHOOL, date=later))
    assert not is_version_of(minutes(item("1", None)), minutes(item("1", None), date=later))


def test_a_version_of_the_same_day_contradicts_nothing() -> None:
    assert is_version_of(minutes(PATH), minutes(PATH, item("2", "Skolestruktur")))
    assert not is_version_of(minutes(PATH), minutes(SCHOOL))


def test_documents_share_matters_by_their_titles() -> None:
    assert share_matters(minutes(PATH), minutes(item("9", "Ny cykelsti"), SCHOOL))
    assert not share_matters(minutes(PATH), minutes(SCHOOL))
    assert not share_matters(minutes(item("1", None)), minutes(item("1", None)))


def test_the_meetings_of_a_day_are_told_apart_and_an_agenda_goes_where_it_fits() -> None:
    early, late = minutes(PATH, start=EIGHT), minutes(SCHOOL, start=THREE)
    agenda = minutes(SCHOOL, item("2", "Bro over åen"), document=AGENDA)
    for order in permutations((early, late, agenda)):
        found = {frozenset(order[number].items[0].title for number in group) for group in meetings_of_a_day(order)}
        assert found == {frozenset({"Ny cykelsti"}), frozenset({"Skolestruktur"})}


def test_a_day_without_documents_has_no_meetings() -> None:
    assert meetings_of_a_day([]) == []
    assert meetings_of_a_day([minutes(PATH)]) == [[0]]


def papers(*sheets: list[tuple[str | None, str | None]]) -> list[list[Item]]:
    return [[item(number, title) for number, title in sheet] for sheet in sheets]


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (papers([("1", "Sti")], [("1", "Sti")]), [[(0, 0), (1, 0)]]),
        (papers([("1", "Sti")], [("4", "Sti")]), [[(0, 0), (1, 0)]]),
        (papers([("1", "Sti")], [("1", "Skole")]), [[(0, 0)], [(1, 0)]]),
        (papers([("1", "Sti")], [("1", None)]), [[(0, 0), (1, 0)]]),
        (papers([("1", "Lukket punkt")], [("1", "Skole")]), [[(0, 0), (1, 0)]]),
        (papers([("1", None)], [("2", None)]), [[(0, 0)], [(1, 0)]]),
        (papers([(None, None)], [(None, None)]), [[(0, 0)], [(1, 0)]]),
        (papers([("1", "Sti"), ("2", "Sti")], [("2", "Sti"), ("1", "Sti")]), [[(0, 0), (1, 1)], [(0, 1), (1, 0)]]),
        (papers([("1", "Sti")], [("1", "Sti"), ("2", "Sti")]), [[(0, 0), (1, 0)], [(1, 1)]]),
        (papers([("1", "Ny sti ved havnen")], [("1", "Sti ved havnen")]), [[(0, 0), (1, 0)]]),
        (papers([("1", "Ny sti ved havnen")], [("2", "Sti ved havnen")]), [[(0, 0)], [(1, 0)]]),
        (papers([("1", "Sti")], [], [("1", "Sti")]), [[(0, 0), (2, 0)]]),
        (papers([], [("1", "Sti")]), [[(1, 0)]]),
        ([], []),
    ],
)
def test_an_item_is_found_in_every_document(sheets: list[list[Item]], expected: list[list[tuple[int, int]]]) -> None:
    assert same_items(sheets) == expected
