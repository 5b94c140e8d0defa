"""`sagsgang topics FILE`: the titles of topics from a list of its user's."""

from pathlib import Path

import pytest

from sagsgang.cli import main
from sagsgang.web.archive.selectors import topics

pytestmark = pytest.mark.django_db


def line(number: str, title: str) -> str:
    return f"KLENummer='{number}':KLETitel='{title}':Keywords[Weight]=ord[5];\n"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "emner.txt"
    path.write_text(line("17.04.00", "Læring") + line("17.04.01", "Prøver"), encoding="utf-8")
    return path


def test_a_list_gives_topics_their_titles(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", str(listed)]) == 0
    assert "2 topics have their titles; 0 lines left out" in capsys.readouterr().err
    assert topics.titles(["17", "17.04.00", "99.99.99"]) == {"17": "Folkeskole", "17.04.00": "Læring"}


def test_a_later_list_renames_topics_and_leaves_the_others(listed: Path) -> None:
    main(["topics", str(listed)])
    listed.write_text("\ufeff" + line("17.04.00", "Undervisning"), encoding="utf-8")
    assert main(["topics", str(listed)]) == 0
    assert topics.titles(["17.04.00", "17.04.01"]) == {"17.04.00": "Undervisning", "17.04.01": "Prøver"}


def test_bad_lines_are_told_with_their_number_and_the_others_are_loaded(
    listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.write_text("noget andet\n" + line("17.04.00", "Læring") + "KLENummer='x'\n", encoding="utf-8")
    assert main(["topics", str(listed)]) == 1
    error = capsys.readouterr().err
    assert "line 1 is no topic" in error
    assert "line 3 is no topic" in error
    assert topics.titles(["17.04.00"]) == {"17.04.00": "Læring"}


@pytest.mark.parametrize("content", [b"", b"\n\n", b"opskrift\n", "KLENummer='17':KLETitel='Æ'".encode("latin-1")])
def test_a_file_that_is_no_list_changes_nothing_and_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "andet.txt"
    path.write_bytes(content)
    assert main(["topics", str(path)]) == 1
    assert str(path) in capsys.readouterr().err
    assert topics.titles(["17.04.00"]) == {}


def test_a_file_that_is_not_there_is_told_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", str(tmp_path / "mangler.txt")]) == 1
    assert "mangler.txt" in capsys.readouterr().err
