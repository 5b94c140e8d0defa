"""A citizen who asks for mails, and the worker that sends them."""

import datetime
import re

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from sagsgang.web.pages import tasks

SITE = "https://sagsgang.example.org"
IDA = "ida@example.org"
SEARCH = "/soeg?q=cykelsti"
BODY = "/havnby/byraadet"


def work() -> list[EmailMultiAlternatives]:
    """What the worker does; gives the mails that it sends."""
    before = len(mail.outbox)
    tasks.look_for_news.call()
    return [message for message in mail.outbox[before:] if isinstance(message, EmailMultiAlternatives)]


def ask(client: Client, about: str = SEARCH, email: str = IDA, frequency: str = "at_once", **more: str) -> int:
    """Send the form; gives the status of the answer."""
    form = {"om": about, "email": email, "frequency": frequency, **more}
    return client.post("/abonnement/ny", form).status_code


def link(message: EmailMultiAlternatives, page: str) -> str:
    """The address of that page in a mail, within the site."""
    found = re.search(rf"{SITE}(/abonnement/{page}/\S+)", str(message.body))
    assert found is not None
    return found[1]


def subscribed(about: str = SEARCH, email: str = IDA, frequency: str = "at_once") -> Client:
    """Somebody who has confirmed."""
    client = Client()
    assert ask(client, about, email, frequency) == 302
    [message] = [sent for sent in work() if sent.to == [email]]
    assert client.post(link(message, "bekraeft")).status_code == 302
    return client


def later(monkeypatch: pytest.MonkeyPatch, **delta: float) -> None:
    """Let time pass."""
    moment = timezone.now() + datetime.timedelta(**delta)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def html_of(message: EmailMultiAlternatives) -> str:
    """The HTML of a mail."""
    return str(message.alternatives[0][0])
