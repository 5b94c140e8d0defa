"""Whether an import that is killed again and again loses anything, doubles anything or leaves a wrong index.

`python bench/kills.py` kills an import a hundred times (fewer with SAGSGANG_BENCH_SIZE) at moments of chance, all of
its processes at once, lets it finish, and compares the archive with one that was imported undisturbed.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.generated import write
from bench.size import KILLS

BATCH = 400
AT_WORK = 0.75
LONGEST = 5.0


def run() -> list[tuple[str, str]]:
    """Rows of label and figure."""
    with tempfile.TemporaryDirectory(prefix="sagsgang-bench-", ignore_cleanup_errors=True) as folder:
        documents, disturbed, undisturbed = (Path(folder, name) for name in ("documents", "disturbed", "undisturbed"))
        kills, working, written = _kill_often(documents, disturbed)
        say("finishing, and importing the same undisturbed")
        ends = [_import(data, documents).wait() for data in (disturbed, undisturbed)]
        was, should = _state(disturbed), _state(undisturbed)
    return [
        (f"{written:,} documents, kills", f"{kills}, {working} of them while documents came in"),
        ("the last import ended with", " and ".join(map(str, ends))),
        *((f"{name}, after the kills and undisturbed", f"{was[name]:,} and {should[name]:,}") for name in _COUNTED),
        ("addresses of items are the same", _yes(was["addresses"] == should["addresses"])),
        ("originals are whole", _yes(was["originals"])),
        ("the index agrees with the database", _yes(was["sound"])),
    ]


_COUNTED = ("documents", "meetings", "items")


def say(words: str) -> None:
    print(f"bench kills: {words}", file=sys.stderr, flush=True)


def _yes(held: object) -> str:
    return "yes" if held else "NO"


def _kill_often(documents: Path, data: Path) -> tuple[int, int, int]:
    """Kill imports of a folder that grows whenever one has finished: kills, those that struck at work, documents.

    Most strike after a document has come in, the others at any time from the start of the process.
    """
    chance = random.Random(KILLS)
    kills = working = written = 0
    finished = True
    while kills < KILLS:
        if finished:
            written += BATCH
            write(documents, written)
        before = _originals(data)
        process = _import(data, documents)
        if chance.random() < AT_WORK:
            while process.poll() is None and _originals(data) == before:
                time.sleep(0.05)
        finished = _ends_within(process, chance.uniform(0, LONGEST))
        if finished:
            continue
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        kills += 1
        working += _originals(data) > before
        if kills % 10 == 0:
            say(f"{kills} of {KILLS} kills, {written} documents")
    return kills, working, written


def _ends_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _import(data: Path, documents: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "sagsgang", "import", str(documents)]
    return subprocess.Popen(words, env=_environment(data), start_new_session=True, stderr=subprocess.DEVNULL)


def _environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "SAGSGANG_DATABASE_URL"}
    return {**kept, "SAGSGANG_DATA": str(data)}


def _originals(data: Path) -> int:
    return sum(1 for path in data.glob("files/*/*") if not path.name.startswith("."))


def _state(data: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--state"], check=True, stdout=subprocess.PIPE, text=True, env=_environment(data)
    )
    return dict(json.loads(done.stdout))


def _look() -> dict[str, object]:
    """What is in the archive of this process's data folder."""
    from sagsgang.commands.setup import prepare_database

    prepare_database()
    from sagsgang.web.archive import files, index
    from sagsgang.web.archive.models import Document, Item, Meeting

    parts = ("meeting__body__municipality__slug", "meeting__body__slug", "meeting__slug", "slug")
    addresses = sorted("/".join(row) for row in Item.objects.values_list(*parts))
    kept = [(sha256, files.path_of(sha256)) for sha256 in Document.objects.values_list("sha256", flat=True)]
    return {
        "documents": len(kept),
        "meetings": Meeting.objects.count(),
        "items": len(addresses),
        "addresses": hashlib.sha256("\n".join(addresses).encode()).hexdigest(),
        "originals": all(path.exists() and files.digest(path.read_bytes()) == sha256 for sha256, path in kept),
        "sound": index.is_sound(),
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["--state"]:
        print(json.dumps(_look()))
    else:
        for label, figure in run():
            print(f"{label:60} {figure:>40}")
