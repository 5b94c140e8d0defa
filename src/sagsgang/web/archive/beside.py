"""The search index brought up in a process of its own, while another one goes on writing to the database."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from sagsgang.web.archive.readings import end_with_the_parent


@contextmanager
def indexing() -> Iterator[Callable[[], None]]:
    """Gives what asks the other process to bring the index up; it comes back at once, and may be called at any time.

    At the end the process has done what it was at. What it has left, or could not do, the next update of the index
    does, and tells why it cannot.
    """
    pool: ProcessPoolExecutor | None = None
    work: Future[None] | None = None

    def ask() -> None:
        nonlocal pool, work
        if work is not None and not work.done():
            return
        if pool is None:
            pool = ProcessPoolExecutor(
                max_workers=1, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare
            )
        try:
            work = pool.submit(_update)
        except BrokenProcessPool:
            return

    try:
        yield ask
    finally:
        if pool is not None:
            pool.shutdown()


def _prepare() -> None:
    import django

    end_with_the_parent()
    django.setup()


def _update() -> None:
    from sagsgang.web.archive import index

    index.update()
