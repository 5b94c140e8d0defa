"""The order in which the documents of a day come in makes no difference to what the public sees."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.factories import emptied, item, minutes, reading, state

from sagsgang.model import DocumentKind, Item, Minutes
from sagsgang.web.archive import services
from sagsgang.web.archive.models import ItemReading

TITLES = ("Ny cykelsti", "Skolestruktur", "Bro over åen", "Budgetopfølgning", "Lukket punkt", None)
KINDS = (DocumentKind.MINUTES, DocumentKind.SUPPLEMENTARY_AGENDA, DocumentKind.AGENDA)


@st.composite
def items(draw: st.DrawFn) -> tuple[Item, ...]:
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=1, max_size=4, unique=True))
    numbers = draw(st.permutations([str(number) for number in range(1, len(titles) + 1)]))
    return tuple(
        item(number, title, open=draw(st.sampled_from((True, True, True, False, None))))
        for number, title in zip(numbers, titles, strict=True)
    )


@st.composite
def documents(draw: st.DrawFn) -> list[Minutes]:
    count = draw(st.integers(2, 4))
    made = [
        minutes(
            *draw(items()),
            document=draw(st.sampled_from(KINDS)),
            start=draw(st.sampled_from((None, None, datetime.time(8), datetime.time(15)))),
            body=draw(st.sampled_from(("Byrådet", "BYRÅDET 2022-2025", "Byråd"))),
        )
        for _ in range(count)
    ]
    # No two are the same bytes.
    return [replace(document, place=f"Sal {number}") for number, document in enumerate(made)]


def public(order: list[Minutes]) -> object:
    emptied()
    for document in order:
        services.import_reading(reading(document))
    closed = ItemReading.objects.filter(item__is_open=False)
    assert "Godkendt" not in str(list(closed.values_list("content", flat=True)))
    return [(day, kind, rows) for day, _, kind, rows in state()]


@pytest.mark.django_db
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), of_the_day=documents())
def test_the_public_sees_the_same_whatever_came_first(data: st.DataObject, of_the_day: list[Minutes]) -> None:
    one = public(of_the_day)
    assert public(data.draw(st.permutations(of_the_day))) == one
    services.derive_all()
    assert [(day, kind, rows) for day, _, kind, rows in state()] == one
