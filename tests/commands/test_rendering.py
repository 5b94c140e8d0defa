"""`sagsgang render`: files in, one file out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.commands.calls import RECIPE, command

from sagsgang import __version__


def test_what_was_read_and_the_file_itself_are_written_alike(good: Path, tmp_path: Path) -> None:
    printed = tmp_path / "read.json"
    printed.write_bytes(command("read", good).stdout)
    pages = [command("render", path, "--to", "html") for path in (good, printed)]
    assert [(page.returncode, page.stderr) for page in pages] == [(0, b""), (0, b"")]
    assert pages[0].stdout == pages[1].stdout
    assert '<h2 id="punkt-1-titel">Punkt 1: Ny svømmehal</h2>' in pages[0].stdout.decode()


def test_a_file_is_written_where_it_was_asked_for(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "ud.txt"
    done = command("render", good, "--to", "text", "-o", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert "## Punkt 1: Ny svømmehal" in out.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (RECIPE, "neither an agenda nor minutes"),
        ("", "empty"),
        ('{"schema": "sagsgang/9"}', "not a document of schema sagsgang/1"),
        ('{"schema": "sagsgang/1", "document": "minutes", "items": 7}', "document.items must be a list"),
        ('{"schema": "sagsgang/1"}', "neither an agenda nor minutes"),
    ],
)
def test_what_cannot_be_written_is_told_in_one_line(content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "fil.txt"
    path.write_text(content, encoding="utf-8")
    done = command("render", path, "--to", "html", "-o", tmp_path / "ud.html")
    assert done.returncode == 1
    assert told in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / "ud.html").exists()


def test_a_place_that_cannot_be_written_to_is_told(good: Path, tmp_path: Path) -> None:
    done = command("render", good, "--to", "html", "-o", tmp_path / "no" / "ud.html")
    assert done.returncode == 1
    assert b"cannot write" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("--to", "pigeon"), ("--to", "html", "--no-such")])
def test_a_wrong_call_is_status_two(arguments: tuple[str, ...], good: Path) -> None:
    assert command("render", good, *arguments).returncode == 2


def test_what_a_script_made_is_written_too(tmp_path: Path) -> None:
    made = {
        "schema": "sagsgang/1",
        "document": "agenda",
        "body": "Byrådet",
        "items": [{"number": "1", "title": "Ny sti", "open": True}],
    }
    path = tmp_path / f"made-{__version__}.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    assert "Punkt 1: Ny sti" in command("render", path, "--to", "text").stdout.decode()
