"""What changes subscriptions: asked for, confirmed by mail, ended by whoever holds a link to them."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from sagsgang.web.accounts import attempts
from sagsgang.web.archive.models import Subscription

_CONFIRM_WITHIN = datetime.timedelta(days=7)
_AN_HOUR = datetime.timedelta(hours=1)
FROM_ONE_PLACE = attempts.Limit(name="subscription", most=30, within=_AN_HOUR)
"""So many may be asked for from one network."""
MOST_FROM_ALL = 1000
"""So many may be asked for within an hour, whoever asks."""
MOST_OF_ONE = 5
"""So many an e-mail address may be asked within an hour to confirm; it may be a stranger's."""
MOST_HELD = 50
"""So many an e-mail address may have."""


class TooManyError(Exception):
    """More is asked for within an hour than people would. Says nothing about any address."""


def ask(*, email: str, kind: str, address: str, frequency: str, network: str) -> None:
    """Take in a wish, and have a mail sent that asks for confirmation. `kind` and `frequency` as in `Subscription`.

    `network` is where it comes from, which may ask for so many only, lest it keep out everybody else.
    Answers the same whether the e-mail address is known or not, and whether it has as many as it may have. What is
    there already stays as it is. Raises `TooManyError` and `attempts.TooManyAttemptsError`.
    """
    attempts.attempt(FROM_ONE_PLACE, network)
    now = timezone.now()
    written = normalised(email)
    if Subscription.objects.filter(asked_at__gt=now - _AN_HOUR).count() >= MOST_FROM_ALL:
        raise TooManyError
    known = Subscription.objects.filter(email=written)
    if known.filter(asked_at__gt=now - _AN_HOUR).count() >= MOST_OF_ONE or known.count() >= MOST_HELD:
        return
    digest = digest_of(address)
    same = known.filter(digest=digest).first()
    if same is not None:
        # The first mail may have been lost, so it is sent again, but not as often as somebody likes.
        waiting = Subscription.objects.filter(pk=same.pk, confirmed_at=None, asked_at__lte=now - _AN_HOUR)
        waiting.update(asked_at=now, due_at=now, attempts=0)
        return
    try:
        with transaction.atomic():
            Subscription.objects.create(
                email=written, kind=kind, address=address, digest=digest, frequency=frequency,
                token=secrets.token_urlsafe(32), asked_at=now, due_at=now,
            )  # fmt: skip
    except IntegrityError:
        # The same form came twice at once: the other one did it.
        return


def confirm(*, token: str) -> Subscription | None:
    """Begin to tell of news from now on; None where nobody asked for it or too long ago. Twice is once."""
    now = timezone.now()
    found = Subscription.objects.filter(token=token)
    asked = found.filter(confirmed_at=None, asked_at__gt=now - _CONFIRM_WITHIN)
    asked.update(confirmed_at=now, due_at=None, attempts=0)
    return found.exclude(confirmed_at=None).first()


def end(*, token: str) -> None:
    """End a subscription and forget it. One that is gone already stays so."""
    Subscription.objects.filter(token=token).delete()


def end_other(*, token: str, other: int) -> None:
    """End another subscription of the same e-mail address, by its key; nobody else's."""
    holder = Subscription.objects.filter(token=token).first()
    if holder is not None:
        Subscription.objects.filter(email=holder.email, pk=other).delete()


def forget(*, token: str) -> None:
    """End all subscriptions of the e-mail address, of which nothing is kept."""
    holder = Subscription.objects.filter(token=token).first()
    if holder is not None:
        Subscription.objects.filter(email=holder.email).delete()


def forget_unconfirmed() -> int:
    """Forget what was asked for and not confirmed in time; gives the number."""
    late = Subscription.objects.filter(confirmed_at=None, asked_at__lt=timezone.now() - _CONFIRM_WITHIN)
    return late.delete()[0]


def normalised(email: str) -> str:
    """An e-mail address as it is kept; capital letters make no other address."""
    return email.strip().lower()


def digest_of(address: str) -> str:
    """What an address within the site is found by; a search's may be longer than a key of the database."""
    return hashlib.sha256(address.encode()).hexdigest()
