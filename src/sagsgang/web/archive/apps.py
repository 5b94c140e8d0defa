"""The archive as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class Archive(AppConfig):
    """Label `archive`."""

    name = "sagsgang.web.archive"
    label = "archive"
