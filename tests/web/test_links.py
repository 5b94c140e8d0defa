"""From one document to another: agenda and minutes of a meeting, references, earlier decisions."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.factories import imported, item

from sagsgang.model import DocumentKind, EarlierDecision, Outcome, Reference
from sagsgang.web.archive.models import Item

pytestmark = pytest.mark.django_db

DAY = datetime.date(2025, 3, 4)
BEFORE = datetime.date(2025, 2, 4)
ITEM = "/havnby/byraadet/2025-03-04/1"


def links(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    main = response.content.decode().partition("<article")[2].partition("</article>")[0]
    return [found for found in re.findall(r'<a href="(/[^"]+)"', main) if not found.endswith("/kilde")]


def refers(**fields: object) -> None:
    imported(item("1", "Ny sti", references=(Reference(**{"text": "se der", "to": "item", **fields}),)))  # type: ignore[arg-type]


def test_an_item_is_shown_as_each_document_of_the_meeting_tells_of_it(client: Client) -> None:
    imported(item("1", "Ny sti"))
    imported(item("4", "Ny sti"), document=DocumentKind.AGENDA)
    imported(item("2", "En anden sag"), document=DocumentKind.SUPPLEMENTARY_AGENDA)
    shown, agenda = client.get(ITEM).content.decode(), client.get(f"{ITEM}?dokument=2").content.decode()
    assert 'href="?dokument=2"' in shown
    assert 'href="?dokument=1"' in agenda
    assert "dokument=" not in client.get("/havnby/byraadet/2025-03-04/2").content.decode()


def test_a_meeting_offers_all_its_documents(client: Client) -> None:
    for kind in (DocumentKind.MINUTES, DocumentKind.AGENDA, DocumentKind.SUPPLEMENTARY_AGENDA):
        imported(document=kind)
    names = ["Referat", "Tillægsdagsorden", "Dagsorden"]
    for number, name in enumerate(names, start=1):
        html = client.get(f"/havnby/byraadet/2025-03-04?dokument={number}").content.decode()
        part = html.partition('class="same-day"')[2].partition("</nav>")[0]
        assert f'<li aria-current="page">{name}</li>' in part
        assert re.findall(r">([^<>]+)</a>", part) == [other for other in names if other != name]


@pytest.mark.parametrize("asked", ["0", "7", "-1", "x", "²", "9" * 50])
def test_a_document_that_the_meeting_does_not_have_is_answered_with_the_best(client: Client, asked: str) -> None:
    imported()
    imported(document=DocumentKind.AGENDA)
    for address in ("/havnby/byraadet/2025-03-04", ITEM):
        assert '<li aria-current="page">Referat</li>' in client.get(f"{address}?dokument={asked}").content.decode()


def test_the_agendas_former_address_leads_to_the_meeting(client: Client) -> None:
    imported()
    imported(document=DocumentKind.AGENDA)
    for former, now in (("2025-03-04-dagsorden", "2025-03-04"), ("2025-03-04-tillaegsdagsorden/1", "2025-03-04/1")):
        answer = client.get(f"/havnby/byraadet/{former}")
        assert (answer.status_code, answer["Location"]) == (301, f"/havnby/byraadet/{now}")
    for nowhere in ("2025-03-05-dagsorden", "2025-03-04-dagsorden/99", "-dagsorden"):
        assert client.get(f"/havnby/byraadet/{nowhere}").status_code == 404


def test_closed_items_without_titles_are_not_taken_for_each_other() -> None:
    imported(item("1", None, open=False))
    imported(item("2", None, open=False), document=DocumentKind.AGENDA)
    assert list(Item.objects.values_list("number", flat=True)) == ["1", "2"]


def test_a_reference_leads_to_the_item_it_names(client: Client) -> None:
    imported(item("7", "Første behandling"), date=BEFORE)
    refers(date=BEFORE, number="7")
    assert links(client, ITEM) == ["/havnby/byraadet/2025-02-04/7"]


def test_a_reference_to_another_body_leads_there_and_to_the_minutes_rather_than_the_agenda(client: Client) -> None:
    for kind in (DocumentKind.AGENDA, DocumentKind.MINUTES):
        imported(item("7", "Første behandling"), date=BEFORE, body="Teknisk Udvalg", document=kind)
    refers(date=BEFORE, number="7", body="Teknisk Udvalg")
    assert links(client, ITEM) == ["/havnby/teknisk-udvalg/2025-02-04/7"]


def test_a_reference_whose_item_is_not_there_leads_to_the_meeting(client: Client) -> None:
    imported(item("7", "Første behandling"), date=BEFORE)
    refers(date=BEFORE, number="99")
    assert links(client, ITEM) == ["/havnby/byraadet/2025-02-04"]


@pytest.mark.parametrize(
    "fields",
    [
        {"number": "7"},
        {"date": BEFORE, "number": "7", "body": "Et helt andet udvalg"},
        {"date": datetime.date(1990, 1, 1), "number": "7"},
        {"date": DAY, "number": "1"},
        {"date": DAY, "to": "meeting"},
        {},
    ],
)
def test_a_reference_that_cannot_be_told_leads_nowhere(client: Client, fields: dict[str, object]) -> None:
    imported(item("7", "Første behandling"), date=BEFORE)
    imported(item("7", "I en anden kommune"), date=BEFORE, municipality="Sølund Kommune", body="Et helt andet udvalg")
    refers(**fields)
    assert links(client, ITEM) == []


def test_a_reference_never_tells_the_title_of_an_item_that_is_not_shown(client: Client) -> None:
    imported(item("7", "Hemmelig handel", open=None), date=BEFORE)
    refers(date=BEFORE, number="7")
    assert "Hemmelig" not in client.get(ITEM).content.decode()


def test_an_earlier_decision_leads_to_the_meeting_that_took_it(client: Client) -> None:
    imported(date=BEFORE, body="Teknisk Udvalg")
    earlier = EarlierDecision(body="Teknisk Udvalg", date=BEFORE, text="Anbefales.", outcome=Outcome.RECOMMENDED)
    nobody = EarlierDecision(date=BEFORE, text="Drøftet.", outcome=Outcome.DISCUSSED)
    imported(item("1", "Ny sti", history=(earlier, nobody)))
    assert links(client, ITEM) == ["/havnby/teknisk-udvalg/2025-02-04"]


def test_many_references_cost_no_more_than_one(client: Client) -> None:
    costs = []
    for count, day in ((1, DAY), (20, datetime.date(2025, 4, 1))):
        imported(item("7", "Første behandling"), item("8", "Anden"), date=BEFORE, place=f"Sal {count}")
        many = tuple(Reference(text=str(n), to="item", date=BEFORE, number=str(7 + n % 2)) for n in range(count))
        imported(item("1", "Ny sti", references=many), date=day)
        with CaptureQueriesContext(connection) as queries:
            assert len(links(client, f"/havnby/byraadet/{day}/1")) == count
        costs.append(len(queries))
    assert costs[0] == costs[1]
