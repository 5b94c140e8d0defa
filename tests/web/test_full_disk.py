"""A disk that takes no more: one sentence, nothing half-written, and the same command goes on once there is room.

Tried for real: with a quota on the size of files, which every user may set, and where the tests run as root with a disk
of a few megabytes.
"""

import contextlib
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

FILES = 16
TOLD = (
    "sagsgang: the disk is full or cannot be written to; make room on it, "
    "then give the same command again: it goes on from where it stopped\n"
)
_ROOM = 64 * 1024**2


@dataclass(frozen=True, kw_only=True)
class Disk:
    """A folder for data, on a disk that can be made full and be given room again."""

    data: Path
    make_full: Callable[[int], None]
    make_room: Callable[[], None]
    limits: dict[str, int]

    def call(self, *arguments: object) -> tuple[int, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAGSGANG_", "DJANGO_"))}
        most = self.limits.get("file", resource.RLIM_INFINITY)
        done = subprocess.run(
            [sys.executable, "-m", "sagsgang", *map(str, arguments)],
            env={**kept, "SAGSGANG_DATA": str(self.data)},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stderr

    def rows(self) -> tuple[int, ...]:
        with contextlib.closing(sqlite3.connect(self.data / "sagsgang.sqlite3")) as database:
            assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
            tables = ("document", "meeting", "item", "provenance")
            return tuple(database.execute(f"select count(*) from archive_{t}").fetchone()[0] for t in tables)  # noqa: S608


@pytest.fixture(params=["quota", "disk"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """Made full, a quota leaves every file so many bytes, and a disk so many beyond what lies on it."""
    place = tmp_path / "place"
    place.mkdir()
    data, limits = place / "data", dict[str, int]()
    if request.param == "quota":
        yield Disk(data=data, make_full=lambda left: limits.update(file=left), make_room=limits.clear, limits=limits)
        return
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_ROOM}", "tmpfs", place]).returncode:
        pytest.skip("only root makes a disk to fill")

    def resize(size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", place], check=True)

    def used() -> int:
        told = os.statvfs(place)
        return (told.f_blocks - told.f_bfree) * told.f_frsize

    try:
        yield Disk(
            data=data, make_full=lambda left: resize(used() + left), make_room=lambda: resize(_ROOM), limits=limits
        )
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "post"
    made.mkdir()
    for day in range(FILES):
        text = (
            f"Havnby Kommune\nReferat\n\nByrådet\n\nMødedato: {day % 28 + 1}. marts {1960 + day} kl. 17:00\n\n"
            f"Punkt 1: Sag nummer {day}\n\nSagsfremstilling\n{'Taget over bassinet er utæt. ' * 1500}\n\n"
            "Beslutning\nGodkendt.\n"
        )
        (made / f"{day:02}.txt").write_text(text, encoding="utf-8")
    return made


@pytest.mark.slow
def test_what_finds_the_disk_full_says_so_and_goes_on_once_there_is_room(disk: Disk, folder: Path) -> None:
    assert disk.call("import", folder / "00.txt")[0] == 0
    disk.make_full(600_000)
    assert disk.call("import", folder, "--workers", "2") == (1, TOLD)
    documents, meetings, items, places = disk.rows()
    assert 1 <= documents == meetings == items == places < FILES
    assert not list((disk.data / "files").glob("*/.*"))
    disk.make_full(30_000)
    assert disk.call("reindex", "--rows") == (1, TOLD)
    assert disk.rows() == (documents,) * 4
    assert not list((disk.data / "index").glob("*.new"))
    disk.make_room()
    assert disk.call("import", folder, "--workers", "2") == (
        0,
        f"sagsgang: {FILES - documents} imported, 0 read anew, {documents} already there, 0 not imported\n",
    )
    assert disk.rows() == (FILES,) * 4
    # An index that did not agree with the database would be made anew, with a word about it.
    assert disk.call("search", "bassin", "--limit", FILES) == (0, "")


@pytest.mark.slow
def test_a_first_start_on_a_full_disk_leaves_nothing_that_keeps_out_the_next(disk: Disk, folder: Path) -> None:
    disk.data.mkdir()
    (disk.data / "filling").write_bytes(bytes(4096))
    disk.make_full(0)
    status, told = disk.call("import", folder / "00.txt")
    assert (status, told.count("\n")) == (1, 1)
    disk.make_room()
    assert disk.call("import", folder / "00.txt")[0] == 0
    assert disk.rows() == (1,) * 4
