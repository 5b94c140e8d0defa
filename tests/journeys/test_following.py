"""Somebody follows a search: from the results to the mail, the button in it and the way out, on a phone too."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django import Settings

from sagsgang.web.pages import tasks

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def in_the_last_mail(page: str) -> str:
    tasks.look_for_news.call()
    found = re.search(rf"\S+/abonnement/{page}/\S+", str(mail.outbox[-1].body))
    assert found is not None
    return found[0]


@pytest.mark.parametrize("width", [390, 1280])
def test_from_a_search_to_mails_and_out_again(
    site: str, chromium_page: Page, axe: Callable[[Page], list[str]], settings: Settings, width: int
) -> None:
    settings.SITE_URL = site
    page = chromium_page
    page.set_viewport_size({"width": width, "height": 800})

    def looks_well() -> None:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.goto(f"{site}/soeg?q=skolesag&side=2")
    page.get_by_role("link", name="Få besked på mail").click()
    looks_well()
    page.get_by_role("button", name="Send mig linket").click()
    expect(page.get_by_text("Skriv din mailadresse.")).to_be_visible()
    looks_well()
    page.get_by_label("Din mailadresse").fill("ida@example.org")
    page.get_by_label("Med det samme").check()
    page.get_by_role("button", name="Send mig linket").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Se i din indbakke")
    looks_well()
    page.goto(in_the_last_mail("bekraeft"))
    looks_well()
    page.get_by_role("button", name="Ja, send mig mails").click()
    expect(page.get_by_role("status")).to_contain_text("Du har bekræftet")
    expect(page.get_by_role("link", name="skolesag")).to_be_visible()
    looks_well()
    page.get_by_role("button", name="Slet min adresse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du får ikke flere mails")
    looks_well()


def test_a_mail_can_be_read_by_everybody(
    site: str, chromium_page: Page, axe: Callable[[Page], list[str]], settings: Settings
) -> None:
    settings.SITE_URL = site
    page = chromium_page
    page.goto(f"{site}/abonnement/ny?om=/havnby/byraadet")
    page.get_by_label("Din mailadresse").fill("ida@example.org")
    page.get_by_role("button", name="Send mig linket").click()
    page.goto(in_the_last_mail("bekraeft"))
    page.set_content(str(mail.outbox[-1].alternatives[0][0]))  # type: ignore[attr-defined]
    assert axe(page) == []
