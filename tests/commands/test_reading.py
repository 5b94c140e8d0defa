"""`sagsgang read`: what it prints, where, and with which exit status."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.commands.calls import RECIPE, REFERAT, command

from sagsgang.commands.asked import How
from sagsgang.commands.one_file import read_file

# Paths that are no files to read.


def test_a_missing_file_a_folder_and_a_pipe_are_told_and_never_waited_for(
    read: Any, good: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    outcome = read(tmp_path / "nowhere.pdf", tmp_path, tmp_path / "pipe", "/dev/zero", good / "below", good)
    assert outcome.status == 1
    assert len(outcome.documents) == 1
    missing, folder, pipe, device, below = outcome.complaints
    assert "no such file" in missing
    assert "sagsgang import" in folder
    assert "pipe" in pipe
    assert "device" in device
    assert str(good / "below") in below


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(read: Any, good: Path, tmp_path: Path) -> None:
    with (tmp_path / "stor.txt").open("wb") as file:
        file.truncate(2 * 1024**3)
    outcome = read(tmp_path / "stor.txt", good)
    assert (outcome.status, len(outcome.documents), len(outcome.complaints)) == (1, 1, 1)
    assert "2048 MB" in outcome.err


@contextlib.contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Root may read everything: be somebody else for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_one_may_not_read_is_told(good: Path) -> None:
    # In this process: where it is root's, an ordinary user could start no other of this Python.
    how = How(labels=None, with_text=False, summary=False)
    assert read_file(good, how).printed  # everything that reading needs is loaded while we may load it
    good.chmod(0)
    with as_an_ordinary_user():
        outcome = read_file(good, how)
    assert (outcome.printed, "may not read" in (outcome.refused or "")) == (None, True)


@pytest.mark.parametrize("name", [b"m\xf8de.txt", "mø\nde.txt".encode(), b"\x1b[31mrod.txt", b"-- .txt"])
def test_a_file_of_any_name_is_read_and_complained_of_on_one_line(name: bytes, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + name
    Path(os.fsdecode(path)).write_text(REFERAT, encoding="utf-8")
    done = command("read", path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["body"] == "Byrådet"
    Path(os.fsdecode(path)).write_bytes(b"")
    done = command("read", path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"\x1b" not in done.stderr


# What is printed.


def test_each_file_is_one_line_of_json_in_the_order_of_the_call(read: Any, good: Path) -> None:
    outcome = read(good, good)
    assert (outcome.status, outcome.err, len(outcome.documents)) == (0, "", 2)
    document = outcome.documents[0]
    assert (document["schema"], document["document"]) == ("sagsgang/1", "minutes")
    assert (document["municipality"], document["date"], document["start"]) == ("Havnby Kommune", "2025-03-04", "17:00")
    assert [(item["title"], item["open"]) for item in document["items"]] == [
        ("Ny svømmehal", True),
        ("Køb af grund", False),
    ]
    assert document["items"][0]["decisions"][0]["outcome"] == "approved"
    assert "text" not in document


def test_spans_count_in_the_text_that_is_printed_with_them(read: Any, good: Path) -> None:
    document = read("--with-text", good).documents[0]
    start, end = document["items"][0]["decisions"][0]["at"]
    assert document["text"][start:end] == "Godkendt."
    start, end = document["at"]["place"]
    assert document["text"][start:end] == "Mødested: Rådhuset"
    first = document["items"][0]["sections"][0]["at"]
    assert document["text"][slice(*first)].startswith("Sagsfremstilling\nTaget over")


def test_what_was_printed_can_be_read_again(read: Any, good: Path, tmp_path: Path) -> None:
    printed = read(good)
    (tmp_path / "læst.json").write_text(printed.out, encoding="utf-8")
    again = read(tmp_path / "læst.json")
    assert (again.status, again.documents) == (0, printed.documents)


def test_a_summary_is_a_short_table_for_people(read: Any, good: Path, tmp_path: Path) -> None:
    (tmp_path / "kage.txt").write_text(RECIPE, encoding="utf-8")
    outcome = read("--summary", good, tmp_path / "kage.txt", tmp_path / "nowhere")
    assert outcome.status == 1
    assert "minutes: Byrådet, Havnby Kommune, 2025-03-04" in outcome.out
    assert "approved" in outcome.out
    assert "(closed) Køb af grund" in outcome.out
    assert "other: unknown, unknown, date unknown" in outcome.out
    assert len(outcome.complaints) == 2
    assert "{" not in outcome.out


@pytest.mark.parametrize("option", ["--with-text", "--summary"])
def test_letters_that_the_terminal_does_not_have_stop_nothing(option: str, good: Path) -> None:
    done = command("read", option, good, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    if option == "--with-text":
        assert json.loads(done.stdout)["body"] == "Byrådet"


def test_nobody_is_bothered_when_the_reader_of_our_output_leaves(good: Path) -> None:
    words = [sys.executable, "-m", "sagsgang", "read", *["referat.txt"] * 3000]
    with subprocess.Popen(words, cwd=good.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(10) == b'{"schema":'
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("arguments", [(), ("--no-such-option", "x"), ("--labels",)])
def test_a_wrong_call_is_one_line_and_status_two(arguments: tuple[str, ...], read: Any) -> None:
    outcome = read(*arguments)
    assert (outcome.status, outcome.out, len(outcome.complaints)) == (2, "", 1)
    assert "--help" in outcome.err
