"""Municipalities, bodies, persons and topics on their pages."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.factories import imported, item

from sagsgang.model import Absentee, Decision, DocumentKind, JournalNumber, Outcome, Person, Votes
from sagsgang.web.archive import topics

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def visible(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def number(topic: str) -> JournalNumber:
    return JournalNumber(raw=f"{topic}-P20-1-25", scheme="kle", valid=True, topic=topic)


@pytest.fixture
def council() -> None:
    """Three meetings over two election periods."""
    for date, reason in ((datetime.date(2025, 3, 4), "sygdom"), (datetime.date(2026, 3, 4), None)):
        votes = Votes(for_=1, against=1, for_by=("Ida Holm",), against_by=("Bo Kær",))
        decision = Decision(text="Godkendt.", outcome=Outcome.APPROVED, votes=votes)
        imported(
            item("1", "Ny skole", journal_number=number("17.04.00"), decisions=(decision,)),
            item("2", "Køb af grund", open=False, journal_number=number("82.02.00"), decisions=(decision,)),
            date=date,
            present=(Person(name="Ida Holm", party="A", role="formand"), Person(name="Bo Kær", party="Ø")),
            absent=(Absentee(name="Per Lund", party="V", reason=reason),),
        )
    present = (Person(name="Per Lund", party="V"),)
    imported(item("1", "Ny vej", journal_number=number("05.01.02")), date=datetime.date(2025, 4, 1), present=present)


@pytest.mark.usefixtures("council")
def test_a_municipality_shows_bodies_latest_decisions_and_topics(client: Client) -> None:
    text = visible(page(client, "/havnby"))
    assert "Byrådet 3 møder" in text
    assert "Seneste beslutninger 1. Ny skole Byrådet · 4. marts 2026 Godkendt" in text
    assert "17 Folkeskole 2 punkter" in text
    assert "05 Veje og trafik 1 punkt" in text
    assert "82 Ejendomme" not in text
    assert "Kilde: Havnby Kommune. Sagsgang, http://testserver/havnby" in text


@pytest.mark.usefixtures("council")
def test_a_body_shows_what_it_deals_with_and_who_met(client: Client) -> None:
    html = page(client, "/havnby/byraadet?aar=2025")
    text = visible(html)
    assert "Punkter fra 2025 efter emne (KLE)" in text
    assert "Bo Kær Ø 1 0 Ida Holm A formand 1 0 Per Lund V 1 1" in text
    assert 'href="/havnby/person/per-lund"' in html
    assert 'href="/emne/17"' in html


def test_a_body_tells_its_other_spellings(client: Client) -> None:
    imported(body="Børne- og Skoleudvalget")
    assert "Også skrevet" not in page(client, "/havnby/boerne-og-skoleudvalget")
    imported(body="BØRNE & SKOLEUDVALGET", date=datetime.date(2025, 4, 1))
    assert "Også skrevet: BØRNE &amp; SKOLEUDVALGET" in visible(page(client, "/havnby/boerne-og-skoleudvalget"))


@pytest.mark.usefixtures("council")
def test_a_person_shows_seats_absences_and_votes_as_minutes_record_them(client: Client) -> None:
    per = visible(page(client, "/havnby/person/per-lund"))
    assert "Byrådet , valgperioden 2026–2029 Liste V · til stede ved 0 møder" in per
    assert "Byrådet , valgperioden 2022–2025 Liste V · til stede ved 1 møde" in per
    assert "Noteret som fraværende: 4. marts 2025 – sygdom" in per
    ida = visible(page(client, "/havnby/person/ida-holm"))
    assert "formand · til stede ved 1 møde" in ida
    assert "4. marts 2026 Byrådet 1. Ny skole For" in ida
    assert "1. Ny skole Imod" in visible(page(client, "/havnby/person/bo-kaer"))


@pytest.mark.usefixtures("council")
def test_a_person_is_asked_out_of_search_engines_and_told_what_the_page_is(client: Client) -> None:
    response = client.get("/havnby/person/ida-holm")
    assert response["X-Robots-Tag"] == "noindex"
    html = response.content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "To personer med samme navn vises på samme side" in html
    assert "%" not in visible(html)


@pytest.mark.usefixtures("council")
def test_a_vote_in_a_closed_item_is_not_shown(client: Client) -> None:
    assert "grund" not in visible(page(client, "/havnby/person/ida-holm")).lower()


def test_an_agenda_makes_no_seats(client: Client) -> None:
    imported(document=DocumentKind.AGENDA, present=(Person(name="Ida Holm"),))
    page(client, "/havnby/person/ida-holm", 404)


@pytest.mark.usefixtures("council")
def test_topics_are_listed_with_the_number_of_their_items(client: Client) -> None:
    html = page(client, "/emne")
    assert "17 Folkeskole 2 punkter" in visible(html)
    assert "29 Sundhed 0 punkter" in visible(html)
    assert 'href="/emne/17"' in html
    assert 'href="/emne/29"' not in html


@pytest.mark.usefixtures("council")
def test_a_topic_shows_its_items_by_municipality_and_year(client: Client) -> None:
    imported(item("3", "Skolebestyrelse", journal_number=number("17.01.04")), municipality="Sølund Kommune", date=None)
    topics.keep({"17.04.00": "Læring i skolen"})
    html = page(client, "/emne/17")
    text = visible(html)
    assert "17 Folkeskole 3 punkter" in text
    assert "Kommune 2026 2025 Uden dato I alt Havnby Kommune 1 1 0 2 Sølund Kommune 0 0 1 1" in text
    assert text.index("4. marts 2026") < text.index("4. marts 2025") < text.index("3. Skolebestyrelse")
    assert 'href="/emne/17.04"' in html
    group, topic = page(client, "/emne/17.04"), page(client, "/emne/17.04.00")
    assert "17.04.00 Læring i skolen" in visible(group)
    assert "17.04.00 Læring i skolen 2 punkter" in visible(topic)
    assert 'href="/emne/17"' in topic
    assert "Kilde: Punkter under emnet 17.04.00 Læring i skolen." in visible(topic)


def test_a_topic_that_is_known_and_has_no_items_says_so(client: Client) -> None:
    assert "Der er ingen punkter under dette emne her." in visible(page(client, "/emne/29"))


@pytest.mark.parametrize(
    "address", ["/emne/99", "/emne/17.99", "/emne/1", "/emne/skole", "/emne/17.04.00.01", "/emne/%27"]
)
def test_a_topic_that_nobody_knows_is_told_kindly(client: Client, address: str) -> None:
    assert "Siden findes ikke" in page(client, address, 404)


@pytest.mark.parametrize("address", ["/havnby/person/ingen", "/ingen/person/ida-holm"])
def test_a_person_that_nobody_recorded_is_told_kindly(client: Client, address: str) -> None:
    assert "Siden findes ikke" in page(client, address, 404)


@pytest.mark.parametrize(
    "address", ["/havnby", "/havnby/byraadet", "/havnby/person/ida-holm", "/emne", "/emne/17", "/emne/17.04.00"]
)
def test_a_page_costs_the_same_however_much_is_on_it(client: Client, address: str) -> None:
    costs = []
    for count in (3, 30):
        for day in range(count):
            decision = Decision(text="Ja.", outcome=Outcome.APPROVED, votes=Votes(for_by=("Ida Holm",)))
            people = tuple(Person(name=f"Medlem Nummer{chr(97 + at % 26)}{chr(97 + at // 26)}") for at in range(count))
            imported(
                item("1", f"Skolesag {day}", journal_number=number(f"17.04.{day:02}"), decisions=(decision,)),
                date=datetime.date(2025, 1, 1) + datetime.timedelta(days=day),
                present=(Person(name="Ida Holm"), *people),
            )
        with CaptureQueriesContext(connection) as queries:
            page(client, address)
        costs.append(len(queries))
    assert costs[0] == costs[1]
