"""`sagsgang reindex`: make the search index anew from the database."""

from __future__ import annotations

import argparse

from sagsgang.commands.setup import prepare_database, say

HELP = "make the search index anew from the database"


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(_arguments: argparse.Namespace) -> int:
    """0."""
    prepare_database()
    from sagsgang.web.archive import index

    say(f"the search index is made anew; {index.rebuild()} meetings are in it")
    return 0
