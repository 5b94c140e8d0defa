"""The mails: plain text and HTML without pictures, links that count nothing, and a way out in each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sagsgang.web.archive.selectors.subscriptions import News, Waiting
from sagsgang.web.archive.tokens import Purpose, made_for
from sagsgang.web.pages import followed
from sagsgang.web.pages.templatetags.following import one_line

MOST_ITEMS = 50
_LONGEST_NAME = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An item in a mail, and the full address of its page."""

    news: News
    address: str


def news(waiting: Waiting) -> EmailMultiAlternatives | None:
    """The mail with what is new, in Danish; None where nothing of it is (any longer) for the public."""
    if not waiting.news:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        lines = [Line(news=each, address=_item_address(each)) for each in waiting.news[:MOST_ITEMS]]
        context = {"lines": lines, "more": len(waiting.news) - len(lines)}
        return _mail(waiting, "news", _subject(waiting.news, _named(waiting)), context)


def confirmation(waiting: Waiting) -> EmailMultiAlternatives:
    """The mail that asks whether it was the owner of the address who asked."""
    with translation.override(settings.LANGUAGE_CODE):
        link = _link("pages:subscription-confirm", waiting, Purpose.CONFIRM)
        subject = _("Confirm that you want mails about %(name)s") % {"name": _named(waiting)}
        return _mail(waiting, "confirmation", subject, {"confirm": link})


def _mail(waiting: Waiting, name: str, subject: str, extra: dict[str, object]) -> EmailMultiAlternatives:
    end = _link("pages:subscription-end", waiting, Purpose.END)
    subscription = waiting.subscription
    context = {
        **extra,
        "subject": subject,
        "name": _named(waiting),
        "language": translation.get_language(),
        "followed": f"{settings.SITE_URL}{_latest(subscription.address)}",
        "end": end,
        "overview": _link("pages:subscription-overview", waiting, Purpose.OVERVIEW),
    }
    mail = EmailMultiAlternatives(
        subject=one_line(f"{subject} – Sagsgang"),
        body=render_to_string(f"pages/mails/{name}.txt", context),
        to=[subscription.email],
        headers={
            "Message-ID": _message_id(waiting),
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{end}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    mail.attach_alternative(render_to_string(f"pages/mails/{name}.html", context), "text/html")
    return mail


def _subject(found: Sequence[News], name: str) -> str:
    """What has happened, and to how many items."""
    count = len(found)
    kinds = {each.what[0] for each in found}
    if kinds == {"new"}:
        return ngettext("%(count)s new item about %(name)s", "%(count)s new items about %(name)s", count) % {
            "count": count,
            "name": name,
        }
    if kinds == {"decided"}:
        return ngettext("%(count)s decision about %(name)s", "%(count)s decisions about %(name)s", count) % {
            "count": count,
            "name": name,
        }
    return ngettext("%(count)s item with news about %(name)s", "%(count)s items with news about %(name)s", count) % {
        "count": count,
        "name": name,
    }


def _named(waiting: Waiting) -> str:
    """What is followed, as it is called today, in one line."""
    found = followed.at(waiting.subscription.address)
    name = one_line(found.title if found else "") or _("what you follow")
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME].rstrip()}…"


def _latest(address: str) -> str:
    """The followed page with the newest first."""
    return f"{address}&orden=nyeste" if urlsplit(address).query else address


def _item_address(each: News) -> str:
    meeting = each.item.meeting
    return f"{settings.SITE_URL}/{meeting.body.path}/{meeting.slug}/{each.item.slug}"


def _link(name: str, waiting: Waiting, purpose: Purpose) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[made_for(waiting.subscription, purpose)])}"


def _message_id(waiting: Waiting) -> str:
    """The same for the same news, so that a mail that is sent twice can be told from two mails."""
    subscription = waiting.subscription
    told = f"{subscription.token} {subscription.asked_at.isoformat()} {waiting.notices}"
    return f"<{hashlib.sha256(told.encode()).hexdigest()[:40]}@{urlsplit(settings.SITE_URL).hostname}>"
