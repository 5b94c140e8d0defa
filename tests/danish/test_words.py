"""What counts as the same word, and how compounds come apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish.words import WORD, fold, split_compound, stem

COMPOUNDS = [
    tuple(line.split()) for line in (Path(__file__).parent / "compounds.txt").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("børn", "boern"),
        ("Åbenrå", "Aabenraa"),
        ("ældre", "AELDRE"),
        ("skolerne", "skole"),
        ("udvalgets", "udvalg"),
        ("børnehaverne", "Boernehaver"),
        ("cykel", "cyklerne"),
        ("rundkørsel", "rundkørslen"),
        ("middel", "midler"),
        ("model", "modeller"),
    ],
)
def test_spellings_and_endings_of_one_word_are_the_same(one: str, other: str) -> None:
    assert stem(one) == stem(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("skole", "skov"), ("børn", "bøn"), ("råd", "rod"), ("læser", "løser"), ("del", "dal"), ("skel", "skal")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_a_text_is_cut_into_runs_of_letters_and_figures() -> None:
    assert WORD.findall("Punkt 5: Børne- og Ungeudvalget, § 17_4") == [
        "Punkt", "5", "Børne", "og", "Ungeudvalget", "17", "4",
    ]  # fmt: skip


def test_most_municipal_compounds_come_apart_where_they_were_joined() -> None:
    right = [word for word, parts in COMPOUNDS if "+".join(split_compound(word)) == parts]
    assert len(COMPOUNDS) >= 200
    assert len(right) >= 0.95 * len(COMPOUNDS)


@pytest.mark.parametrize(
    "word",
    [
        "bestyrelse", "efterretning", "underretning", "orientering", "godkendelse", "forvaltning", "indstilling",
        "institutioner", "overenskomst", "handling", "fællesskab", "regnskabet", "muligheder", "parkering",
        "erfaringer", "konsulenter", "standarder", "spørgsmål", "københavn", "kalundborg", "beskæftigelse",
    ],
)  # fmt: skip
def test_a_word_that_is_no_compound_stays_whole(word: str) -> None:
    assert split_compound(word) == ()


@pytest.mark.parametrize(
    "word", ["", "by", "kommune", "xyzzyxyzzy", "2025", "skole-struktur", "skole struktur", "æ" * 500]
)
def test_what_cannot_come_apart_does_not(word: str) -> None:
    assert split_compound(word) == ()


def test_a_compound_comes_apart_however_its_letters_are_written() -> None:
    assert split_compound("BOERNEUDVALG") == split_compound("børneudvalg") == ("børn", "udvalg")


@given(st.text(alphabet="abdefgiklmnoprstuvyæøå", max_size=70))
def test_the_parts_of_a_word_stand_in_it_in_order(word: str) -> None:
    at = 0
    for part in split_compound(word):
        # Before a linking -s- the part may have lost its -e: "arbejd-s-plads".
        found = max(fold(word).find(part, at), fold(word).find(part.removesuffix("e"), at))
        assert found >= at
        at = found + len(part) - 1


@given(st.text(max_size=80))
def test_no_word_is_too_odd_to_be_looked_at(word: str) -> None:
    assert fold(fold(word)) is not None
    assert len(split_compound(word)) != 1
    assert isinstance(stem(word), str)
