"""Mails about news: what a subscriber is told, when, and what becomes of it when something fails."""

import datetime
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.web.factories import imported, item, minutes, reading
from tests.web.mailing import BODY, IDA, SEARCH, SITE, ask, html_of, later, link, subscribed, work

from sagsgang.model import Decision, DocumentKind, ItemKind, Outcome
from sagsgang.web.archive import services, subscriptions
from sagsgang.web.archive.models import Change, Notice, Subscription
from sagsgang.web.pages import followed, tasks

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


def agenda(*items: object, **fields: object) -> None:
    undecided = [item("1", "Ny cykelsti", decisions=())]
    services.import_reading(reading(minutes(*(items or undecided), document=DocumentKind.AGENDA, **fields)))  # type: ignore[arg-type]


def test_whoever_follows_a_search_hears_of_new_items_once() -> None:
    imported(item("1", "Gammel cykelsti"), date=datetime.date(2025, 1, 7))
    subscribed()
    assert work() == []
    imported(item("1", "Ny cykelsti"), item("2", "Ny svømmehal", sections=()))
    [message] = work()
    assert message.to == [IDA]
    assert message.subject == "1 nyt punkt om cykelsti – Sagsgang"
    for text in (str(message.body), html_of(message)):
        assert "ny" in text
        assert "Ny cykelsti" in text
        assert "Byrådet, Havnby Kommune, 4. marts 2025" in text
        assert "Godkendt" in text
        assert f"{SITE}/havnby/byraadet/2025-03-04/1" in text
        assert "svømmehal" not in text
        assert "Gammel" not in text
    assert work() == []
    assert not Notice.objects.exists()
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ("q=cykelsti+-havn", "cykelsti -havn"),
        (
            "q=cykelsti&kommune=havnby&udvalg=havnby/byraadet&udfald=approved",
            "cykelsti, Havnby Kommune, Byrådet, Godkendt",
        ),
        ("udfald=approved&udfald=rejected&fra=2025-01-01", "Godkendt, Afvist, 2025-01-01–"),
        ("type=decision&emne=05", "Til beslutning, 05"),
    ],
)
@pytest.mark.usefixtures("council")
def test_a_search_is_called_by_its_words_and_filters(search: str, name: str) -> None:
    found = followed.at(f"/soeg?{search}&side=2")
    assert found is not None
    assert found.title.startswith(name)
    assert followed.at(found.address) == found


def test_a_search_for_several_words_is_not_loosened() -> None:
    subscribed("/soeg?q=renovering+af+cykelsti+langs+havnen")
    imported(item("1", "Renovering af cykelsti langs skolen"))
    assert work() == []


@pytest.mark.usefixtures("council")
def test_a_decision_that_comes_and_one_that_changes_are_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed(BODY)
    agenda()
    [message] = work()
    assert message.subject == "1 nyt punkt om Byrådet, Havnby Kommune – Sagsgang"
    later(monkeypatch, hours=1)
    decided = "/post/referat.txt"
    services.import_reading(reading(minutes(item("1", "Ny cykelsti")), location=decided))
    [message] = work()
    assert message.subject == "1 afgørelse om Byrådet, Havnby Kommune – Sagsgang"
    assert "afgjort: Ny cykelsti" in str(message.body)
    later(monkeypatch, hours=1)
    services.import_reading(
        reading(
            minutes(item("1", "Ny cykelsti", decisions=(Decision(text="Afvist.", outcome=Outcome.REJECTED),))),
            location=decided,
        )
    )
    [message] = work()
    assert "rettet: Ny cykelsti" in str(message.body)
    assert "Afvist" in str(message.body)


@pytest.mark.usefixtures("council")
def test_what_is_brought_in_again_or_made_anew_is_no_news() -> None:
    subscribed(BODY)
    imported()
    assert len(work()) == 1
    imported()
    services.derive_all()
    assert work() == []
    assert not Change.objects.exists()


def test_whoever_follows_a_case_hears_of_its_next_step() -> None:
    first = imported(item("4", "Lokalplan for Havnevej"), body="Teknisk Udvalg", date=datetime.date(2025, 2, 3))
    imported(item("7", "Lokalplan for Havnevej"))
    case = first.items.get().case
    assert case is not None
    subscribed(f"/havnby/sag/{case.slug}")
    imported(
        item("2", "Lokalplan for Havnevej"), item("3", "Budget"), body="Økonomiudvalget", date=datetime.date(2025, 4, 1)
    )
    [message] = work()
    assert message.subject == "1 nyt punkt om Lokalplan for Havnevej – Sagsgang"
    assert "Budget" not in str(message.body)


def test_a_body_under_another_of_its_names_is_followed_all_the_same() -> None:
    imported(body="Børne- og Skoleudvalget")
    subscribed("/havnby/boerne-og-skoleudvalget")
    imported(body="Børne & Skoleudvalget", date=datetime.date(2025, 4, 1))
    assert len(work()) == 1


def test_daily_mails_come_in_the_morning_and_weekly_ones_on_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    imported(date=datetime.date(2024, 1, 2))
    subscribed(BODY, "dag@example.org", "daily")
    subscribed(BODY, "uge@example.org", "weekly")
    imported()
    assert work() == []
    due = {row.frequency: timezone.localtime(row.due_at) for row in Subscription.objects.all()}
    assert {(moment.hour, moment.minute) for moment in due.values()} == {(7, 0)}
    assert due["weekly"].weekday() == 0
    assert timezone.now() < due["daily"] <= timezone.now() + datetime.timedelta(hours=25)
    later(monkeypatch, days=8)
    assert sorted(message.to[0] for message in work()) == ["dag@example.org", "uge@example.org"]


def test_at_once_is_not_a_mail_for_every_document(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed()
    imported(date=datetime.date(2025, 1, 7))
    assert len(work()) == 1
    imported(date=datetime.date(2025, 2, 4))
    imported(date=datetime.date(2025, 3, 4))
    assert work() == []
    later(monkeypatch, minutes=16)
    [message] = work()
    assert message.subject.startswith("2 nye punkter")


@pytest.mark.usefixtures("council")
def test_a_long_mail_names_fifty_and_leads_to_the_rest() -> None:
    subscribed(BODY)
    imported(*(item(str(number), f"Sag nummer {number}") for number in range(1, 61)))
    [message] = work()
    assert message.subject.startswith("60 nye punkter")
    assert str(message.body).count("\n* ") == 50
    assert "Og 10 punkter mere" in str(message.body)
    assert f"{SITE}{BODY}" in str(message.body)


def test_what_came_before_the_confirmation_is_not_told(citizen: Client) -> None:
    ask(citizen)
    [message] = work()
    imported()
    citizen.post(link(message, "bekraeft"))
    assert work() == []
    imported(date=datetime.date(2025, 5, 6))
    assert "6. maj 2025" in str(work()[0].body)


def test_a_mail_server_that_is_away_costs_no_news(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    subscribed()
    imported()

    def refuse(*_: object, **__: object) -> int:
        raise ConnectionRefusedError(f"nobody for {IDA}")

    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", refuse)
        assert work() == []
        assert work() == []
    assert IDA not in caplog.text
    assert "ConnectionRefusedError" in caplog.text
    later(monkeypatch, minutes=30)
    assert len(work()) == 1
    assert work() == []


def test_a_worker_that_is_killed_before_it_notes_the_mail_sends_the_same_one_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    subscribed()
    imported()

    def killed(**_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("sagsgang.web.archive.subscription_mails.settle", killed)
        with pytest.raises(SystemExit):
            work()
    first = mail.outbox[-1]
    assert work() == []
    later(monkeypatch, minutes=11)
    [second] = work()
    assert second.subject == first.subject
    assert second.extra_headers["Message-ID"] == first.extra_headers["Message-ID"]
    assert work() == []


def test_two_workers_do_not_send_the_same_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed()
    imported()
    send = EmailMultiAlternatives.send

    def meanwhile(self: EmailMultiAlternatives, *arguments: object) -> int:
        monkeypatch.setattr(EmailMultiAlternatives, "send", send)
        tasks.look_for_news.call()
        return send(self)

    monkeypatch.setattr(EmailMultiAlternatives, "send", meanwhile)
    assert len(work()) == 1


def test_two_workers_that_find_the_same_news_note_them_once(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed(frequency="daily")
    imported()
    find = followed.found_among

    def meanwhile(addresses: Collection[str], items: Collection[int]) -> Mapping[str, Collection[int]]:
        monkeypatch.setattr(followed, "found_among", find)
        tasks.look_for_news.call()
        return find(addresses, items)

    monkeypatch.setattr(followed, "found_among", meanwhile)
    assert work() == []
    assert Notice.objects.count() == 1


def test_an_import_that_fails_half_way_leaves_no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed()

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("sagsgang.web.archive.casework.Touched.decide", fail)
        with pytest.raises(RuntimeError):
            imported()
    assert not Change.objects.exists()
    assert work() == []


def test_an_archive_without_subscribers_gathers_no_news() -> None:
    imported()
    assert Change.objects.exists()
    tasks.after_import()
    assert not Change.objects.exists()


def test_news_cost_the_same_however_many_subscribe(
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    now = timezone.now()
    Subscription.objects.bulk_create(
        Subscription(
            email=f"nr{number}@example.org", kind="search", address=SEARCH, digest=subscriptions.digest_of(SEARCH),
            frequency="weekly", token=str(number), asked_at=now, confirmed_at=now,
        )
        for number in range(200)
    )  # fmt: skip
    imported(*(item(str(number), f"Cykelsti {number}", kind=ItemKind.DECISION) for number in range(1, 5)))
    with django_assert_max_num_queries(45):
        tasks.look_for_news.call()
    assert Notice.objects.count() == 800


def test_mails_lie_in_the_outbox_folder_without_a_mail_server(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    ask(Client())
    tasks.look_for_news.call()
    [written] = (tmp_path / "outbox").iterdir()
    assert f"To: {IDA}" in written.read_text(encoding="utf-8")
