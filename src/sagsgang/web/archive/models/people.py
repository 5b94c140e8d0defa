"""People as minutes record them."""

from __future__ import annotations

from django.db import models

from sagsgang.web.accounts.models import Municipality
from sagsgang.web.archive.models.meetings import Item, Meeting


class Person(models.Model):
    """A name that a municipality's minutes record among those present or absent. Two of one name are one here."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="one_person_an_address")]

    def __str__(self) -> str:
        return str(self.pk)


class Presence(models.Model):
    """Somebody who was at a meeting, or was recorded as absent. Party and role as written there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="presences")
    present = models.BooleanField()
    party = models.CharField(max_length=50, blank=True)
    role = models.CharField(max_length=100, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_presence_a_meeting")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.present}"


class Vote(models.Model):
    """A vote that minutes record by name."""

    class Side(models.TextChoices):
        """How somebody voted."""

        FOR = "for", "for"
        AGAINST = "against", "against"
        ABSTAINED = "abstained", "abstained"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="votes")
    side = models.CharField(max_length=10, choices=Side.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "person", "side"], name="one_vote_an_item"),
            models.CheckConstraint(condition=models.Q(side__in=["for", "against", "abstained"]), name="side_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.side}"
