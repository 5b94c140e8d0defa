"""The archive's tables.

`Document` keeps everything that was read, closed content included. `Meeting` and `Item` are derived from it, hold
the public view only (see `sagsgang.rules.openness`), and can be rebuilt at any time: a page cannot show what they do
not hold.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sagsgang.model import DocumentKind, ItemKind


def _one_of(kinds: type[DocumentKind] | type[ItemKind], *, field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": [kind.value for kind in kinds]}), name=name)


class Document(models.Model):
    """A file, known by its content. The bytes lie in the data directory (see `files`)."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    reader = models.CharField(max_length=50)
    content = models.JSONField()
    text = models.TextField()
    has_closed_content = models.BooleanField()
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [_one_of(DocumentKind, field="kind", name="document_kind_is_known")]

    def __str__(self) -> str:
        return self.sha256[:12]


class Provenance(models.Model):
    """Where a document came from: one row for each path or address it was found at."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="provenances")
    location = models.TextField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "location"], name="one_provenance_a_location")]

    def __str__(self) -> str:
        return self.location


class Municipality(models.Model):
    """A municipality (or region) as documents name it. The name is empty where documents do not say."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """A council or committee of a municipality as documents name it. The name is empty where documents do not say."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=150)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="one_body_a_slug")]

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """What one document says of one meeting. `slug` is the last part of its lasting address.

    `revision` counts how often it was derived, `indexed_revision` says which of them the search index holds.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="meeting")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=30)
    date = models.DateField(null=True, db_index=True)
    start = models.TimeField(null=True)
    place = models.TextField(blank=True)
    item_count = models.PositiveIntegerField()
    closed_count = models.PositiveIntegerField()
    doubt_count = models.PositiveIntegerField()
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    indexed_revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "slug"], name="one_meeting_an_address"),
            _one_of(DocumentKind, field="kind", name="meeting_kind_is_known"),
        ]
        indexes = [models.Index(fields=["body", "-date"], name="meetings_of_a_body")]

    def __str__(self) -> str:
        return f"{self.body} {self.slug}"


class Item(models.Model):
    """An item of a meeting, as the public may see it. `slug` is its number, or its place where it has none."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    slug = models.SlugField(max_length=60)
    number = models.CharField(max_length=60, blank=True)
    title = models.TextField(blank=True)
    is_open = models.BooleanField()
    kind = models.CharField(max_length=30)
    outcomes = models.JSONField(default=list)
    topic = models.CharField(max_length=20, blank=True, db_index=True)
    content = models.JSONField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "slug"], name="one_item_an_address"),
            models.UniqueConstraint(fields=["meeting", "position"], name="one_item_a_position"),
            _one_of(ItemKind, field="kind", name="item_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()
