"""`sagsgang work`: what is done beside the pages.

That is to read anew what an older version of the reader has read, to bring the index up to what was corrected, to find
news for subscribers and to send mails.
"""

from __future__ import annotations

import argparse
import os
import time

from sagsgang import __version__
from sagsgang.commands.setup import prepare_database, say
from sagsgang.commands.troubles import sentence_of

HELP = "read anew what an older version has read, find news for subscribers, send mails; until it is stopped"

_BETWEEN_LOOKS = 60.0
_BETWEEN_TASKS = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to go on."""
    parser.add_argument("--once", action="store_true", help="do what there is to do now, and end")
    # The server's own: end when that process has ended, however it ended.
    parser.add_argument("--beside", type=int, metavar="PID", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """0 when it was stopped in order."""
    prepare_database()
    from django.conf import settings

    if not settings.SITE_URL:
        say("sends no mails about news; set SAGSGANG_SITE_URL to the address of the pages for that")
    if arguments.once:
        _look(read_anew=True)
        _work()
        return 0
    if arguments.beside is None:
        say("looks for news every minute (stop with Ctrl-C)")
    due, is_first, is_well = 0.0, True, True
    while arguments.beside in (None, os.getppid()):
        try:
            if time.monotonic() >= due:
                due = time.monotonic() + _BETWEEN_LOOKS
                _look(read_anew=is_first)
                is_first, is_well = False, True
            if is_well:
                _work()
        except Exception as error:
            if not _is_told(error):
                raise
            is_well = False
        time.sleep(_BETWEEN_TASKS)
    return 0


def _look(*, read_anew: bool) -> None:
    """See to the index, have it looked for news, and at first read anew what an older reader has read."""
    from sagsgang.web.archive import index, rereading
    from sagsgang.web.pages import tasks

    if read_anew and rereading.outdated(__version__):
        for _ in rereading.reread(__version__):
            pass
    index.update(wait=False)
    tasks.soon()


def _work() -> None:
    from sagsgang.web.archive import background

    background.work()


def _is_told(error: Exception) -> bool:
    """Tell of a full disk or a busy database, which passes; False for what may be a defect."""
    from django.db import connection

    sentence = sentence_of(error, then="it is tried again every minute")
    if sentence:
        say(sentence)
        # One that was lost is not found again; the next attempt makes another.
        connection.close()
    return bool(sentence)
