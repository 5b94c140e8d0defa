"""Who wants to hear of news, what became of items, and what somebody is still to be told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sagsgang.web.archive.models.meetings import Item


class What(models.TextChoices):
    """What became of an item."""

    NEW = "new", "new"
    DECIDED = "decided", "decided"
    CORRECTED = "corrected", "corrected"


class Change(models.Model):
    """Something became of an item that nobody has been looked for yet. Written with the item, gone when matched."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(what__in=What.values), name="change_is_known")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.what}"


class Subscription(models.Model):
    """An e-mail address that wants to hear of a search, a body or a case.

    `address` is that of the page within the site, normalised ("/soeg?q=cykelsti", "/havnby/byraadet"). `token` is what
    links in mails are made from. `due_at` is when a mail is to be sent: the one that asks for confirmation, later the
    one with news. Whoever sends it moves `due_at` on first, so that nobody else sends it, and it is tried again if it
    fails; `attempts` counts that.
    """

    class Kind(models.TextChoices):
        """What is followed."""

        SEARCH = "search", "search"
        BODY = "body", "body"
        CASE = "case", "case"

    class Frequency(models.TextChoices):
        """How often there may be a mail."""

        AT_ONCE = "at_once", "at once"
        DAILY = "daily", "daily"
        WEEKLY = "weekly", "weekly"

    email = models.CharField(max_length=254, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    address = models.TextField()
    digest = models.CharField(max_length=64)
    frequency = models.CharField(max_length=10, choices=Frequency.choices)
    token = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, db_index=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["email", "digest"], name="one_subscription_an_address"),
            models.CheckConstraint(condition=Q(kind__in=["search", "body", "case"]), name="subscription_kind_is_known"),
            models.CheckConstraint(
                condition=Q(frequency__in=["at_once", "daily", "weekly"]), name="frequency_is_known"
            ),
        ]
        indexes = [models.Index(fields=["kind", "digest"], name="subscriptions_to_a_page")]

    def __str__(self) -> str:
        # Never the e-mail address: this ends up in logs.
        return f"{self.kind} {self.pk}"


class Notice(models.Model):
    """That a subscriber is to be told of a change. Gone once the mail is sent."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="notices")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(what__in=What.values), name="notice_is_known")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.item_id} {self.what}"
