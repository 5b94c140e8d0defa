"""`sagsgang read FILE…`: what agendas and minutes say, one JSON object a line a file."""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from sagsgang.commands import CommandError
from sagsgang.commands.summary import summary
from sagsgang.model import DocumentKind, Minutes, to_json
from sagsgang.reading import LabelFileError, UnreadableError, load, read_with_text
from sagsgang.reading.formats import bytes_of
from sagsgang.reading.limits import GRACE, SECONDS, TookTooLongError, within

_FEW = 6
"""Fewer files than these are read faster one by one than a pool of processes starts."""
_PROCESSES = multiprocessing.get_context("fork")
"""A copy of this process has the reader already: it begins at once, where a fresh one would import it again."""
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
        load(arguments.labels)
    except LabelFileError as error:
        raise CommandError(str(error), status=2) from error
    how = How(labels=arguments.labels, with_text=arguments.with_text, summary=arguments.summary)
    read_all = True
    for read in read_in_order(arguments.files, how):
        if read.printed is not None:
            _print(read.printed, ascii_instead=not how.summary)
        if read.refused is not None:
            print(read.refused, file=sys.stderr)
            read_all = False
    return 0 if read_all else 1


@dataclass(frozen=True, kw_only=True, slots=True)
class How:
    """What was asked for: labels of one's own, the text too, a table instead of JSON; how long a file may take, and
    how much longer the process that reads it to hear that."""

    labels: Path | None
    with_text: bool
    summary: bool
    seconds: float = SECONDS
    grace: float = GRACE


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What a file gives: what is printed, and the line on standard error when it is no minutes or cannot be read."""

    printed: str | None = None
    refused: str | None = None


def read_in_order(paths: Sequence[Path], how: How) -> Iterator[Read]:
    """Each file's result in the order of the call; many files on all cores.

    Never in this process: a library that hangs, or asks for more memory than there is, ends the process it is in.
    """
    cores = os.cpu_count() or 1
    left = list(paths)
    while len(left) >= _FEW and cores > 1:
        done = 0
        with ProcessPoolExecutor(max_workers=min(cores, len(left))) as pool:
            try:
                for read in pool.map(partial(read_file, how=how), left):
                    done += 1
                    yield read
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
        # Where the pool broke, a file ended its process: probably one of the next, which were being read.
        yield from _read_in_turn(left[done : done + cores], how)
        left = left[done + cores :]
    yield from _read_in_turn(left, how)


def _read_in_turn(paths: Sequence[Path], how: How) -> Iterator[Read]:
    """Read files in one other process; where a file ends that, it is told and another process goes on."""
    left = list(paths)
    while left:
        receiver, sender = _PROCESSES.Pipe()
        process = _PROCESSES.Process(target=_read_and_send, args=(left, how, sender, receiver), daemon=True)
        process.start()
        sender.close()
        begun = time.monotonic()
        try:
            while left:
                read: Read = receiver.recv()
                begun = time.monotonic()
                left.pop(0)
                yield read
        except EOFError:
            yield _ended(left.pop(0), how, time.monotonic() - begun)
        finally:
            process.kill()
            process.join()
            receiver.close()


def _read_and_send(paths: Sequence[Path], how: How, sender: Connection, receiver: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # that the user stopped us is told by the parent
    receiver.close()
    threading.Thread(target=_end_with_parent, args=(sender,), daemon=True).start()
    for path in paths:
        sender.send(read_file(path, how))


def _end_with_parent(connection: Connection) -> None:
    """Nothing is ever received: the other end is closed when the parent has gone, whatever ended it."""
    with contextlib.suppress(EOFError, OSError):
        connection.recv()
    os._exit(1)


def _ended(path: Path, how: How, seconds: float) -> Read:
    """What is told of a file that ended the process after so many seconds."""
    if seconds >= how.seconds:
        return _given_up(path, how)
    return Read(refused=_refused(path, "made the reader stop; the file is probably damaged or far too large"))


def _given_up(path: Path, how: How) -> Read:
    return Read(refused=_refused(path, f"was given up after {how.seconds:g} seconds; divide it and read the parts"))


def read_file(path: Path, how: How) -> Read:
    """Read one file; never raises for what is wrong with the file."""
    try:
        minutes, text = within(
            how.seconds,
            lambda: read_with_text(bytes_of(path), _shown(path.name), load(how.labels)),
            grace=how.grace,
        )
    except TookTooLongError:
        return _given_up(path, how)
    except UnreadableError as error:
        return Read(refused=_refused(path, str(error)))
    except OSError as error:
        return Read(refused=_refused(path, _why(error)))
    except Exception as error:
        # A defect of ours in one file must not keep the others from being read.
        if os.environ.get("SAGSGANG_DEBUG"):
            raise
        sentence = f"something went wrong ({type(error).__name__}: {str(error)[:200]})"
        why = f"{sentence}; set SAGSGANG_DEBUG=1 to see where, and report it with the file"
        return Read(refused=_refused(path, why))
    printed = summary(minutes, _shown(path)) if how.summary else _line(minutes, text if how.with_text else None)
    if minutes.document is DocumentKind.OTHER:
        return Read(
            printed=printed, refused=_refused(path, "neither an agenda nor minutes; nothing but its text was read")
        )
    return Read(printed=printed)


def _refused(path: Path, reason: str) -> str:
    return f"sagsgang: {_shown(path)}: {' '.join(reason.split())}"


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the name and the folder"
    if isinstance(error, PermissionError):
        return "you may not read it; ask for the right to, or give a copy that you may read"
    return f"cannot be read ({error.strerror or error}); check the disk or give a copy"


def _shown(path: Path | str) -> str:
    """A name that can be printed on one line, whatever bytes it was made of."""
    name = os.fsencode(path).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)


def _line(minutes: Minutes, text: str | None) -> str:
    document = to_json(minutes)
    if text is not None:
        document["text"] = text
    return json.dumps(document, ensure_ascii=False)


def _print(text: str, *, ascii_instead: bool) -> None:
    """Print what a terminal or pipe can take: where it is not UTF-8, JSON in ASCII, a table with signs for letters."""
    try:
        # At once: a file that ends the process takes with it nothing that was read before.
        print(text, flush=True)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "utf-8"
        print(json.dumps(json.loads(text)) if ascii_instead else text.encode(encoding, "replace").decode(encoding))
