"""What reading costs: text, Markdown and web pages on one core, files of every format on all cores, and memory.

`python bench/reading.py` prints the figures: medians of five rounds, memory once.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.corpus import documents

from sagsgang.reading import read
from sagsgang.web.archive.readings import read_all

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
MEGABYTE = 1_000_000


def run() -> list[tuple[str, str]]:
    """Rows of label and figure."""
    rows = []
    for name, suffix in (("text", ".txt"), ("Markdown", ".md"), ("web pages", ".html")):
        files = _files(suffix)
        rows.append((f"{name}, file by file, one core", f"{_rate(files):.2f} MB/s"))
        if suffix != ".html":
            joined = b"\n\n".join(path.read_bytes() for path in _about(MEGABYTE, files))
            seconds = _median(lambda data=joined: read(data, "joined"))
            rows.append((f"{name}, joined to one document of 1 MB", f"{len(joined) / seconds / MEGABYTE:.2f} MB/s"))
    chosen = list(islice(cycle(_files("")), 300))
    rows.append(("files of all formats, one core", f"{len(chosen) / _median(lambda: _read_all(chosen)):.0f} files/s"))
    seconds = _median(lambda: list(read_all(chosen)))
    label = f"files of all formats, {os.cpu_count()} processes of the import, their start included"
    rows.append((label, f"{len(chosen) / seconds:.0f} files/s"))
    rows += [(f"peak memory after {count} files", f"{_peak(count):.0f} MB") for count in (100, 1000)]
    return rows


def _files(suffix: str) -> list[Path]:
    """The documents of the corpus and the examples with this suffix; all of them for an empty one."""
    found = [document.source for document in documents.development()]
    found += [path for path in sorted((ROOT / "examples").glob("*/*/*")) if "content" not in path.parts]
    return [path for path in found if path.is_file() and path.suffix.endswith(suffix)]


def _about(size: int, files: Sequence[Path]) -> list[Path]:
    """The files, again and again, until they hold `size` bytes."""
    chosen: list[Path] = []
    total = 0
    for path in cycle(files):
        if total >= size:
            return chosen
        chosen.append(path)
        total += path.stat().st_size
    return chosen


def _rate(files: Sequence[Path]) -> float:
    chosen = [(path.read_bytes(), path.name) for path in _about(MEGABYTE, files)]
    seconds = _median(lambda: [read(data, name) for data, name in chosen])
    return sum(len(data) for data, _ in chosen) / seconds / MEGABYTE


def _median(work: Callable[[], object]) -> float:
    """Median seconds of five rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _read_all(files: Sequence[Path]) -> None:
    for path in files:
        read(path.read_bytes(), path.name)


def _peak(count: int) -> float:
    """Megabytes at most, in a process of its own that reads so many files."""
    words = [sys.executable, __file__, "--memory", str(count)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return float(done.stdout)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        _read_all(list(islice(cycle(_files("")), int(sys.argv[2]))))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    else:
        for label, figure in run():
            print(f"{label:75} {figure:>15}")
