"""Lists of everything that can be chosen: a search shows hundreds of values, and in a template each costs many times
what it costs here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sagsgang.web.pages.facets import Value
from sagsgang.web.pages.templatetags.reading import icon

register = template.Library()


@register.filter
def options(values: Iterable[tuple[str, object]], chosen: Sequence[str]) -> SafeString:
    """What a list offers, by value and name; the first of those `chosen` is selected."""
    selected = chosen[0] if chosen else None
    marks = ((value, mark_safe(" selected") if value == selected else "", name) for value, name in values)
    return format_html_join("", '<option value="{}"{}>{}</option>', marks)


@register.filter
def facet_links(values: Sequence[Value]) -> SafeString:
    """The values of a facet as links, with how many hits each has."""
    removes, close = _("Remove the filter"), icon("close")
    links = (
        format_html(
            '<a href="{}" class="on"><span class="sr-only">{} </span>{}{}</a>',
            value.address,
            removes,
            value.name,
            close,
        )
        if value.chosen
        else format_html('<a href="{}">{}</a>', value.address, value.name)
        for value in values
    )
    counts = (value.count for value in values)
    return format_html(
        "<ul>{}</ul>",
        format_html_join("", '<li>{} <span class="count">{}</span></li>', zip(links, counts, strict=True)),
    )
