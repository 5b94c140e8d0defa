"""The commands, one module each.

A module has `HELP`, one line; `add_arguments(parser)`; and `run(arguments) -> int`, which gives the exit status.
What a command needs is imported when it runs, so that the others start fast.
"""

from __future__ import annotations


class CommandError(Exception):
    """The command cannot go on. The message is one line: what is wrong, where, and what to do."""

    def __init__(self, message: str, *, status: int = 1) -> None:
        super().__init__(" ".join(message.split()))
        self.status = status
