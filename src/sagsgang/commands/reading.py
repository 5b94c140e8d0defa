"""`sagsgang read FILE…`: what agendas and minutes say, one JSON object a line a file."""

from __future__ import annotations

import argparse
import json
import os
import stat
import sys
from pathlib import Path

from sagsgang.commands import CommandError
from sagsgang.commands.summary import summary
from sagsgang.model import DocumentKind, Minutes, to_json
from sagsgang.reading import LabelFileError, UnreadableError, Vocabulary, load, read_with_text
from sagsgang.reading.formats import LARGEST

HELP = "read agendas and minutes (PDF, DOCX, HTML, text, Markdown, JSON, XML) and print what they say"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE… and how to print."""
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a file of any of these formats")
    parser.add_argument("--with-text", action="store_true", help="add `text`, the text in which the spans count")
    parser.add_argument("--summary", action="store_true", help="a short table for people instead of JSON")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="labels of your own, see docs/reading.md")


def run(arguments: argparse.Namespace) -> int:
    """0 when all were agendas or minutes, 1 when some were not or could not be read."""
    try:
        vocabulary = load(arguments.labels)
    except LabelFileError as error:
        raise CommandError(str(error), status=2) from error
    read_all = True
    for path in arguments.files:
        read_all &= _read(path, vocabulary, arguments)
    return 0 if read_all else 1


def _read(path: Path, vocabulary: Vocabulary, arguments: argparse.Namespace) -> bool:
    """Read and print one file; False, and a line on standard error, when it is no minutes or cannot be read."""
    try:
        minutes, text = read_with_text(_bytes_of(path), _shown(path.name), vocabulary)
    except UnreadableError as error:
        return _refused(path, str(error))
    except OSError as error:
        return _refused(path, _why(error))
    except Exception as error:
        # A defect of ours in one file must not keep the others from being read.
        if os.environ.get("SAGSGANG_DEBUG"):
            raise
        sentence = f"something went wrong ({type(error).__name__}: {str(error)[:200]})"
        return _refused(path, f"{sentence}; set SAGSGANG_DEBUG=1 to see where, and report it with the file")
    if arguments.summary:
        _print(summary(minutes, _shown(path)))
    else:
        _print_line(minutes, text if arguments.with_text else None)
    if minutes.document is DocumentKind.OTHER:
        return _refused(path, "neither an agenda nor minutes; nothing but its text was read")
    return True


def _refused(path: Path, reason: str) -> bool:
    print(f"sagsgang: {_shown(path)}: {' '.join(reason.split())}", file=sys.stderr)
    return False


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the name and the folder"
    if isinstance(error, PermissionError):
        return "you may not read it; ask for the right to, or give a copy that you may read"
    return f"cannot be read ({error.strerror or error}); check the disk or give a copy"


def _bytes_of(path: Path) -> bytes:
    told = path.stat()
    if stat.S_ISDIR(told.st_mode):
        raise UnreadableError("not-supported", "is a folder; name the files in it, or use `sagsgang import`")
    if not stat.S_ISREG(told.st_mode):
        # Reading a pipe or a device may never end.
        raise UnreadableError("not-supported", "is a pipe or a device; save what comes from it in a file and give that")
    if told.st_size > LARGEST:
        found, allowed = told.st_size // 1024**2, LARGEST // 1024**2
        raise UnreadableError("too-large", f"is {found} MB; files up to {allowed} MB are read, so divide it first")
    return path.read_bytes()


def _shown(path: Path | str) -> str:
    """A name that can be printed on one line, whatever bytes it was made of."""
    name = os.fsencode(path).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)


def _print_line(minutes: Minutes, text: str | None) -> None:
    document = to_json(minutes)
    if text is not None:
        document["text"] = text
    try:
        print(json.dumps(document, ensure_ascii=False))
    except UnicodeEncodeError:  # a terminal or pipe that is not UTF-8: the same JSON in ASCII
        print(json.dumps(document))


def _print(table: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    print(table.encode(encoding, "replace").decode(encoding))
