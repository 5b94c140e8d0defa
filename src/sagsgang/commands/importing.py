"""`sagsgang import PATH…`: read files or folders into the database and the search index."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from sagsgang import __version__
from sagsgang.commands.setup import prepare_database, prepare_index, say

HELP = "read files or folders into the database and the search index"

_A_DAY = 86_400


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH…, and how many files are read at once."""
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a file, or a folder with all below it")
    parser.add_argument("--workers", type=_count, metavar="N", help="files read at once (as many as there are cores)")
    parser.add_argument("--time-limit", type=_seconds, default=120, metavar="S", help="seconds a file may take (120)")


def run(arguments: argparse.Namespace) -> int:
    """0 when all files were agendas or minutes, 1 when some were not or could not be read."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    prepare_database()
    prepare_index()
    from sagsgang.web.archive import beside
    from sagsgang.web.archive.importing import files_in, import_files
    from sagsgang.web.config.garbage import look_less_often
    from sagsgang.web.pages import tasks

    paths = list(files_in(arguments.paths))
    if not paths:
        say("found no files there; nothing was imported")
        return 1
    look_less_often()
    counts: Counter[str] = Counter()
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress,
        beside.indexing() as update_index,
    ):
        bar = progress.add_task("Importing", total=len(paths))
        for result in import_files(
            paths,
            reader=__version__,
            workers=arguments.workers,
            seconds=arguments.time_limit,
            update_index=update_index,
        ):
            progress.advance(bar)
            counts[result.outcome or "refused"] += 1
            if result.refusal:
                progress.console.out(f"sagsgang: {result.location}: {result.refusal}", highlight=False)
    tasks.after_import()
    say(
        f"{counts['new']} imported, {counts['renewed']} read anew, {counts['known']} already there, "
        f"{counts['refused']} not imported"
    )
    return 1 if counts["refused"] else 0


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number <= _A_DAY:
        raise argparse.ArgumentTypeError("must be more than 0 and at most a day (86400)")
    return number
