"""What withholding words does to cases: their addresses, and which items they join."""

import re

import pytest
from django.test import Client
from tests.web.factories import day, editor, item, put, section

from sagsgang.model import Attachment, EarlierDecision, JournalNumber, Outcome
from sagsgang.web.archive.corrections import correct, withhold
from sagsgang.web.archive.models import Case, FormerCaseSlug, Item, Meeting

pytestmark = pytest.mark.django_db

MEETING = "/havnby/byraadet/2025-03-04"
WORDS = "Tove Bruun"


def slugs() -> set[str]:
    """Every address by which a case is reached."""
    return {slug for table in (Case, FormerCaseSlug) for slug in table.objects.values_list("slug", flat=True)}


def hide_everywhere(*words: str) -> None:
    for meeting in Meeting.objects.select_related("body"):
        for one in words:
            withhold(actor=editor(), meeting=meeting, words=one, reason="Navn")


def test_an_address_goes_whose_title_was_put_right_before() -> None:
    told = (section("Tove Bruun skriver."),)
    put(item("1", "Klage fra Tove Bruun over stien", sections=told), body="Teknisk Udvalg", date=day(1))
    put(item("2", "Klage fra Tove Bruun over stien", sections=told), date=day(9))
    for row in Item.objects.select_related("meeting__body"):
        correct(actor=editor(), meeting=row.meeting, item=row, field="title", text="Klage over stien", reason="Navn")
    assert any("tove" in slug for slug in slugs())
    hide_everywhere(WORDS)
    assert not any("tove" in slug for slug in slugs())


def test_a_number_at_the_end_of_a_title_goes_from_the_address_too() -> None:
    earlier = EarlierDecision(body="Teknisk Udvalg", date=day(1), text="Anbefales.", outcome=Outcome.RECOMMENDED)
    put(item("1", "Klage fra borger 0102031234"), body="Teknisk Udvalg", date=day(1))
    put(item("2", "Klage fra borger", history=(earlier,)), date=day(9))
    assert any("0102031234" in slug for slug in slugs())
    withhold(actor=editor(), meeting=Meeting.objects.get(date=day(1)), words="0102031234", reason="CPR-nummer")
    assert not any("0102031234" in slug for slug in slugs())


def test_two_names_of_one_length_go_both_and_make_no_case_of_two() -> None:
    for body, number in (("Teknisk Udvalg", 1), ("Byrådet", 9)):
        put(item("1", "Sag om Jensen"), item("2", "Sag om Hansen"), body=body, date=day(number))
    hide_everywhere("Jensen", "Hansen")
    assert not any("jensen" in slug or "hansen" in slug for slug in slugs())
    assert not Case.objects.filter(items__title__contains="█").exists()


def test_the_case_of_a_journal_number_keeps_its_address() -> None:
    number = JournalNumber(raw="05.01.02-P20-3-25", scheme="kle", valid=True, topic="05.01.02")
    put(item("1", "Klage fra Tove Bruun", journal_number=number))
    put(item("1", "Klage fra Tove Bruun", journal_number=number), body="Teknisk Udvalg", date=day(10))
    hide_everywhere(WORDS)
    assert Case.objects.get().slug == "050102-p20-3-25"
    assert Item.objects.exclude(case=None).count() == 2


def test_a_masked_title_finds_no_title_that_still_has_the_name() -> None:
    put(item("1", "Klage fra Tove Bruun"))
    hide_everywhere(WORDS)
    put(item("1", "Klage fra Tove Bruun"), body="Teknisk Udvalg", date=day(10))
    put(item("1", "Klage fra"), body="Økonomiudvalget", date=day(17))
    assert not Case.objects.exists()


def test_words_that_overlap_go_whole(client: Client) -> None:
    put(item("1", "Klage", sections=(section("Skrevet af Anna Holm Bruun i dag."),)))
    hide_everywhere("Anna Holm", "Holm Bruun")
    page = client.get(f"{MEETING}/1").content.decode()
    assert "Skrevet af" in page
    assert not re.search("Anna|Holm|Bruun", page)


def test_the_name_of_a_closed_attachment_leaves_no_part_of_the_words(client: Client) -> None:
    secret = Attachment(title="Kontrakt med Tove", open=False)
    put(item("1", "Leje", sections=(section("Se Kontrakt med Tove Bruun om leje."),), attachments=(secret,)))
    hide_everywhere(WORDS)
    page = client.get(f"{MEETING}/1").content.decode()
    assert "om leje" in page
    assert not re.search("Tove|Bruun", page)
