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


def usual(number: int, **fields: object) -> Minutes:
    """Minutes as they come every month: a title that recurs, and some that do not."""
    return minutes(
        item("1", "Budgetopfølgning"),
        item("2", f"Lokalplan for område{number}", journal_number=JournalNumber(raw=f"24/{10_000 + number}")),
        item("3", f"Anlæg af vej{number}", references=(Reference(text="se", to="item", date=day(4), number="2"),)),
        date=FIRST + datetime.timedelta(days=30 * number),
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
        spent = cost(usual(number))
        again = cost(usual(number, document=DocumentKind.AGENDA))
        if number in {5, 60, 65}:
            costs[number] = [spent, again]
    assert costs[5] == costs[60] == costs[65]
    assert max(costs[5]) < 120
