"""A file that is never read to its end holds up nobody."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.commands.calls import A_MILLION_ITEMS

from sagsgang.web.archive import readings
from sagsgang.web.archive.readings import Reading, Unread, read_all

REFERAT = """Havnby Kommune
Referat

Byrådet

Mødedato: 4. marts 2025 kl. 17:00

Punkt 1: Ny sti

Beslutning
Godkendt.
"""


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    endless = tmp_path / "a.html"
    endless.write_text(A_MILLION_ITEMS, encoding="utf-8")
    others = [tmp_path / "b.txt", tmp_path / "c.txt"]
    for path in others:
        path.write_text(REFERAT, encoding="utf-8")
    results = list(read_all([endless, *others], workers=1, seconds=5))
    [refused] = [result for result in results if isinstance(result, Unread)]
    assert refused.location == str(endless)
    assert refused.sentence == "took longer than 5 seconds to read and was given up; --time-limit allows for more"
    assert {result.location for result in results if isinstance(result, Reading)} == {str(path) for path in others}


@pytest.mark.slow
def test_more_files_than_the_processes_may_read_are_all_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "_FILES_A_PROCESS", 2)
    paths = [tmp_path / f"{number}.txt" for number in range(9)]
    for path in paths:
        path.write_text(REFERAT, encoding="utf-8")
    results = [result.location for result in read_all(paths, workers=2)]
    assert sorted(results) == sorted(map(str, paths))


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAGSGANG_DATABASE", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "sagsgang", "import", *arguments],
        env={**kept, "SAGSGANG_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.mark.slow
def test_a_pipe_that_is_named_is_told_in_one_sentence(tmp_path: Path) -> None:
    pipe, file = tmp_path / "pipe", tmp_path / "b.txt"
    os.mkfifo(pipe)
    file.write_text(REFERAT, encoding="utf-8")
    ended = run(tmp_path / "data", str(pipe), str(file))
    assert ended.returncode == 1
    assert f"{pipe}: is a pipe or a device" in ended.stderr
    assert "1 imported, 0 read anew, 0 already there, 1 not imported" in ended.stderr


@pytest.mark.slow
@pytest.mark.parametrize("limit", ["0", "-5", "soon", "nan", "inf", "1e9"])
def test_a_time_limit_that_is_none_is_refused(tmp_path: Path, limit: str) -> None:
    ended = run(tmp_path / "data", f"--time-limit={limit}", str(tmp_path))
    assert ended.returncode == 2
    assert "--time-limit" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "stor.txt"
    with large.open("wb") as file:
        file.truncate(2 * 1024**3)
    [refused] = read_all([large], workers=1)
    assert isinstance(refused, Unread)
    assert "2048 MB" in refused.sentence
