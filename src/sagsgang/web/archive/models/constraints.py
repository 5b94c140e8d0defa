"""Enums as the database keeps them."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q


def one_of(kinds: type[StrEnum], *, field: str, name: str, or_empty: bool = False) -> models.CheckConstraint:
    """The field holds a value of the enum and nothing else (but nothing at all, where that is allowed)."""
    values = [kind.value for kind in kinds] + ([""] if or_empty else [])
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)
