"""What pages cost: as many questions to the database however much stands on them, and large counts once a minute."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.factories import imported, item, section

from sagsgang.model import Absentee, Attachment, Decision, EarlierDecision, JournalNumber, Outcome, Person, Votes
from sagsgang.web.archive import index, kept
from sagsgang.web.archive.models import Case, Item
from sagsgang.web.archive.models import Person as PersonRow

pytestmark = pytest.mark.django_db

FIRST = datetime.date(2025, 3, 4)
BODY = "/havnby/byraadet"
MEETING = f"{BODY}/2025-03-04"
CASE = JournalNumber(raw="05.01.02-P20-3-25", scheme="kle", valid=True, topic="05.01.02")


def arrive(first: int, last: int) -> None:
    """Of everything that a page can list so much more: meetings, items, steps, people, votes, mentions, places."""
    votes = Votes(for_by=("Ida Holm",), against_by=("Bo Kær",))
    decision = Decision(text="Vedtaget.", outcome=Outcome.APPROVED, votes=votes)
    for number in range(first, last):
        day = FIRST + datetime.timedelta(days=number)
        history = EarlierDecision(body="Byrådet", date=FIRST, text="Udsat.", outcome=Outcome.POSTPONED)
        step = item(
            "1", "Ny cykelsti", journal_number=CASE, decisions=(decision,), history=(history,) if number else ()
        )
        others = (item(str(at + 2), f"Sag {number} {at}", journal_number=other(number, at)) for at in range(3))
        people = (Person(name="Ida Holm"), Person(name=f"Per {'abcdefghijklmnopqrstuvwxyzæøåq'[number]}lund"))
        imported(step, *others, date=day, present=people, absent=(Absentee(name="Bo Kær", reason=f"afbud {number}"),))
        imported(body=f"Udvalg {number}")
        imported(item("1", "Ny cykelsti i Klitby"), municipality=f"Klitby{number} Kommune")
    index.update()


def other(number: int, at: int) -> JournalNumber:
    topic = f"05.0{at + 1}.{number:02}"
    return JournalNumber(raw=f"{topic}-G01-{number + 1}-25", scheme="kle", valid=True, topic=topic)


def wide(count: int) -> None:
    """A meeting with so many items, the first of which says so much."""
    sections = tuple(section(f"Afsnit {number}") for number in range(count))
    attachments = tuple(Attachment(number=number + 1, title=f"Bilag {number}", open=True) for number in range(count))
    # Each of its own title, so that the two are no steps of one case.
    title = "Skolen ved havet" if count == 3 else "Haven bag stationen"
    full = item("1", title, sections=sections, attachments=attachments)
    rest = (item(str(number), f"Sag {number}") for number in range(2, count + 1))
    imported(full, *rest, body=f"Skoleudvalg {count}", date=FIRST)


def addresses(count: int) -> dict[str, str]:
    """A page of every kind, each of which lists more the more there is."""
    case = Case.objects.get(number=Item.objects.exclude(case=None).filter(title="Ny cykelsti")[0].case_number)
    person = PersonRow.objects.get(name="Bo Kær")
    council, school = f"{BODY}/2025-03-0", f"/havnby/skoleudvalg-{count}/2025-03-04"
    return {
        "front": "/",
        "municipality": "/havnby",
        "body": BODY,
        "meeting": school,
        "meeting with a case": MEETING,
        "item": f"{school}/1",
        "item that others name": f"{MEETING}/1",
        "case": f"/havnby/sag/{case.slug}",
        "person": f"/havnby/person/{person.slug}",
        "topics": "/emne",
        "main group": "/emne/05",
        "group": "/emne/05.01",
        "topic": "/emne/05.01.02",
        "source": f"{school}/1/kilde",
        "comparison of two": f"/sammenlign?punkt={council}4/1&punkt={council}5/1",
        "comparison by words": "/sammenlign?q=cykelsti",
        "search": "/soeg?q=cykelsti",
        "search with a filter": "/soeg?q=cykelsti&kommune=havnby",
        "feed of a municipality": "/havnby.atom",
        "feed of a body": f"{BODY}.atom",
        "feed of a case": f"/havnby/sag/{case.slug}.atom",
        "feed of a search": "/soeg.atom?q=cykelsti",
        "calendar": f"{BODY}.ics",
    }


def costs(client: Client, count: int) -> dict[str, int]:
    """The number of questions of every page; asked twice, since what is looked up once a process does not count."""
    asked = {}
    for kind, address in addresses(count).items():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code == 200, address
        asked[kind] = len(captured)
    return asked


def test_a_page_of_any_kind_asks_as_much_of_three_rows_as_of_thirty(client: Client) -> None:
    arrive(0, 3)
    wide(3)
    few = costs(client, 3)
    arrive(3, 30)
    wide(30)
    assert costs(client, 30) == few
    assert max(few.values()) < 20


def test_every_answer_says_how_long_it_took(client: Client) -> None:
    for address in ("/", "/findes-ikke", "/soeg?q=x"):
        assert client.get(address)["Server-Timing"].startswith("app;dur="), address


def test_what_was_imported_just_now_is_counted(client: Client) -> None:
    arrive(0, 1)
    for address in ("/", "/emne", "/emne/05", "/sammenlign"):
        client.get(address)
    arrive(1, 2)
    assert 'href="/klitby1"' in client.get("/").content.decode()
    assert "8 punkter" in client.get("/emne/05").content.decode()


def test_a_large_count_is_kept_for_a_minute(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MANY", 0)
    cache.clear()
    arrive(0, 1)
    before = [client.get(address).content for address in ("/emne", "/emne/05")]
    arrive(1, 2)
    assert [client.get(address).content for address in ("/emne", "/emne/05")] == before
    cache.clear()
    assert [client.get(address).content for address in ("/emne", "/emne/05")] != before
    cache.clear()


def test_a_topic_holds_what_lies_below_it_and_nothing_beside(client: Client) -> None:
    numbers = ("05", "05.01", "05.01.02", "05.10.02", "05.99.99", "15.05.01", "06.05.01")
    for number, topic in enumerate(numbers):
        journal = JournalNumber(raw=f"{topic}-G01-{number}-25", scheme="kle", valid=True, topic=topic)
        imported(item("1", f"Sag {number}", journal_number=journal), date=FIRST + datetime.timedelta(days=number))

    def found(topic: str) -> int:
        return client.get(f"/emne/{topic}.json").json()["count"]

    assert [found(topic) for topic in ("05", "05.01", "05.01.02", "06")] == [5, 2, 1, 1]


@pytest.mark.parametrize("years", [(2024, 2025), (2025, None), (None,), (2023, 2024, None)])
def test_the_latest_items_of_a_topic_come_first_those_without_a_day_last(
    client: Client, years: tuple[int | None, ...]
) -> None:
    for year in years:
        date = FIRST.replace(year=year) if year else None
        imported(item("1", f"Sag fra {year}", journal_number=CASE), date=date)
    html = client.get("/emne/05").content.decode()
    shown = [html.index(f"Sag fra {year}") for year in sorted(years, key=lambda year: -(year or 0))]
    assert shown == sorted(shown)
