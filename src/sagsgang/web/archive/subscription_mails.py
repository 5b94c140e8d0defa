"""Who sends which mail when: claimed before it is sent, settled after.

A mail is lost by no failure: what was claimed and not settled is due again a while later. It is sent twice only when
the sender is killed between the sending and the settling.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from sagsgang.web.archive.models import Notice, Subscription
from sagsgang.web.archive.subscription_matching import due_at

_FIRST_PAUSE = datetime.timedelta(minutes=10)
_LONGEST_PAUSE = datetime.timedelta(days=1)
_MOST_ATTEMPTS = 8
"""From here on the pause is the longest one."""


def due() -> Sequence[Subscription]:
    """Subscriptions with a mail to be sent now, the longest waiting first."""
    return list(Subscription.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk"))


def claim(*, subscription: Subscription) -> bool:
    """Whether the mail is the caller's to send; nobody else sends it until it is due again."""
    attempts = min(subscription.attempts, _MOST_ATTEMPTS)
    pause = min(_FIRST_PAUSE * 2**attempts, _LONGEST_PAUSE)
    unclaimed = Subscription.objects.filter(pk=subscription.pk, due_at=subscription.due_at)
    return bool(unclaimed.update(due_at=timezone.now() + pause, attempts=attempts + 1))


def settle(*, subscription: Subscription, notices: Collection[int] = (), sent: bool = True) -> None:
    """The mail has been sent (or had nothing to say): what it told is told. What has come since waits for the next."""
    now = timezone.now()
    with transaction.atomic():
        row = Subscription.objects.select_for_update().filter(pk=subscription.pk).first()
        if row is None:
            return
        Notice.objects.filter(subscription=row, pk__in=notices).delete()
        row.attempts = 0
        if sent and row.confirmed_at is not None:
            row.sent_at = now
        row.due_at = due_at(row.frequency, now, row.sent_at) if row.notices.exists() else None
        row.save(update_fields=["attempts", "sent_at", "due_at"])
