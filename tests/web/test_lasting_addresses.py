"""Rows and addresses last, whatever a better reader, a correction or another import changes."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from tests.web.factories import day, imported, item, put, state

from sagsgang.model import DocumentKind
from sagsgang.web.archive import services
from sagsgang.web.archive.models import Correction, Item, Meeting
from sagsgang.web.archive.selectors import addressing

pytestmark = pytest.mark.django_db


def keys() -> list[tuple[object, ...]]:
    return list(Item.objects.order_by("pk").values_list("pk", "slug", "meeting__slug", "meeting", "case", "case__slug"))


def correct(field: str, value: object, row: Item | None = None) -> None:
    Correction.objects.create(
        meeting=row.meeting if row else Meeting.objects.get(),
        item=row,
        field=field,
        value=value,
        reason="set efter",
        actor=get_user_model().objects.create_user(f"anna-{Correction.objects.count()}"),
        made_at=timezone.now(),
    )
    services.derive_all()


def test_deriving_all_anew_changes_no_key_and_no_address() -> None:
    for kind in (DocumentKind.AGENDA, DocumentKind.MINUTES):
        put(item("1", "Ny cykelsti"), item(None, "Skolestruktur"), item("1", "Lokalplan"), document=kind)
    put(item("4", "Ny cykelsti"), body="Teknisk Udvalg")
    before = keys(), state()
    services.derive_all()
    assert (keys(), state()) == before


def test_a_better_reader_changes_titles_and_numbers_but_no_key() -> None:
    old = put(item("1", "Ny cykelsti"), item("2", "Skolestuktur"), item(None, "Lokalplan"))
    before = [row[0] for row in keys()]
    put(item("1", "Ny cykelsti"), item("2", "Skolestruktur"), item("3", "Lokalplan"), reader="2", instead_of=old)
    assert [row[0] for row in keys()] == before
    assert addressing.moved("havnby", "byraadet", "2025-03-04", "punkt-3") == "/havnby/byraadet/2025-03-04/3"


def test_two_items_that_exchange_numbers_keep_their_keys(client: Client) -> None:
    old = put(item("1", "Ny cykelsti"), item("2", "Skolestruktur"))
    before = dict(Item.objects.values_list("title", "pk"))
    put(item("2", "Ny cykelsti"), item("1", "Skolestruktur"), reader="2", instead_of=old)
    assert dict(Item.objects.values_list("title", "pk")) == before
    assert dict(Item.objects.values_list("title", "slug")) == {"Ny cykelsti": "2", "Skolestruktur": "1"}
    for number in ("1", "2"):
        assert client.get(f"/havnby/byraadet/2025-03-04/{number}").status_code == 200


def test_items_that_all_move_up_one_number_keep_their_keys() -> None:
    old = put(*(item(str(number), f"Sag {number}") for number in range(1, 6)))
    before = dict(Item.objects.values_list("title", "pk"))
    new = [item("1", "Noget nyt"), *(item(str(number + 1), f"Sag {number}") for number in range(1, 6))]
    put(*new, reader="2", instead_of=old)
    assert before.items() <= dict(Item.objects.values_list("title", "pk")).items()


def test_what_was_said_of_one_item_is_not_said_of_another_that_takes_its_number() -> None:
    put(item("1", "Ny cykelsti", open=False), item("2", "Skolestruktur"), location="/referat")
    correct("open", True, Item.objects.get(number="1"))
    assert Item.objects.get(number="1").is_open
    put(item("1", "Køb af grund", open=False), item("2", "Skolestruktur"), location="/referat")
    assert not Item.objects.get(number="1").is_open


def test_a_corrected_date_keeps_the_meetings_documents_together() -> None:
    put(item("1", "Ny cykelsti"), document=DocumentKind.AGENDA)
    put(item("1", "Ny cykelsti"))
    correct("date", "2025-03-05")
    assert (Meeting.objects.get().slug, Meeting.objects.get().papers.count()) == ("2025-03-05", 2)
    services.derive_all()
    assert (Meeting.objects.get().slug, Meeting.objects.get().papers.count()) == ("2025-03-05", 2)
    assert addressing.moved("havnby", "byraadet", "2025-03-04") == "/havnby/byraadet/2025-03-05"


def test_a_document_of_the_corrected_day_joins_the_meeting() -> None:
    put(item("1", "Ny cykelsti"), document=DocumentKind.AGENDA)
    correct("date", "2025-03-05")
    put(item("1", "Ny cykelsti"), date=day(5))
    assert Meeting.objects.get().papers.count() == 2


def test_a_corrected_number_moves_the_address_and_the_old_one_leads_on() -> None:
    put(item("1", "Ny cykelsti"))
    correct("number", "7", Item.objects.get())
    assert addressing.moved("havnby", "byraadet", "2025-03-04", "1") == "/havnby/byraadet/2025-03-04/7"
    put(item("1", "Ny cykelsti"), document=DocumentKind.AGENDA)
    assert Item.objects.get().slug == "7"


def test_a_correction_follows_its_item_into_the_minutes() -> None:
    put(item("1", "Ny cykelst"), document=DocumentKind.AGENDA)
    correct("title", "Ny cykelsti", Item.objects.get())
    put(item("1", "Ny cykelst"))
    assert Item.objects.get().title == "Ny cykelsti"


@pytest.mark.parametrize(
    "address", [("havnby", "x"), ("x", "byraadet"), ("havnby", "byraadet", "2025-03-09"), ("", "", "", "")]
)
def test_an_address_that_never_was_leads_nowhere(address: tuple[str, ...]) -> None:
    imported()
    assert addressing.moved(*address) == ""


def test_an_address_that_holds_still_leads_nowhere_else() -> None:
    imported()
    for address in (
        ("havnby", "byraadet"),
        ("havnby", "byraadet", "2025-03-04"),
        ("havnby", "byraadet", "2025-03-04", "1"),
    ):
        assert addressing.moved(*address) == ""
