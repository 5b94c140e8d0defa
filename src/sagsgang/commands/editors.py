"""`sagsgang editor NAME`: somebody who may put right what was read."""

from __future__ import annotations

import argparse
import getpass
import sys

from sagsgang.commands import CommandError
from sagsgang.commands.setup import prepare_database, say

HELP = "make somebody an editor of a municipality: may log in and put right what was read"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """NAME and where."""
    parser.add_argument("name", metavar="NAME", help="the name to log in with")
    parser.add_argument("--municipality", required=True, metavar="M", help="as in its address: herning")
    parser.add_argument("--body", default="", metavar="B", help="only in this council or committee")
    parser.add_argument("--member", action="store_true", help="may see what is closed, but change nothing")


def run(arguments: argparse.Namespace) -> int:
    """0. Asks for a password where the name is new; from standard input when that is no terminal."""
    prepare_database()
    from sagsgang.web.accounts import services

    password = _password() if services.is_new(arguments.name) else ""
    try:
        services.grant(
            name=arguments.name,
            password=password,
            municipality=arguments.municipality,
            body=arguments.body,
            member_only=arguments.member,
        )
    except services.RefusedError as error:
        raise CommandError(str(error)) from error
    where = "/".join(filter(None, (arguments.municipality, arguments.body)))
    say(f"{arguments.name} is now {'a member' if arguments.member else 'an editor'} of {where}")
    return 0


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password (12 characters at least): ")
    return sys.stdin.readline().rstrip("\n")
