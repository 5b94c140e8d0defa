"""How often somebody may try something: counted in the database, so for all processes and beyond a restart.

Who it was is kept as a keyed hash only, and no longer than it counts.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.crypto import salted_hmac

from sagsgang.web.accounts.models import Attempt

_SALT = "sagsgang.attempts"


class TooManyAttemptsError(Exception):
    """It has been tried as often as it may be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """So many attempts (`most`) at what `name` says within a time (`within`), of everybody for themselves."""

    name: str
    most: int
    within: datetime.timedelta


def attempt(limit: Limit, *who: str) -> None:
    """Count an attempt before it is made, so that many at once are no more than one after the other.

    Raises `TooManyAttemptsError`; such an attempt is not made and does not count.
    """
    now, key = timezone.now(), _key(limit, who)
    made = Attempt.objects.create(key=key, until=now + limit.within)
    if Attempt.objects.filter(key=key, until__gt=now).count() > limit.most:
        made.delete()
        raise TooManyAttemptsError


def forgive(limit: Limit, *who: str) -> None:
    """Count no more what was attempted until now: it was the right person."""
    Attempt.objects.filter(key=_key(limit, who)).delete()


def forget_old() -> int:
    """Forget what counts no more; gives the number."""
    return Attempt.objects.filter(until__lte=timezone.now()).delete()[0]


def _key(limit: Limit, who: tuple[str, ...]) -> str:
    return salted_hmac(_SALT, "\0".join((limit.name, *who)), algorithm="sha256").hexdigest()
