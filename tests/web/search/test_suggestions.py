"""Did you mean: misspelt words are put right by words that stand in the index."""

from pathlib import Path

import pytest
from tests.web.search.helpers import engine_of, entry

from sagsgang.web.archive.search.questions import understand


def suggested(folder: Path, words: str) -> str:
    of = ("Ny svømmehal", "Svømmehallen lukker", "Ny skole", "Affaldsplan", "Lokalplan for havnen")
    return engine_of(folder, *(entry(title, item=number) for number, title in enumerate(of))).suggest(understand(words))


@pytest.mark.parametrize(
    ("words", "better"),
    [
        ("svømehal", "svømmehal"),
        ("svømmehla", "svømmehal"),
        ("zvømmehal", "svømmehal"),
        ("ny skkole", "ny skole"),
        ("lokalpaln havnen", "lokalplan havnen"),
        ("Svoemehal -skole udfald:godkendt", "svømmehal -skole udfald:godkendt"),
    ],
)
def test_a_misspelt_word_is_put_right_and_the_rest_kept(words: str, better: str, tmp_path: Path) -> None:
    assert suggested(tmp_path, words) == better


@pytest.mark.parametrize(
    "words",
    ["svømmehal", "skole", "", "***", "abc", "2025", "17.04.00", '"ny skkole"', "skkol*", "-svømehal", "qwertyuiop"],
)
def test_where_there_is_nothing_better_nothing_is_said(words: str, tmp_path: Path) -> None:
    assert suggested(tmp_path, words) == ""


def test_a_word_that_is_rare_for_being_misspelt_gives_way_to_a_frequent_one(tmp_path: Path) -> None:
    of = [entry("Svømmehal", item=number) for number in range(30)] + [entry("Svømehal", item=99)]
    assert engine_of(tmp_path, *of).suggest(understand("svømehal")) == "svømmehal"


@pytest.mark.parametrize(
    ("words", "of"),
    [("padel", ("Paneldebat", "Panel", "Ny padelbane")), ("barnet", ("Børnene",)), ("solpark", ("Kolpark",))],
)
def test_a_danish_word_and_the_beginning_of_one_that_stands_there_are_not_called_wrong(
    words: str, of: tuple[str, ...], tmp_path: Path
) -> None:
    engine = engine_of(tmp_path, *(entry(title, item=number) for number, title in enumerate(of * 20)))
    assert engine.suggest(understand(words)) == ""
