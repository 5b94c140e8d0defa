"""`sagsgang read FILE…`: what agendas and minutes say, one JSON object a line a file."""

from __future__ import annotations

import argparse
import json
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
    try:
        minutes, text = read_with_text(_bytes_of(path), path.name, vocabulary)
    except (OSError, UnreadableError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        print(f"sagsgang: {path}: {' '.join(reason.split())}", file=sys.stderr)
        return False
    if arguments.summary:
        print(summary(minutes, str(path)))
    else:
        print(_as_line(minutes, text if arguments.with_text else None))
    if minutes.document is DocumentKind.OTHER:
        print(f"sagsgang: {path}: neither an agenda nor minutes; nothing but its text was read", file=sys.stderr)
        return False
    return True


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableError("not-supported", "is a folder; name the files in it, or use `sagsgang import`")
    size = path.stat().st_size
    if size > LARGEST:
        raise UnreadableError(
            "too-large", f"is {size // 1024**2} MB; files up to {LARGEST // 1024**2} MB are read, so divide it first"
        )
    return path.read_bytes()


def _as_line(minutes: Minutes, text: str | None) -> str:
    document = to_json(minutes)
    if text is not None:
        document["text"] = text
    return json.dumps(document, ensure_ascii=False)
