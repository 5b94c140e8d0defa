"""Votes and minority statements in the words of a decision."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagsgang.danish.votes import dissents, votes
from sagsgang.model import Votes


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Vedtaget med 34 stemmer imod 15.", Votes(for_=34, against=15)),
        ("Vedtaget med 10 stemmer mod 5.", Votes(for_=10, against=5)),
        ("15 stemmer for, 0 imod", Votes(for_=15, against=0)),
        ("13 stemte for og 12 stemte imod.", Votes(for_=13, against=12)),
        ("Tre stemte for, to stemte imod.", Votes(for_=3, against=2)),
        ("Forkastet med 5 stemmer for og 10 imod.", Votes(for_=5, against=10)),
        ("Forkastet med 5 stemmer mod 10.", Votes(for_=10, against=5)),
        ("1 undlod at stemme", Votes(abstained=1)),
        ("Afvist. For stemte 5, imod 10. Forslaget blev afvist.", Votes(for_=5, against=10)),
        ("Vedtaget med stemmerne 10 mod 5.", Votes(for_=10, against=5)),
        ("For stemte 4, imod stemte 3, hverken for eller imod 1.", Votes(for_=4, against=3, abstained=1)),
    ],
)
def test_a_count_is_told_side_by_side(text: str, counted: Votes) -> None:
    assert votes(text) == counted


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("For stemte 11 (A, V), imod 4 (Ø)", Votes(for_=11, against=4, for_by=("A", "V"), against_by=("Ø",))),
        ("A, Ø – i alt 10 stemmer for", Votes(for_=10, for_by=("A", "Ø"))),
        ("(Ø) stemte imod", Votes(against_by=("Ø",))),
        ("For stemte: A, B, V. Imod stemte: O.", Votes(for_by=("A", "B", "V"), against_by=("O",))),
        ("Imod: V og O", Votes(against_by=("V", "O"))),
        ("Gruppe Ø kan ikke anbefale indstillingen.", Votes(against_by=("Ø",))),
        ("Ida Holm stemte imod.", Votes(against_by=("Ida Holm",))),
        (
            "For stemte 11 (A, V). Imod stemte 4 (Ø). 2 undlod at stemme (B).",
            Votes(for_=11, against=4, abstained=2, for_by=("A", "V"), against_by=("Ø",), abstained_by=("B",)),
        ),
    ],
)
def test_who_voted_how_is_kept_as_the_text_says_it(text: str, counted: Votes) -> None:
    assert votes(text) == counted


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        (
            "For stemte: Anna Holm (A), Per Lund (V). Imod stemte: Else Dam (Ø).",
            Votes(for_by=("Anna Holm", "Per Lund"), against_by=("Else Dam",)),
        ),
        ("Punktet er rettet den 3. marts.\nAnna Holm (A) stemte imod.", Votes(against_by=("Anna Holm",))),
        ("(rettet) Anna Holm (A) stemte imod.", Votes(against_by=("Anna Holm",))),
        (
            "For forslaget stemte Anna Holm (A) og Per F. Lund (V), imod stemte Else Dam (Ø). Bo Vang undlod at stemme",
            Votes(for_by=("Anna Holm", "Per F. Lund"), against_by=("Else Dam",), abstained_by=("Bo Vang",)),
        ),
        ("Imod indstillingen stemte Anna Holm, A, og Per Lund, V.", Votes(against_by=("Anna Holm", "Per Lund"))),
        ("Undlod at stemme: Bo Vang (F).", Votes(abstained_by=("Bo Vang",))),
        (
            "For: 2 (Anna Holm (A), Jens-Ole von Lund (V)). Imod: 1 (Ø).",
            Votes(for_=2, against=1, for_by=("Anna Holm", "Jens-Ole von Lund"), against_by=("Ø",)),
        ),
        ("Borgmester Anna Holm (A) kan ikke anbefale.", Votes(against_by=("Anna Holm",))),
        ("F, Ø og Bo Vang stemte imod.", Votes(against_by=("F", "Ø", "Bo Vang"))),
        ("Vedtaget med 9 stemmer mod 3: T (2) og Bo Vang (I).", Votes(for_=9, against=3, against_by=("T", "Bo Vang"))),
        ("Godkendt med 3 stemmer mod 1. Bo Vang (C) stemte imod.", Votes(for_=3, against=1, against_by=("Bo Vang",))),
        (
            "Udvalget afviste sagen med 3 stemmer mod 2. For stemte Bo Vang (V) og Else Dam (O).",
            Votes(for_=2, against=3, for_by=("Bo Vang", "Else Dam")),
        ),
        ("Ida Holms stedfortræder, Bo Vang (N), kunne ikke anbefale.", Votes(against_by=("Bo Vang",))),
        ("Bo Vang, A og V stemte imod.", Votes(against_by=("Bo Vang", "A", "V"))),
    ],
)
def test_a_person_who_voted_is_named_and_not_the_persons_party(text: str, counted: Votes) -> None:
    assert votes(text) == counted


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("Liste Ø stemte imod.", ("Ø",)),
        ("Dansk Folkeparti (O) stemte imod.", ("O",)),
        ("SF og Enhedslisten stemte imod.", ("SF", "Enhedslisten")),
        ("Venstre kan ikke anbefale indstillingen.", ("Venstre",)),
    ],
)
def test_a_party_that_voted_is_told_by_its_letter_where_one_is_given(text: str, against: tuple[str, ...]) -> None:
    assert votes(text) == Votes(against_by=against)


def test_what_somebody_wants_written_down_is_no_vote() -> None:
    text = "Ø stemte imod. Enhedslisten ønsker tilført: Vi kan ikke støtte en plan, som Venstre stemte imod i fjor."
    assert votes(text) == Votes(against_by=("Ø",))


@pytest.mark.parametrize(
    "text",
    [
        "Punktet er rettet den 3. marts 2025: For stemte skulle være imod stemte.",
        "Referatet er rettet, så Ida Holm står som fraværende, og ikke som en, der stemte imod.",
        "Rettelse: Ida Holm (A) stemte imod.",
    ],
)
def test_a_note_on_a_correction_is_no_vote(text: str) -> None:
    assert votes(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Godkendt.",
        "Enstemmigt vedtaget.",
        "stemmer",
        "Der gives 5.000 kr. til havnen.",
        "For at sikre stemningen",
        "§ 4",
    ],
)
def test_a_decision_without_a_count_has_no_votes(text: str) -> None:
    assert votes(text) is None


def test_the_winning_count_of_what_was_lost_is_the_one_against() -> None:
    assert votes("Forslaget blev forkastet med 10 stemmer mod 5.") == Votes(for_=5, against=10)


def test_the_vote_on_the_case_counts_and_not_the_one_on_an_amendment() -> None:
    text = "Ændringsforslaget blev forkastet med 4 stemmer mod 11.\nIndstillingen blev vedtaget med 12 stemmer imod 3."
    assert votes(text) == Votes(for_=12, against=3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Godkendt. Ø ønsker ført til protokol, at planen er for dyr.",
            ["Ø ønsker ført til protokol, at planen er for dyr."],
        ),
        ("Særstandpunkt: Ø mener nej.", ["Særstandpunkt: Ø mener nej."]),
        ("V tager forbehold.", ["V tager forbehold."]),
        ("Anbefales. Bo Vang (F) tog forbehold.", ["Bo Vang (F) tog forbehold."]),
        ("Ø begærede følgende tilført: Nej tak.", ["Ø begærede følgende tilført: Nej tak."]),
        ("Ø ønskede det tilført protokollen.", ["Ø ønskede det tilført protokollen."]),
        ("Ida Holm afgav mindretalsudtalelse. Per Lund gik.", ["Ida Holm afgav mindretalsudtalelse."]),
        ("Godkendt.", []),
        ("", []),
    ],
)
def test_a_minority_statement_is_kept_word_for_word(text: str, said: list[str]) -> None:
    assert dissents(text) == said


@given(st.integers(0, 59), st.integers(0, 59))
def test_a_count_that_is_written_is_read_again(ayes: int, noes: int) -> None:
    assert votes(f"Indstillingen blev vedtaget med {ayes} stemmer imod {noes}.") == Votes(for_=ayes, against=noes)


WORDS = [
    "For",
    "imod",
    "stemte",
    "stemmer",
    "for",
    "undlod",
    "at",
    "stemme",
    "12",
    "3",
    "(A,",
    "Ø)",
    "V",
    "og",
    ".",
    ":",
    "\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_no_decision_is_too_odd_to_be_counted(words: list[str]) -> None:
    text = " ".join(words)
    counted = votes(text)
    if counted is not None:
        assert all(number is None or number >= 0 for number in (counted.for_, counted.against, counted.abstained))
        assert all(who in text for who in counted.for_by + counted.against_by + counted.abstained_by)
    assert all(statement in text for statement in dissents(text))
