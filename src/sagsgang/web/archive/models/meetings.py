"""Meetings, the documents they are known from, and their items."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sagsgang.model import DocumentKind, ItemKind
from sagsgang.rules.cases import Basis
from sagsgang.web.accounts.models import Body, Municipality
from sagsgang.web.archive.models.cases import Case
from sagsgang.web.archive.models.constraints import one_of
from sagsgang.web.archive.models.documents import Document


class Meeting(models.Model):
    """A meeting of a body. `slug` is the last part of its lasting address, `kind` that of its best document.

    `revision` counts how often it was derived. `indexed_revision` says which of them the search index holds, and
    `indexed_items` and `indexed_closed` how many entries it has in the public and in the closed one. `changed_at` says
    when what the public reads of it changed last, by its `fingerprint`: deriving it anew with the same result is none.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=30)
    date = models.DateField(null=True, db_index=True)
    start = models.TimeField(null=True)
    place = models.TextField(blank=True)
    item_count = models.PositiveIntegerField(default=0)
    closed_count = models.PositiveIntegerField(default=0)
    doubt_count = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    indexed_revision = models.PositiveIntegerField(default=0)
    indexed_items = models.PositiveIntegerField(default=0)
    indexed_closed = models.PositiveIntegerField(default=0)
    is_indexed = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "slug"], name="one_meeting_an_address"),
            one_of(DocumentKind, field="kind", name="meeting_kind_is_known"),
        ]
        indexes = [
            models.Index(fields=["body", "-date"], name="meetings_of_a_body"),
            # What waits for the index is few of many, and looked for after every import.
            models.Index(fields=["id"], condition=Q(is_indexed=False), name="meetings_to_index"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.slug}"


class GoneMeeting(models.Model):
    """The key of a meeting that is no more, until the search index has forgotten it."""

    meeting = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return str(self.meeting)


class FormerMeetingSlug(models.Model):
    """An address that a meeting had; whoever comes there is sent on. `body_slug` is its body's of that time."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    body_slug = models.SlugField(max_length=150)
    slug = models.SlugField(max_length=60)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="former_slugs")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "body_slug", "slug"], name="one_meeting_a_former_address")
        ]

    def __str__(self) -> str:
        return self.slug


class Paper(models.Model):
    """What one document says of a meeting. `rank` 0 is the best; `content` is its public view without the items.

    `replaced` when its source has a later version of it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="paper")
    kind = models.CharField(max_length=30)
    rank = models.PositiveSmallIntegerField()
    replaced = models.BooleanField()
    doubt_count = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        ordering = ["rank"]
        constraints = [one_of(DocumentKind, field="kind", name="paper_kind_is_known")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Item(models.Model):
    """An item of a meeting, as the public may see it. `slug` is its number, or its place where it has none.

    `title_key` is what the same matter is called elsewhere (see `rules.meetings.title_key`), as a short digest; empty
    for what can be no step of a case. `basis` says why it is a step of its case.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    slug = models.SlugField(max_length=60)
    number = models.CharField(max_length=60, blank=True)
    title = models.TextField(blank=True)
    is_open = models.BooleanField()
    kind = models.CharField(max_length=30)
    outcomes = models.JSONField(default=list)
    topic = models.CharField(max_length=20, blank=True, db_index=True)
    title_key = models.CharField(max_length=32, blank=True)
    case_number = models.CharField(max_length=100, blank=True, db_index=True)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="items")
    basis = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "slug"], name="one_item_an_address"),
            one_of(ItemKind, field="kind", name="item_kind_is_known"),
            one_of(Basis, field="basis", name="basis_is_known", or_empty=True),
        ]
        indexes = [
            models.Index(fields=["title_key"], condition=~Q(title_key=""), name="items_by_title"),
            # Whole answers to what is counted most: the items of a topic, and the topics of some meetings.
            models.Index(fields=["topic", "meeting"], name="items_of_a_topic"),
            models.Index(fields=["meeting", "topic"], name="topics_of_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class FormerItemSlug(models.Model):
    """An address that an item had; whoever comes there is sent on."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=60)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="former_slugs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "slug"], name="one_item_a_former_address")]

    def __str__(self) -> str:
        return self.slug


class ItemReading(models.Model):
    """What one paper says of an item, as the public may see it. `rank` 0 is the best, which pages show first.

    `mark` is a digest of the number and title that were read, by which the item is found again.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="readings")
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="readings")
    position = models.PositiveIntegerField()
    rank = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=65)
    content = models.JSONField()

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["paper", "position"], name="one_reading_a_position")]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.rank}"
