"""What importing costs: documents a second, whether the last ones cost more than the first, and the cores in use.

`python bench/archive.py` prints the figures for 10,000 generated documents (fewer with SAGSGANG_BENCH_SIZE), imported
into a data folder of their own by a process of its own.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.generated import write
from bench.size import DOCUMENTS

TENTHS = 10


def run() -> list[tuple[str, str]]:
    """Rows of label and figure."""
    with tempfile.TemporaryDirectory(prefix="sagsgang-bench-") as folder:
        documents, data = Path(folder, "documents"), Path(folder, "data")
        say(f"writing {DOCUMENTS:,} documents")
        started = time.perf_counter()
        size = write(documents, DOCUMENTS)
        written = time.perf_counter() - started
        measured = _in_a_process_of_its_own(documents, data)
    wall, tenths, writing = measured["wall"], measured["tenths"], measured["writing"]
    growth = writing[-1] / writing[0]
    return [
        (f"{DOCUMENTS:,} documents written, {size / 1e6:.0f} MB", f"{DOCUMENTS / written:,.0f} a second"),
        (f"imported, with {measured['items']:,} items", f"{DOCUMENTS / wall:.1f} a second, {wall:.0f} s"),
        ("cost of a document in the first tenth", f"{1000 * tenths[0]:.1f} ms"),
        ("cost of a document in the last tenth", f"{1000 * tenths[-1]:.1f} ms, {tenths[-1] / tenths[0]:.2f} times"),
        # Only the process that writes could have more to do as the archive grows; its own time hears no neighbours.
        ("CPU time of writing a document, first tenth", f"{1000 * writing[0]:.1f} ms"),
        (
            "CPU time of writing a document, last tenth",
            f"{1000 * writing[-1]:.1f} ms, {growth:.2f} times",
        ),
        ("the same in each tenth", ", ".join(f"{1000 * each:.0f}" for each in writing) + " ms"),
        (f"cores used, of {os.cpu_count()}", f"{measured['cpu'] / wall:.2f}"),
        ("most memory of a process", f"{measured['memory']:.0f} MB"),
        ("refused", str(measured["refused"])),
    ]


def say(words: str) -> None:
    print(f"bench archive: {words}", file=sys.stderr, flush=True)


def _in_a_process_of_its_own(documents: Path, data: Path) -> dict[str, Any]:
    environment = {**os.environ, "SAGSGANG_DATA": str(data)}
    environment.pop("SAGSGANG_DATABASE_URL", None)
    words = [sys.executable, __file__, "--import", str(documents)]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    return dict(json.loads(done.stdout))


def _import(documents: Path) -> dict[str, object]:
    from sagsgang import __version__
    from sagsgang.commands.setup import prepare_database, prepare_index

    prepare_database()
    prepare_index()
    from sagsgang.web.archive import beside
    from sagsgang.web.archive.importing import files_in, import_files
    from sagsgang.web.archive.models import Item
    from sagsgang.web.config.garbage import look_less_often

    look_less_often()
    paths = list(files_in([documents]))
    finished: list[float] = []
    worked: list[float] = []
    refused = 0
    started = time.perf_counter()
    with beside.indexing() as update_index:
        for result in import_files(paths, reader=__version__, update_index=update_index):
            finished.append(time.perf_counter())
            worked.append(time.process_time())
            refused += bool(result.refusal)
            if len(finished) % max(1, len(paths) // TENTHS) == 0:
                say(f"{len(finished):,} of {len(paths):,} imported")
    wall = time.perf_counter() - started
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "wall": wall,
        "cpu": sum(one.ru_utime + one.ru_stime for one in used),
        "memory": max(one.ru_maxrss for one in used) / 1024,
        "tenths": _tenths(finished),
        "writing": _tenths(worked),
        "refused": refused,
        "items": Item.objects.count(),
    }


def _tenths(finished: list[float]) -> list[float]:
    """Seconds a document in each tenth. The clock starts with the first result: starting processes is no document's."""
    step = len(finished) / TENTHS
    marks = [finished[min(round(step * number), len(finished) - 1)] for number in range(TENTHS + 1)]
    return [(end - start) / step for start, end in pairwise(marks)]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--import"]:
        print(json.dumps(_import(Path(sys.argv[2]))))
    else:
        for label, figure in run():
            print(f"{label:60} {figure:>25}")
