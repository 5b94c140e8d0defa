"""Municipalities, bodies, and the people who may do more than read."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q


class Municipality(models.Model):
    """A municipality (or region) as documents name it. The name is empty where documents do not say."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """A council or committee of a municipality. The name is empty where documents do not say."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=150)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="one_slug_a_body")]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """`municipality/body`, as in addresses. The municipality must have been loaded."""
        return f"{self.municipality.slug}/{self.slug}"


class BodyName(models.Model):
    """A name that documents use for a body, or that it had. `key` is what spellings share, `slug` an old address."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="body_names")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    slug = models.SlugField(max_length=150)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="one_body_a_name")]
        indexes = [
            models.Index(fields=["municipality", "key"], name="bodies_by_key"),
            models.Index(fields=["municipality", "slug"], name="bodies_by_former_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """Somebody who may do more than read what is public."""


class Attempt(models.Model):
    """That somebody tried what may be tried so often only (see `attempts`). `key` is a keyed hash of who and what."""

    key = models.CharField(max_length=64, db_index=True)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.until)


class Role(models.TextChoices):
    """What somebody may do in a municipality, or in one body of it."""

    EDITOR = "editor", "editor"
    MEMBER = "member", "member"


class Membership(models.Model):
    """A role in a municipality; with a body, in that body only."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="memberships")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            # Two, since SQLite knows no constraint in which one nothing is like another.
            models.UniqueConstraint(fields=["user", "municipality", "body", "role"], name="one_membership_a_role"),
            models.UniqueConstraint(
                fields=["user", "municipality", "role"], condition=Q(body=None), name="one_membership_a_municipality"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
