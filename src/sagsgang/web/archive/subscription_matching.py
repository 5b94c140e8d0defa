"""Who is to be told of what has changed: changes become notices, each of them once."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from sagsgang.web.accounts.models import BodyName
from sagsgang.web.archive.models import Change, FormerCaseSlug, Item, Notice, Subscription
from sagsgang.web.archive.subscriptions import digest_of

Find = Callable[[Collection[str], Collection[int]], Mapping[str, Collection[int]]]
"""Given addresses of searches and keys of items: which of these items each of the searches finds."""

Frequency, Kind = Subscription.Frequency, Subscription.Kind

_BATCH = 500
_HOUR_OF_DIGESTS = 7
_BETWEEN_MAILS = datetime.timedelta(minutes=15)
"""What comes within this time after a mail is told together: an import goes on for a while."""


def match(*, find: Find) -> int:
    """Look for subscribers to everything that has changed; gives the number of notices.

    Costs a few questions to the database and one search of the changed items for each different saved search, however
    many subscribe to it. Whoever is killed on the way has done a part for good and left the rest.
    """
    total = 0
    while changes := list(_changes()[:_BATCH]):
        total += _write(changes, _subscribers(changes, find))
    return total


def forget_unwanted() -> bool:
    """Forget changes where nobody subscribes, so that an archive without subscribers does not gather them.

    Gives whether nobody does.
    """
    now = timezone.now()
    if Subscription.objects.exclude(confirmed_at=None).exists():
        return False
    Change.objects.filter(at__lt=now).delete()
    return True


def due_at(frequency: str, now: datetime.datetime, sent_at: datetime.datetime | None = None) -> datetime.datetime:
    """When news of this moment is to be sent: at once, but not right behind another mail; at seven in the morning; on
    Monday at seven."""
    if frequency == Frequency.AT_ONCE:
        return max(now, sent_at + _BETWEEN_MAILS) if sent_at else now
    morning = timezone.localtime(now).replace(hour=_HOUR_OF_DIGESTS, minute=0, second=0, microsecond=0)
    days = -morning.weekday() % 7 if frequency == Frequency.WEEKLY else 0
    morning += datetime.timedelta(days=days)
    if morning <= now:
        morning += datetime.timedelta(days=7 if frequency == Frequency.WEEKLY else 1)
    return morning


def _changes() -> QuerySet[Change]:
    return Change.objects.select_related("item__meeting__body__municipality", "item__case__municipality")


def _subscribers(changes: Sequence[Change], find: Find) -> dict[int, set[int]]:
    """The keys of subscriptions by the key of the item that they are to hear of."""
    items = {change.item_id: change.item for change in changes if change.item.is_open}
    found: dict[int, set[int]] = defaultdict(set)
    pages = _pages(items.values())
    digests = {digest_of(address): keys for address, keys in pages.items()}
    followed = Subscription.objects.exclude(confirmed_at=None)
    to_pages = followed.filter(kind__in=[Kind.BODY, Kind.CASE], digest__in=digests)
    for key, digest in to_pages.values_list("pk", "digest"):
        for item in digests[digest]:
            found[item].add(key)
    searches = followed.filter(kind=Kind.SEARCH)
    addresses = set(searches.values_list("address", flat=True).distinct()) if items else set()
    hits = {digest_of(address): keys for address, keys in find(addresses, items).items() if keys} if addresses else {}
    for key, digest in searches.filter(digest__in=hits).values_list("pk", "digest"):
        for item in hits[digest]:
            found[item].add(key)
    return found


def _pages(items: Collection[Item]) -> dict[str, set[int]]:
    """The keys of the items by the addresses of pages that show them: of bodies and cases, now and formerly."""
    pages: dict[str, set[int]] = defaultdict(set)
    of_body: dict[int, set[int]] = defaultdict(set)
    of_case: dict[int, set[int]] = defaultdict(set)
    for item in items:
        pages[f"/{item.meeting.body.path}"].add(item.pk)
        of_body[item.meeting.body_id].add(item.pk)
        if item.case is not None:
            pages[case_address(item.case.municipality.slug, item.case.slug)].add(item.pk)
            of_case[item.case.pk].add(item.pk)
    names = BodyName.objects.filter(body__in=of_body).values_list("municipality__slug", "slug", "body")
    for municipality, slug, body in names:
        pages[f"/{municipality}/{slug}"] |= of_body[body]
    former = FormerCaseSlug.objects.filter(case__in=of_case).values_list("municipality__slug", "slug", "case")
    for municipality, slug, case in former:
        pages[case_address(municipality, slug)] |= of_case[case]
    return pages


def case_address(municipality: str, slug: str) -> str:
    """The address of a case within the site."""
    return f"/{municipality}/sag/{slug}"


def _write(changes: Sequence[Change], subscribers: Mapping[int, Collection[int]]) -> int:
    """Notices come and changes go in one step; a change that somebody else has matched in the meantime is left out."""
    with transaction.atomic():
        own = Change.objects.select_for_update().filter(pk__in=[change.pk for change in changes])
        left = list(own.order_by("pk"))
        keys = {key for change in left for key in subscribers.get(change.item_id, ())}
        locked = Subscription.objects.select_for_update().filter(pk__in=keys).exclude(confirmed_at=None)
        holders = {holder.pk: holder for holder in locked.order_by("pk")}
        notices = [
            Notice(subscription_id=key, item_id=change.item_id, what=change.what)
            for change in left
            for key in sorted(subscribers.get(change.item_id, ()))
            if key in holders and _is_since(holders[key], change)
        ]
        Notice.objects.bulk_create(notices)
        _set_due({notice.subscription_id for notice in notices})
        Change.objects.filter(pk__in=[change.pk for change in left]).delete()
    return len(notices)


def _is_since(holder: Subscription, change: Change) -> bool:
    """Whether the change came after the subscription began."""
    return holder.confirmed_at is not None and holder.confirmed_at <= change.at


def _set_due(keys: Collection[int]) -> None:
    now = timezone.now()
    waiting = Subscription.objects.filter(pk__in=keys, due_at=None)
    at_once = waiting.filter(frequency=Frequency.AT_ONCE)
    at_once.filter(sent_at__gt=now - _BETWEEN_MAILS).update(due_at=F("sent_at") + _BETWEEN_MAILS)
    for frequency in Frequency:
        waiting.filter(frequency=frequency).update(due_at=due_at(frequency, now))
