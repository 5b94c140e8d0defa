"""Items of several municipalities side by side."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.factories import imported, item, section

from sagsgang.model import Decision, Outcome, Recommendation, SectionKind
from sagsgang.web.archive import index

pytestmark = pytest.mark.django_db

HERE, THERE = "/havnby/byraadet/2025-03-04/1", "/soelund/byraadet/2025-03-04/1"


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def visible(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def compared(html: str) -> list[str]:
    """The addresses of the items that stand side by side."""
    row = html.partition("<tbody")[2].partition("</tr>")[0]
    return re.findall(r'<td role="cell"[^>]*><a href="([^"]+)"', row)


def fares(municipality: str, title: str = "Takster for svømmehal", **fields: object) -> None:
    day = fields.pop("date", datetime.date(2025, 3, 4))
    imported(item("1", title, **fields), municipality=f"{municipality} Kommune", date=day)


@pytest.fixture
def two() -> None:
    fares(
        "Havnby",
        recommendations=(Recommendation(by="Direktøren", points=("at taksten er 40 kr.",)),),
        sections=(section("Hallen er ny."), section("Billigt.", kind=SectionKind.ECONOMY, heading="Økonomi")),
    )
    fares("Sølund", decisions=(Decision(text="Afvist af byrådet.", outcome=Outcome.REJECTED),))
    index.update()


@pytest.mark.usefixtures("two")
def test_chosen_items_stand_side_by_side(client: Client) -> None:
    html = page(client, f"/sammenlign?punkt={HERE}&punkt={THERE}")
    assert compared(html) == [HERE, THERE]
    text = visible(html)
    for row in (
        "Havnby Kommune Sølund Kommune",
        "Råd eller udvalg Byrådet Byrådet",
        "Dato 4. marts 2025 4. marts 2025",
        "Direktøren indstiller: at taksten er 40 kr. –",
        "Beslutning Godkendt Godkendt. Afvist Afvist af byrådet.",
        "Sagsfremstilling Hallen er ny. Forvaltningen har undersøgt sagen.",
        "Økonomi Billigt. –",
    ):
        assert row in text, row
    assert html.count('scope="col"') == 2
    assert f"http://testserver/sammenlign?punkt={HERE}&amp;punkt={THERE}" in html


@pytest.mark.usefixtures("two")
def test_words_find_the_best_item_of_each_municipality(client: Client) -> None:
    fares("Havnby", "Takster for svømmehal, ny behandling", date=datetime.date(2025, 5, 6))
    fares("Lyngby", "Takster for svømmehal", date=datetime.date(2024, 5, 6))
    index.update()
    html = page(client, "/sammenlign?q=takster+svømmehal&aar=2025")
    assert {address.split("/")[1] for address in compared(html)} == {"havnby", "soelund"}
    assert "Vælg et andet punkt" in html
    other = re.search(r'<li><a href="(/sammenlign[^"]+)"', html)
    assert other is not None
    changed = page(client, other[1].replace("&amp;", "&"))
    assert len(compared(changed)) == 2
    assert set(compared(changed)) != set(compared(html))


@pytest.mark.usefixtures("two")
def test_municipalities_are_chosen_and_told_of_where_nothing_was_found(client: Client) -> None:
    fares("Lyngby", "Ny bro")
    index.update()
    html = page(client, "/sammenlign?q=svømmehal&kommune=soelund&kommune=lyngby")
    assert compared(html) == [THERE]
    assert "Der blev ikke fundet noget for Lyngby Kommune." in visible(html)


def test_there_are_four_at_most(client: Client) -> None:
    names = ["Aby", "Beby", "Ceby", "Deby", "Eby"]
    for name in names:
        fares(name)
    index.update()
    assert len(compared(page(client, "/sammenlign?q=svømmehal"))) == 4
    chosen = "&".join(f"punkt=/{name.lower()}/byraadet/2025-03-04/1" for name in names)
    assert len(compared(page(client, f"/sammenlign?{chosen}"))) == 4


@pytest.mark.usefixtures("two")
def test_an_item_leads_to_others_like_it_where_none_has_all_its_words(client: Client) -> None:
    fares("Lyngby", "Svømmehal lukkes hele sommeren")
    index.update()
    link = re.search(r'href="(/sammenlign[^"]+)"', page(client, "/lyngby/byraadet/2025-03-04/1"))
    assert link is not None
    html = page(client, link[1].replace("&amp;", "&"))
    assert compared(html)[0] == "/lyngby/byraadet/2025-03-04/1"
    assert {address.split("/")[1] for address in compared(html)[1:]} == {"havnby", "soelund"}


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    "address", ["/havnby/byraadet/2025-03-04/99", "hvad", "/a/b", "https://havnby.example/", "<b>"]
)
def test_an_address_that_is_none_is_told_kindly(client: Client, address: str) -> None:
    html = page(client, f"/sammenlign?punkt={address}&punkt={HERE}")
    assert "Der er intet punkt på" in visible(html)
    assert compared(html) == [HERE]
    assert "<b>" not in html


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=***",
        "q=" + "a" * 9000,
        "q=%00",
        "aar=0&q=hal",
        "aar=99999&q=hal",
        "aar=x",
        "kommune=%00&q=hal",
        "punkt=",
    ],
)
def test_a_nonsense_question_is_answered_kindly(client: Client, query: str) -> None:
    assert "Sammenlign kommuner" in visible(page(client, f"/sammenlign?{query}"))


def test_a_closed_item_shows_its_heading_only(client: Client) -> None:
    fares("Havnby", "Køb af grund", open=False, sections=(section("Hemmelig pris"),))
    fares("Sølund")
    index.update()
    html = page(client, f"/sammenlign?punkt={HERE}&punkt={THERE}")
    assert "Hemmelig" not in html
    assert "Godkendt" not in visible(html).partition("Sølund Kommune")[0]
    assert compared(page(client, "/sammenlign?q=hemmelig")) == []


def test_a_comparison_without_an_index_says_so(client: Client) -> None:
    imported()
    assert "Søgningen hviler" in page(client, "/sammenlign?q=x", 503)


@pytest.mark.parametrize("query", [f"punkt={HERE}&punkt={THERE}", "q=svømmehal"])
def test_a_comparison_costs_the_same_however_much_was_found(client: Client, query: str) -> None:
    costs = []
    for count in (3, 30):
        for day in range(count):
            for municipality in ("Havnby", "Sølund"):
                many = tuple(section(f"Tekst {n}") for n in range(count))
                fares(municipality, date=datetime.date(2025, 3, 4) + datetime.timedelta(days=day), sections=many)
        index.update()
        with CaptureQueriesContext(connection) as queries:
            page(client, f"/sammenlign?{query}")
        costs.append(len(queries))
    assert costs[0] == costs[1]
