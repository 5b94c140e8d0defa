"""What KLE numbers stand for."""

from __future__ import annotations

from django.db import models


class Topic(models.Model):
    """A main group ("17"), group ("17.04") or topic ("17.04.00") of KLE, the municipalities' list of topics."""

    number = models.CharField(max_length=20, unique=True)
    title = models.TextField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
