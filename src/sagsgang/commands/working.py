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

    from sagsgang.web.archive import background, index, rereading
    from sagsgang.web.pages import tasks

    if not settings.SITE_URL:
        say("sends no mails about news; set SAGSGANG_SITE_URL to the address of the pages for that")
    if rereading.outdated(__version__):
        for _ in rereading.reread(__version__):
            pass
    tasks.soon()
    background.work()
    if arguments.once:
        return 0
    if arguments.beside is None:
        say("looks for news every minute (stop with Ctrl-C)")
    looked = time.monotonic()
    while arguments.beside in (None, os.getppid()):
        time.sleep(_BETWEEN_TASKS)
        if time.monotonic() - looked >= _BETWEEN_LOOKS:
            index.update(wait=False)
            tasks.soon()
            looked = time.monotonic()
        background.work()
    return 0
