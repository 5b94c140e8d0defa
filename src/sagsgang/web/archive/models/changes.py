"""What persons put right or withheld, and what a better reader changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sagsgang.web.archive.models.documents import Document
from sagsgang.web.archive.models.meetings import Item, Meeting


class _Decided(models.Model):
    """What a person decided of a meeting: when and why; it is never changed, but can be withdrawn."""

    reason = models.TextField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["pk"]


class Correction(_Decided):
    """A field of a meeting, or of an item of it, that a person put right: who, when and why.

    Lies over what was read. `was` is what had been read when it was made; `title` says which item it is about, should
    the item ever go. `reads` is what is read now, `applies` whether there still is such a field. What a person wrote is
    never changed; it can be withdrawn.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections")
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, related_name="corrections")
    field = models.CharField(max_length=60)
    was = models.JSONField(null=True)
    value = models.JSONField(null=True)
    reads = models.JSONField(null=True)
    applies = models.BooleanField(default=True)
    title = models.TextField(blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="corrections")

    def __str__(self) -> str:
        return f"{self.field} {self.pk}"


class Withholding(_Decided):
    """Words that a person took from everything the public reads of a meeting: who, when and why; can be withdrawn."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="withholdings")
    words = models.TextField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        # Never the words: this ends up in logs.
        return f"withholding {self.pk}"


class Rereading(models.Model):
    """One run through documents that an older reader has read. `finished_at` is empty while it goes on."""

    reader = models.CharField(max_length=50)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    read = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.reader} {self.started_at}"


class Reread(models.Model):
    """What reading a document anew changed: public fields only, as `[where, was, is]`; `failure` when it could not."""

    rereading = models.ForeignKey(Rereading, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    reader_was = models.CharField(max_length=50)
    changes = models.JSONField(default=list)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.document_id}"
