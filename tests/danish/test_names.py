"""People as minutes list them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish.names import ListedPerson, looks_like_name, people


def names(text: str) -> list[str]:
    return [person.name for person in people(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm, Per Lund, Else Krag",
        "Ida Holm, Per Lund og Else Krag",
        "Ida Holm, Per Lund samt Else Krag",
        "Ida Holm; Per Lund; Else Krag",
        "1. Ida Holm\n2. Per Lund\n3) Else Krag",
        "Ida Holm\nPer Lund\nElse Krag",
        "- Ida Holm\n- Per Lund\n- Else Krag",
        "• Ida Holm • Per Lund • Else Krag", "Ida Holm (A), Per Lund, V og Else Krag (Ø), formand",
        "Ida Holm (A) Per Lund (V) Else Krag (Ø)", "Ida Holm (A) & Per Lund (V) & Else Krag",
        "Ida Holm,\nPer Lund,\nElse Krag.",
    ],
)  # fmt: skip
def test_a_list_of_people_is_written_in_many_ways(text: str) -> None:
    assert names(text) == ["Ida Holm", "Per Lund", "Else Krag"]


@pytest.mark.parametrize(
    "text",
    ["", " ", "Ingen", "ingen.", "Ingen fraværende", "-", "Alle", "alle mødt", "Center for Børn", "Mødelokale 3"],
)
def test_words_that_are_no_people_give_none(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Karl-Åge Holm", "Karl-Åge Holm"),
        ("J. P. Bak", "J. P. Bak"),
        ("Anne-Mette von Rosen", "Anne-Mette von Rosen"),
        ("Åse Ø. Bak", "Åse Ø. Bak"),
        ("Tine O’Krag", "Tine O’Krag"),
        ("André Dahl", "André Dahl"),
    ],
)
def test_a_name_keeps_its_hyphens_initials_and_small_words(text: str, name: str) -> None:
    assert names(text) == [name]
    assert looks_like_name(text)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Ida Holm (A)", "A"),
        ("Ida Holm, A", "A"),
        ("Ida Holm A", "A"),
        ("Ida Holm (SF)", "SF"),
        ("Ida Holm (Alt)", "Alt"),
        ("Ida Holm (Løsgænger)", "Løsgænger"),
        ("Ida Holm", None),
        ("Ida Holm ()", None),
    ],
)
def test_the_party_is_told_from_the_name(text: str, party: str | None) -> None:
    assert people(text) == [ListedPerson("Ida Holm", party)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ida Holm (A) (formand)", "formand"),
        ("Ida Holm (A), formand", "formand"),
        ("Formand Ida Holm (A)", "Formand"),
        ("borgmester Ida Holm (A)", "borgmester"),
        ("Ida Holm (A) - næstformand", "næstformand"),
    ],
)
def test_a_role_belongs_to_the_person_that_it_stands_at(text: str, role: str) -> None:
    assert people(text) == [ListedPerson("Ida Holm", "A", role)]


def test_a_role_between_two_people_is_of_the_one_before() -> None:
    assert people("Ida Holm (A) formand Per Lund (V)") == [
        ListedPerson("Ida Holm", "A", "formand"),
        ListedPerson("Per Lund", "V"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ida Holm - afbud", "afbud"),
        ("Ida Holm (med afbud)", "med afbud"),
        ("Ida Holm, ferie", "ferie"),
        ("Ida Holm, syg", "syg"),
        ("Ida Holm, fra kl. 16.30", "fra kl. 16.30"),
    ],
)
def test_a_reason_is_kept_beside_the_name(text: str, reason: str) -> None:
    assert people(text) == [ListedPerson("Ida Holm", reason=reason)]


@pytest.mark.parametrize(
    "text",
    [
        "Center for Børn",
        "Ingen",
        "Ida",
        "ida holm",
        "Ida Holm gik hjem",
        "Børn og Unge",
        "Lund Kommune",
        "Ida Holm 2",
        "",
    ],
)
def test_a_place_a_sentence_or_half_a_name_is_no_name(text: str) -> None:
    assert not looks_like_name(text)


FORENAMES = st.sampled_from(["Ida", "Per", "Else", "Karl-Åge", "Jørn"])
SURNAMES = st.sampled_from(["Holm", "Lund", "Krag", "Bak", "Ærø"])
PARTIES = st.sampled_from(["A", "V", "Ø", "SF"])


@given(
    st.lists(st.tuples(FORENAMES, SURNAMES, PARTIES), min_size=1, max_size=31),
    st.sampled_from([", ", "; ", "\n", " og "]),
)
def test_everyone_in_a_list_is_found_once_and_in_order(listed: list[tuple[str, str, str]], between: str) -> None:
    text = between.join(f"{first} {last} ({party})" for first, last, party in listed)
    assert people(text) == [ListedPerson(f"{first} {last}", party) for first, last, party in listed]


@given(st.text(alphabet="AbÅø .,;:()-\n–•0og", max_size=80))
def test_no_list_is_too_odd_and_no_name_is_made_up(text: str) -> None:
    for person in people(text):
        assert person.name
        assert person.name in text
