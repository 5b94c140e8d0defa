"""A server with a few documents in it, for journeys through the pages."""

import datetime
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.web.factories import imported, item, minutes, reading, rich_minutes, section

from sagsgang.model import Decision, DocumentKind, JournalNumber, Outcome, Recommendation, SectionKind
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
    _a_case_and_a_version()
    index.update()
    return str(live_server.url)


def _a_case_and_a_version() -> None:
    """The rich minutes' case in three more bodies, one of them unsure, and minutes that were published anew."""
    number = JournalNumber(raw="05.01.02-P20-3-25", scheme="kle", valid=True, topic="05.01.02")
    recommended = Recommendation(by="Direktøren", points=("at stien anlægges", "at den belyses"))
    for month, outcome in ((1, Outcome.RECOMMENDED), (2, Outcome.POSTPONED), (6, Outcome.NOTED)):
        decision = Decision(text="Sådan blev det.", outcome=outcome)
        step = item("3", "Cykelsti", journal_number=number, decisions=(decision,), recommendations=(recommended,))
        imported(step, body=f"Udvalg {month}", date=datetime.date(2025, month, 4))
    imported(item("3", "Cykelsti"), body="Stiudvalget", municipality="Sølund Kommune")
    for text in ("Godkendt med 20 stemmer.", "Godkendt med 21 stemmer."):
        decided = section(text, kind=SectionKind.DECISION, heading="Beslutning")
        made = minutes(item("1", "Ny bro", sections=(decided,)), body="Broudvalget")
        services.import_reading(reading(made, location="https://havnby.example/referat.pdf"))
