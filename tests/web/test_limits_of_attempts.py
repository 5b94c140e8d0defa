"""How often a password may be tried: whichever process is asked, and without keeping anybody out for good."""

import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.web.factories import editor, imported
from tests.web.mailing import work

from sagsgang.web.accounts.models import Attempt

pytestmark = pytest.mark.django_db

RIGHT = "en lang adgangskode"
HOME, ELSEWHERE = "192.0.2.7", "198.51.100.9"
TOO_MANY = "For mange forsøg. Prøv igen om et kvarter."


@pytest.fixture(autouse=True)
def somebody() -> None:
    imported()
    editor()
    editor("ole")


def log_in(password: str, name: str = "ida", address: str = HOME, **more: str) -> str:
    """Try it from a browser of one's own; "in" for whoever gets in, else what the page says."""
    # Every server process has memory of its own, and a new one after a restart.
    cache.clear()
    answer = Client(REMOTE_ADDR=address, **more).post("/log-ind", {"username": name, "password": password})  # type: ignore[arg-type]
    if answer.status_code == 302:
        return "in"
    text = answer.content.decode()
    return TOO_MANY if TOO_MANY in text else "wrong" if "Navnet eller adgangskoden er forkert." in text else text


def wrong_passwords(count: int = 10, **where: str) -> None:
    assert [log_in("gæt", **where) for _ in range(count)] == ["wrong"] * count


def later(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    moment = timezone.now() + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_after_ten_wrong_passwords_even_the_right_one_waits_for_a_quarter_of_an_hour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong_passwords()
    assert [log_in(RIGHT), log_in("gæt"), log_in(RIGHT)] == [TOO_MANY] * 3
    later(monkeypatch, 14)
    assert log_in(RIGHT) == TOO_MANY
    later(monkeypatch, 2)
    assert log_in(RIGHT) == "in"


def test_trying_on_while_one_has_to_wait_makes_the_wait_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong_passwords()
    later(monkeypatch, 14)
    assert [log_in("gæt") for _ in range(20)] == [TOO_MANY] * 20
    later(monkeypatch, 2)
    assert log_in(RIGHT) == "in"


def test_who_tries_an_editors_name_keeps_out_neither_the_editor_elsewhere_nor_others() -> None:
    wrong_passwords()
    assert log_in(RIGHT, address=ELSEWHERE) == "in"
    assert log_in(RIGHT, name="ole") == "in"
    assert log_in(RIGHT) == TOO_MANY


def test_the_right_password_lets_earlier_mistakes_be_forgotten() -> None:
    wrong_passwords(9)
    assert log_in(RIGHT) == "in"
    wrong_passwords(9)
    assert log_in(RIGHT) == "in"
    assert not Attempt.objects.exists()


def test_names_that_nobody_has_are_answered_like_those_that_somebody_has() -> None:
    wrong_passwords(name="findes-ikke")
    assert log_in(RIGHT, name="findes-ikke") == TOO_MANY


@pytest.mark.parametrize("name", ["", "   ", "ida\x00"])
def test_what_is_no_name_is_refused_and_not_counted(name: str) -> None:
    assert log_in("gæt", name=name) not in {"in", TOO_MANY}
    assert not Attempt.objects.exists()


def test_the_addresses_of_one_network_are_one_place() -> None:
    for number in range(10):
        wrong_passwords(1, address=f"2001:db8:1:2::{number:x}")
    assert log_in(RIGHT, address="2001:db8:1:2:ffff::1") == TOO_MANY
    assert log_in(RIGHT, address="2001:db8:1:3::1") == "in"
    assert log_in(RIGHT, address="::ffff:192.0.2.7") == "in"


def test_an_address_that_a_reader_only_claims_to_have_is_not_believed(settings: Settings) -> None:
    for number in range(10):
        wrong_passwords(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert log_in(RIGHT, HTTP_X_FORWARDED_FOR="203.0.113.99") == TOO_MANY


def test_behind_a_proxy_its_own_word_counts(settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    for number in range(10):
        wrong_passwords(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, {HOME}")
    assert log_in(RIGHT, HTTP_X_FORWARDED_FOR=HOME) == TOO_MANY
    assert log_in(RIGHT, HTTP_X_FORWARDED_FOR=f"{HOME}, {ELSEWHERE}") == "in"
    assert log_in(RIGHT, HTTP_X_FORWARDED_FOR="nonsense") == "in"


def test_who_tried_is_kept_as_a_hash_and_only_as_long_as_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong_passwords(1)
    kept = str(list(Attempt.objects.values()))
    assert "ida" not in kept
    assert HOME not in kept
    later(monkeypatch, 16)
    work()
    assert not Attempt.objects.exists()
