"""Compounds are found by their parts, and by what says the same in several words."""

from pathlib import Path

import pytest
from tests.web.search.helpers import ask, engine_of, entry, titles

from sagsgang.web.archive.search.questions import understand
from sagsgang.web.archive.search.snippets import Piece, mark, snippet
from sagsgang.web.archive.search.words import joined, key, parts


def marked(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.marked]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("frist sagsbehandling", "Sagsbehandlingsfrister"),
        ("frist for sagsbehandling", "Sagsbehandlingsfristerne"),
        ("sagsbehandlingsfrister", "Frist for sagsbehandling"),
        ("sagsbehandlingsfrist", "Sagsbehandlingens frist"),
        ("sagsbehandlingsfrist", "Frister for kommunens sagsbehandling"),
        ("boernepolitik", "Politik for børn"),
        ("struktur", "Skolestruktur"),
        ("klagebehandling", "Behandling af klager"),
        ("behandling", "Sagsbehandlingsfrister"),
        ("sagsbehandling", "Sagsbehandlingsfrister"),
    ],
)
def test_a_compound_and_its_parts_find_each_other(words: str, title: str, tmp_path: Path) -> None:
    assert titles(tmp_path, words, title, "Ny cykelsti") == [title]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("sagsbehandlingsfrister", "Frist for svar. Om sagsbehandling"),
        ("sagsbehandlingsfrister", "Sag om behandling af en frist"),
        ("skolestruktur", "Struktur. Ny skole"),
        ("skolestruktur", "Skole"),
        ("behandlingssag", "Sagsbehandling"),
    ],
)
def test_words_that_say_something_else_are_the_compound_only_loosely(words: str, title: str, tmp_path: Path) -> None:
    found = ask(engine_of(tmp_path, entry(title)), words)
    assert (found.count, found.loosely) == (1, True)


@pytest.mark.parametrize(("words", "title"), [("havn", "Havde"), ("struktur", "Strukket")])
def test_words_that_only_begin_alike_do_not_find_each_other(words: str, title: str, tmp_path: Path) -> None:
    assert titles(tmp_path, words, title) == []


def test_the_word_itself_stands_before_its_compounds(tmp_path: Path) -> None:
    of = ("Skolestruktur", "Skole", "Folkeskole")
    assert titles(tmp_path, "skole", *of)[0] == "Skole"


def test_the_compound_itself_stands_before_what_says_the_same(tmp_path: Path) -> None:
    of = ("Frist for sagsbehandling", "Sagsbehandlingsfrister")
    assert titles(tmp_path, "sagsbehandlingsfrister", *of) == ["Sagsbehandlingsfrister", "Frist for sagsbehandling"]


def test_a_mention_of_the_word_stands_before_a_mention_of_a_compound(tmp_path: Path) -> None:
    engine = engine_of(
        tmp_path, entry("A", "Om skolestrukturen her.", item=1), entry("B", "Om strukturen her.", item=2)
    )
    assert [hit.item for hit in ask(engine, "struktur").hits] == [2, 1]


def test_who_shuts_out_a_word_keeps_its_compounds(tmp_path: Path) -> None:
    assert titles(tmp_path, "-skole", "Skole", "Skolebus") == ["Skolebus"]


def test_a_phrase_is_not_found_by_parts(tmp_path: Path) -> None:
    assert titles(tmp_path, '"frist for sagsbehandling"', "Sagsbehandlingsfrister") == []


def test_a_genitive_comes_apart_as_its_word_does() -> None:
    assert key("sagsbehandlingens") == key("sagsbehandling") == "sag+behandling"


def test_a_word_that_is_no_compound_has_no_parts() -> None:
    assert (parts("skole"), key("skolerne")) == ((), "skol")


def test_little_words_are_never_part_of_what_is_said_together() -> None:
    assert list(joined(["sag", "om", "det"], lambda _: True)) == []


def test_compounds_of_the_words_are_marked() -> None:
    assert marked(mark("Sagsbehandlingsfrister i dag", understand("frist"))) == ["Sagsbehandlingsfrister"]


def test_what_says_the_same_as_a_compound_is_marked() -> None:
    text = "En sag om noget. Fristen for sagsbehandling er nået."
    assert marked(snippet(text, understand("sagsbehandlingsfrist"))) == ["Fristen", "sagsbehandling"]


def test_a_compound_of_other_words_is_not_marked() -> None:
    assert marked(mark("Sagsbehandling", understand("frist"))) == []
