"""Who does what is done beside the pages: `sagsgang work`, and the one that `sagsgang serve` starts."""

import errno
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings
from tests.web.factories import MINUTES_TEXT, imported, item, read_file
from tests.web.mailing import BODY, IDA, SITE, ask, link, work

from sagsgang import __version__
from sagsgang.cli import main
from sagsgang.commands import working
from sagsgang.web.archive import index, services
from sagsgang.web.archive.models import Change, Document
from sagsgang.web.pages import tasks

REFERAT = """Havnby Kommune
Referat

Byrådet

Mødedato: 4. marts 2025 kl. 17:00

Punkt 1: Ny svømmehal

Sagsfremstilling
Taget over bassinet er utæt og skal udskiftes.

Beslutning
Godkendt.
"""


@pytest.fixture
def signals() -> Iterator[None]:
    """A worker sees to being stopped itself; the test run wants to do that again afterwards."""
    held = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for number, handler in held.items():
        signal.signal(number, handler)


@pytest.mark.django_db(transaction=True)  # a worker gives its connection back, and a transaction with it
@pytest.mark.usefixtures("signals")
def test_an_import_is_told_by_whoever_works_next(settings: Settings, tmp_path: Path) -> None:
    settings.SITE_URL = SITE
    imported(item("1", "Skolernes ferie"), body="Byrådet")
    citizen = Client()
    ask(citizen, BODY)
    assert main(["work", "--once"]) == 0
    [message] = mail.outbox
    assert message.to == [IDA]
    citizen.post(link(message, "bekraeft"))  # type: ignore[arg-type]
    work()
    file = tmp_path / "referat.txt"
    file.write_text(REFERAT, encoding="utf-8")
    assert main(["import", str(file)]) == 0
    assert main(["import", str(file)]) == 0
    assert DBTaskResult.objects.ready().count() == 1
    assert main(["work", "--once"]) == 0
    assert [sent.subject for sent in mail.outbox[1:]] == ["1 nyt punkt om Byrådet, Havnby Kommune – Sagsgang"]
    assert main(["work", "--once"]) == 0
    assert len(mail.outbox) == 2
    assert not DBTaskResult.objects.failed().exists()


@pytest.mark.django_db(transaction=True)  # a worker gives its connection back, and a transaction with it
@pytest.mark.usefixtures("signals")
def test_a_task_that_fails_leaves_the_rest_to_the_next_and_no_address_in_the_log(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SITE_URL = SITE

    def fail(**_: object) -> int:
        raise ArithmeticError(IDA)

    with monkeypatch.context() as patch:
        patch.setattr("sagsgang.web.archive.subscription_matching.match", fail)
        ask(Client(), "/soeg?q=cykelsti")
        assert main(["work", "--once"]) == 0
    # What did not fail was done all the same.
    assert [message.to for message in mail.outbox] == [[IDA]]
    failed = DBTaskResult.objects.failed().get()
    told = capsys.readouterr().err
    assert "ArithmeticError" in told
    assert "ArithmeticError" in failed.traceback
    assert IDA not in told + failed.traceback
    imported()
    assert main(["work", "--once"]) == 0
    assert not Change.objects.exists()


@pytest.mark.django_db(transaction=True)  # a worker gives its connection back, and a transaction with it
@pytest.mark.usefixtures("signals")
def test_without_the_sites_address_the_worker_sends_no_mails_says_so_and_does_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = read_file(MINUTES_TEXT, reader="0.0.1")
    services.import_reading(old)
    assert main(["work", "--once"]) == 0
    assert capsys.readouterr().err == (
        "sagsgang: sends no mails about news; set SAGSGANG_SITE_URL to the address of the pages for that\n"
    )
    assert Document.objects.get().reader == __version__
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("signals")
def test_a_trouble_that_passes_does_not_end_the_worker(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(working, "_BETWEEN_LOOKS", 0.0)
    monkeypatch.setattr(working, "_BETWEEN_TASKS", 0.0)
    rounds: list[int] = []

    def update(*, wait: bool) -> int:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        if len(rounds) == 3:
            raise ArithmeticError("a defect")
        return 0

    monkeypatch.setattr(index, "update", update)
    assert main(["work"]) == 1
    told = capsys.readouterr().err
    assert "make room on it, it is tried again every minute" in told
    assert "ArithmeticError" in told
    assert len(rounds) == 3


@pytest.mark.django_db
def test_what_waits_already_is_not_asked_for_again() -> None:
    tasks.soon()
    tasks.soon()
    assert DBTaskResult.objects.ready().count() == 1


@pytest.mark.slow
def test_a_server_without_its_own_address_brings_somebody_along_who_reads_anew(tmp_path: Path) -> None:
    process = serve(tmp_path / "data", free_port())
    assert process.stderr is not None
    told = process.stderr.readline()
    if "design system was not found" in told and not os.environ.get("CI"):
        pytest.skip("the design system is not installed: run `make setup`")
    # What the worker says; it would be waited for in vain if there were none.
    assert "sends no mails" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)
    process.stderr.close()


@pytest.mark.slow
def test_the_server_brings_somebody_along_who_sends_the_mails(tmp_path: Path) -> None:
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    process = serve(tmp_path / "data", port, SAGSGANG_SITE_URL=site)
    assert process.stderr is not None
    if "design system was not found" in process.stderr.readline() and not os.environ.get("CI"):
        pytest.skip("the design system is not installed: run `make setup`")
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    form = eventually(lambda: browser.open(f"{site}/abonnement/ny?om=/soeg%3Fq=skole", timeout=10).read().decode())
    [guard] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    fields = {"csrfmiddlewaretoken": guard, "om": "/soeg?q=skole", "email": IDA, "frequency": "daily"}
    with browser.open(f"{site}/abonnement/ny", urllib.parse.urlencode(fields).encode(), timeout=10) as answer:
        assert answer.url == f"{site}/abonnement/tak"
    written = eventually(lambda: next((tmp_path / "data" / "outbox").iterdir()).read_text(encoding="utf-8"))
    assert f"To: {IDA}" in written
    worker = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)
    process.stderr.close()
    assert worker
    assert not any(Path(f"/proc/{child}").exists() for child in worker)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(data: Path, port: int, **more: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAGSGANG_", "DJANGO_"))}
    modules = {name: value for name, value in os.environ.items() if name == "SAGSGANG_NODE_MODULES"}
    return subprocess.Popen(
        [sys.executable, "-m", "sagsgang", "serve", "--port", str(port)],
        env={**kept, **modules, "SAGSGANG_DATA": str(data), **more},
        stderr=subprocess.PIPE,
        text=True,
    )


def eventually(look: object) -> str:
    """What looking gives as soon as there is something to be seen."""
    for _ in range(150):
        try:
            found = look()  # type: ignore[operator]
        except (OSError, StopIteration):
            found = ""
        if found:
            return str(found)
        time.sleep(0.2)
    raise AssertionError("nothing came")
