"""What a user is told when the disk or the database gives no more: one sentence, with what to do."""

from __future__ import annotations

import sys

_AGAIN = "then give the same command again: it goes on from where it stopped"


def sentence_of(error: BaseException, *, then: str = _AGAIN) -> str:
    """The sentence, with what happens `then`; empty for what may be a defect of ours."""
    if "django" not in sys.modules:
        # A command that needs no database need not wait for all that comes with it.
        return ""
    from sagsgang.web.archive.troubles import Trouble, trouble_of

    sentences = {
        Trouble.DISK: f"the disk is full or cannot be written to; make room on it, {then}",
        Trouble.BUSY: f"another process holds the database and did not let go of it in time; wait for it, {then}",
        Trouble.CONFLICT: f"others changed the same at once, again and again; wait for them, {then}",
        Trouble.LOST: f"the database cannot be reached any more; see that it runs, {then}",
    }
    trouble = trouble_of(error)
    return sentences[trouble] if trouble else ""
