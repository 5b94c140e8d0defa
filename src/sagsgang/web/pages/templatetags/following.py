"""The way from a page to mails about what is new on it, and what these mails need."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.inclusion_tag("pages/subscriptions/link.html")
def follow(address: str) -> dict[str, str]:
    """A link to the form for mails about the page at an address within the site; nothing where mails are off."""
    return {"address": address if settings.SITE_URL else ""}


@register.filter
def one_line(text: str) -> str:
    """The text without anything that ends a line or is not shown; what comes from documents may hold both."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
