"""The pages as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class Pages(AppConfig):
    """Label `pages`."""

    name = "sagsgang.web.pages"
    label = "pages"
