"""Closed items are for those who may see them; for everybody else they are not there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from tests.web.factories import MINUTES_TEXT, editor, imported, read_file

from sagsgang.web.accounts.models import User
from sagsgang.web.archive import index, services
from sagsgang.web.archive.models import Item
from sagsgang.web.archive.selectors import closed, items
from sagsgang.web.archive.selectors import search as finding

pytestmark = pytest.mark.django_db
CLOSED = "/havnby/byraadet/2025-03-04/3/lukket"


@pytest.fixture(autouse=True)
def _archive() -> None:
    services.import_reading(read_file(MINUTES_TEXT))
    imported(municipality="Sølund Kommune", body="Skoleudvalget")
    imported(body="Skoleudvalget")
    index.update()


def test_a_member_finds_and_reads_a_closed_item(client: Client) -> None:
    client.force_login(editor("bo", member_only=True))
    found = client.get("/soeg/lukkede?q=millioner").content.decode()
    assert "1 punkt fundet" in found
    assert f'href="{CLOSED}"' in found
    page = client.get(CLOSED)
    assert "to millioner" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_a_member_of_that_body_alone_finds_it_too() -> None:
    member = editor("bo", member_only=True, body="byraadet")
    assert closed.search(member, "millioner").count == 1


@pytest.mark.parametrize("who", ["nobody", "of another municipality", "of another body", "inactive"])
def test_for_everybody_else_it_is_not_there(client: Client, who: str) -> None:
    actor: User | AnonymousUser = AnonymousUser()
    if who == "of another municipality":
        actor = editor("bo", "soelund")
    elif who == "of another body":
        actor = editor("bo", body="skoleudvalget")
    elif who == "inactive":
        actor = editor("bo")
        actor.is_active = False
        actor.save()
    if isinstance(actor, User):
        client.force_login(actor)
    assert client.get(CLOSED).status_code == 404
    assert "millioner" not in client.get("/soeg/lukkede?q=godkendt").content.decode()
    assert closed.search(actor, "millioner").count == 0
    row = items.at("/havnby/byraadet/2025-03-04/3")
    assert row is not None
    assert closed.item(actor, row) is None


def test_the_public_search_never_finds_what_the_other_index_holds() -> None:
    assert finding.search("millioner", finding.Filters()).count == 0


def test_an_open_item_has_no_closed_page(client: Client) -> None:
    client.force_login(editor())
    assert client.get("/havnby/byraadet/2025-03-04/2/lukket").status_code == 404


def test_both_indexes_agree_with_the_database_and_are_made_anew_together() -> None:
    assert index.is_sound()
    index.rebuild()
    assert index.is_sound()
    assert closed.search(editor(), "millioner").count == 1
    assert Item.objects.filter(is_open=False).count() == 1
