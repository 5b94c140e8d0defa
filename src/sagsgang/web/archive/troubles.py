"""What the surroundings do to us: a full disk, a database that others hold, a connection that is lost.

None of it is a defect of ours, and none of it loses anything: what was not written whole was not written at all.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, InterfaceError, OperationalError

from sagsgang.web.archive.search.engine import IndexNotWrittenError


class Trouble(StrEnum):
    """What is the matter."""

    DISK = "disk"
    """The disk is full, over its quota, or cannot be written to."""
    BUSY = "busy"
    """Others hold what is wanted, and did not let go of it in time."""
    CONFLICT = "conflict"
    """Two changed the same at once, and the database took the other one's change: the same can be tried again."""
    LOST = "lost"
    """The database cannot be reached (any more)."""


_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")

_ATTEMPTS = 5
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SQLITE = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_FULL: Trouble.DISK,
    sqlite3.SQLITE_IOERR: Trouble.DISK,
    sqlite3.SQLITE_READONLY: Trouble.DISK,
    sqlite3.SQLITE_CANTOPEN: Trouble.LOST,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html; the first that fits.
_POSTGRESQL = {
    "40001": Trouble.CONFLICT,
    "40P01": Trouble.CONFLICT,
    "55P03": Trouble.BUSY,
    "57014": Trouble.BUSY,
    "53100": Trouble.DISK,
    "53": Trouble.BUSY,
    "58": Trouble.DISK,
    "57P": Trouble.LOST,
    "08": Trouble.LOST,
}
# The extended codes of SQLite say more in the bits above.
_PRIMARY = 0xFF


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What is the matter, by an error or by what it came from; None for what may be a defect of ours."""
    return next(filter(None, map(_trouble, _chain(error))), None)


def persistent(transact: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """Decorates what is one transaction: it is tried again, a few times, where another one was preferred to it.

    That is a deadlock or a conflict of two that the database has ended in favour of the other, or the same content or
    address taken a moment ago. Raises what the last attempt raises, and everything else at once.
    """

    @wraps(transact)
    def tried(*given: _Given.args, **named: _Given.kwargs) -> _Result:
        for _ in range(_ATTEMPTS - 1):
            try:
                return transact(*given, **named)
            except IntegrityError:
                continue
            except OperationalError as error:
                if trouble_of(error) is not Trouble.CONFLICT:
                    raise
        return transact(*given, **named)

    return tried


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _trouble(error: BaseException) -> Trouble | None:
    if isinstance(error, IndexNotWrittenError) or (isinstance(error, OSError) and error.errno in _FULL):
        return Trouble.DISK
    if not isinstance(error, InterfaceError | OperationalError):
        return None
    if isinstance(error.__cause__, sqlite3.Error):
        return _SQLITE.get(getattr(error.__cause__, "sqlite_errorcode", 0) & _PRIMARY)
    state = getattr(error.__cause__, "sqlstate", None)
    if state is None:
        # The server said nothing at all.
        return Trouble.LOST
    return next((trouble for code, trouble in _POSTGRESQL.items() if state.startswith(code)), None)
