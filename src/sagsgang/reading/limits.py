"""A call that must come to an end, in a process that has nothing else to do."""

from __future__ import annotations

import faulthandler
import os
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TypeVar

_Result = TypeVar("_Result")

SECONDS = 120.0
"""The longest that reading a file may take; real minutes of a thousand pages take a few seconds."""
GRACE = 10.0
"""Seconds: how long a process has, beyond that, to hear that it is to stop."""


class TookTooLongError(BaseException):
    """The call was given up. No `Exception`, so that nothing on the way takes it for a defect and goes on."""


def within(seconds: float, call: Callable[[], _Result], *, grace: float = GRACE) -> _Result:
    """What the call gives. Raises `TookTooLongError` when it takes longer; for the main thread of a process only.

    A library that does not come back to Python hears no signal: after `grace` more seconds the process ends, with
    status 1 and without a word.
    """

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise TookTooLongError

    with Path(os.devnull).open("w") as nowhere:
        before = signal.signal(signal.SIGALRM, give_up)
        faulthandler.dump_traceback_later(seconds + grace, exit=True, file=nowhere)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            return call()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            faulthandler.cancel_dump_traceback_later()
            signal.signal(signal.SIGALRM, before)
