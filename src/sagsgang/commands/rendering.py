"""`sagsgang render FILE --to FORMAT`: minutes written anew, for people."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from sagsgang.commands import CommandError
from sagsgang.commands.asked import How
from sagsgang.commands.reading import read_in_order
from sagsgang.model import DocumentFormatError, DocumentKind, Minutes, from_json
from sagsgang.rendering import FORMATS, render

HELP = "write agendas and minutes anew, accessible for everybody"
_LARGEST = 100 * 1024**2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, the format, and where to write."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="what `sagsgang read` printed, or any file that it reads"
    )
    parser.add_argument("--to", choices=FORMATS, required=True, metavar="FORMAT", help=" or ".join(FORMATS))
    parser.add_argument("--closed", action="store_true", help="with what is closed, marked so: for members only")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help="the file to write (standard output)")


def run(arguments: argparse.Namespace) -> int:
    """0 when it was written, 1 when the file is no agenda or minutes, or could not be read or written."""
    written = render(_minutes(arguments.file), arguments.to, closed=arguments.closed)
    if arguments.output is None:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    else:
        _write(arguments.output, written)
    return 0


def _minutes(path: Path) -> Minutes:
    """The document that the file is, or that it says. Raises `CommandError`."""
    printed = _printed(path)
    if printed is not None:
        return printed
    [read] = read_in_order([path], How(labels=None, with_text=False, summary=False))
    if read.refused is not None:
        raise CommandError(read.refused.removeprefix("sagsgang: "))
    return from_json(json.loads(read.printed or "{}"))


def _printed(path: Path) -> Minutes | None:
    """The document, where the file holds what `sagsgang read` printed; None where it holds something else."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        data = path.read_bytes()
    except OSError:
        return None  # whoever reads it says why it cannot be read
    if not data.lstrip().startswith(b"{"):
        return None
    try:
        content = json.loads(data)
    except ValueError:
        return None
    if not isinstance(content, dict) or "schema" not in content:
        return None
    try:
        minutes = from_json(content)
    except DocumentFormatError as error:
        raise CommandError(f"{path}: {error}; write what `sagsgang read` prints to a file and give that") from error
    if minutes.document is DocumentKind.OTHER:
        raise CommandError(f"{path}: neither an agenda nor minutes; there is nothing to write")
    return minutes


def _write(path: Path, data: bytes) -> None:
    """Write a file that is there whole or not at all."""
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        why = error.strerror or str(error)
        raise CommandError(f"cannot write {path}: {why}; choose another place with --output") from error
