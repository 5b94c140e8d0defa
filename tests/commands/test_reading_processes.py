"""`sagsgang read` of a file that ends or hangs the process that reads it: it is told, and the others are read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.commands.calls import A_MILLION_ITEMS, REFERAT

from sagsgang.commands.asked import How, Read
from sagsgang.commands.reading import read_in_order

HOW = How(labels=None, with_text=False, summary=False, seconds=60)


def files(folder: Path, count: int, bad: int) -> list[Path]:
    """So many minutes, one of them with the word that makes the library misbehave."""
    paths = [folder / f"{n}.txt" for n in range(count)]
    for n, path in enumerate(paths):
        path.write_text(REFERAT + ("ONDT\n" if n == bad else ""), encoding="utf-8")
    return paths


@pytest.fixture
def with_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`with_library(what)`: reading calls a library that does `what` on the file with the word.

    Python runs the module of this name in every process that it starts.
    """

    def install(misbehave: str) -> None:
        place = tmp_path / "library"
        place.mkdir()
        (place / "sitecustomize.py").write_text(_LIBRARY.replace("MISBEHAVE", misbehave), encoding="utf-8")
        paths = [str(place), *filter(None, [os.environ.get("PYTHONPATH")])]
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))

    return install


_LIBRARY = """
import os, signal, time
from sagsgang import reading

reads = reading.read_with_text

def read(data, *others):
    if b"ONDT" in data:
        MISBEHAVE
    return reads(data, *others)

reading.read_with_text = read
"""
END = "os.kill(os.getpid(), signal.SIGKILL)"
HANG = "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM}); time.sleep(600)"


def assert_told(results: list[Read], paths: list[Path], bad: int, sentence: str) -> None:
    assert len(results) == len(paths)
    assert results[bad] == Read(refused=f"sagsgang: {paths[bad]}: {sentence}")
    assert all(result.printed and not result.refused for n, result in enumerate(results) if n != bad)


@pytest.mark.parametrize(("count", "bad"), [(1, 0), (3, 1), (8, 0), (8, 7), (20, 9)])
def test_a_library_that_ends_the_process_is_told_and_the_others_are_read(
    count: int, bad: int, tmp_path: Path, with_library: Callable[[str], None]
) -> None:
    with_library(END)
    paths = files(tmp_path, count, bad)
    sentence = "made the reader stop; the file is probably damaged or far too large"
    assert_told(list(read_in_order(paths, HOW)), paths, bad, sentence)


@pytest.mark.slow
@pytest.mark.parametrize(("count", "bad"), [(1, 0), (3, 1), (8, 2)])
def test_a_library_that_hangs_is_told_and_the_others_are_read(
    count: int, bad: int, tmp_path: Path, with_library: Callable[[str], None]
) -> None:
    with_library(HANG)
    paths = files(tmp_path, count, bad)
    how = How(labels=None, with_text=False, summary=False, seconds=5, grace=1)
    assert_told(
        list(read_in_order(paths, how)), paths, bad, "was given up after 5 seconds; divide it and read the parts"
    )


@pytest.mark.slow
def test_nothing_goes_on_reading_when_the_command_was_ended(tmp_path: Path) -> None:
    [good] = files(tmp_path, 1, 1)
    endless = tmp_path / "a.html"
    endless.write_text(A_MILLION_ITEMS, encoding="utf-8")
    command = [sys.executable, "-m", "sagsgang", "read", str(good), str(endless)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.kill()
        rest, _ = process.communicate(timeout=60)  # whoever still reads would hold the pipe open
    assert rest == b""
