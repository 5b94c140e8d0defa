"""The accounts as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """Label `accounts`."""

    name = "sagsgang.web.accounts"
    label = "accounts"
