"""Two processes that change the archive at once."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction
from tests.web.factories import cases, day, editor, item, minutes, reading, section

from sagsgang.model import DocumentKind
from sagsgang.web.archive import services
from sagsgang.web.archive.corrections import correct
from sagsgang.web.archive.models import Item, ItemReading

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
