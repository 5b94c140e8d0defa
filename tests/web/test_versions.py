"""A document that changes where it lies: the new version counts, the old one is kept."""

import pytest
from django.test import Client
from tests.web.factories import day, item, put, section

from sagsgang.model import Decision, DocumentKind, Outcome
from sagsgang.web.archive import index, services
from sagsgang.web.archive.models import Case, Document, Item, ItemReading, Meeting, Mention, Paper
from sagsgang.web.archive.selectors import addressing

pytestmark = pytest.mark.django_db

PLACE = "https://havnby.example/referat"
PATH = item("1", "Ny cykelsti")
LAND = item("2", "Køb af grund", sections=(section("Prisen er hemmelig."),))


def seen(*items: object, **fields: object) -> object:
    return put(*items, **{"location": PLACE, **fields})  # type: ignore[arg-type]


def test_the_new_version_is_shown_and_the_old_one_kept() -> None:
    seen(item("1", "Ny cykelsti", decisions=(Decision(text="Udsat.", outcome=Outcome.POSTPONED),)))
    key = Item.objects.get().pk
    seen(PATH)
    assert Item.objects.get().outcomes == ["approved"]
    assert Item.objects.get().pk == key
    assert list(Paper.objects.values_list("rank", "replaced")) == [(0, False), (1, True)]
    assert Document.objects.count() == 2


def test_an_item_that_vanished_is_gone_from_the_meeting() -> None:
    seen(PATH, LAND)
    seen(PATH)
    meeting = Meeting.objects.get()
    assert (meeting.item_count, list(meeting.items.values_list("title", flat=True))) == (1, ["Ny cykelsti"])
    assert "hemmelig" not in str(list(ItemReading.objects.values()))


def test_an_item_that_vanished_in_the_minutes_stays_when_the_agenda_still_has_it() -> None:
    put(PATH, LAND, document=DocumentKind.AGENDA)
    seen(PATH, LAND)
    seen(PATH)
    assert Meeting.objects.get().item_count == 2


def test_an_item_that_vanishes_and_comes_back_has_the_address_it_had(client: Client) -> None:
    seen(PATH, LAND)
    seen(PATH)
    assert client.get("/havnby/byraadet/2025-03-04/2").status_code == 404
    seen(PATH, LAND, place="Rådhuset")
    assert client.get("/havnby/byraadet/2025-03-04/2").status_code == 200
    assert Item.objects.get(title="Køb af grund").slug == "2"


@pytest.mark.parametrize("title", ["Køb af grund", "Lukket punkt", "LUKKET SAG", "Lukket", None, ""])
def test_what_a_new_version_closes_is_closed_in_the_old_one_too(title: str | None, client: Client) -> None:
    seen(PATH, LAND)
    seen(PATH, item("2", title, open=False))
    index.update()
    rows = "".join(str(list(t.objects.values())) for t in (Item, ItemReading, Paper, Meeting, Mention, Case))
    assert "hemmelig" not in rows
    meeting = "/havnby/byraadet/2025-03-04"
    for address in (meeting, f"{meeting}?dokument=2", f"{meeting}/2", f"{meeting}/2?dokument=2", "/soeg?q=hemmelig"):
        assert "er hemmelig" not in client.get(address).content.decode(), address
    assert Meeting.objects.get().closed_count == 1


def test_a_source_that_goes_back_shows_the_earlier_version() -> None:
    first = seen(PATH)
    seen(PATH, LAND)
    assert Item.objects.count() == 2
    services.import_reading(first)  # type: ignore[arg-type]
    assert Item.objects.get().title == "Ny cykelsti"
    assert Paper.objects.get(replaced=True).document.pk == Document.objects.latest("pk").pk


def test_a_source_that_goes_back_is_noticed_without_reading() -> None:
    seen(PATH)
    first = Document.objects.get()
    seen(PATH, LAND)
    assert services.note_location(sha256=first.sha256, reader="1", location=PLACE)
    assert Item.objects.count() == 1


def test_what_is_still_seen_at_another_place_is_not_replaced() -> None:
    seen(PATH)
    seen(PATH, location="/en/anden/mappe.pdf")
    seen(PATH, LAND)
    assert not Paper.objects.filter(replaced=True).exists()


def test_a_page_that_shows_the_next_meeting_shows_no_version_of_the_last() -> None:
    for month in (3, 4, 5):
        seen(
            item("1", "Budgetopfølgning", sections=(section(f"Forbruget i måned {month}."),)),
            item("2", f"Sag {month}"),
            date=day(4, month),
        )
    assert list(Meeting.objects.order_by("date").values_list("slug", "item_count")) == [
        ("2025-03-04", 2),
        ("2025-04-04", 2),
        ("2025-05-04", 2),
    ]
    assert not Paper.objects.filter(replaced=True).exists()


def test_a_page_with_one_recurring_item_shows_a_meeting_each_month() -> None:
    for month in (3, 4):
        seen(item("1", "Budgetopfølgning", sections=(section(f"Forbruget i måned {month}."),)), date=day(4, month))
    assert Meeting.objects.count() == 2


def test_a_corrected_date_moves_the_meeting_and_its_address_leads_on(client: Client) -> None:
    seen(PATH, LAND)
    key = Meeting.objects.get().pk
    seen(PATH, LAND, date=day(11))
    assert Meeting.objects.get().pk == key
    answer = client.get("/havnby/byraadet/2025-03-04/2?dokument=1")
    assert (answer.status_code, answer["Location"]) == (301, "/havnby/byraadet/2025-03-11/2?dokument=1")
    services.derive_all()
    assert Meeting.objects.get().slug == "2025-03-11"


@pytest.mark.parametrize("agenda_last", [False, True])
def test_the_agenda_follows_minutes_whose_date_is_corrected(agenda_last: bool) -> None:
    agenda = {"document": DocumentKind.AGENDA}
    if not agenda_last:
        put(PATH, LAND, **agenda)
    seen(PATH, LAND)
    seen(PATH, LAND, date=day(11))
    if agenda_last:
        put(PATH, LAND, **agenda)
    for _ in range(2):
        assert Meeting.objects.get().papers.count() == 3
        services.derive_all()


def test_a_date_that_goes_to_and_fro_has_both_addresses(client: Client) -> None:
    first = seen(PATH)
    seen(PATH, date=day(11))
    services.import_reading(first)  # type: ignore[arg-type]
    assert client.get("/havnby/byraadet/2025-03-04/1").status_code == 200
    assert client.get("/havnby/byraadet/2025-03-11/1")["Location"] == "/havnby/byraadet/2025-03-04/1"
    assert addressing.moved("havnby", "byraadet", "2025-03-04") == ""
