"""What was imported: files by their content, and where they were found."""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property

from sagsgang.model import DocumentKind, Minutes, from_json
from sagsgang.web.archive.models.constraints import one_of


class Document(models.Model):
    """A file, known by its content. The bytes lie in the data directory (see `files`)."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    reader = models.CharField(max_length=50, db_index=True)
    content = models.JSONField()
    text = models.TextField()
    has_closed_content = models.BooleanField()
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [one_of(DocumentKind, field="kind", name="document_kind_is_known")]

    def __str__(self) -> str:
        return self.sha256[:12]

    @cached_property
    def minutes(self) -> Minutes:
        """The full reading, closed content included; decoded once, since that costs more than to load it."""
        return from_json(self.content)


class Provenance(models.Model):
    """Where a document was found: one row for each path or address.

    What was seen last at a location is its current version. `digest` is the location's SHA-256: locations have any
    length, and databases keep short keys only.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="provenances")
    location = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "digest"], name="one_provenance_a_location")]

    def __str__(self) -> str:
        return self.location
