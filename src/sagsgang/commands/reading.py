"""`sagsgang read FILE…`: what agendas and minutes say, one JSON object a line a file."""

from __future__ import annotations

import argparse
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
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from sagsgang.commands import CommandError
from sagsgang.commands.asked import How, Read, given_up, refused

_FEW = 6
"""Fewer files than these are read faster one by one than a pool of processes starts."""
_PROCESSES = multiprocessing.get_context("spawn")
"""Fresh ones: a copy of a process that has threads may wait for ever for what one of them held."""
HELP = "read agendas and minutes (PDF, DOCX, HTML, text, Markdown, JSON, XML) and print what they say"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE… and how to print."""
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a file of any of these formats")
    parser.add_argument("--with-text", action="store_true", help="add `text`, the text in which the spans count")
    parser.add_argument("--summary", action="store_true", help="a short table for people instead of JSON")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="labels of your own, see docs/reading.md")


def run(arguments: argparse.Namespace) -> int:
    """0 when all were agendas or minutes, 1 when some were not or could not be read."""
    if arguments.labels is not None or os.environ.get("SAGSGANG_LABELS"):
        _check_labels(arguments.labels)
    how = How(labels=arguments.labels, with_text=arguments.with_text, summary=arguments.summary)
    read_all = True
    for read in read_in_order(arguments.files, how):
        if read.printed is not None:
            _print(read.printed, ascii_instead=not how.summary)
        if read.refused is not None:
            print(read.refused, file=sys.stderr)
            read_all = False
    return 0 if read_all else 1


def _check_labels(path: Path) -> None:
    from sagsgang.reading import LabelFileError, load

    try:
        load(path)
    except LabelFileError as error:
        raise CommandError(str(error), status=2) from error


def read_in_order(paths: Sequence[Path], how: How) -> Iterator[Read]:
    """Each file's result in the order of the call; many files on all cores.

    Never in this process: a library that hangs, or asks for more memory than there is, ends the process it is in.
    """
    cores = os.cpu_count() or 1
    left = list(paths)
    while len(left) >= _FEW and cores > 1:
        done = 0
        with ProcessPoolExecutor(max_workers=min(cores, len(left)), mp_context=_PROCESSES) as pool:
            try:
                for read in pool.map(partial(_read_one, how=how), left):
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
        process = _PROCESSES.Process(target=_read_and_send, args=(left, how, sender), daemon=True)
        with _deaf():
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


def _read_one(path: Path, how: How) -> Read:
    # Here, so that only the processes that read have the reader loaded.
    from sagsgang.commands.one_file import read_file

    return read_file(path, how)


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started meanwhile hears no interrupt until it asks to: one that came too early would end in a trace."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _read_and_send(paths: Sequence[Path], how: How, sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # that the user stopped us is told by the parent
    threading.Thread(target=_end_with_parent, args=(sender,), daemon=True).start()
    for path in paths:
        sender.send(_read_one(path, how))


def _end_with_parent(connection: Connection) -> None:
    """Nothing is ever received: the other end is closed when the parent has gone, whatever ended it."""
    with suppress(EOFError, OSError):
        connection.recv()
    os._exit(1)


def _ended(path: Path, how: How, seconds: float) -> Read:
    """What is told of a file that ended the process after so many seconds."""
    if seconds >= how.seconds:
        return given_up(path, how)
    return Read(refused=refused(path, "made the reader stop; the file is probably damaged or far too large"))


def _print(text: str, *, ascii_instead: bool) -> None:
    """Print what a terminal or pipe can take: where it is not UTF-8, JSON in ASCII, a table with signs for letters."""
    try:
        # At once: a file that ends the process takes with it nothing that was read before.
        print(text, flush=True)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "utf-8"
        print(json.dumps(json.loads(text)) if ascii_instead else text.encode(encoding, "replace").decode(encoding))
