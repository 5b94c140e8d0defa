"""A server with a few documents in it, for journeys through the pages."""

import datetime
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.web.factories import imported, item, reading, rich_minutes, section

from sagsgang.model import DocumentKind
from sagsgang.web.archive import index, services


@pytest.fixture
def site(settings: Settings, tmp_path: Path, _database_beside_browser: None, live_server: LiveServer) -> str:
    """The address of a server that holds the rich minutes and a meeting of thirty items."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.INDEX_ROOT = tmp_path / "index"
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    services.import_reading(reading(rich_minutes()))
    imported(item("14", "Orientering fra formanden"), document=DocumentKind.AGENDA)
    cells = "".join(f"<td>Daginstitutionsområdet{number}</td>" for number in range(12))
    wide = section("Tabel", html=f"<table><tr>{cells}</tr></table><p>{'Speciallægekonsulentordning' * 9}</p>")
    imported(item("1", "Budgetopfølgning", sections=(wide,)), date=datetime.date(2025, 4, 1))
    imported(*(item(str(number), f"Skolesag {number}") for number in range(1, 31)), body="Skoleudvalget")
    index.update()
    return str(live_server.url)
