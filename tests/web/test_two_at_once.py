"""Two processes that change the archive at once."""

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from tests.web.factories import MINUTES_TEXT, cases, day, editor, item, minutes, reading, section

from sagsgang import __version__
from sagsgang.model import DocumentKind
from sagsgang.web.archive import importing, index, services
from sagsgang.web.archive.corrections import correct
from sagsgang.web.archive.models import Document, Item, ItemReading, Meeting
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import understand

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]


def beside(act: Callable[[], object], meanwhile: Callable[[], object]) -> None:
    """Do `act` in a transaction that stays open until `meanwhile` is done, or waits for it."""
    errors: list[BaseException] = []

    def other() -> None:
        try:
            meanwhile()
        except BaseException as error:  # noqa: BLE001 - told in the thread of the test
            errors.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        act()
        thread.start()
        thread.join(3)
    thread.join(30)
    assert not errors, errors


def test_two_imports_of_one_case_at_once_find_each_other() -> None:
    school = item("1", "Ny skole på havnen")
    services.import_reading(reading(minutes(item("9", "Andet"), date=day(1))))
    services.import_reading(reading(minutes(item("9", "Noget"), body="Teknisk Udvalg", date=day(1))))
    beside(
        lambda: services.import_reading(reading(minutes(school))),
        lambda: services.import_reading(reading(minutes(school, body="Teknisk Udvalg", date=day(2)))),
    )
    assert len(cases()) == 1


def test_two_imports_of_one_folder_at_once_bring_in_everything_once_and_the_index_agrees(tmp_path: Path) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    for number in range(1, 13):
        text = MINUTES_TEXT.replace("4. marts", f"{number}. marts")
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    results: list[importing.Imported] = []
    both = [threading.Thread(target=import_all, args=(folder, results)) for _ in range(2)]
    for thread in both:
        thread.start()
    # What a person's correction or the worker does meanwhile.
    while any(thread.is_alive() for thread in both):
        index.update(wait=False)
    for thread in both:
        thread.join()
    assert [result.refusal for result in results if result.refusal] == []
    assert Counter(result.outcome for result in results) == {"known": 12, "new": 12}
    assert Document.objects.count() == Meeting.objects.count() == 12
    assert not Meeting.objects.filter(is_indexed=False).exists()
    assert index.is_sound()
    assert index.search(understand("cykelsti"), Filters()).count == 12


def import_all(folder: Path, results: list[importing.Imported]) -> None:
    try:
        results += importing.import_files(importing.files_in([folder]), reader=__version__, workers=1)
    finally:
        connections.close_all()


def test_two_documents_of_a_new_meeting_at_once_are_one_meeting() -> None:
    school = item("1", "Ny skole på havnen")
    beside(
        lambda: services.import_reading(reading(minutes(school))),
        lambda: services.import_reading(reading(minutes(school, document=DocumentKind.AGENDA))),
    )
    assert Item.objects.count() == 1
    assert ItemReading.objects.count() == 2


def test_an_item_that_a_person_closes_during_an_import_stays_closed() -> None:
    secret = item("2", "Køb af grund", sections=(section("En hemmelig pris."),))
    services.import_reading(reading(minutes(item(), secret, document=DocumentKind.AGENDA)))
    row = Item.objects.select_related("meeting__body").get(number="2")
    actor = editor()
    beside(
        lambda: services.import_reading(reading(minutes(item(), secret))),
        lambda: correct(actor=actor, meeting=row.meeting, item=row, field="open", text="false", reason="lukket"),
    )
    assert not Item.objects.get(pk=row.pk).is_open
    assert "hemmelig" not in str(list(ItemReading.objects.values_list("content", flat=True)))


def test_an_item_that_is_closed_while_an_import_looks_on_stays_closed() -> None:
    secret = item("2", "Køb af grund", sections=(section("En hemmelig pris."),))
    services.import_reading(reading(minutes(item(), secret, document=DocumentKind.AGENDA)))
    row = Item.objects.select_related("meeting__body").get(number="2")
    actor = editor()
    beside(
        lambda: correct(actor=actor, meeting=row.meeting, item=row, field="open", text="false", reason="lukket"),
        lambda: services.import_reading(reading(minutes(item(), secret))),
    )
    assert not Item.objects.get(pk=row.pk).is_open
    assert "hemmelig" not in str(list(ItemReading.objects.values_list("content", flat=True)))
