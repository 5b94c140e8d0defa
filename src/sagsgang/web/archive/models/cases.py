"""Cases: items of several meetings that are steps of one matter."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sagsgang.web.accounts.models import Municipality


class Case(models.Model):
    """A case of a municipality. `number` is its journal number as compared (see `rules.cases`), empty without one."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="cases")
    slug = models.SlugField(max_length=90)
    title = models.TextField()
    number = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="one_case_an_address"),
            models.UniqueConstraint(
                fields=["municipality", "number"], condition=~models.Q(number=""), name="one_case_a_number"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.slug


class FormerCaseSlug(models.Model):
    """The address of a case that turned out to be another, or to be a single item; whoever comes there is sent on."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=90)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="former_slugs")
    item = models.ForeignKey("archive.Item", on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="one_case_a_former_address")]

    def __str__(self) -> str:
        return self.slug


class CaseVerdict(models.Model):
    """What a person decided: that an item belongs to the case of another item, or that it does not.

    Kept by items rather than by cases, which are derived. The latest of a pair counts.
    """

    item = models.ForeignKey("archive.Item", on_delete=models.CASCADE, related_name="verdicts")
    other = models.ForeignKey("archive.Item", on_delete=models.CASCADE, related_name="+")
    same = models.BooleanField()
    reason = models.TextField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_id} {'is' if self.same else 'is not'} {self.other_id}"


class Mention(models.Model):
    """That an item names another meeting, and perhaps an item of it, whether the archive has that or not.

    `body_key` is the named body's (see `rules.meetings.body_key`). `is_history` when it tells of an earlier decision in
    the same case.
    """

    item = models.ForeignKey("archive.Item", on_delete=models.CASCADE, related_name="mentions")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    body_key = models.CharField(max_length=300)
    date = models.DateField()
    number = models.CharField(max_length=60, blank=True)
    is_history = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "date"], name="mentions_of_a_day")]

    def __str__(self) -> str:
        return f"{self.date} {self.number}"
