"""`sagsgang serve`: the web application."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sagsgang.commands import CommandError
from sagsgang.commands.setup import prepare_database, prepare_index, say

HELP = "the web application on this machine"

# Of a process. Pages compute more than they wait, and share Python while they do: with two, a page of twenty readers
# took three times as long in the server, and fewer were done a second (`bench/pages.py`). More readers, more processes.
_THREADS = 1
_QUEUE = 128
_SECONDS_TO_END = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="port (8000)")
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="address to listen on (127.0.0.1)")
    processes = os.cpu_count() or 1
    parser.add_argument("--workers", type=int, default=processes, metavar="N", help=f"processes ({processes})")


def run(arguments: argparse.Namespace) -> int:
    """0 when it was stopped by the user."""
    # Asked before anything else: nobody should wait for an index and then learn that the port is taken.
    _must_be_free(arguments.host, arguments.port)
    prepare_database()
    prepare_index()
    _collect_static_files()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "sagsgang.web.config.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=max(arguments.workers, 1),
        blocking_threads=_THREADS,
        backpressure=_QUEUE,
        # A process that is stopped while it still starts misses the word.
        workers_kill_timeout=_SECONDS_TO_END,
        log_level=LogLevels.warning,
    )
    _hint(arguments.host)
    say(f"http://{arguments.host}:{arguments.port}/ (stop with Ctrl-C)")
    with _somebody_who_works():
        server.serve()
    return 0


@contextmanager
def _somebody_who_works() -> Iterator[None]:
    """`sagsgang work` in a process beside the server, which ends with it."""
    own = [sys.executable, "-m", "sagsgang", "work", "--beside", str(os.getpid())]
    worker = subprocess.Popen(own)  # noqa: S603 - ourselves
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def _hint(host: str) -> None:
    """What a user would otherwise wonder about when the pages are there."""
    from django.conf import settings

    if not (settings.WEB / "locale" / "da" / "LC_MESSAGES" / "django.mo").exists():
        say("the Danish texts are not compiled, so the pages are in English; run `make setup`")
    if host not in settings.ALLOWED_HOSTS:
        say(f"answers to the names {', '.join(settings.ALLOWED_HOSTS)} only; set SAGSGANG_ALLOWED_HOSTS for others")


def _collect_static_files() -> None:
    from django.conf import settings
    from django.core.management import call_command

    if not settings.STATICFILES_DIRS:
        raise CommandError(
            f"the design system was not found in {settings.NODE_MODULES}; run `npm ci` (or `make setup`), "
            "or set SAGSGANG_NODE_MODULES"
        )
    call_command("collectstatic", verbosity=0, interactive=False)


def _must_be_free(host: str, port: int) -> None:
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise CommandError(f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port") from error


def _port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError("must be between 1 and 65535")
    return number
