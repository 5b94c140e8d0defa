"""What the environment says, and what is told when it makes no sense; each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
import json
from sagsgang.web.config import settings as s
found = {"key": s.SECRET_KEY, "debug": s.DEBUG, "hosts": s.ALLOWED_HOSTS, "database": s.DATABASES["default"]}
print(json.dumps(found, default=str))
"""


def start(code: list[str], data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *code],
        env={**kept, "SAGSGANG_DATA": str(data), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def settings(data: Path, **environment: str) -> dict[str, object]:
    answer = start(["-c", ASK], data, **environment)
    assert answer.returncode == 0, answer.stderr
    result: dict[str, object] = json.loads(answer.stdout)
    return result


def test_debugging_is_off_and_only_this_machine_is_served(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert found["debug"] is False
    assert found["hosts"] == ["localhost", "127.0.0.1", "[::1]"]


def test_the_secret_key_is_made_once_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    first, second = settings(tmp_path / "a"), settings(tmp_path / "a")
    assert first["key"] == second["key"] != settings(tmp_path / "b")["key"]
    assert len(str(first["key"])) >= 50
    assert (tmp_path / "a" / "secret-key").stat().st_mode & 0o077 == 0


def test_the_secret_key_can_be_given(tmp_path: Path) -> None:
    assert settings(tmp_path, SAGSGANG_SECRET_KEY="k" * 60)["key"] == "k" * 60
    assert not (tmp_path / "secret-key").exists()


def test_the_database_is_a_file_in_the_data_folder_unless_told_otherwise(tmp_path: Path) -> None:
    assert settings(tmp_path)["database"]["NAME"] == str(tmp_path / "sagsgang.sqlite3")  # type: ignore[index]


def test_a_postgresql_server_is_named_by_its_address(tmp_path: Path) -> None:
    url = "postgresql://ida:p%40ss@db.example.org:5433/arkiv?sslmode=require"
    database = settings(tmp_path, SAGSGANG_DATABASE_URL=url)["database"]
    assert isinstance(database, dict)
    assert {name: database[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "arkiv",
        "USER": "ida",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_writer_waits_as_long_as_the_address_says(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/x.sqlite3?timeout=2.5"
    database = settings(tmp_path, SAGSGANG_DATABASE_URL=url)["database"]
    assert isinstance(database, dict)
    assert (database["NAME"], database["OPTIONS"]["timeout"]) == (f"{tmp_path}/x.sqlite3", 2.5)


def test_a_socket_folder_can_stand_for_the_host(tmp_path: Path) -> None:
    database = settings(tmp_path, SAGSGANG_DATABASE_URL="postgresql://ida@/arkiv?host=/run/db")["database"]
    assert isinstance(database, dict)
    assert (database["HOST"], database["OPTIONS"]) == ("/run/db", {})


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"SAGSGANG_DATABASE_URL": "mysql://localhost/x"}, "SAGSGANG_DATABASE_URL must begin with"),
        ({"SAGSGANG_DATABASE_URL": "postgresql://localhost:abc/x"}, "SAGSGANG_DATABASE_URL is not an address"),
        ({"SAGSGANG_DATABASE_URL": "sqlite:///var/x.sqlite3?timeout=long"}, "timeout must be a number of seconds"),
        ({"SAGSGANG_DATABASE_URL": "postgresql://127.0.0.1:1/x"}, "the database cannot be used"),
        ({"SAGSGANG_DATA": "/dev/null/x"}, "set SAGSGANG_DATA"),
    ],
)
def test_an_environment_that_makes_no_sense_is_told_in_one_line(
    tmp_path: Path, environment: dict[str, str], told: str
) -> None:
    answer = start(["-m", "sagsgang", "reindex"], tmp_path, **environment)
    assert answer.returncode == 1
    assert told in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "sagsgang.sqlite3").write_bytes(b"This is no database. " * 100)
    answer = start(["-m", "sagsgang", "search", "x"], tmp_path)
    assert answer.returncode == 1
    assert "the database cannot be used: file is not a database" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_a_cut_secret_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("short")
    answer = start(["-m", "sagsgang", "reindex"], tmp_path)
    assert "secret key" in answer.stderr
    assert answer.returncode == 1
