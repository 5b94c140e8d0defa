"""A database that others hold, conflicts with others, and a lost connection: told, tried again, and nothing lost."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import tantivy
from django.db import connection, connections, transaction
from django.test import Client
from pytest_django import Settings
from tests.web.factories import MINUTES_TEXT, day, editor, imported, item, minutes, reading

from sagsgang.cli import main
from sagsgang.web.accounts.models import Municipality
from sagsgang.web.archive import deriving, index, services
from sagsgang.web.archive.corrections import correct
from sagsgang.web.archive.models import Correction, Document, Item, Meeting

postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")


@pytest.mark.django_db
def test_a_correction_is_in_though_the_index_cannot_be_written(client: Client, settings: Settings) -> None:
    imported()
    index.update()
    client.force_login(editor())
    # Somebody else's writer keeps out ours, as a full disk would.
    held = tantivy.Index.open(str(next(Path(settings.INDEX_ROOT).glob("v*/public")))).writer(15_000_000, 1)
    sent = {"field": "title", "value": "Ny gangsti", "reason": "Tastefejl"}
    assert client.post("/havnby/byraadet/2025-03-04/1/ret", sent).status_code == 302
    assert Correction.objects.count() == 1
    assert not Meeting.objects.get().is_indexed
    del held
    index.update()
    assert index.is_sound()
    assert "1 punkt" in client.get("/soeg?q=gangsti").content.decode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "post" / "referat.txt"
    made.parent.mkdir()
    made.write_text(MINUTES_TEXT, encoding="utf-8")
    return made


def lock(slug: str) -> None:
    list(Municipality.objects.select_for_update(no_key=True).filter(slug=slug))


def met_once(monkeypatch: pytest.MonkeyPatch, meet: Callable[[], None]) -> list[str]:
    """Have it meet something, once, when it begins to derive; the list says so when it has."""
    met: list[str] = []
    alone_in = deriving.alone_in

    def meanwhile(*municipalities: int) -> None:
        alone_in(*municipalities)
        if not met:
            met.append("it")
            meet()

    monkeypatch.setattr(deriving, "alone_in", meanwhile)
    return met


def a_deadlock() -> None:
    """Two connections that each hold a municipality and want the other's: the database gives up ours."""
    is_held = threading.Event()

    def theirs() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            # The database gives up whoever notices first.
            cursor.execute("set local deadlock_timeout = '1h'")
            lock("soelund")
            is_held.set()
            lock("havnby")
        connections.close_all()

    threading.Thread(target=theirs).start()
    assert is_held.wait(30)
    lock("soelund")


def a_lost_connection() -> None:
    """The server ends the connection, as it does when it is stopped."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(pg_backend_pid())")


@postgresql
@pytest.mark.django_db(transaction=True)
def test_an_import_that_the_database_gives_up_for_another_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    imported(municipality="Sølund Kommune")
    imported(date=day(1))
    met = met_once(monkeypatch, a_deadlock)
    services.import_reading(reading(minutes(item("1", "Ny skole"))))
    assert met
    assert Document.objects.count() == 3
    assert Item.objects.filter(title="Ny skole").count() == 1


@postgresql
@pytest.mark.django_db(transaction=True)
def test_a_correction_that_the_database_gives_up_for_another_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    imported(municipality="Sølund Kommune")
    meeting = imported()
    actor = editor()
    met = met_once(monkeypatch, a_deadlock)
    correct(actor=actor, meeting=meeting, item=None, field="place", text="Rådhuset", reason="Stod forkert")
    assert met
    assert Correction.objects.count() == 1


@postgresql
@pytest.mark.django_db(transaction=True)
def test_a_change_that_the_database_gives_up_again_and_again_is_given_up_and_told(
    monkeypatch: pytest.MonkeyPatch, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(municipality="Sølund Kommune")
    imported(date=day(1))
    alone_in, times = deriving.alone_in, []

    def meanwhile(*municipalities: int) -> None:
        alone_in(*municipalities)
        times.append(1)
        a_deadlock()

    with monkeypatch.context() as patch:
        patch.setattr(deriving, "alone_in", meanwhile)
        assert main(["import", str(file)]) == 1
    assert len(times) == 5
    assert "met others who changed the same; import it again" in capsys.readouterr().err
    assert Document.objects.count() == 2
    assert main(["import", str(file)]) == 0
    assert Document.objects.count() == 3


@postgresql
@pytest.mark.django_db(transaction=True)
def test_an_import_that_loses_its_connection_says_so_and_goes_on_when_it_is_called_again(
    monkeypatch: pytest.MonkeyPatch, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        met = met_once(patch, a_lost_connection)
        assert main(["import", str(file)]) == 1
    assert met
    assert capsys.readouterr().err == (
        "sagsgang: the database cannot be reached any more; see that it runs, "
        "then give the same command again: it goes on from where it stopped\n"
    )
    connection.close()
    assert main(["import", str(file)]) == 0
    assert Document.objects.count() == Meeting.objects.count() == 1
    assert index.is_sound()


# A program of its own: the tests' own SQLite lies in memory, where locks are others.
HELD = """
import json, resource, sqlite3, sys
from sagsgang.cli import main
folder, path, trouble = sys.argv[1:]
assert main(["import", folder]) == 0
from django.conf import settings
settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
settings.SITE_URL = "https://sagsgang.example.org"
from django.test import Client
from sagsgang.web.accounts.services import grant
ida = grant(name="ida", password="en lang adgangskode", municipality="havnby")
def visitor():
    return Client(SERVER_NAME="localhost", raise_request_exception=False)
editor = visitor()
editor.force_login(ida)
item = "/havnby/byraadet/2025-03-04/2"
def said(answer):
    return [answer.status_code, answer.headers.get("Retry-After"), answer.content.decode()]
def all_of_it():
    asking = "/abonnement/ny?om=/havnby/byraadet"
    readable = ["/", "/soeg?q=cykelsti", item, item + "/kilde", item + ".json", "/havnby.atom", asking]
    read = {address: said(client.get(address))[0] for address in readable for client in (visitor(), editor)}
    mail = {"om": "/havnby/byraadet", "email": "ida@example.org", "frequency": "daily"}
    correction = {"field": "title", "value": "Ny gangsti", "reason": "Tastefejl"}
    written = {
        "correction": said(editor.post(item + "/ret", correction)),
        "subscription": said(visitor().post("/abonnement/ny", mail)),
        "login": said(visitor().post("/log-ind", {"username": "ida", "password": "en lang adgangskode"})),
    }
    return {"read": read, "written": written}
other = sqlite3.connect(path, isolation_level=None)
most = resource.getrlimit(resource.RLIMIT_FSIZE)
if trouble == "busy":
    other.execute("begin immediate")
else:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, most[1]))
held = all_of_it()
if trouble == "busy":
    other.execute("rollback")
else:
    resource.setrlimit(resource.RLIMIT_FSIZE, most)
print(json.dumps({"held": held, "free": all_of_it()}))
"""


def run(data: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAGSGANG_", "DJANGO_"))}
    url = f"sqlite://{data}/sagsgang.sqlite3?timeout=0.5"
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        env={**kept, "SAGSGANG_DATA": str(data), "SAGSGANG_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("trouble", ["busy", "full"])
def test_while_nothing_can_be_written_pages_are_read_and_what_is_sent_is_put_off_kindly(
    trouble: str, tmp_path: Path, file: Path
) -> None:
    data = tmp_path / "data"
    done = run(data, "-c", HELD, file, data / "sagsgang.sqlite3", trouble)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "Service Unavailable: /log-ind (d" in done.stderr  # "database is locked" or "disk I/O error"
    told = json.loads(done.stdout)
    assert set(told["held"]["read"].values()) == set(told["free"]["read"].values()) == {200}
    for status, wait, text in told["held"]["written"].values():
        assert (status, wait) == (503, "60")
        assert "kunne ikke gemmes lige nu" in text
    assert {name: status for name, (status, _, _) in told["free"]["written"].items()} == {
        "correction": 302,
        "subscription": 302,
        "login": 302,
    }


@pytest.mark.slow
def test_an_import_while_another_holds_the_database_says_so_and_goes_on_when_it_is_called_again(
    tmp_path: Path, file: Path
) -> None:
    data = tmp_path / "data"
    assert run(data, "-m", "sagsgang", "import", file).returncode == 0
    later = file.with_name("senere.txt")
    later.write_text(MINUTES_TEXT.replace("4. marts", "5. marts"), encoding="utf-8")
    with contextlib.closing(sqlite3.connect(data / "sagsgang.sqlite3", isolation_level=None)) as other:
        other.execute("begin immediate")
        done = run(data, "-m", "sagsgang", "import", file.parent)
        found = run(data, "-m", "sagsgang", "search", "cykelsti")
    assert (done.returncode, done.stderr) == (
        1,
        "sagsgang: another process holds the database and did not let go of it in time; wait for it, "
        "then give the same command again: it goes on from where it stopped\n",
    )
    assert found.returncode == 0
    assert "Ny cykelsti" in found.stdout
    done = run(data, "-m", "sagsgang", "import", file.parent)
    assert done.returncode == 0
    assert "1 imported, 0 read anew, 1 already there" in done.stderr
