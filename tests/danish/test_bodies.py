"""The names of bodies in running text and on lines of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish.bodies import find_bodies, is_body_name, split_term


def bodies(text: str) -> list[str]:
    return [name for name, _, _ in find_bodies(text)]


@pytest.mark.parametrize(
    "name",
    [
        "Byrådet",
        "Kommunalbestyrelsen",
        "Borgerrepræsentationen",
        "Regionsrådet",
        "Magistraten",
        "Direktionen",
        "Økonomiudvalget",
        "Handicaprådet",
        "Ældrerådet",
        "Huslejenævnet",
        "Folkeoplysningsudvalget",
        "Børne- og Familieudvalget",
        "Beskæftigelses-, Social- og Integrationsudvalget",
        "Udvalget for Læring",
        "Udvalget for Klima, Natur og Havne",
        "Økonomi- og Erhvervsudvalget (ØKE)",
    ],
)
def test_a_body_is_found_in_a_sentence(name: str) -> None:
    text = f"Sagen blev behandlet i {name} den 3. maj."
    [(found, start, end)] = find_bodies(text)
    assert found == text[start:end] == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "udvalget",
        "Udvalget drøftede sagen.",
        "et udvalg",
        "råd og nævn",
        "Brandvæsenet",
        "rådhuset",
        "området",
        "Området",
        "uråd",
    ],
)
def test_what_names_no_body_gives_none(text: str) -> None:
    assert bodies(text) == []


def test_two_bodies_in_one_sentence_are_two() -> None:
    assert bodies("Økonomiudvalget og Byrådet, herefter Ældrerådet.") == ["Økonomiudvalget", "Byrådet", "Ældrerådet"]


def test_a_genitive_is_no_part_of_the_name() -> None:
    assert bodies("på Byrådets møde") == ["Byrådet"]
    assert bodies("Økonomiudvalgets indstilling") == ["Økonomiudvalget"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Byrådsmøde den 1. maj", "Byrådet"),
        ("Økonomiudvalgsmødet", "Økonomiudvalget"),
        ("Kommunalbestyrelsesmøde", "Kommunalbestyrelsen"),
        ("Direktionsmøde", "Direktionen"),
    ],
)
def test_the_body_in_a_compound_is_given_as_it_is_called(text: str, name: str) -> None:
    assert bodies(text) == [name]


def test_a_preposition_at_the_beginning_of_a_sentence_is_no_part_of_the_name() -> None:
    assert bodies("I Økonomiudvalget") == ["Økonomiudvalget"]
    assert bodies("På Byrådets møde") == ["Byrådet"]


@pytest.mark.parametrize(
    "text",
    [
        "Byrådet", "Børne- og Familieudvalget", "Udvalget for Læring 2022-2025", "Direktionen", "Ældrerådet",
        "MED-udvalget", "Økonomiudvalget (2018-2021)",
    ],
)  # fmt: skip
def test_a_line_that_is_a_bodys_name_is_one(text: str) -> None:
    assert is_body_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Råd", "Dagsorden", "Ida Holm", "Udvalget er enigt", "Børneudvalget skal mødes", "byrådet",
        "Byrådet " + "og " * 60, "Referat", "2022-2025", "§",
    ],
)  # fmt: skip
def test_a_line_that_says_more_or_less_is_no_bodys_name(text: str) -> None:
    assert not is_body_name(text)


@pytest.mark.parametrize(
    ("text", "name", "term"),
    [
        ("Udvalget for Læring 2022-2025", "Udvalget for Læring", "2022-2025"),
        ("Byrådet (2018-2021)", "Byrådet", "2018-2021"),
        ("Kulturudvalget 2022-25", "Kulturudvalget", "2022-25"),
        ("Byrådet", "Byrådet", None),
        ("Byrådet 2022", "Byrådet 2022", None),
        ("", "", None),
    ],
)
def test_the_election_period_is_told_from_the_name(text: str, name: str, term: str | None) -> None:
    assert split_term(text) == (name, term)


@given(st.text(alphabet="ABØbyrådetudvalgfosk ,.-&()§17", max_size=80))
def test_every_found_body_lies_in_the_text_and_none_over_another(text: str) -> None:
    before = 0
    for name, start, end in find_bodies(text):
        assert name
        assert before <= start < end <= len(text)
        before = end
    assert is_body_name(text) in (True, False)
