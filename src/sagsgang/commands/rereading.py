"""`sagsgang reread`: read anew what an older version of the reader has read."""

from __future__ import annotations

import argparse

from sagsgang import __version__
from sagsgang.commands.setup import prepare_database, prepare_index, say

HELP = "read anew what an older version of the reader has read"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing."""


def run(_arguments: argparse.Namespace) -> int:
    """0 when all could be read anew, 1 when some could not; those stay as they were."""
    prepare_database()
    prepare_index()
    from sagsgang.web.archive.rereading import reread
    from sagsgang.web.pages import tasks

    read = changed = failed = 0
    for entry in reread(__version__):
        read += 1
        changed += bool(entry.changes)
        failed += bool(entry.failure)
        if entry.failure:
            say(f"document {entry.document.sha256[:12]}: {entry.failure}")
        for where, was, now in entry.changes:
            print(f"{entry.document.sha256[:12]}\t{where}\t{was if was is not None else ''}\t{now or ''}")
    tasks.after_import()
    say(f"{read} documents read anew, {changed} of them read otherwise than before, {failed} could not be read")
    return 1 if failed else 0
