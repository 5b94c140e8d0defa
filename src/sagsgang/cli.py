"""The command line: finds the command, calls it, and turns what goes wrong into one line."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from sagsgang import __version__
from sagsgang.commands import CommandError
from sagsgang.commands.troubles import sentence_of

# Command and the module in `sagsgang.commands` that carries it out. A new command is one line here.
_COMMANDS = {
    "read": "reading",
    "render": "rendering",
    "import": "importing",
    "search": "searching",
    "serve": "serving",
    "reindex": "reindexing",
    "work": "working",
    "export": "exporting",
    "reread": "rereading",
    "corrections": "correcting",
    "bodies": "joining",
    "editor": "editors",
    "topics": "topics",
}


class _Parser(argparse.ArgumentParser):
    """A parser that says in one line what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see `{self.prog} --help`\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 well, 1 not all well, 2 wrong call, 130 stopped by the user."""
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except CommandError as error:
        print(f"sagsgang: {error}", file=sys.stderr)
        return error.status
    except KeyboardInterrupt:
        print("sagsgang: stopped; the same command goes on from here", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has had enough; Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("SAGSGANG_DEBUG"):
            raise
        print(f"sagsgang: {_sentence_of(error)}", file=sys.stderr)
        return 1


def _sentence_of(error: Exception) -> str:
    known = sentence_of(error)
    if known:
        return known
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"cannot go on: {error.strerror or error}{where}; look at the disk and rights"
    sentence = " ".join(f"{type(error).__name__}: {error}".split())
    return f"something went wrong ({sentence}); set SAGSGANG_DEBUG=1 to see where"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="sagsgang", description="Read, find and follow what municipalities decide.")
    parser.add_argument("--version", action="version", version=f"sagsgang {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, module_name in _COMMANDS.items():
        module = importlib.import_module(f"sagsgang.commands.{module_name}")
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser
