"""A case on its page: the path it took, what was recommended and what was decided."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from tests.web.factories import day, imported, item, put

from sagsgang.model import Decision, DocumentKind, Item, JournalNumber, Outcome, Recommendation, Reference, Votes
from sagsgang.web.archive.models import Case, FormerCaseSlug

pytestmark = pytest.mark.django_db

NUMBER = JournalNumber(raw="05.01.02-P20-3-25", scheme="kle", valid=True, topic="05.01.02")
CASE = "/havnby/sag/050102-p20-3-25"


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def visible(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def listed(html: str) -> str:
    """The steps as they stand in the list, without the drawing."""
    return visible("<main" + html.partition('<ol class="steps')[2].partition("</ol>\n")[0])


def step(
    body: str, date: datetime.date | None, outcome: Outcome = Outcome.APPROVED, text: str = "Sådan.", **fields: object
) -> None:
    decision = Decision(text=text, outcome=outcome, votes=Votes(for_=7, against=2))
    kind = fields.pop("document", DocumentKind.MINUTES)
    given = {"journal_number": NUMBER, "decisions": (decision,), **fields}
    imported(item("4", "Ny cykelsti", **given), body=body, date=date, document=kind)  # type: ignore[arg-type]


@pytest.fixture
def path() -> None:
    recommended = Recommendation(by="Direktøren", points=("at stien anlægges",))
    step("Teknisk Udvalg", datetime.date(2025, 1, 7), Outcome.RECOMMENDED, recommendations=(recommended,))
    step("Økonomiudvalget", datetime.date(2025, 1, 21), Outcome.POSTPONED, recommendations=(recommended,))
    step("Byrådet", datetime.date(2025, 3, 4), text="Stien anlægges.")


@pytest.mark.usefixtures("path")
def test_a_case_shows_every_step_with_recommendation_and_decision(client: Client) -> None:
    html = page(client, CASE)
    text = visible(html)
    for fact in (
        "Sag · Havnby Kommune",
        "Ny cykelsti",
        "05.01.02-P20-3-25",
        "3 trin, 3 råd og udvalg",
        "7. januar 2025 – 4. marts 2025 (56 dage)",
        "14 dage efter forrige trin",
        "42 dage efter forrige trin",
        "Direktøren indstiller: at stien anlægges",
        "Stien anlægges.",
        "For 7 Imod 2",
        "sikker: samme journalnummer",
    ):
        assert fact in text, fact
    order = re.findall(r'href="/havnby/([\w-]+)/[\d-]+/4"', html)
    assert order == ["teknisk-udvalg", "oekonomiudvalget", "byraadet"]
    assert 'href="/emne/05.01.02"' in html


@pytest.mark.usefixtures("path")
def test_the_path_is_drawn_with_words_and_shapes(client: Client) -> None:
    html = page(client, CASE)
    drawing = html.partition('<svg class="path"')[2].partition("</svg>")[0]
    assert "<title" in drawing
    assert "<desc" in drawing
    for words in ("Teknisk Udvalg", "Økonomiudvalget", "Byrådet", "1. Anbefalet", "2. Udsat", "3. Godkendt"):
        assert words in drawing, words
    assert drawing.count('marker-end="url(#arrowhead)"') == 2
    assert drawing.count("mark-yes") == 2
    assert drawing.count("mark-waits") == 1
    assert not re.search(r"style=|<script|\d,\d+\"", drawing)


@pytest.mark.usefixtures("path")
def test_only_a_decision_that_cannot_be_a_yes_is_to_be_held_against_the_recommendation(client: Client) -> None:
    assert re.findall(r"Sammenhold beslutningen med indstillingen: (\w+)", visible(page(client, CASE))) == ["udsat"]


def test_a_decision_without_a_recommendation_is_held_against_nothing(client: Client) -> None:
    step("Byrådet", datetime.date(2025, 3, 4), Outcome.REJECTED)
    assert "Sammenhold" not in visible(page(client, CASE))


def test_a_recommendation_that_only_the_agenda_has_is_told_with_where_it_stands(client: Client) -> None:
    step("Byrådet", datetime.date(2025, 3, 4))
    recommended = Recommendation(by="Direktøren", points=("at stien anlægges",))
    step("Byrådet", datetime.date(2025, 3, 4), recommendations=(recommended,), document=DocumentKind.AGENDA)
    text = visible(page(client, CASE))
    assert "at stien anlægges Fra mødets dagsorden." in text


def test_a_step_that_is_not_certain_says_why_it_is_there(client: Client) -> None:
    imported(item("7", "Ny badebro"), body="Teknisk Udvalg", date=datetime.date(2025, 2, 4))
    named = Reference(text="punkt 7", to="item", body="Teknisk Udvalg", date=datetime.date(2025, 2, 4), number="7")
    imported(item("4", "Ny badebro", references=(named,)))
    imported(item("5", "Havnefest"), body="Teknisk Udvalg", date=datetime.date(2025, 2, 11))
    imported(item("6", "Havnefest"), date=datetime.date(2025, 3, 11))
    assert "sandsynlig: punktet henviser til mødet" in visible(page(client, "/havnby/sag/ny-badebro"))
    html = page(client, "/havnby/sag/havnefest")
    assert "mulig: samme titel" in visible(html)
    assert 'class="arrow unsure"' in html


def test_a_case_of_one_step_has_no_drawing_and_says_so(client: Client) -> None:
    step("Byrådet", datetime.date(2025, 3, 4))
    html = page(client, CASE)
    assert '<svg class="path"' not in html
    assert "Arkivet har ét trin i denne sag." in visible(html)


def test_steps_without_a_date_come_last_and_are_not_drawn(client: Client) -> None:
    step("Byrådet", None)
    step("Teknisk Udvalg", datetime.date(2025, 1, 7))
    step("Økonomiudvalget", datetime.date(2025, 1, 21))
    html = page(client, CASE)
    assert html.partition('<svg class="path"')[2].partition("</svg>")[0].count('class="mark-number"') == 2
    assert listed(html).rpartition("Byrådet")[2]
    assert re.findall(r'href="/havnby/([\w-]+)/[\w-]+/4"', html)[-1] == "byraadet"


@pytest.mark.parametrize("days", [0, 1, 13, 700, 4000])
@pytest.mark.parametrize("count", [2, 12, 40])
def test_a_path_of_any_length_keeps_its_marks_apart_and_in_order(client: Client, days: int, count: int) -> None:
    first = datetime.date(2015, 1, 1)
    for number in range(count):
        place = number % 3 if days >= count else number
        step(f"Udvalg {place}", first + datetime.timedelta(days=days * number // (count - 1)))
    html = page(client, CASE)
    width = re.search(r'viewBox="0 0 (\d+) ', html)
    marks = re.findall(r'mark-\w+" transform="translate\(([\d.]+) ([\d.]+)\)', html)
    assert width is not None
    places = [(float(x), float(y)) for x, y in marks]
    assert len(places) == count
    assert all(0 < x < int(width[1]) for x, _ in places)
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    for at, (x, y) in enumerate(places):
        assert all(abs(x - other_x) >= 26 for other_x, other_y in places[:at] if other_y == y)


@pytest.mark.usefixtures("path")
def test_a_case_that_turned_out_to_be_another_leads_there(client: Client) -> None:
    case = Case.objects.get()
    FormerCaseSlug.objects.create(municipality=case.municipality, slug="ny-cykelsti", case=case)
    response = client.get("/havnby/sag/ny-cykelsti")
    assert (response.status_code, response["Location"]) == (301, CASE)


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("address", ["/havnby/sag/findes-ikke", "/findes-ikke/sag/050102-p20-3-25", "/havnby/sag"])
def test_a_case_that_is_not_there_is_told_kindly(client: Client, address: str) -> None:
    assert "Siden findes ikke" in page(client, address, 404)


@pytest.mark.usefixtures("path")
def test_a_closed_item_is_no_step_and_nothing_of_it_shows(client: Client) -> None:
    decision = Decision(text="Hemmeligt.", outcome=Outcome.REJECTED)
    secret = item("9", "Ny cykelsti", journal_number=NUMBER, open=False, decisions=(decision,))
    imported(secret, body="Lukkeudvalget", date=datetime.date(2025, 2, 1))
    text = visible(page(client, CASE))
    assert "Lukkeudvalget" not in text
    assert "Hemmeligt" not in text
    assert "3 trin" in text


@pytest.mark.usefixtures("path")
def test_a_case_can_be_cited(client: Client) -> None:
    text = visible(page(client, CASE))
    assert re.search(
        rf"Kilde: Havnby Kommune: Ny cykelsti\. Sagsgang, http://testserver{CASE} , set \d+\. \w+ \d{{4}}\.", text
    )


def test_a_title_with_markup_in_it_is_shown_as_text(client: Client) -> None:
    evil = "</title><script>alert(1)</script>"
    for number in (7, 21):
        imported(item("4", evil, journal_number=NUMBER), date=datetime.date(2025, 1, number), body=f"Udvalg {evil}")
    assert "<script" not in page(client, CASE)


def test_an_item_tells_where_it_stands_in_its_case(client: Client) -> None:
    for month in range(1, 11):
        step(f"Udvalg {month}", datetime.date(2025, month, 7))
    html = page(client, "/havnby/udvalg-5/2025-05-07/4")
    assert "Trin 5 af 10." in visible(html)
    assert f'href="{CASE}"' in html
    beside = html.partition('<ol class="timeline short"')[2].partition("</ol>")[0]
    assert beside.count("<li") == 7
    assert beside.count('aria-current="step"') == 1


@pytest.mark.parametrize("address", [CASE, "/havnby/udvalg-1/2025-01-07/4"])
def test_a_long_case_costs_no_more_than_a_short_one(client: Client, address: str) -> None:
    costs = []
    for count in (3, 30):
        for number in range(1, count + 1):
            made: Item = item("4", "Ny cykelsti", journal_number=NUMBER)
            imported(
                made, body=f"Udvalg {number}", date=datetime.date(2025, 1, 7) + datetime.timedelta(days=9 * number - 9)
            )
        with CaptureQueriesContext(connection) as queries:
            page(client, address)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_case_can_be_followed_and_taken_along(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://sagsgang.example"
    put(item("1", "Ny cykelsti"), body="Teknisk Udvalg", date=day(4))
    put(item("1", "Ny cykelsti"), date=day(11))
    address = f"/havnby/sag/{Case.objects.get().slug}"
    html = client.get(address).content.decode()
    assert "Få besked på mail" in html
    for ending in ("csv", "json", "atom"):
        assert f'href="{address}.{ending}"' in html
        assert client.get(f"{address}.{ending}").status_code == 200
