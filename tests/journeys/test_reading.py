"""Somebody looks for a decision: from search to meeting and item, with a keyboard, on a phone, in English."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WIDTHS = (390, 768, 1280)
ADDRESSES = {
    "front": "/",
    "results": "/soeg?q=skolesag",
    "results with an error": "/soeg?q=cykelsti&udfald=approved&fra=x",
    "nothing found": "/soeg?q=findesikke",
    "municipality": "/havnby",
    "a search narrowed": "/soeg?q=skolesag&kommune=havnby&fra=2025-01-01&til=2025-12-31",
    "a search without words": "/soeg?q=***",
    "body": "/havnby/byraadet",
    "meeting": "/havnby/byraadet/2025-03-04",
    "item": "/havnby/byraadet/2025-03-04/12",
    "agenda": "/havnby/byraadet/2025-03-04-dagsorden",
    "item with a wide table": "/havnby/byraadet/2025-04-01/1",
    "closed item": "/havnby/byraadet/2025-03-04/13",
    "case": "/havnby/sag/050102-p20-3-25",
    "step of a case": "/havnby/udvalg-2/2025-02-04/3",
    "difference": "/havnby/broudvalget/2025-03-04?dokument=2&forskel=1",
    "person": "/havnby/person/ida-holm",
    "topics": "/emne",
    "topic": "/emne/05",
    "comparison": "/sammenlign?q=cykelsti",
    "comparison without anything": "/sammenlign?punkt=/ingen/steder",
    "about": "/om",
    "accessibility": "/tilgaengelighed",
    "not found": "/findes/ikke/her",
}


def test_from_the_search_to_the_item_and_its_meeting(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(site)
    page.get_by_label("Søg i dagsordener og referater").fill("cykelsti strandvejen")
    page.get_by_role("button", name="Søg").click()
    expect(page.locator(".hit").first).to_contain_text("Renovering af cykelsti langs Strandvejen")
    expect(page.locator("mark").first).to_have_text("cykelsti")
    page.get_by_role("link", name="12. Renovering af cykelsti langs Strandvejen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Renovering af cykelsti")
    expect(page.get_by_role("region", name="Beslutning")).to_contain_text("Godkendt")
    page.get_by_role("link", name="Alle mødets punkter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Byrådet, 4. marts 2025")
    page.get_by_role("link", name="Køb af grund").click()
    expect(page.get_by_text("Indholdet vises ikke")).to_be_visible()


def test_filters_narrow_the_results(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{site}/soeg?q=")
    page.get_by_text("Flere filtre", exact=True).click()
    page.get_by_role("combobox", name="Råd eller udvalg").select_option("Byrådet")
    page.get_by_role("combobox", name="Udfald").select_option("Udsat")
    page.get_by_role("button", name="Brug filtre").click()
    expect(page.get_by_role("status")).to_have_text("1 punkt fundet")
    expect(page.get_by_role("link", name="Fjern filteret Udfald: Udsat")).to_be_visible()
    page.get_by_text("Flere filtre", exact=True).click()
    expect(page.get_by_role("combobox", name="Udfald")).to_have_value("postponed")


def test_counts_beside_the_results_narrow_them_and_are_taken_away_again(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{site}/soeg?q=byrådet")
    everything = page.get_by_role("status").inner_text()
    page.get_by_role("region", name="Udfald").get_by_role("link", name="Udsat").click()
    expect(page.get_by_role("status")).to_have_text("1 punkt fundet")
    page.get_by_role("link", name="Fjern filteret Udfald: Udsat").click()
    expect(page.get_by_role("status")).to_have_text(everything)
    page.get_by_role("link", name="Nyeste først").click()
    expect(page.get_by_role("link", name="Nyeste først")).to_have_attribute("aria-current", "true")


def test_the_agenda_and_the_minutes_lead_to_each_other(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{site}/havnby/byraadet/2025-03-04")
    papers = page.get_by_role("navigation", name="Mødets dokumenter")
    papers.get_by_role("link", name="Dagsorden").click()
    expect(papers.locator("[aria-current=page]")).to_have_text("Dagsorden")
    page.get_by_role("link", name="Orientering fra formanden").click()
    expect(page).to_have_url(f"{site}/havnby/byraadet/2025-03-04/14")
    page.get_by_role("navigation", name="Punktet i").get_by_role("link", name="Dagsorden").click()
    expect(page).to_have_url(f"{site}/havnby/byraadet/2025-03-04/14?dokument=2")


def test_on_a_phone_a_link_leads_to_what_narrows_the_search(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/soeg?q=")
    page.get_by_role("link", name="Afgræns søgningen").click()
    expect(page.get_by_role("heading", name="Afgræns søgningen")).to_be_in_viewport()


def test_a_wide_table_scrolls_in_its_box_without_breaking_words(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/havnby/byraadet/2025-04-01/1")
    box = page.get_by_role("group", name="Tabel")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_results_are_paged_through(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{site}/soeg?q=skolesag")
    expect(page.locator(".hit")).to_have_count(20)
    page.get_by_role("link", name="Næste side").click()
    expect(page.locator(".hit")).to_have_count(10)


def test_everything_can_be_reached_with_the_keyboard(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{site}/havnby/byraadet/2025-03-04/12")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til sidens indhold")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    disclosure = page.locator("details.places")
    disclosure.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(disclosure).to_have_attribute("open", "")
    expect(disclosure.get_by_text("tegn 760–790")).to_be_visible()


def test_the_language_stays_chosen(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{site}/havnby/byraadet/2025-03-04")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Items")).to_be_visible()
    page.goto(site)
    expect(page.get_by_role("heading", level=1)).to_have_text("What has your municipality decided?")


def test_the_pages_work_without_script(site: str, chromium_page: Page) -> None:
    context = chromium_page.context.browser
    assert context is not None
    page = context.new_page(java_script_enabled=False)
    page.goto(site)
    page.get_by_label("Søg i dagsordener og referater").fill("cykelsti")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="12. Renovering af cykelsti langs Strandvejen")).to_be_visible()
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_an_accessibility_error_or_is_wider_than_the_screen(
    site: str, chromium_page: Page, axe: Callable[[Page], list[str]], width: int
) -> None:
    page = chromium_page
    page.set_viewport_size({"width": width, "height": 900})
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    for name, address in ADDRESSES.items():
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert axe(page) == [], name
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, name
    assert errors == []


def test_a_case_is_followed_from_the_item_to_its_steps(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{site}/havnby/byraadet/2025-03-04/12")
    page.get_by_role("link", name="Se hele sagen").click()
    expect(page.get_by_role("img", name="Sagens vej: Cykelsti")).to_be_visible()
    expect(page.locator(".step")).to_have_count(4)
    page.get_by_role("link", name="Udvalg 2: 3. Cykelsti").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3. Cykelsti")
    page.get_by_role("link", name="Sammenlign med andre kommuner").click()
    expect(page.get_by_role("columnheader")).to_have_text(["Havnby Kommune", "Sølund Kommune"])


def test_on_a_phone_a_case_is_a_list_and_a_comparison_goes_downwards(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/havnby/sag/050102-p20-3-25")
    expect(page.locator("svg.path")).to_be_hidden()
    expect(page.locator(".step").first).to_be_visible()
    page.goto(f"{site}/sammenlign?q=cykelsti")
    cells = page.get_by_role("row", name="Dato").get_by_role("cell")
    first, second = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
    assert first is not None
    assert second is not None
    assert second["y"] >= first["y"] + first["height"]


def test_a_printed_item_shows_the_decision_and_no_navigation(site: str, chromium_page: Page) -> None:
    page = chromium_page
    page.emulate_media(media="print")
    page.goto(f"{site}/havnby/byraadet/2025-03-04/12")
    expect(page.get_by_role("heading", name="Beslutning", exact=True)).to_be_visible()
    expect(page.get_by_text("at der bevilges 400.000 kr.")).to_be_visible()
    expect(page.get_by_text("Som det står i kilden").first).to_be_hidden()
    expect(page.locator(".neighbours")).to_be_hidden()
    expect(page.locator(".site-search")).to_be_hidden()
