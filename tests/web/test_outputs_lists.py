"""Every list and page as JSON and CSV: the same as the page, nothing closed, and no answer to another question."""

import csv
import datetime
import io
import json
from collections.abc import Iterable
from typing import Any, cast

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from tests.web.factories import imported, item, minutes, reading, rich_minutes

from sagsgang.model import (
    Absentee,
    Attachment,
    Decision,
    DocumentKind,
    JournalNumber,
    Outcome,
    Person,
    Votes,
    from_json,
)
from sagsgang.web.archive import index, services
from sagsgang.web.archive.models import Case
from sagsgang.web.archive.outputs import lists

pytestmark = pytest.mark.django_db

BODY = "/havnby/byraadet"
MEETING = f"{BODY}/2025-03-04"
ITEM = f"{MEETING}/12"
CLOSED = f"{MEETING}/13"
SITE = "http://testserver"
SECRETS = ("hemmelig", "Hemmelig", "Hemmeligt godkendt", "lukket-bilag", "Lukket bilag")

KLE = JournalNumber(raw="17.04.00-P20-2-24", scheme="kle", valid=True, topic="17.04.00")


def told(client: Client, address: str, status: int = 200) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == status, (address, response.content)
    assert response["Content-Type"] == "application/json; charset=utf-8"
    return cast("dict[str, Any]", json.loads(response.content))


def table(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200, address
    assert isinstance(response, StreamingHttpResponse)
    text = b"".join(cast("Iterable[bytes]", response.streaming_content)).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


@pytest.fixture
def rich() -> None:
    services.import_reading(reading(rich_minutes(), name="referat-marts.txt"))
    index.update()


@pytest.fixture
def case() -> Case:
    imported(item("3", "Ny skole", journal_number=KLE), body="Teknisk Udvalg", date=datetime.date(2025, 2, 3))
    imported(item("9", "Ny skole", journal_number=KLE))
    return Case.objects.get()


@pytest.mark.usefixtures("rich")
def test_a_municipality_lists_its_bodies(client: Client) -> None:
    data = told(client, "/havnby.json")
    assert data["source"] == f"{SITE}/havnby"
    assert data["bodies"] == [
        {
            "address": SITE + BODY,
            "municipality": "Havnby Kommune",
            "name": "Byrådet",
            "other_names": [],
            "meetings": 1,
            "latest": "2025-03-04",
        }
    ]
    assert table(client, "/havnby.csv")[0]["name"] == "Byrådet"


@pytest.mark.usefixtures("rich")
def test_a_body_lists_its_meetings_of_all_years_or_of_one(client: Client) -> None:
    imported(date=datetime.date(2024, 9, 3))
    imported(date=None, place="Et sted")
    dates = [meeting["date"] for meeting in told(client, f"{BODY}.json")["meetings"]]
    assert sorted(dates, key=str) == ["2024-09-03", "2025-03-04", None]
    assert [row["date"] for row in table(client, f"{BODY}.csv?aar=2024")] == ["2024-09-03"]
    assert told(client, f"{BODY}.json?aar=0")["count"] == 1
    assert told(client, f"{BODY}.json?aar=1999")["meetings"] == []


@pytest.mark.usefixtures("rich")
def test_a_meeting_is_its_public_minutes_in_the_projects_own_schema(client: Client) -> None:
    data = told(client, f"{MEETING}.json")
    made = from_json(data["minutes"])
    assert data["address"] == SITE + MEETING
    assert [found.number for found in made.items] == ["12", "13", "14"]
    assert made.items[0].decisions[0].votes == Votes(
        for_=11, against=4, abstained=0, for_by=("A", "V"), against_by=("Ø",)
    )
    assert made.items[1].sections == ()
    assert data["item_addresses"][0] == SITE + ITEM
    rows = table(client, f"{MEETING}.csv")
    assert [row["number"] for row in rows] == ["12", "13", "14"]
    assert rows[0]["decision"] == "Godkendt.\nUdsat."
    assert rows[0]["outcomes"] == "approved, postponed"
    assert rows[1]["open"] == "false"


@pytest.mark.usefixtures("rich")
def test_an_item_has_every_documents_reading_and_what_it_leads_to(client: Client) -> None:
    imported(item("12", "Renovering af cykelsti langs Strandvejen", decisions=()), document=DocumentKind.AGENDA)
    data = told(client, f"{ITEM}.json")
    assert [said["document"] for said in data["readings"]] == ["minutes", "agenda"]
    assert data["readings"][0]["item"]["decisions"][1]["text"] == "Udsat."
    assert data["references"][0]["text"] == "punkt 7"
    assert data["references"][0]["missing"] is True
    assert data["history"][0]["body"] == "Teknisk Udvalg"
    assert data["next"] == SITE + CLOSED
    (row,) = table(client, f"{ITEM}.csv")
    assert row["recommendation"] == "at projektet godkendes\nat der bevilges 400.000 kr."


def test_a_case_lists_its_steps_with_why_they_are_its(client: Client, case: Case) -> None:
    address = f"/havnby/sag/{case.slug}"
    data = told(client, f"{address}.json")
    assert (data["title"], data["count"], data["first"], data["last"]) == ("Ny skole", 2, "2025-02-03", "2025-03-04")
    assert [(step["body"], step["basis"], step["certainty"]) for step in data["steps"]] == [
        ("Teknisk Udvalg", "journal_number", "certain"),
        ("Byrådet", "journal_number", "certain"),
    ]
    assert table(client, f"{address}.csv")[1]["decision"] == "Godkendt."


def test_a_person_has_seats_absences_and_votes(client: Client) -> None:
    votes = Votes(for_=1, for_by=("Ida Holm",))
    decided = item(decisions=(Decision(text="Godkendt.", outcome=Outcome.APPROVED, votes=votes),))
    imported(decided, present=(Person(name="Ida Holm", party="A", role="formand"),))
    imported(date=datetime.date(2025, 4, 1), absent=(Absentee(name="Ida Holm", party="A", reason="afbud"),))
    data = told(client, "/havnby/person/ida-holm.json")
    (seat,) = data["seats"]
    assert (seat["party"], seat["present"], seat["absent"][0]["reason"]) == ("A", 1, "afbud")
    assert data["votes"][0]["side"] == "for"
    records = table(client, "/havnby/person/ida-holm.csv")
    assert [row["record"] for row in records] == ["seat", "absence", "vote"]
    assert records[2]["address"] == f"{SITE}{MEETING}/1"


@pytest.mark.usefixtures("case")
def test_a_topic_lists_the_items_of_everything_below_it(client: Client) -> None:
    imported(item("1", "Andet", journal_number=JournalNumber(raw="18.04.00-P20-2-24", topic="18.04.00")), place="x")
    for topic in ("17", "17.04", "17.04.00"):
        assert told(client, f"/emne/{topic}.json")["count"] == 2
    assert len(table(client, "/emne/18.csv")) == 1
    told(client, "/emne/99.json", 404)


@pytest.mark.usefixtures("rich")
def test_search_results_are_the_pages(client: Client) -> None:
    data = told(client, "/soeg.json?q=cykelsti&kommune=havnby")
    assert data["source"] == f"{SITE}/soeg?q=cykelsti&kommune=havnby"
    assert [hit["address"] for hit in data["hits"]] == [SITE + ITEM]
    assert "Cykelstien" in data["hits"][0]["snippet"]
    assert table(client, "/soeg.csv?q=cykelsti")[0]["address"] == SITE + ITEM
    assert table(client, "/soeg.csv?q=qwxz") == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("fra=i+morgen", "fra"),
        ("udfald=nonsens", "udfald"),
        ("type=nonsens", "type"),
        ("emne=nonsens", "emne"),
        ("side=abc", "side"),
        ("side=-1", "side"),
        ("komune=havnby", "komune"),
        ("q=" + "lang+" * 500, "q"),
    ],
)
@pytest.mark.usefixtures("rich")
def test_a_search_that_is_misunderstood_is_told_so_and_not_answered(client: Client, query: str, parameter: str) -> None:
    data = told(client, f"/soeg.json?{query}", 400)
    assert [remark["parameter"] for remark in data["misunderstood"]] == [parameter]
    assert all(remark["sentence"] for remark in data["misunderstood"])
    response = client.get(f"/soeg.csv?{query}")
    assert response.status_code == 400
    assert response.content.decode().startswith(f"{parameter}=")


@pytest.mark.usefixtures("rich")
@pytest.mark.parametrize("query", ["aar=x", "aar=-1", "side=0", "side=1.5", "hvad=1"])
def test_a_list_that_is_asked_for_in_nonsense_is_refused(client: Client, query: str) -> None:
    assert told(client, f"{BODY}.json?{query}", 400)["misunderstood"]


@pytest.mark.parametrize("ending", ["json", "csv", "atom"])
def test_a_search_without_an_index_says_so(client: Client, ending: str) -> None:
    imported()
    assert client.get(f"/soeg.{ending}?q=x").status_code == 503


def test_long_lists_come_in_parts_that_lead_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for ending, size in (("json", 2), ("csv", 3)):
        monkeypatch.setitem(lists.MOST, ending, size)
    for day in range(1, 6):
        imported(date=datetime.date(2025, 5, day))
    seen: list[str] = []
    address = f"{BODY}.json?side=1"
    while address:
        response = client.get(address)
        data = response.json()
        seen += [meeting["date"] for meeting in data["meetings"]]
        assert (data["count"], data["limit"], data["pages"]) == (5, 2, 3)
        assert ('rel="next"' in response.get("Link", "")) is bool(data["next"])
        address = data["next"]
    assert seen == [f"2025-05-0{day}" for day in (5, 4, 3, 2, 1)]
    first = client.get(f"{BODY}.csv")
    assert first["Link"] == f'<{SITE}{BODY}.csv?side=2>; rel="next"'
    assert len(table(client, f"{BODY}.csv?side=2")) == 2
    told(client, f"{BODY}.json?side=4", 404)


def test_a_long_search_comes_whole_over_its_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(lists.MOST, "json", 200)
    imported(*(item(str(number), f"Sag {number}") for number in range(1, 451)))
    index.update()
    numbers: list[str] = []
    for side in (1, 2, 3):
        numbers += [hit["number"] for hit in told(client, f"/soeg.json?q=sag&side={side}")["hits"]]
    assert sorted(map(int, numbers)) == list(range(1, 451))
    assert len(table(client, "/soeg.csv?q=sag")) == 450


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "=cmd|' /C calc'!A1"])
def test_a_cell_never_starts_a_formula(client: Client, start: str) -> None:
    imported(item(title=f"{start}1+1", number="1"))
    (row,) = table(client, f"{MEETING}.csv")
    assert row["title"] == f"'{start}1+1"


def test_a_cell_keeps_quotes_semicolons_and_lines(client: Client) -> None:
    title = 'Ny "cykelsti"; to\nlinjer, =1'
    imported(item(title=title))
    (row,) = table(client, f"{MEETING}.csv")
    assert row["title"] == title


@pytest.mark.usefixtures("rich")
def test_nothing_closed_is_handed_out(client: Client) -> None:
    hidden = Attachment(title="Lukket bilag", file="lukket-bilag.pdf", open=False)
    imported(item("1", attachments=(hidden,)), body="Økonomiudvalget")
    index.update()
    addresses = ["/havnby", BODY, MEETING, ITEM, CLOSED, "/havnby/oekonomiudvalget/2025-03-04/1", "/soeg"]
    for address in addresses:
        for ending in ("json", "csv"):
            response = client.get(f"{address}.{ending}")
            assert response.status_code == 200
            text = response.getvalue().decode()
            assert not any(secret in text for secret in SECRETS), address
    assert told(client, f"{CLOSED}.json")["title"] == "Køb af grund"
    assert told(client, "/soeg.json?q=hemmelig")["count"] == 0


@pytest.mark.parametrize(
    "address",
    [
        "/findesikke.json",
        "/havnby/findesikke.json",
        f"{BODY}/1999-01-01.json",
        f"{MEETING}/99.json",
        "/havnby/sag/findesikke.json",
        "/havnby/person/findesikke.json",
        "/havnby/a/b/c/d.json",
        "/emne/abc.json",
        "/om.json",
    ],
)
@pytest.mark.usefixtures("rich")
def test_what_is_not_there_is_told_in_one_sentence_of_json(client: Client, address: str) -> None:
    assert told(client, address, 404) == {"error": "Der er intet på denne adresse."}


@pytest.mark.parametrize("ending", ["csv", "atom", "ics"])
def test_what_is_not_there_in_another_form_is_told_as_text(client: Client, ending: str) -> None:
    response = client.get(f"/havnby/findesikke.{ending}")
    assert response.status_code == 404
    assert response.content.decode() == "Der er intet på denne adresse.\n"


@pytest.mark.usefixtures("rich")
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [f"{BODY}.json", f"{BODY}.csv", f"{BODY}.atom", f"{BODY}.ics", "/soeg.json"])
def test_data_can_only_be_read(method: str, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert getattr(strict, method)(address).status_code == 405


@pytest.mark.usefixtures("rich")
def test_a_head_request_has_no_body(client: Client) -> None:
    response = client.head(f"{BODY}.json")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.usefixtures("rich")
def test_a_former_address_leads_on_in_the_same_form(client: Client) -> None:
    response = client.get(f"{MEETING}-dagsorden.json?dokument=1")
    assert (response.status_code, response["Location"]) == (301, f"{MEETING}.json?dokument=1")


@pytest.mark.usefixtures("rich")
def test_the_same_question_has_the_same_answer_and_is_not_sent_twice(client: Client) -> None:
    first, second = client.get(f"{ITEM}.json"), client.get(f"{ITEM}.json")
    assert first.content == second.content
    again = client.get(f"{ITEM}.json", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_defect_of_ours_is_told_in_one_sentence_of_json(client: Client) -> None:
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_municipality RENAME TO accounts_gone")
    assert told(client, "/havnby.json", 500) == {"error": "Noget gik galt her. Prøv igen senere."}


@pytest.mark.usefixtures("rich")
@pytest.mark.parametrize(
    ("address", "endings"),
    [
        ("/havnby", ("csv", "json", "atom")),
        (BODY, ("csv", "json", "atom", "ics")),
        (MEETING, ("csv", "json")),
        (ITEM, ("csv", "json")),
    ],
)
def test_every_page_leads_to_itself_as_data(client: Client, address: str, endings: tuple[str, ...]) -> None:
    html = client.get(address).content.decode()
    for ending in endings:
        assert f'href="{address}.{ending}"' in html
        assert client.get(f"{address}.{ending}").status_code == 200


@pytest.mark.usefixtures("rich")
def test_a_search_is_taken_along_with_its_filters_but_not_its_page(client: Client) -> None:
    html = client.get("/soeg?q=cykelsti&kommune=havnby&side=1&utm_source=brev&udfald=").content.decode()
    assert 'href="/soeg.csv?q=cykelsti&amp;kommune=havnby"' in html
    html = client.get(f"{BODY}?aar=2025").content.decode()
    assert f'href="{BODY}.json?aar=2025"' in html
    assert f'href="{BODY}.ics"' in html


def test_the_page_on_data_explains_every_field(client: Client) -> None:
    html = client.get("/data").content.decode()
    assert "Hent data" in html
    assert "Punktets nummer, som det står skrevet." in html
    client.cookies["sprog"] = "en"
    assert "Number of the item as written." in client.get("/data").content.decode()


def test_a_list_costs_the_same_however_long_it_is(client: Client, django_assert_max_num_queries: Any) -> None:
    for day in range(1, 9):
        imported(item("1"), item("2"), date=datetime.date(2025, 5, day))
    index.update()
    for address, queries in (
        (f"{BODY}.json", 5),
        ("/havnby.json", 5),
        (f"{BODY}/2025-05-01.csv", 8),
        ("/soeg.json", 4),
    ):
        with django_assert_max_num_queries(queries):
            client.get(address).getvalue()


def test_deriving_anew_without_a_change_changes_no_data(client: Client) -> None:
    services.import_reading(reading(minutes(item())))
    before = client.get(f"{BODY}.json").content
    services.derive_all()
    assert client.get(f"{BODY}.json").content == before
