"""What an import asks of the database does not grow with the archive."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.factories import day, item, minutes, reading

from sagsgang.model import DocumentKind, JournalNumber, Minutes, Person, Reference
from sagsgang.web.archive import services

pytestmark = pytest.mark.django_db

FIRST = datetime.date(2015, 1, 6)


def usual(date: datetime.date, name: str, **fields: object) -> Minutes:
    """Minutes as they come every month: a title that recurs, and some that do not."""
    return minutes(
        item("1", "Budgetopfølgning"),
        item("2", f"Lokalplan for {name}", journal_number=JournalNumber(raw=f"24/{abs(hash(name)) % 90000 + 10000}")),
        item("3", f"Anlæg af {name}", references=(Reference(text="se", to="item", date=day(4), number="2"),)),
        date=date,
        present=(Person(name="Ida Holm"), Person(name="Bo Kær")),
        **fields,
    )


def cost(document: Minutes) -> int:
    made = reading(document)
    with CaptureQueriesContext(connection) as queries:
        services.import_reading(made)
    return len(queries)


def test_an_import_costs_the_same_with_five_and_with_sixty_meetings() -> None:
    costs: dict[int, list[int]] = {}
    for number in range(66):
        date = FIRST + datetime.timedelta(days=30 * number)
        spent = cost(usual(date, f"område{number}"))
        again = cost(usual(date, f"område{number}", document=DocumentKind.AGENDA))
        if number in {5, 60, 65}:
            costs[number] = [spent, again]
    assert costs[5] == costs[60] == costs[65]
    assert max(costs[5]) < 120
