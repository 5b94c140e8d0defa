"""A reader follows a case from the search to its source, an editor puts it right, and everybody hears of it."""

import datetime
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.web.factories import MINUTES_TEXT, editor, imported, item, minutes, read_file, reading

from sagsgang.model import JournalNumber
from sagsgang.web.archive import index, rereading, services
from sagsgang.web.archive.corrections import withhold
from sagsgang.web.archive.models import Meeting

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WIDTHS = (390, 768, 1280)


@pytest.fixture
def town(site: str, live_server: LiveServer) -> str:
    """The site with a case that has gone through two committees before the council decided."""
    number = JournalNumber(raw="05.01.03-P20-7-25", scheme="kle", valid=True, topic="05.01.03")
    for month, body in ((1, "Teknisk Udvalg"), (2, "Økonomiudvalget")):
        step = item("4", "Ny cykelsti langs Strandvejen", journal_number=number)
        imported(step, body=body, date=datetime.date(2025, month, 14))
    text = MINUTES_TEXT.replace(
        "Punkt 2: Ny cykelsti langs Strandvejen\n",
        "Punkt 2: Ny cykelsti langs Strandvejen\nJournalnr.: 05.01.03-P20-7-25\n",
    ).replace("Byrådet", "Kommunalbestyrelsen")
    services.import_reading(read_file(text, reader="0.0"))
    index.update()
    return str(live_server.url)


ADDRESS = "/havnby/kommunalbestyrelsen/2025-03-04/2"


def test_from_search_by_way_of_the_case_to_a_correction_that_stays(town: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{town}/soeg?q=cykelsti+strandvejen")
    page.get_by_role("region", name="Råd eller udvalg").get_by_role("link", name="Kommunalbestyrelsen").click()
    page.get_by_role("link", name="2. Ny cykelsti langs Strandvejen").click()
    page.get_by_role("link", name="Se hele sagen").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ny cykelsti langs Strandvejen")
    for body in ("Teknisk Udvalg", "Økonomiudvalget", "Kommunalbestyrelsen"):
        expect(page.get_by_role("main")).to_contain_text(body)
    page.goto(town + ADDRESS)
    page.get_by_role("link", name="Se kilden ved siden af læsningen").click()
    fact = page.locator(".fact-list .fact", has_text="Beslutning 1")
    fact.hover()
    expect(page.locator(".source-text .lit")).to_have_text("Godkendt.")

    page.context.clear_cookies()
    _log_in(page, town)
    page.goto(f"{town}{ADDRESS}/kilde")
    page.locator("summary", has_text="Beslutning 1, udfald").click()
    form = page.locator("details[open] form")
    form.get_by_label("Beslutning 1, udfald").select_option("Afvist")
    form.get_by_label("Hvorfor").fill("Afstemningen faldt ud til afvisning")
    form.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_role("status")).to_contain_text("Gemt")

    assert [entry.failure for entry in rereading.reread("ny", workers=1)].count("") >= 1
    page.goto(town + ADDRESS)
    expect(page.get_by_role("main")).to_contain_text("Afvist")
    expect(page.get_by_text("Afstemningen faldt ud til afvisning")).to_be_visible()
    feed = page.request.get(f"{town}/havnby/sag/050103-p20-7-25.atom")
    assert feed.ok
    assert "Afvist" in feed.text()


def test_what_a_person_corrects_is_for_people_who_are_logged_in(town: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{town}{ADDRESS}/kilde")
    expect(page.get_by_role("heading", name="Ret det, der er læst")).to_have_count(0)
    editor()
    page.goto(f"{town}/log-ind")
    page.get_by_label("Navn").fill("ida")
    page.get_by_label("Adgangskode").fill("forkert")
    page.get_by_role("main").get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("alert")).to_contain_text("Navnet eller adgangskoden er forkert.")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_around_a_case_can_be_used_by_everybody(
    town: str, chromium_page: Page, axe: Callable[[Page], list[str]], width: int
) -> None:
    page = chromium_page
    page.set_viewport_size({"width": width, "height": 800})
    _log_in(page, town)
    services.import_reading(reading(minutes(item("9", "Cykelsti i skoven")), location="/a"))
    meeting = Meeting.objects.get(body__slug="kommunalbestyrelsen")
    withhold(actor=editor(), meeting=meeting, words="skolen", reason="Skolen skulle ikke nævnes")
    for address in (
        f"{ADDRESS}/kilde",
        ADDRESS,
        ADDRESS.removesuffix("/2"),
        ADDRESS.removesuffix("/2") + "/ret",
        "/havnby/byraadet/2025-03-04/13/kilde",
        "/log-ind",
        "/genlaesning",
        "/havnby/sag/050103-p20-7-25",
    ):
        page.goto(town + address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def _log_in(page: Page, town: str) -> None:
    editor()
    page.goto(f"{town}/log-ind")
    page.get_by_label("Navn").fill("ida")
    page.get_by_label("Adgangskode").fill("en lang adgangskode")
    page.get_by_role("main").get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("button", name="Log ud (ida)")).to_be_visible()
