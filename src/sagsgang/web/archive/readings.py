"""Reading many files at once, in processes of their own.

Nothing here knows Django, so that a worker starts fast and holds the reader only. What a worker gives back is bounded:
as many files are on their way as there are processes, and thirty-two more, however many are asked for.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from sagsgang.limits import SECONDS, TookTooLongError, within
from sagsgang.model.codec import Json, to_json


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A file as it was read: its bytes, the text they hold, what that says (`to_json`), and where it was found."""

    data: bytes
    text: str
    content: Json
    location: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A file that could not be read; the sentence says why and what to do."""

    location: str
    sentence: str


# A fresh process now and then gives back what libraries have kept.
_FILES_A_PROCESS = 500
# As many may have been read, or wait to be, while what came before is written.
_AHEAD = 32
# So many are worth writing together; fewer only where no more have been read after so many seconds.
_WORTH_A_TURN = 12
_PATIENCE = 0.25
_NICENESS = 5


def location_of(path: Path) -> str:
    """How the place of a file is written down."""
    return str(path.absolute())


def read_path(path: Path) -> Reading | Unread:
    """Read one file in this process."""
    from sagsgang.reading import read_with_text
    from sagsgang.reading.extracted import UnreadableError
    from sagsgang.reading.formats import bytes_of

    location = location_of(path)
    try:
        data = bytes_of(path)
        minutes, text = read_with_text(data, path.name)
    except OSError as error:
        return Unread(location=location, sentence=f"cannot be opened: {error.strerror or error}")
    except UnreadableError as error:
        # The location is told beside the sentence; the reader knows the bare name only.
        return Unread(location=location, sentence=str(error).removeprefix(f"{path.name}: "))
    return Reading(data=data, text=text, content=to_json(minutes), location=location)


def read_within(path: Path, seconds: float) -> Reading | Unread:
    """Read one file in this process, or give it up after so many seconds."""
    # Here rather than inside: a module whose import is given up half way would be broken for the next file.
    import sagsgang.reading  # noqa: F401

    try:
        return within(seconds, partial(read_path, path))
    except TookTooLongError:
        return _given_up(path, seconds)


def read_all(
    paths: Iterable[Path], *, workers: int | None = None, seconds: float = SECONDS
) -> Iterator[Reading | Unread]:
    """Read files in as many processes as there are cores; the order is that of finishing.

    A file that ends its process is tried once more alone, so that it takes no other file with it. One that takes longer
    than `seconds` is given up.
    """
    for turn in read_in_turns(paths, workers=workers, seconds=seconds):
        yield from turn


def read_in_turns(
    paths: Iterable[Path], *, workers: int | None = None, seconds: float = SECONDS
) -> Iterator[list[Reading | Unread]]:
    """As `read_all`; each turn gives what was read since the last one, so that who is slow gets more at a time."""
    count = workers or os.cpu_count() or 1
    waiting = iter(paths)
    # Not `max_tasks_per_child`, with which a pool may wait for ever (CPython issue 115634).
    while portion := list(islice(waiting, count * _FILES_A_PROCESS)):
        yield from _portion_in_turns(portion, count, seconds)


def _portion_in_turns(paths: Iterable[Path], count: int, seconds: float) -> Iterator[list[Reading | Unread]]:
    """Read files in `count` processes, and in as many new ones whenever one of them was ended."""
    read = partial(read_within, seconds=seconds)
    waiting = iter(paths)
    suspects: list[Path] = []
    broken = True
    while broken:
        broken = False
        with _left_at_once(_pool(count)) as pool:
            pending: dict[Future[Reading | Unread], Path] = {}
            while True:
                broken = broken or not _fill(pool, read, pending, waiting, count + _AHEAD, suspects)
                if not pending:
                    break
                done = {future: pending.pop(future) for future in _finished(pending)}
                stopped = [path for future, path in done.items() if _is_broken(future)]
                suspects += stopped
                broken = broken or bool(stopped)
                if len(done) > len(stopped):
                    yield [_result(future, path) for future, path in done.items() if not _is_broken(future)]
        while suspects:
            yield [_alone(suspects.pop(), seconds)]


def _finished(pending: Collection[Future[Reading | Unread]]) -> set[Future[Reading | Unread]]:
    """What has been read: at least one, and more where a moment's patience gives more."""
    if sum(future.done() for future in pending) < min(_WORTH_A_TURN, len(pending)):
        wait(pending, timeout=_PATIENCE, return_when=ALL_COMPLETED)
    return wait(pending, return_when=FIRST_COMPLETED).done


@contextmanager
def _left_at_once(pool: ProcessPoolExecutor) -> Iterator[ProcessPoolExecutor]:
    """The pool, which must not go on with what waits where somebody has stopped the import."""
    with pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        max_workers=workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=end_with_the_parent,
    )


def _is_broken(future: Future[Reading | Unread]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def end_with_the_parent() -> None:
    """Leave interrupts to the parent, and end with it: one that was killed cannot tell its other processes to.

    What the parent does goes first where there are too few processors: everybody waits for who writes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICENESS)
    threading.Thread(target=_wait_for_its_end, daemon=True).start()


def _wait_for_its_end() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _fill(
    pool: ProcessPoolExecutor,
    read: Callable[[Path], Reading | Unread],
    pending: dict[Future[Reading | Unread], Path],
    waiting: Iterator[Path],
    most: int,
    suspects: list[Path],
) -> bool:
    """Hand files to the pool until `most` are on their way; False when the pool is broken."""
    while len(pending) < most:
        path = next(waiting, None)
        if path is None:
            return True
        try:
            pending[pool.submit(read, path)] = path
        except BrokenProcessPool:
            suspects.append(path)
            return False
    return True


def _alone(path: Path, seconds: float) -> Reading | Unread:
    started = time.monotonic()
    with _pool(1) as pool:
        future = pool.submit(read_within, path, seconds)
        stopped = isinstance(future.exception(), BrokenProcessPool)
    if stopped and time.monotonic() - started >= seconds:
        # It was in a library that hears no signal, and the process was ended for it.
        return _given_up(path, seconds)
    return _result(future, path)


def _given_up(path: Path, seconds: float) -> Unread:
    sentence = f"took longer than {seconds:g} seconds to read and was given up; --time-limit allows for more"
    return Unread(location=location_of(path), sentence=sentence)


def _result(future: Future[Reading | Unread], path: Path) -> Reading | Unread:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, BrokenProcessPool):
        sentence = "made the reader stop; the file is probably damaged or far too large"
    else:
        sentence = f"made the reader fail ({type(error).__name__}: {error}); please report this with the file"
    return Unread(location=location_of(path), sentence=" ".join(sentence.split()))
