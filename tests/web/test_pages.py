"""The pages: what stands on them, what never does, and what they cost."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from tests.web.factories import imported, item, minutes, reading, rich_minutes, section

from sagsgang.model import DocumentKind, Section, SectionKind
from sagsgang.web.archive import index, services

pytestmark = pytest.mark.django_db

MEETING = "/havnby/byraadet/2025-03-04"
ITEM = f"{MEETING}/12"
CLOSED = f"{MEETING}/13"


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def visible(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


@pytest.fixture
def rich() -> None:
    services.import_reading(reading(rich_minutes(), name="referat-marts.txt"))
    index.update()


@pytest.mark.usefixtures("rich")
def test_the_front_page_leads_to_search_meetings_and_municipalities(client: Client) -> None:
    html = page(client, "/")
    assert 'action="/soeg"' in html
    assert f'href="{MEETING}"' in html
    assert 'href="/havnby"' in html
    assert "Hvad har din kommune besluttet?" in html


def test_an_empty_archive_says_what_to_do(client: Client) -> None:
    assert "sagsgang import" in visible(page(client, "/"))


@pytest.mark.usefixtures("rich")
def test_a_search_shows_the_words_marked_and_leads_to_the_item(client: Client) -> None:
    html = page(client, "/soeg?q=cykelstien")
    assert "1 punkt fundet" in visible(html)
    assert f'href="{ITEM}"' in html
    assert "<mark>cykelsti</mark>" in html


@pytest.mark.usefixtures("rich")
def test_a_search_without_result_gives_advice_and_drops_filters_on_request(client: Client) -> None:
    index.update()
    html = page(client, "/soeg?q=cykelsti&udfald=rejected")
    assert "Der blev ikke fundet noget" in html
    assert 'href="/soeg?q=cykelsti"' in html


@pytest.mark.usefixtures("rich")
@pytest.mark.parametrize(
    "query",
    [
        "q=%22ny",
        "q=" + "a" * 10_000,
        "q=%00%07",
        "q=***",
        "fra=i+morgen",
        "til=2025-99-99",
        "side=-1",
        "side=abc",
        "side=999999999999999999999",
        "udfald=nonsens",
        "type=nonsens",
        "kommune=%3Cscript%3E",
        "q=%F0%28%8C%28",
        "orden=x&side=2&q=cykelsti",
        "fra=2025-12-31&til=2025-01-01",
    ],
)
def test_a_nonsense_search_is_answered_kindly(client: Client, query: str) -> None:
    html = page(client, f"/soeg?{query}")
    assert "fundet" in visible(html)
    assert "<script>" not in html


@pytest.mark.usefixtures("rich")
def test_a_date_that_is_none_is_told_beside_its_field(client: Client) -> None:
    assert "Skriv datoen som 2025-08-31." in page(client, "/soeg?q=cykelsti&fra=i+morgen")


@pytest.mark.usefixtures("rich")
def test_words_that_were_asked_for_are_shown_as_text_only(client: Client) -> None:
    html = page(client, "/soeg?q=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    assert "<img" not in html


def test_results_go_over_several_pages(client: Client) -> None:
    imported(*(item(str(number), f"Sag {number}") for number in range(1, 46)))
    index.update()
    html = page(client, "/soeg?q=sag&side=2")
    assert 'href="?q=sag&amp;side=3"' in html
    assert 'aria-current="page"' in html
    assert page(client, "/soeg?q=sag&side=77").count('class="hit"') == 5


def test_a_search_without_an_index_says_so_and_offers_another_way(client: Client) -> None:
    imported()
    html = page(client, "/soeg?q=x", status=503)
    assert "Søgningen hviler" in html
    assert 'href="/havnby"' in html


@pytest.mark.usefixtures("rich")
def test_a_meeting_page_shows_every_fact(client: Client) -> None:
    text = visible(page(client, MEETING))
    for fact in (
        "Byrådet, 4. marts 2025",
        "kl. 17.00",
        "Rådhuset",
        "2022-2025",
        "Ida Holm (A), formand",
        "Bo Kær (Ø), afbud",
        "Renovering af cykelsti langs Strandvejen",
        "Godkendt",
        "Udsat",
        "Køb af grund",
        "Lukket punkt",
        "Ikke forstået",
        "Bemærk ændret mødested",
        "A line was not understood.",
        "“sÅgning” er læst som “søgning”, men kan være et andet ord.",
        "3 steder bør ses efter af et menneske.",
        "referat-marts.txt",
        "Fingeraftryk",
        "tegn 10–20",
    ):
        assert fact in text, fact


@pytest.mark.usefixtures("rich")
def test_an_item_page_shows_every_field(client: Client) -> None:
    text = visible(page(client, ITEM))
    for field in (
        "12. Renovering af cykelsti langs Strandvejen",
        "05.01.02-P20-3-25",
        "Ida Holm; Per Lund",
        "Teknisk Udvalg → Økonomiudvalget → Byrådet",
        "Resume",
        "Stien er slidt.",
        "Sagsfremstilling",
        "Baggrund",
        "Direktøren indstiller:",
        "at der bevilges 400.000 kr.",
        "Ad 1:",
        "11 (A, V)",
        "4 (Ø)",
        "Ø ønskede en bredere sti.",
        "Per Lund: inhabil – ejer en grund ved stien",
        "3. februar 2025 Teknisk Udvalg Anbefalet",
        "Som det står i kilden Indstilling Direktøren indstiller, at sagen godkendes",
        "Som det står i kilden Beslutning Godkendt. Per Lund deltog ikke.",
        "KLE-emne 05.01.02",
        "1. Kort over stien kort.pdf · åbent",
        "punkt 7",
        "5. november 2024",
        "tegn 700–760",
    ):
        assert field in text, field


def test_a_route_is_shown_once_and_in_full_where_its_text_says_more(client: Client) -> None:
    short, long = "Teknisk Udvalg → Byrådet", "Teknisk Udvalg → Byrådet. Derefter høring i otte uger."
    for number, text in (("1", short), ("2", long)):
        route = section(text, kind=SectionKind.ROUTE, heading="Sagsforløb")
        day = datetime.date(2025, 3, int(number))
        imported(item("1", f"Sag {number}", route=("Teknisk Udvalg", "Byrådet"), sections=(route,)), date=day)
    first, second = (visible(page(client, f"/havnby/byraadet/2025-03-0{day}/1")) for day in (1, 2))
    assert first.count(short) == 1
    assert "Sagsforløb" not in first
    assert f"Sagsforløb {long}" in second


@pytest.mark.usefixtures("rich")
def test_the_markup_of_a_text_is_shown_cleaned(client: Client) -> None:
    html = page(client, ITEM)
    assert '<table class="table">' in html
    assert "<h3>Baggrund</h3>" in html
    for danger in ("alert(1)", "onclick", "style="):
        assert danger not in html


@pytest.mark.usefixtures("rich")
def test_a_place_in_a_paged_source_is_told_with_its_page(client: Client) -> None:
    pages = ((0, 500), (500, 1000))
    day = datetime.date(2025, 3, 5)
    parts = (section("a", at=(400, 600)), section("b", at=(600, 700)))
    made = reading(minutes(item("7", sections=parts), date=day))
    content = {**made.content, "source": {**made.content["source"], "pages": [list(span) for span in pages]}}
    services.import_reading(type(made)(data=made.data, text="", content=content, location="x"))
    text = visible(page(client, "/havnby/byraadet/2025-03-05/7"))
    assert "tegn 400–600, side 1–2" in text
    assert "tegn 600–700, side 2" in text


@pytest.mark.usefixtures("rich")
def test_no_page_shows_closed_content(client: Client) -> None:
    addresses = ["/", "/havnby", "/havnby/byraadet", MEETING, ITEM, CLOSED, "/soeg?q=hemmelig", "/soeg?q=grund"]
    for address in addresses:
        html = page(client, address)
        assert "prisen er hemmelig" not in html.lower(), address
        assert "hemmeligt" not in html.lower(), address
    closed = visible(page(client, CLOSED))
    assert "13. Køb af grund" in closed
    assert "lukkede døre" in closed


def test_an_item_that_does_not_say_whether_it_is_open_shows_nothing(client: Client) -> None:
    imported(item("5", "Ubestemt overskrift", open=None, sections=(section("Ubestemt tekst"),)))
    for address in (MEETING, f"{MEETING}/5"):
        html = page(client, address)
        assert "Ubestemt" not in html
        assert "Lukket punkt" in html


def test_the_place_of_a_file_on_the_machine_is_not_shown(client: Client) -> None:
    imported()
    assert "/post/" not in page(client, MEETING)


def test_the_meetings_of_a_body_are_listed_by_year(client: Client) -> None:
    imported(date=datetime.date(2024, 6, 1))
    imported(date=datetime.date(2025, 6, 1))
    imported(date=None)
    text = visible(page(client, "/havnby/byraadet"))
    assert "Møder i 2025 1. juni 2025" in text
    assert "1. juni 2024" not in text
    assert "1. juni 2024" in visible(page(client, "/havnby/byraadet?aar=2024"))
    assert "Møder uden dato" in visible(page(client, "/havnby/byraadet?aar=0"))
    for strange in ("abc", "9" * 50, "-1", "²"):
        assert "Møder i 2025" in visible(page(client, f"/havnby/byraadet?aar={strange}"))


def test_an_agenda_and_the_minutes_of_a_day_point_to_each_other(client: Client) -> None:
    imported()
    assert "?dokument=" not in page(client, MEETING)
    imported(document=DocumentKind.AGENDA)
    assert 'href="?dokument=2"' in page(client, MEETING)
    assert 'href="?dokument=1"' in page(client, f"{MEETING}?dokument=2")


def test_what_a_document_does_not_say_is_said_to_be_unknown(client: Client) -> None:
    imported(item(None, None), municipality=None, body=None, date=None)
    text = visible(page(client, "/ukendt-kommune/ukendt-udvalg/uden-dato"))
    assert "Kommune ikke oplyst" in text
    assert "Råd eller udvalg ikke oplyst" in text
    assert "Punkt uden titel" in visible(page(client, "/ukendt-kommune/ukendt-udvalg/uden-dato/punkt-1"))


def test_a_document_without_items_has_a_page(client: Client) -> None:
    made = reading(minutes())
    services.import_reading(type(made)(data=b"x", text="", content={**made.content, "items": []}, location="x"))
    assert "ikke fundet punkter" in visible(page(client, MEETING))


def test_a_text_with_markup_in_it_is_shown_as_text(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    imported(
        item("1", evil, sections=(Section(kind=SectionKind.OTHER, heading=evil, text=evil),)),
        place=evil,
        body=f"Byrådet {evil}",
    )
    for address in ("/", "/havnby", "/havnby/byraadet-scriptalert1script/2025-03-04"):
        assert "<script" not in page(client, address), address
    assert "<script" not in page(client, "/havnby/byraadet-scriptalert1script/2025-03-04/1")
    index.update()
    found = page(client, "/soeg?q=alert")
    assert "1 punkt fundet" in visible(found)
    assert "<script" not in found


@pytest.mark.parametrize(
    "address",
    ["/findes-ikke", "/a/b", "/a/b/2025-01-01", "/a/b/2025-01-01/1", "/a/b/c/d/e", "/%00", "/æøå", "/havnby/"],
)
def test_a_page_that_is_not_there_says_so_kindly(client: Client, address: str) -> None:
    assert "Siden findes ikke" in page(client, address, status=404)


def test_the_whole_interface_is_in_english_for_who_wants_it(client: Client) -> None:
    # The documents have no Danish letter of their own, so each that is left is the interface's.
    alpha = item("12", "Alpha", sections=(section("Beta", at=(1, 9)),), officers=("Gamma",))
    imported(alpha, item("13", "Delta", open=False), body="Board")
    index.update()
    board = "/havnby/board/2025-03-04"
    answer = client.post("/sprog", {"language": "en", "next": board})
    assert (answer.status_code, answer["Location"]) == (302, board)
    assert "Case officers Gamma" in visible(page(client, f"{board}/12"))
    addresses = [
        "/",
        "/soeg?q=alpha&fra=x",
        "/soeg?q=x",
        "/havnby",
        "/havnby/board",
        board,
        f"{board}/12",
        f"{board}/13",
    ]
    for address in [*addresses, "/om", "/tilgaengelighed"]:
        html = page(client, address)
        assert '<html lang="en">' in html
        assert re.findall(r"\b\w*[æøå]\w*|\bog\b|\bikke\b", visible(html)) == [], address


def test_the_language_switch_leads_nowhere_else(client: Client) -> None:
    assert client.post("/sprog", {"language": "en", "next": "https://example.org/"})["Location"] == "/"


def test_danish_is_spoken_whatever_the_browser_prefers(client: Client) -> None:
    assert '<html lang="da">' in client.get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="da">' in client.get("/", headers={"cookie": "sprog=xx"}).content.decode()


def test_pages_forbid_foreign_and_inline_scripts(client: Client) -> None:
    imported()
    response = client.get(MEETING)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    html = response.content.decode()
    assert not re.search(r"<script|<style|\son\w+=|\sstyle=|javascript:", html)


@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 2),
        ("/havnby", 5),
        ("/havnby/byraadet", 6),
        (MEETING, 5),
        (f"{MEETING}/2", 6),
        ("/soeg?q=sag", 3),
    ],
)
def test_a_page_costs_the_same_however_much_is_on_it(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int, count: int
) -> None:
    imported(*(item(str(number), f"Sag {number}") for number in range(1, count + 1)))
    for number in range(count):
        imported(place=f"Sal {number}", body=f"Udvalg {number}")
    index.update()
    with django_assert_num_queries(queries):
        client.get(address)


def test_a_page_of_a_host_that_is_not_ours_is_refused(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    assert client.get("/", headers={"host": "example.org"}).status_code == 400


def test_a_failure_of_ours_is_told_kindly_and_without_details(client: Client) -> None:
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_municipality RENAME TO archive_gone")
    html = page(client, "/", status=500)
    assert "Noget gik galt her" in html
    assert "archive_" not in html
