"""A body is one body, however documents spell its name, and every spelling's address leads to it."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from tests.web.factories import cases, day, imported, item, put

from sagsgang.model import DocumentKind
from sagsgang.web.accounts.models import Body, BodyName, Membership, Role
from sagsgang.web.archive import bodies, services
from sagsgang.web.archive.models import Item, Meeting
from sagsgang.web.archive.selectors import addressing

pytestmark = pytest.mark.django_db

SPELLINGS = {
    "Børne- og Familieudvalget": "boerne-og-familieudvalget",
    "Børne & Familieudvalget": "boerne-familieudvalget",
    "Børne- og Familieudvalget 2022-2025": "boerne-og-familieudvalget-2022-2025",
    "BØRNE- OG FAMILIEUDVALGET": "boerne-og-familieudvalget",
    "Boerne- og familieudvalg": "boerne-og-familieudvalg",
}


@pytest.mark.parametrize("first", SPELLINGS)
def test_every_spelling_is_one_body_and_its_address_redirects(first: str, client: Client) -> None:
    for number, name in enumerate([first, *SPELLINGS], start=1):
        put(item("1", f"Sag {number}"), body=name, date=day(number))
    body = Body.objects.get()
    assert (body.name, body.slug) == (first, SPELLINGS[first])
    for slug in set(SPELLINGS.values()) - {body.slug}:
        answer = client.get(f"/havnby/{slug}/2025-03-01")
        assert (answer.status_code, answer["Location"]) == (301, f"/havnby/{body.slug}/2025-03-01")
        assert client.get(f"/havnby/{slug}?aar=2025")["Location"] == f"/havnby/{body.slug}?aar=2025"


def test_agenda_and_minutes_under_two_spellings_are_one_meeting() -> None:
    put(item("1"), body="Børne & Familieudvalget", document=DocumentKind.AGENDA)
    put(item("1"), body="Børne- og Familieudvalget")
    assert Meeting.objects.get().papers.count() == 2


@pytest.mark.parametrize("other", ["Børneudvalget", "Familieudvalget", "Børne- og Skoleudvalget", None, ""])
def test_names_that_are_alike_are_not_one_body(other: str | None) -> None:
    put(item("1"), body="Børne- og Familieudvalget")
    put(item("1"), body=other)
    assert Body.objects.count() == 2


def test_a_body_of_one_name_in_two_municipalities_is_two() -> None:
    for municipality in ("Havnby Kommune", "Sølund Kommune"):
        put(item("1"), municipality=municipality)
    assert Body.objects.count() == 2


def test_a_body_never_takes_the_address_of_a_page() -> None:
    assert imported(body="Sag").body.slug == "sag-udvalg"


def two_names() -> tuple[Body, Body]:
    put(item("1", "Ny cykelsti"), body="Teknisk Udvalg")
    put(item("1", "Bro over åen"), body="Udvalget for By og Miljø")
    put(item("1", "Skolestruktur"), body="Udvalget for By og Miljø", date=day(11))
    gone, kept = Body.objects.order_by("pk")[:2]
    return kept, gone


def test_a_body_under_two_names_is_joined_and_both_addresses_hold(client: Client) -> None:
    kept, gone = two_names()
    bodies.join(kept, gone)
    assert Body.objects.get() == kept
    assert set(Meeting.objects.values_list("slug", "items__title")) == {
        ("2025-03-04", "Bro over åen"),
        ("2025-03-04-2", "Ny cykelsti"),
        ("2025-03-11", "Skolestruktur"),
    }
    new = "/havnby/udvalget-for-by-og-miljoe"
    assert client.get("/havnby/teknisk-udvalg")["Location"] == new
    answer = client.get("/havnby/teknisk-udvalg/2025-03-04/1")
    assert (answer.status_code, answer["Location"]) == (301, f"{new}/2025-03-04-2/1")


def test_after_joining_both_names_find_the_body() -> None:
    kept, gone = two_names()
    bodies.join(kept, gone)
    put(item("1", "Havnebad"), body="Teknisk Udvalg", date=day(18))
    services.derive_all()
    assert Body.objects.get() == kept
    assert Meeting.objects.count() == 4


def test_agenda_and_minutes_under_a_new_name_become_one_meeting_when_joined() -> None:
    put(item("1", "Ny cykelsti"), body="Teknisk Udvalg", document=DocumentKind.AGENDA)
    put(item("1", "Ny cykelsti"), body="Udvalget for By og Miljø")
    gone, kept = Body.objects.order_by("pk")
    bodies.join(kept, gone)
    services.derive_all()
    assert Meeting.objects.get().papers.count() == 2
    assert addressing.moved("havnby", "teknisk-udvalg", "2025-03-04") == "/havnby/udvalget-for-by-og-miljoe/2025-03-04"


def test_former_addresses_of_a_joined_bodys_meetings_lead_on() -> None:
    old = put(item("1", "Ny cykelsti"), body="Teknisk Udvalg", date=day(1))
    put(item("1", "Ny cykelsti"), body="Teknisk Udvalg", date=day(4), reader="2", instead_of=old)
    put(item("1", "Bro over åen"), body="Udvalget for By og Miljø", date=day(18))
    gone, kept = Body.objects.order_by("pk")
    bodies.join(kept, gone)
    new = "/havnby/udvalget-for-by-og-miljoe/2025-03-04"
    assert addressing.moved("havnby", "teknisk-udvalg", "2025-03-01") == new


def test_who_may_do_something_in_both_bodies_may_do_it_in_the_one() -> None:
    kept, gone = two_names()
    user = get_user_model().objects.create_user("anna")
    for body in (kept, gone):
        Membership.objects.create(user=user, municipality=kept.municipality, body=body, role=Role.EDITOR)
    bodies.join(kept, gone)
    assert list(Membership.objects.values_list("body", flat=True)) == [kept.pk]


def test_a_title_in_two_bodies_is_no_case_by_that_when_they_are_one() -> None:
    put(item("1", "Ny cykelsti"), body="Teknisk Udvalg")
    put(item("1", "Ny cykelsti"), body="Udvalget for By og Miljø", date=day(18))
    assert len(cases()) == 1
    gone, kept = Body.objects.order_by("pk")
    bodies.join(kept, gone)
    assert cases() == set()


def test_bodies_of_two_municipalities_and_a_body_with_itself_are_not_joined() -> None:
    one, other = imported().body, imported(municipality="Sølund Kommune").body
    for kept, gone in ((one, other), (one, one)):
        with pytest.raises(ValueError, match="of one municipality"):
            bodies.join(kept, gone)
    assert (Body.objects.count(), BodyName.objects.count(), Item.objects.count()) == (2, 2, 2)
