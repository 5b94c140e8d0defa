"""`sagsgang bodies KEPT GONE`: two names for one body."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sagsgang.commands import CommandError
from sagsgang.commands.setup import prepare_database, prepare_index, say

if TYPE_CHECKING:
    from sagsgang.web.accounts.models import Body

HELP = "join two names of one council or committee: the second becomes a former name of the first"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """KEPT and GONE, as they stand in addresses."""
    parser.add_argument("kept", metavar="KEPT", help="as in its address: herning/boerne-og-familieudvalget")
    parser.add_argument("gone", metavar="GONE", help="the one whose meetings go to KEPT")


def run(arguments: argparse.Namespace) -> int:
    """0."""
    prepare_database()
    from sagsgang.web.archive import bodies

    try:
        bodies.join(_found(arguments.kept), _found(arguments.gone))
    except ValueError as error:
        raise CommandError(str(error)) from error
    prepare_index()
    say(f"{arguments.gone} is now a former name of {arguments.kept}")
    return 0


def _found(path: str) -> Body:
    from sagsgang.web.accounts.models import Body

    municipality, _, slug = path.strip("/").partition("/")
    found = Body.objects.select_related("municipality").filter(municipality__slug=municipality, slug=slug).first()
    if found is None:
        raise CommandError(f"there is no body at {path}; write it as in its address: herning/byraadet")
    return found
