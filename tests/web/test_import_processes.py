"""Imports that are stopped, hurt, or run twice at once, as processes of their own on a database file of their own."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FILES = 24


def referat(day: int) -> str:
    return f"""Havnby Kommune
Referat

Byrådet

Mødedato: {day % 28 + 1}. marts {1990 + day} kl. 17:00
Mødested: Rådhuset

Punkt 1: Sag nummer {day}

Sagsfremstilling
{"Taget over bassinet er utæt og skal udskiftes. " * 200}

Beslutning
Godkendt.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "post"
    made.mkdir()
    for day in range(FILES):
        (made / f"{day:02}.txt").write_text(referat(day), encoding="utf-8")
    return made


def start(folder: Path, data: Path) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAGSGANG_DATABASE", "DJANGO_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "sagsgang", "import", str(folder), "--workers", "2"],
        env={**kept, "SAGSGANG_DATA": str(data)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def counts(data: Path) -> tuple[int, int, int]:
    with sqlite3.connect(f"file:{data}/sagsgang.sqlite3?mode=ro", uri=True) as database:
        return tuple(  # type: ignore[return-value]
            database.execute(f"select count(*) from archive_{table}").fetchone()[0]  # noqa: S608
            for table in ("document", "meeting", "item")
        )


def wait_for_documents(data: Path, process: subprocess.Popen[str]) -> None:
    """Until something has been written, so that there is a middle to stop in."""
    until = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        try:
            if counts(data)[0]:
                return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.02)


def readers(process: subprocess.Popen[str]) -> list[int]:
    """The processes that read files: children of the import, without the one that only keeps count of resources."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
            call = (entry.parent / "cmdline").read_text()
        except OSError:
            continue
        if int(fields[1]) == process.pid and "spawn_main" in call:
            found.append(int(entry.parent.name))
    return found


def finished(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, errors = process.communicate(timeout=120)
    assert "Traceback" not in errors
    return process.returncode, errors


def test_an_import_that_was_killed_goes_on_where_it_was(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    first = start(folder, data)
    wait_for_documents(data, first)
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    documents, meetings, items = counts(data)
    assert documents == meetings == items
    status, errors = finished(start(folder, data))
    assert status == 0
    assert f"{documents} already there, 0 not imported" in errors
    assert counts(data) == (FILES, FILES, FILES)


def test_an_import_that_is_interrupted_says_so_in_one_line(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    process = start(folder, data)
    wait_for_documents(data, process)
    os.killpg(process.pid, signal.SIGINT)
    status, errors = finished(process)
    # It may have come too late to interrupt anything.
    assert (status, "goes on from here" in errors) == (130, True) or status == 0
    assert finished(start(folder, data))[0] == 0
    assert counts(data) == (FILES, FILES, FILES)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to find the readers")
def test_a_reader_that_dies_takes_no_file_with_it(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    process = start(folder, data)
    wait_for_documents(data, process)
    for child in readers(process):
        with contextlib.suppress(ProcessLookupError):  # it may have been done a moment before
            os.kill(child, signal.SIGKILL)
    status, _ = finished(process)
    assert status == 0
    assert counts(data) == (FILES, FILES, FILES)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to find the readers")
def test_the_readers_of_an_import_that_was_killed_end_with_it(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    process = start(folder, data)
    wait_for_documents(data, process)
    children = readers(process)
    assert children
    process.kill()
    process.communicate()
    for _ in range(100):
        if not any(Path(f"/proc/{child}").exists() for child in children):
            break
        time.sleep(0.1)
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_two_imports_at_once_bring_in_everything_once(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    both = [start(folder, data), start(folder, data)]
    results = [finished(process) for process in both]
    assert [status for status, _ in results] == [0, 0], results
    assert counts(data) == (FILES, FILES, FILES)
    # The next command finds nothing amiss with the index that both of them wrote.
    assert finished(start(folder, data)) == (
        0,
        f"sagsgang: 0 imported, 0 read anew, {FILES} already there, 0 not imported\n",
    )
