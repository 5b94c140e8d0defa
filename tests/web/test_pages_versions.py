"""The documents of a meeting: where they were found, what replaced them, and what one has that another lacks."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.factories import imported, item, minutes, reading, section

from sagsgang.model import (
    Attachment,
    Decision,
    DocumentKind,
    EarlierDecision,
    Item,
    ItemKind,
    Outcome,
    Reference,
    SectionKind,
)
from sagsgang.web.archive import services
from sagsgang.web.archive.selectors.meetings import whereabouts

pytestmark = pytest.mark.django_db

MEETING = "/havnby/byraadet/2025-03-04"
DIFFERENCE = f"{MEETING}?dokument=2&forskel=1"
BEFORE = datetime.date(2025, 2, 4)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def visible(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def published(*items: Item, location: str = "https://havnby.example/referat.pdf", **fields: object) -> None:
    """A file that was found at an address; what was there before is replaced."""
    services.import_reading(reading(minutes(*items, **fields), location=location))


def decided(text: str, outcome: Outcome = Outcome.APPROVED) -> dict[str, object]:
    told = section(text, kind=SectionKind.DECISION, heading="Beslutning")
    return {"sections": (section(), told), "decisions": (Decision(text=text, outcome=outcome),)}


def test_a_document_tells_the_web_address_it_was_found_at(client: Client) -> None:
    published(location="https://bruger:ord@havnby.example/referat.pdf?side=2")
    html = page(client, MEETING)
    assert 'href="https://havnby.example/referat.pdf?side=2"' in html
    assert "bruger" not in html


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("/home/anne/post/referat.txt", "referat.txt"),
        (r"C:\Brugere\anne\referat.docx", "referat.docx"),
        (r"\\server\drev\referat.docx", "referat.docx"),
        ("file:///home/anne/referat.txt", "referat.txt"),
        ("javascript:alert(1)//referat.txt", "referat.txt"),
        ("https:///referat.txt", "referat.txt"),
        ("http://[::1/referat.txt", "referat.txt"),
        ("ftp://anne@server/referat.txt", "referat.txt"),
    ],
)
def test_of_any_other_place_the_name_of_the_file_is_told_and_nothing_else(location: str, name: str) -> None:
    found = whereabouts(location)
    assert (found.address, found.name) == ("", name)


def test_a_new_version_is_held_against_the_one_it_replaced(client: Client) -> None:
    published(item("1", "Ny cykelsti", **decided("Godkendt med 20 stemmer for.")), item("2", "Budget"))
    assert "Se forskellen" not in page(client, MEETING)
    published(item("1", "Ny cykelsti", **decided("Godkendt med 21 stemmer for.")), item("2", "Budget"), place="Salen")
    assert 'href="?dokument=2&amp;forskel=1">Se forskellen' in page(client, MEETING)
    html = page(client, DIFFERENCE)
    assert re.search(r"<del><span[^>]*>\[slettet: </span>20 ?<", html)
    assert re.search(r"<ins><span[^>]*>\[indsat: </span>21 ?<", html)
    text = visible(html)
    assert "Beslutning Godkendt med" in text
    assert "Sted [indsat: Salen ]" in text
    assert "Sagsfremstilling" not in text
    assert "1 åbent punkt er uændret." in text
    assert f"http://testserver{MEETING}?dokument=2&amp;forskel=1" in text


def test_an_item_that_is_new_is_told_with_what_it_says(client: Client) -> None:
    published(item("1", "Ny cykelsti"), item("2", "Budget"))
    published(item("1", "Ny cykelsti"), item("2", "Budget"), item("3", "Badebro", **decided("Anlægges.")))
    text = visible(page(client, DIFFERENCE))
    assert "3. Badebro Punktet er nyt i denne udgave." in text
    assert "[indsat: Anlægges. ]" in text


def test_versions_that_say_the_same_are_told_to(client: Client) -> None:
    published(item("1", "Ny cykelsti"))
    published(item("1", "Ny cykelsti", kind=ItemKind.BRIEFING))
    assert "ikke fundet nogen forskel" in visible(page(client, DIFFERENCE))


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (True, None), (None, True)])
def test_an_item_closed_in_any_version_is_closed_in_the_difference(
    client: Client, first: bool | None, second: bool | None
) -> None:
    secret = item("2", "Køb af grund", open=first, **decided("Hemmelig pris: 4 mio."))
    published(item("1", "Ny cykelsti"), secret, item("3", "Budget"))
    other = item("2", "Køb af grund", open=second, **decided("Hemmelig pris: 5 mio."))
    published(item("1", "Ny cykelsti"), other, item("3", "Budget"))
    text = visible(page(client, DIFFERENCE))
    assert "Hemmelig" not in text
    assert "grund" not in text
    assert "1 lukket punkt er ikke sammenlignet." in text


def test_of_an_item_that_was_taken_out_nothing_but_its_number_is_told(client: Client) -> None:
    secret = item("2", "Fru Jensens sag", attachments=(Attachment(title="Brev fra fru Jensen"),))
    attachments = (Attachment(title="Brev fra fru Jensen"),)
    published(
        item("1", "Ny cykelsti"), secret, item("3", "Budget"), item(None, "Også fru Jensen"), attachments=attachments
    )
    published(item("1", "Ny cykelsti"), item("3", "Budget"))
    text = visible(page(client, DIFFERENCE))
    assert "Punkt 2 i den tidligere udgave er ikke med i den nye." in text
    assert "Et punkt uden nummer er ikke med i den nye udgave." in text
    assert "Jensen" not in text


@pytest.mark.parametrize("query", ["dokument=1&forskel=1", "dokument=9&forskel=1", "forskel=1", "dokument=x&forskel=1"])
def test_there_is_no_difference_of_what_was_not_replaced(client: Client, query: str) -> None:
    published()
    published(document=DocumentKind.AGENDA, location="https://havnby.example/dagsorden.pdf")
    assert "Siden findes ikke" in page(client, f"{MEETING}?{query}", 404)


def test_a_difference_moves_with_its_meeting(client: Client) -> None:
    published()
    response = client.get("/havnby/byraadet/2025-03-04-dagsorden?dokument=2&forskel=1")
    assert (response.status_code, response["Location"]) == (301, DIFFERENCE)
    page(client, "/havnby/byraadet/2020-01-01?forskel=1", 404)


def test_a_text_with_markup_is_shown_as_text_in_a_difference(client: Client) -> None:
    published(item("1", "Ny cykelsti", **decided("<script>alert(1)</script>")))
    published(item("1", "Ny cykelsti", **decided("<script>alert(2)</script>")))
    assert "<script" not in page(client, DIFFERENCE)


def test_an_item_leads_to_what_another_document_says_besides(client: Client) -> None:
    imported(item("1", "Ny cykelsti", sections=()))
    summary = section("Kort sagt.", kind=SectionKind.SUMMARY, heading="Resume")
    imported(item("1", "Ny cykelsti", decisions=(), sections=(section(), summary)), document=DocumentKind.AGENDA)
    html = page(client, f"{MEETING}/1")
    assert 'href="?dokument=2">Dagsorden har også: resumé, sagsfremstilling' in html
    assert 'href="?dokument=1">Referat har også: beslutning' in page(client, f"{MEETING}/1?dokument=2")


def test_what_a_replaced_version_has_besides_is_not_offered(client: Client) -> None:
    published(item("1", "Ny cykelsti", sections=(section(),)))
    published(item("1", "Ny cykelsti", sections=()))
    assert "har også" not in page(client, f"{MEETING}/1")


def test_an_item_tells_who_names_it_and_what_the_archive_lacks(client: Client) -> None:
    imported(item("7", "Første behandling"), date=BEFORE)
    there = Reference(text="punkt 7", to="item", date=BEFORE, number="7")
    gone = Reference(text="punkt 3", to="item", body="Teknisk Udvalg", date=BEFORE, number="3")
    earlier = EarlierDecision(body="Økonomiudvalget", date=BEFORE, text="Anbefales.", outcome=Outcome.RECOMMENDED)
    imported(item("1", "Anden behandling", references=(there, gone), history=(earlier,)))
    text = visible(page(client, f"{MEETING}/1"))
    assert "punkt 3 Teknisk Udvalg 4. februar 2025 Mødet er ikke i arkivet" in text
    assert "Økonomiudvalget Anbefalet Mødet er ikke i arkivet" in text
    assert text.count("Mødet er ikke i arkivet") == 2
    assert "Nævnt af Byrådet, 4. marts 2025, punkt 1 Anden behandling" in visible(
        page(client, "/havnby/byraadet/2025-02-04/7")
    )


def test_a_closed_item_offers_no_way_on(client: Client) -> None:
    imported(item("1", "Køb af grund", open=False))
    imported(item("1", "Køb af grund", sections=(section("Hemmeligt"),)), document=DocumentKind.AGENDA)
    html = page(client, f"{MEETING}/1")
    for words in ("Sammenlign", "har også", "Hemmeligt", "Sagens vej"):
        assert words not in html


def test_meetings_and_items_can_be_cited(client: Client) -> None:
    imported(item("1", "Ny cykelsti"))
    source = "Kilde: Havnby Kommune, Byrådet, referat 4. marts 2025"
    assert f"{source}. Sagsgang, http://testserver{MEETING} , set" in visible(page(client, MEETING))
    text = visible(page(client, f"{MEETING}/1"))
    assert f"{source}, punkt 1: Ny cykelsti. Sagsgang, http://testserver{MEETING}/1 , set" in text


def test_a_difference_of_many_items_costs_no_more_than_one_of_few(client: Client) -> None:
    costs = []
    for count in (3, 30):
        for outcome in ("Godkendt", "Udsat"):
            items = [item(str(n), f"Sag {n}", **decided(f"{outcome} {n}.")) for n in range(1, count + 1)]
            published(*items, location=f"https://havnby.example/{count}.pdf", body=f"Udvalg {count}")
        with CaptureQueriesContext(connection) as queries:
            page(client, f"/havnby/udvalg-{count}/2025-03-04?dokument=2&forskel=1")
        costs.append(len(queries))
    assert costs[0] == costs[1]
