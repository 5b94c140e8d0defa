"""What programs that look for holes send: answered with a page, never with a defect."""

import pytest
from django.test import Client
from tests.web.factories import editor, put

from sagsgang.web.archive import index

pytestmark = pytest.mark.django_db
NUL = "%00"


@pytest.mark.parametrize(
    "address",
    [
        f"/sammenlign?punkt=/havnby/byraadet/2025-03-04/{NUL}",
        f"/sammenlign?q=cykelsti&kommune={NUL}",
        f"/soeg?q=cykelsti&kommune={NUL}",
        f"/soeg?q={NUL}&udvalg={NUL}&emne={NUL}&udfald={NUL}",
        f"/soeg.json?q=cykelsti&kommune=a{NUL}",
        f"/abonnement/ny?om=/havnby/{NUL}",
        f"/abonnement/ny?om=/havnby/sag/{NUL}",
        "/abonnement/ny?om=/soeg%3Fkommune%3D%2500%26q%3Da",
        f"/abonnement/mine/{NUL}",
        f"/emne/{NUL}",
        "/havnby/byraadet?aar=999999",
        "/havnby/byraadet.json?aar=999999",
        "/havnby/byraadet.json?aar=99999",
        "/genlaesning/99999999999999999999999",
        "/havnby/byraadet/2025-03-04/1/kilde/99999999999999999999-99999999999999999.png",
        "/soeg.json?q=cykelsti&side=999999",
        "/sammenlign?q=cykelsti&aar=999999",
        f"/soeg?fra={NUL}",
        "/soeg?q=" + "(" * 5000,
        "/soeg?q=" + "%22" * 3333,
        "/soeg?q=" + "a*%20" * 2000,
    ],
)
def test_an_odd_address_is_answered(address: str, client: Client) -> None:
    put()
    index.update()
    assert client.get(address).status_code < 500


@pytest.mark.parametrize("field", ["reason", "value", "field", "other", "correction"])
def test_a_control_character_in_a_form_is_answered(field: str, client: Client) -> None:
    put()
    client.force_login(editor())
    given = {"field": "title", "value": "Ny sti", "reason": "Læst i kilden", "do": "", "correction": "1", "other": ""}
    for do in ("", "same", "withdraw"):
        answer = client.post("/havnby/byraadet/2025-03-04/1/ret", {**given, "do": do, field: "/a/b/c/\x00"})
        assert answer.status_code < 500
