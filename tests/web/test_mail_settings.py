"""What the environment says of mails, and what is told when it makes no sense."""

from pathlib import Path

import pytest

from sagsgang.web.config import environment
from sagsgang.web.config.environment import SettingsError


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SAGSGANG_SITE_URL", "SAGSGANG_MAIL_FROM", "SAGSGANG_SMTP_URL"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_word_there_is_no_site_and_mails_lie_in_a_folder(tmp_path: Path) -> None:
    assert environment.site_url() == ""
    assert environment.mail_from() == "Sagsgang <sagsgang@localhost>"
    assert environment.mail_server(tmp_path)["EMAIL_FILE_PATH"] == tmp_path / "outbox"


@pytest.mark.parametrize("url", ["https://sagsgang.example.org", "http://127.0.0.1:8000/", " https://[::1]:8443 "])
def test_the_site_is_an_address_without_a_path(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SAGSGANG_SITE_URL", url)
    assert environment.site_url() == url.strip().rstrip("/")


def test_a_mail_server_is_named_by_its_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAGSGANG_SMTP_URL", "smtp://ida:p%40ss@mail.example.org:587?tls=1")
    assert environment.mail_server(tmp_path) == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "ida",
        "EMAIL_HOST_PASSWORD": "p@ss",
        "EMAIL_USE_SSL": False,
        "EMAIL_USE_TLS": True,
    }
    monkeypatch.setenv("SAGSGANG_SMTP_URL", "smtps://mail.example.org")
    closed = environment.mail_server(tmp_path)
    assert (closed["EMAIL_PORT"], closed["EMAIL_USE_SSL"], closed["EMAIL_USE_TLS"]) == (465, True, False)


@pytest.mark.parametrize(
    "url",
    [
        *("sagsgang.example.org", "ftp://example.org", "https://", "https://example.org/sagsgang", "https://[::1"),
        *("https://example.org\nBcc: x", "https://example.org?x=1", "https://example.org:99999"),
    ],
)
def test_a_site_that_makes_no_sense_is_told(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SAGSGANG_SITE_URL", url)
    with pytest.raises(SettingsError, match="SAGSGANG_SITE_URL must be an address without a path"):
        environment.site_url()


@pytest.mark.parametrize("sender", ["kommunen", "a@example.org\nBcc: b@example.org", "Sagsgang <>"])
def test_a_sender_that_makes_no_sense_is_told(monkeypatch: pytest.MonkeyPatch, sender: str) -> None:
    monkeypatch.setenv("SAGSGANG_MAIL_FROM", sender)
    with pytest.raises(SettingsError, match="SAGSGANG_MAIL_FROM must be an e-mail address"):
        environment.mail_from()


@pytest.mark.parametrize("url", ["mail.example.org", "smtp://", "https://mail.example.org", "smtp://host:abc"])
def test_a_mail_server_that_makes_no_sense_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    monkeypatch.setenv("SAGSGANG_SMTP_URL", url)
    with pytest.raises(SettingsError, match="SAGSGANG_SMTP_URL"):
        environment.mail_server(tmp_path)
