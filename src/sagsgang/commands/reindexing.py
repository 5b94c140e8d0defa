"""`sagsgang reindex`: make the search index anew from the database."""

from __future__ import annotations

import argparse

from sagsgang.commands.setup import prepare_database, say

HELP = "make the search index anew from the database"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether meetings and items are made anew first."""
    parser.add_argument("--rows", action="store_true", help="first make meetings and items anew from what was read")


def run(arguments: argparse.Namespace) -> int:
    """0."""
    prepare_database()
    from sagsgang.web.archive import index, services
    from sagsgang.web.pages import tasks

    if arguments.rows:
        say(f"{services.derive_all()} documents were gone through anew")
        tasks.after_import()

    say(f"the search index is made anew; {index.rebuild()} meetings are in it")
    return 0
