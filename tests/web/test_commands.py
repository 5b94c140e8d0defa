"""The commands: what they print, where, and with which exit status."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings
from tests.web.factories import imported, item, reading, rich_minutes

from sagsgang.cli import main
from sagsgang.web.archive import services
from sagsgang.web.archive.models import Document, Meeting, Provenance

pytestmark = pytest.mark.django_db

REFERAT = """Havnby Kommune
Referat

Byrådet

Mødedato: 4. marts 2025 kl. 17:00
Mødested: Rådhuset

Punkt 1: Ny svømmehal

Sagsfremstilling
Taget over bassinet er utæt og skal udskiftes.

Indstilling
Direktøren indstiller, at projektet godkendes.

Beslutning
Godkendt.

Punkt 2: Lukket: Køb af grund
"""
RECIPE = "Rør smør og sukker sammen. Bag kagen i en time ved jævn varme, og lad den køle af.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "post"
    (made / "2025").mkdir(parents=True)
    (made / "2025" / "referat.txt").write_text(REFERAT, encoding="utf-8")
    return made


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        status = int(stop.code or 0)
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return status, captured.out, captured.err


def test_a_folder_is_imported_and_can_be_searched(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, err = run(capsys, "import", folder)
    assert (status, out) == (0, "")
    assert "1 imported, 0 read anew, 0 already there, 0 not imported" in err
    assert Provenance.objects.get().location == str(folder / "2025" / "referat.txt")
    status, out, _ = run(capsys, "search", "svoemmehal", "--json")
    found = json.loads(out)
    assert (status, found["count"]) == (0, 1)
    assert found["hits"][0]["title"] == "Ny svømmehal"
    assert found["hits"][0]["address"] == "/havnby/byraadet/2025-03-04/1"


def test_importing_again_changes_nothing(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    run(capsys, "import", folder)
    before = list(Meeting.objects.values())
    status, _, err = run(capsys, "import", folder)
    assert status == 0
    assert "0 imported, 0 read anew, 1 already there" in err
    assert list(Meeting.objects.values()) == before


def test_what_is_no_minutes_is_told_file_by_file_and_the_rest_is_imported(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "opskrift.txt").write_text(RECIPE, encoding="utf-8")
    (folder / "tom.txt").write_bytes(b"")
    (folder / "halv.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / ".skjult").write_text("x", encoding="utf-8")
    status, out, err = run(capsys, "import", folder)
    lines = err.splitlines()
    assert (status, out) == (1, "")
    for name in ("opskrift.txt", "tom.txt", "halv.pdf"):
        assert sum(f"{folder / name}: " in line for line in lines) == 1, name
    assert "skjult" not in err
    assert "1 imported, 0 read anew, 0 already there, 3 not imported" in lines[-1]
    assert Document.objects.count() == 1


def test_a_path_that_is_not_there_is_told_and_the_others_are_imported(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, _, err = run(capsys, "import", folder / "findes-ikke.txt", folder / "2025")
    assert status == 1
    assert "findes-ikke.txt: cannot be opened" in err
    assert Document.objects.count() == 1


def test_an_empty_folder_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    status, _, err = run(capsys, "import", tmp_path / "tom")
    assert status == 1
    assert "found no files" in err


def test_the_same_content_under_two_names_is_one_document(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "kopi.txt").write_text(REFERAT, encoding="utf-8")
    status, _, _ = run(capsys, "import", folder)
    assert (status, Document.objects.count(), Provenance.objects.count()) == (0, 1, 2)


def test_a_search_prints_hits_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    services.import_reading(reading(rich_minutes()))
    run(capsys, "reindex")
    status, out, err = run(capsys, "search", "cykelsti")
    assert (status, err) == (0, "")
    assert "Havnby Kommune, Byrådet, 2025-03-04: 12 Renovering af cykelsti langs Strandvejen" in out
    assert "/havnby/byraadet/2025-03-04/12" in out


def test_a_search_follows_its_filters(capsys: pytest.CaptureFixture[str]) -> None:
    services.import_reading(reading(rich_minutes()))
    imported(item(title="Cykelsti"), municipality="Sølund Kommune", body="Skoleudvalget")
    for filters, count in (
        (["--municipality", "Sølund"], 1),
        (["--body", "byrådet"], 1),
        (["--outcome", "postponed"], 1),
        (["--from", "2025-03-05"], 0),
        (["--to", "2025-03-04"], 2),
    ):
        status, out, _ = run(capsys, "search", "cykelsti", "--json", *filters)
        assert (status, json.loads(out)["count"]) == (0 if count else 1, count), filters


def test_a_search_that_finds_nothing_says_so_beside_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "search", "findesikke")
    assert (status, out) == (1, "")
    assert "nothing found" in err


def test_a_search_with_a_misspelt_word_is_told_a_better_one(capsys: pytest.CaptureFixture[str]) -> None:
    imported(item(title="Cykelsti"))
    _, out, err = run(capsys, "search", "cykkelsti")
    assert "1 Cykelsti" in out
    assert "did you mean: cykelsti" in err
    assert "all the words" not in err


def test_a_search_that_hardly_any_item_answers_in_full_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    imported(item(title="Cykelsti"))
    _, out, err = run(capsys, "search", "cykelsti findesikke")
    assert "1 Cykelsti" in out
    assert "hardly any item has all the words" in err


def test_a_search_understands_fields_and_says_which_it_did_not(capsys: pytest.CaptureFixture[str]) -> None:
    imported(item(title="Cykelsti"))
    status, out, err = run(capsys, "search", "udfald:godkendt", "type:blå", "--json")
    assert (status, json.loads(out)["count"]) == (0, 1)
    assert "type:blå was not understood" in err


def test_a_search_never_prints_closed_content(capsys: pytest.CaptureFixture[str]) -> None:
    services.import_reading(reading(rich_minutes()))
    status, out, _ = run(capsys, "search", "grund", "--json")
    assert status == 0
    assert "emmelig" not in out
    assert run(capsys, "search", "hemmelig")[0] == 1


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ([], "COMMAND"),
        (["search"], "WORDS"),
        (["search", "x", "--from", "igår"], "'igår' is no date; write it as 2025-08-13"),
        (["search", "x", "--outcome", "nonsens"], "nonsens"),
        (["import"], "PATH"),
        (["import", "x", "--workers", "0"], "at least 1"),
        (["serve", "--port", "99999"], "between 1 and 65535"),
        (["unknown"], "unknown"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_two(
    capsys: pytest.CaptureFixture[str], call: list[str], told: str
) -> None:
    status, out, err = run(capsys, *call)
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert told in err


@pytest.mark.parametrize("words", ["", '"', "***", "-", "\x00"])
def test_a_search_without_a_word_in_it_is_a_wrong_call(capsys: pytest.CaptureFixture[str], words: str) -> None:
    status, out, err = run(capsys, "search", "--", words)
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert "no word to search for" in err


def test_a_very_long_search_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    services.import_reading(reading(rich_minutes()))
    assert run(capsys, "search", "cykelsti " * 2_000)[0] == 0


def test_a_missing_index_is_made_anew_with_a_word_about_it(
    capsys: pytest.CaptureFixture[str], settings: Settings, tmp_path: Path
) -> None:
    services.import_reading(reading(rich_minutes()))
    run(capsys, "reindex")
    settings.INDEX_ROOT = tmp_path / "gone"
    status, _, err = run(capsys, "search", "cykelsti")
    assert status == 0
    assert "missing or damaged" in err


def test_reindex_says_how_much_is_in_the_index(capsys: pytest.CaptureFixture[str]) -> None:
    services.import_reading(reading(rich_minutes()))
    status, out, err = run(capsys, "reindex")
    assert (status, out) == (0, "")
    assert "1 meetings" in err


def test_a_port_that_is_taken_is_told_before_anything_else(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, _, err = run(capsys, "serve", "--port", taken.getsockname()[1])
    assert status == 1
    assert "choose another with --port" in err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are a matter of Unix")
def test_a_pipe_in_a_folder_is_not_waited_for(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    os.mkfifo(folder / "a-pipe")
    status, _, err = run(capsys, "import", folder)
    assert status == 0
    assert "1 imported" in err


def test_a_search_leaves_an_index_alone_that_is_not_of_this_database(tmp_path: Path) -> None:
    file = tmp_path / "referat.txt"
    file.write_text(REFERAT, encoding="utf-8")
    here = {name: value for name, value in os.environ.items() if not name.startswith(("SAGSGANG_", "DJANGO_"))}
    here |= {"SAGSGANG_DATA": str(tmp_path / "data")}
    elsewhere = {**here, "SAGSGANG_DATABASE_URL": f"sqlite://{tmp_path}/another.sqlite3"}

    def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sagsgang", *words], env=environment, capture_output=True, text=True
        )

    assert run(here, "import", str(file)).returncode == 0
    refused = run(elsewhere, "search", "svømmehal")
    assert refused.returncode != 0
    assert "does not agree with the database" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "svømmehal" in run(here, "search", "svømmehal").stdout
