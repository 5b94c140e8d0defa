"""Feeds and calendars: valid, lasting, and only sent again when something has changed."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from lxml import etree
from tests.web.factories import imported, item, minutes, reading, rich_minutes

from sagsgang.model import Decision, JournalNumber, Outcome
from sagsgang.web.accounts.models import User
from sagsgang.web.archive import deriving, index, services
from sagsgang.web.archive.models import Case, Correction, Item, Meeting

pytestmark = pytest.mark.django_db

BODY = "/havnby/byraadet"
MEETING = f"{BODY}/2025-03-04"
SITE = "http://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
KLE = JournalNumber(raw="17.04.00-P20-2-24", scheme="kle", valid=True, topic="17.04.00")


def feed(client: Client, address: str) -> Any:
    """The feed, which has all that RFC 4287 asks for."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    for holder in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = holder.findall(f"{ATOM}{name}")
            assert found.text or name == "title"
        datetime.datetime.fromisoformat(str(holder.findtext(f"{ATOM}updated")))
        assert holder.find(f"{ATOM}link[@rel='alternate']") is not None
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"{SITE}{address}"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries(root)]
    assert len(ids) == len(set(ids))
    return root


def entries(root: Any) -> list[Any]:
    return list(root.iter(f"{ATOM}entry"))


def links(root: Any) -> list[str]:
    return [entry.find(f"{ATOM}link").get("href").removeprefix(SITE) for entry in entries(root)]


@pytest.fixture
def rich() -> None:
    services.import_reading(reading(rich_minutes(), name="referat-marts.txt"))
    index.update()


@pytest.mark.usefixtures("rich")
@pytest.mark.parametrize("address", ["/havnby.atom", f"{BODY}.atom"])
def test_a_feed_tells_of_the_latest_meetings_and_what_was_decided(client: Client, address: str) -> None:
    imported(date=datetime.date(2025, 4, 1))
    imported(date=None, place="Et sted")
    root = feed(client, address)
    assert links(root) == [f"{BODY}/2025-04-01", MEETING]
    summary = entries(root)[1].findtext(f"{ATOM}summary")
    assert "12. Renovering af cykelsti langs Strandvejen: Godkendt, Udsat" in summary
    assert "13. Køb af grund" in summary
    assert "emmelig" not in etree.tostring(root, encoding="unicode")


def test_a_case_is_followed_step_by_step_the_latest_first(client: Client) -> None:
    imported(item("3", "Ny skole", journal_number=KLE), body="Teknisk Udvalg", date=datetime.date(2025, 2, 3))
    imported(item("9", "Ny skole", journal_number=KLE))
    root = feed(client, f"/havnby/sag/{Case.objects.get().slug}.atom")
    assert links(root) == [f"{MEETING}/9", "/havnby/teknisk-udvalg/2025-02-03/3"]
    assert "Godkendt." in entries(root)[0].findtext(f"{ATOM}summary")


def test_a_search_is_followed_newest_first(client: Client) -> None:
    for day in (2, 9, 5):
        imported(item("1", "Ny cykelsti"), date=datetime.date(2025, 5, day))
    index.update()
    root = feed(client, "/soeg.atom?q=cykelsti")
    assert links(root) == [f"{BODY}/2025-05-0{day}/1" for day in (9, 5, 2)]
    assert entries(feed(client, "/soeg.atom?q=findesikke")) == []
    assert client.get("/soeg.atom?fra=x").status_code == 400


def test_what_no_xml_can_hold_is_left_out(client: Client) -> None:
    imported(item("1", "Ny\x0b <cykelsti> & \x1fvej\uffff"))
    assert "<li>1. Ny &lt;cykelsti&gt; &amp; vej: Godkendt</li>" in entries(feed(client, f"{BODY}.atom"))[0].findtext(
        f"{ATOM}summary"
    )


def updated(client: Client) -> str:
    return str(entries(feed(client, f"{BODY}.atom"))[0].findtext(f"{ATOM}updated"))


def test_a_better_reading_changes_when_an_entry_was_updated_and_not_its_name(client: Client) -> None:
    old = reading(minutes(item(title="Gammel titel")))
    services.import_reading(old)
    before, name = updated(client), entries(feed(client, f"{BODY}.atom"))[0].findtext(f"{ATOM}id")
    services.import_reading(replace(reading(minutes(item(title="Ny titel")), reader="2"), data=old.data))
    assert updated(client) > before
    assert entries(feed(client, f"{BODY}.atom"))[0].findtext(f"{ATOM}id") == name


def test_a_correction_changes_when_an_entry_was_updated(client: Client) -> None:
    meeting = imported(item(decisions=(Decision(text="Godkendt.", outcome=Outcome.UNCLEAR),)))
    before = updated(client)
    Correction.objects.create(
        meeting=meeting,
        item=Item.objects.get(),
        field="decisions.0.outcome",
        was="unclear",
        value="approved",
        reason="Står i teksten",
        actor=User.objects.create(username="ida"),
        made_at=timezone.now(),
    )
    deriving.renew(meeting.pk)
    assert updated(client) > before
    assert ": Godkendt" in entries(feed(client, f"{BODY}.atom"))[0].findtext(f"{ATOM}summary")


def test_reading_anew_with_the_same_result_updates_nothing(client: Client) -> None:
    old = reading(minutes(item()))
    services.import_reading(old)
    before = updated(client)
    services.derive_all()
    services.import_reading(replace(reading(minutes(item()), reader="2"), data=old.data))
    assert updated(client) == before


@pytest.mark.usefixtures("rich")
@pytest.mark.parametrize("address", [f"{BODY}.atom", "/havnby.atom", "/soeg.atom?q=cykelsti", f"{BODY}.ics"])
def test_a_reader_that_has_it_already_is_told_so(client: Client, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    imported(item("1", "Endnu en cykelsti"), date=datetime.date(2025, 6, 3))
    index.update()
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.usefixtures("rich")
def test_a_reader_that_remembers_the_day_only_is_told_so(client: Client) -> None:
    first = client.get(f"{BODY}.atom")
    assert client.get(f"{BODY}.atom", headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    Meeting.objects.update(changed_at=timezone.now() + datetime.timedelta(minutes=1))
    assert client.get(f"{BODY}.atom", headers={"if-modified-since": first["Last-Modified"]}).status_code == 200


@pytest.mark.usefixtures("rich")
@pytest.mark.parametrize("address", ["/havnby", BODY, "/soeg?q=cykelsti"])
def test_a_page_with_a_feed_says_where_it_is(client: Client, address: str) -> None:
    path, mark, query = address.partition("?")
    link = f'<link rel="alternate" type="application/atom+xml" href="{path}.atom{mark}{query}">'
    assert link in client.get(address).content.decode()


def calendar(client: Client) -> Any:
    response = client.get(f"{BODY}.ics")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    return Calendar.from_ical(response.content)


def test_a_meeting_is_in_the_calendar_at_its_hour_in_denmark(client: Client) -> None:
    meeting = imported(
        start=datetime.time(17, 0), end=datetime.time(19, 30), place="Rådhuset; sal 2, første sal\nNy Allé " + "x" * 90
    )
    (event,) = calendar(client).walk("VEVENT")
    assert event.decoded("dtstart") == datetime.datetime(2025, 3, 4, 16, 0, tzinfo=datetime.UTC)
    assert event.decoded("dtend") == datetime.datetime(2025, 3, 4, 18, 30, tzinfo=datetime.UTC)
    assert event["dtstart"].params["TZID"] == "Europe/Copenhagen"
    assert str(event["location"]).startswith("Rådhuset; sal 2, første sal")
    assert str(event["summary"]) == "Byrådet, Havnby Kommune"
    assert str(event["url"]) == SITE + MEETING
    assert str(event["uid"]) == f"meeting-{meeting.pk}@testserver"


def test_a_meeting_without_an_hour_is_in_the_calendar_all_day_and_one_without_a_day_is_not(client: Client) -> None:
    imported()
    imported(date=None, place="Et sted")
    (event,) = calendar(client).walk("VEVENT")
    assert event.decoded("dtstart") == datetime.date(2025, 3, 4)
    assert "dtend" not in event


def test_the_name_of_a_meeting_in_the_calendar_stays_when_its_day_is_put_right(client: Client) -> None:
    first = reading(minutes(), location="/post/referat.txt")
    services.import_reading(first)
    (before,) = calendar(client).walk("VEVENT")
    services.import_reading(reading(minutes(date=datetime.date(2025, 3, 5)), location="/post/referat.txt", reader="2"))
    names = {str(event["uid"]) for event in calendar(client).walk("VEVENT")}
    assert str(before["uid"]) in names


def test_a_body_that_has_not_met_has_an_empty_calendar_and_an_unknown_one_none(client: Client) -> None:
    imported(date=None, place="Et sted")
    assert list(calendar(client).walk("VEVENT")) == []
    assert client.get("/havnby/findesikke.ics").status_code == 404
