"""What is done beside the pages: finding news for subscribers, and sending mails."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django_tasks import task

from sagsgang.web.accounts import attempts
from sagsgang.web.archive import background, subscription_mails, subscription_matching, subscriptions
from sagsgang.web.archive.selectors import subscriptions as selectors
from sagsgang.web.pages import followed, mails

logger = logging.getLogger(__name__)


class NewsError(Exception):
    """Looking for news failed. Names the kind of error only: tasks that fail are kept with what their errors say."""


@task()
def look_for_news() -> None:
    """Match what has changed with subscriptions, and send what is due. Does all that there is to do, whoever asked.

    Where it fails, the next one does the rest.
    """
    try:
        background.forget_finished()
        subscriptions.forget_unconfirmed()
        attempts.forget_old()
        try:
            subscription_matching.match(find=followed.found_among)
        finally:
            send_due()
    except Exception as error:  # noqa: BLE001 - whatever it was, what it says may name somebody's address
        kind = type(error).__name__
        logger.error("looking for news failed: %s", kind)
        raise NewsError(kind) from None


def soon() -> None:
    """Have it looked for news as soon as somebody works."""
    background.enqueue_once(look_for_news)


def after_import() -> None:
    """Have subscribers told of what came in; without subscribers there is nothing to do."""
    if not subscription_matching.forget_unwanted():
        soon()


def send_due() -> None:
    """Send the mails whose time has come; none where the site's address is not known."""
    if not settings.SITE_URL:
        return
    for subscription in subscription_mails.due():
        if subscription_mails.claim(subscription=subscription):
            waiting = selectors.waiting(subscription)
            mail = mails.news(waiting) if subscription.confirmed_at else mails.confirmation(waiting)
            if mail is None or _was_sent(mail):
                subscription_mails.settle(subscription=subscription, notices=waiting.notices, sent=mail is not None)


def _was_sent(mail: EmailMultiAlternatives) -> bool:
    try:
        mail.send()
    except (OSError, SMTPException, ValueError) as error:
        # Never what the error says: mail servers repeat the address.
        logger.warning("a mail could not be sent and will be tried again: %s", type(error).__name__)
        return False
    return True
