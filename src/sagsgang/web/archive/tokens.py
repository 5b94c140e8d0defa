"""What the links in mails carry: signed, and good for one purpose each."""

from __future__ import annotations

from enum import StrEnum

from django.core import signing

from sagsgang.web.archive.models import Subscription


class Purpose(StrEnum):
    """What a link is good for."""

    CONFIRM = "confirm"
    END = "end"
    OVERVIEW = "overview"


def made_for(subscription: Subscription, purpose: Purpose) -> str:
    """What a link to this subscription carries."""
    return signing.Signer(salt=_salt(purpose)).sign(subscription.token)


def read(text: str, purpose: Purpose) -> str | None:
    """The subscription's token; None for what was not signed here for this purpose."""
    try:
        return signing.Signer(salt=_salt(purpose)).unsign(text)
    except signing.BadSignature:
        return None


def _salt(purpose: Purpose) -> str:
    return f"sagsgang.subscription.{purpose}"
