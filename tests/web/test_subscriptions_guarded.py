"""Who may do what with mails about news: confirming, ending, what others try, and what never gets out."""

import datetime
import re

import pytest
from django.test import Client
from pytest_django import Settings
from tests.web.factories import imported, item, minutes, reading
from tests.web.mailing import BODY, IDA, SEARCH, SITE, ask, html_of, later, link, subscribed, work

from sagsgang.web.archive import services, subscriptions
from sagsgang.web.archive.models import Item, Notice, Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mails_are_on(settings: Settings) -> None:
    settings.SITE_URL = SITE


@pytest.fixture
def council() -> None:
    """The body that is followed has met before."""
    imported(item("1", "Skolernes ferie"), date=datetime.date(2024, 5, 7))


@pytest.fixture
def citizen() -> Client:
    return Client()


def test_nothing_is_sent_before_somebody_has_pressed_the_button(citizen: Client) -> None:
    assert ask(citizen) == 302
    [message] = work()
    assert message.subject == "Bekræft, at du vil have mails om cykelsti – Sagsgang"
    address = link(message, "bekraeft")
    # Programs that look at mails follow its links, and may do so many times.
    for _ in range(3):
        assert b"<button" in Client().get(address).content
        assert Client().head(address).status_code in {200, 405}
        assert Client().get(link(message, "afmeld")).status_code == 200
    imported()
    assert work() == []
    assert Subscription.objects.get().confirmed_at is None
    answer = citizen.post(address, follow=True)
    assert "Du har bekræftet" in answer.content.decode()
    assert citizen.post(address).status_code == 302
    imported(date=datetime.date(2025, 5, 6))
    assert len(work()) == 1


def test_asking_twice_changes_nothing_and_the_answer_tells_nothing(citizen: Client) -> None:
    subscribed()
    known = Subscription.objects.values().get()
    answers = [
        citizen.post("/abonnement/ny", {"om": SEARCH, "email": email, "frequency": "weekly"})
        for email in (IDA, " IDA@Example.org ", "ukendt@example.org")
    ]
    assert {(answer.status_code, answer["Location"], answer.content) for answer in answers} == {
        (302, "/abonnement/tak", b"")
    }
    assert Subscription.objects.filter(email=IDA).values().get() == known
    assert [message.to for message in work()] == [["ukendt@example.org"]]


def test_the_same_search_written_otherwise_is_one_subscription(citizen: Client) -> None:
    for about in ("/soeg?q=cykelsti&kommune=havnby", "/soeg?kommune=havnby&side=3&orden=nyeste&q=cykelsti&udfald="):
        ask(citizen, about)
    assert Subscription.objects.get().address == "/soeg?kommune=havnby&q=cykelsti"


def test_a_strangers_mailbox_is_not_filled(citizen: Client) -> None:
    for number in range(20):
        assert ask(citizen, f"/soeg?q=ord{number}") == 302
    assert len(work()) == subscriptions.MOST_OF_ONE


def test_too_many_within_an_hour_are_refused_with_a_word(citizen: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "MOST_FROM_ALL", 3)
    answers = [ask(Client(REMOTE_ADDR=f"192.0.2.{number}"), email=f"nr{number}@example.org") for number in range(4)]
    assert answers == [302, 302, 302, 429]
    assert ask(citizen, email="nr0@example.org") == 429
    later(monkeypatch, minutes=61)
    assert ask(citizen, email="nr5@example.org") == 302


def test_who_asks_for_very_many_is_refused_and_keeps_out_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    greedy, citizen = Client(REMOTE_ADDR="192.0.2.7"), Client(REMOTE_ADDR="198.51.100.9")
    most = subscriptions.FROM_ONE_PLACE.most
    assert [ask(greedy, email=f"nr{number}@example.org") for number in range(most)] == [302] * most
    form = {"om": SEARCH, "email": IDA, "frequency": "daily"}
    refused = greedy.post("/abonnement/ny", form)
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert "bedt om så mange mails fra dit sted" in refused.content.decode()
    # Neither what the address asks for next, nor whether it is known, changes that.
    assert ask(greedy, email="nr0@example.org") == 429
    assert ask(citizen) == 302
    assert Subscription.objects.filter(email=IDA).count() == 1
    later(monkeypatch, minutes=61)
    assert ask(greedy, email="nye@example.org") == 302


def test_a_program_that_fills_in_every_field_gets_nothing(citizen: Client) -> None:
    assert ask(citizen, website="https://spam.example") == 302
    assert not Subscription.objects.exists()


def test_what_is_not_confirmed_is_forgotten_after_a_week(citizen: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed()
    ask(citizen, email="glemt@example.org")
    [message] = work()
    later(monkeypatch, days=7, minutes=1)
    assert citizen.post(link(message, "bekraeft")).status_code == 404
    work()
    assert citizen.get(link(message, "bekraeft")).status_code == 404
    assert list(Subscription.objects.values_list("email", flat=True)) == [IDA]


def test_every_mail_offers_a_way_out_that_mail_programs_know() -> None:
    subscribed()
    imported()
    [message] = work()
    headers = message.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(headers["List-Unsubscribe"]).strip("<>").removeprefix(SITE)
    assert address == link(message, "afmeld")
    program = Client(enforce_csrf_checks=True)
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert program.get(address).status_code == 200
    imported(date=datetime.date(2025, 5, 6))
    assert work() == []


def test_an_owner_sees_ends_and_deletes_what_belongs_to_the_address() -> None:
    imported(date=datetime.date(2024, 5, 7))
    subscribed("/soeg?q=skole", "bo@example.org")
    citizen = subscribed()
    subscribed(BODY)
    imported()
    message = work()[0]
    address = link(message, "mine")
    html = citizen.get(address).content.decode()
    assert html.count('name="end"') == 2
    assert IDA in html
    assert "bo@example.org" not in html
    bo = Subscription.objects.get(email="bo@example.org")
    citizen.post(address, {"end": str(bo.pk)})
    citizen.post(address, {"end": "0; drop table"})
    assert Subscription.objects.filter(pk=bo.pk).exists()
    other = Subscription.objects.get(email=IDA, kind="body")
    answer = citizen.post(address, {"end": str(other.pk)}, follow=True)
    assert answer.content.decode().count('name="end"') == 1
    answer = citizen.post(answer.request["PATH_INFO"], {"forget": "all"})
    assert "Du får ikke flere mails" in answer.content.decode()
    assert list(Subscription.objects.values_list("email", flat=True)) == ["bo@example.org"]


@pytest.mark.parametrize("purpose", ["bekraeft", "afmeld", "mine"])
def test_a_link_that_was_not_made_here_opens_nothing(citizen: Client, purpose: str) -> None:
    subscribed()
    imported()
    [message] = work()
    row = Subscription.objects.get()
    good = link(message, "afmeld").rpartition("/")[2]
    overview = link(message, "mine").rpartition("/")[2]
    other_purpose = overview if purpose == "afmeld" else good
    for token in (row.token, f"{row.pk}", good[:-1] + "_", f"{row.token}:1:x", "x" * 3000, other_purpose, "æøå"):
        for method in (citizen.get, citizen.post):
            assert method(f"/abonnement/{purpose}/{token}").status_code == 404
    assert Subscription.objects.get().pk == row.pk


@pytest.mark.parametrize(
    "email",
    [
        *("", "ida", "ida@", "ida@example.org\nBcc: alle@example.org", "ida@example.org,bo@example.org"),
        *("<script>@example.org", f"{'a' * 250}@example.org", "ida@example.org\x00"),
    ],
)
def test_what_is_no_address_is_told_beside_the_field(citizen: Client, email: str) -> None:
    answer = citizen.post("/abonnement/ny", {"om": SEARCH, "email": email, "frequency": "daily"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'aria-invalid="true"' in html
    assert "<script>" not in html
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "about",
    [
        *("", "/", "/soeg", "/soeg?q=", "/soeg?q=...", "/soeg?side=2&orden=nyeste", "/findes/ikke", "/havnby/sag/ikke"),
        *("https://ondt.example/soeg?q=x", "//ondt.example/soeg?q=x", "javascript:alert(1)", "/soeg?q=" + "x" * 3000),
        *("/havnby/byraadet/2025-03-04/1", "http://[", "/soeg?fra=i+morgen"),
    ],
)
def test_what_cannot_be_followed_is_told(citizen: Client, about: str) -> None:
    assert citizen.get("/abonnement/ny", {"om": about}).status_code == 404
    assert ask(citizen, about) == 404
    assert not Subscription.objects.exists()


def test_a_title_with_line_breaks_and_markup_stays_text() -> None:
    subscribed()
    imported(item("1", "Cykelsti\r\nBcc: alle@example.org\u2028<script>alert(1)</script>"))
    [message] = work()
    assert message.recipients() == [IDA]
    assert "<script>" not in html_of(message)
    assert "&lt;script&gt;" in html_of(message)
    assert "Cykelsti Bcc: alle@example.org <script>" in str(message.body)


def test_words_of_a_search_cannot_add_to_the_head_of_a_mail(citizen: Client) -> None:
    ask(citizen, "/soeg?q=cykelsti%0D%0ABcc:+alle@example.org+%3Cb%3E")
    [message] = work()
    assert message.recipients() == [IDA]
    head = message.message().as_string().partition("\n\n")[0]
    assert not re.search(r"^Bcc:", head, re.MULTILINE)
    assert "<b>" not in html_of(message).replace("<body>", "")


def test_a_closed_item_is_no_news_and_one_that_is_closed_meanwhile_is_not_in_the_mail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imported(date=datetime.date(2024, 5, 7))
    subscribed(BODY, frequency="daily")
    imported(item("1", "Køb af grund", open=False))
    assert work() == []
    assert not Notice.objects.exists()
    location = "/post/referat.txt"
    day = datetime.date(2025, 6, 3)
    services.import_reading(
        reading(minutes(item("1", "Salg af grund"), item("2", "Skoler"), date=day), location=location)
    )
    assert work() == []
    closed = minutes(item("1", "Salg af grund", open=False), item("2", "Skoler"), date=day)
    services.import_reading(reading(closed, location=location))
    later(monkeypatch, days=2)
    [message] = work()
    assert message.subject.startswith("1 nyt punkt")
    assert "Salg af grund" not in str(message.body) + html_of(message)


def test_where_all_the_news_were_closed_no_mail_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed(frequency="daily")
    imported()
    work()
    Item.objects.update(is_open=False)
    later(monkeypatch, days=2)
    assert work() == []
    assert not Notice.objects.exists()
    assert Subscription.objects.get().due_at is None


def test_without_the_sites_address_nothing_is_offered(citizen: Client, settings: Settings) -> None:
    imported()
    assert "/abonnement/ny?om=/havnby/byraadet" in citizen.get(BODY).content.decode()
    settings.SITE_URL = ""
    assert "/abonnement/" not in citizen.get(BODY).content.decode()
    assert "sender ikke mails" in citizen.get("/abonnement/ny", {"om": BODY}).content.decode()
    ask(citizen, BODY)
    assert not Subscription.objects.exists()
    assert work() == []


def test_only_the_form_itself_sets_a_cookie_and_it_is_guarded(citizen: Client) -> None:
    imported()
    pages = ("/", SEARCH, BODY, "/abonnement/tak")
    for address in pages:
        assert not citizen.get(address).cookies, address
    assert "csrftoken" in citizen.get("/abonnement/ny", {"om": BODY}).cookies
    assert ask(Client(enforce_csrf_checks=True), BODY) == 403
