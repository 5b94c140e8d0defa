"""What is asked of reading a file, and what comes of it: told between the process that asks and those that read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sagsgang.limits import GRACE, SECONDS


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


def given_up(path: Path, how: How) -> Read:
    """What is told of a file that took too long."""
    return Read(refused=refused(path, f"was given up after {how.seconds:g} seconds; divide it and read the parts"))


def refused(path: Path, reason: str) -> str:
    """The line on standard error that names a file and says why it was not read; `reason` may have several lines."""
    return f"sagsgang: {shown(path)}: {' '.join(reason.split())}"


def shown(path: Path | str) -> str:
    """A name that can be printed on one line, whatever bytes it was made of."""
    name = os.fsencode(path).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)
