"""Lists of everything that can be chosen: a search shows hundreds of values, and in a template each costs many times
what it costs here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sagsgang.web.pages.facets import Value
from sagsgang.web.pages.templatetags.reading import icon

register = template.Library()


@register.filter
def options(values: Iterable[tuple[str, object]], chosen: Sequence[str]) -> SafeString:
    """What a list offers, by value and name; the first of those `chosen` is selected."""
    selected = chosen[0] if chosen else None
    made = (
        f'<option value="{escape(value)}"{" selected" if value == selected else ""}>{escape(name)}</option>'
        for value, name in values
    )
    return mark_safe("".join(made))  # noqa: S308 - values and names are escaped


@register.filter
def facet_links(values: Iterable[Value]) -> SafeString:
    """The values of a facet as links, with how many hits each has."""
    removes, close = escape(_("Remove the filter")), icon("close")
    made = []
    for value in values:
        name, link = escape(value.name), f'<a href="{escape(value.address)}"'
        if value.chosen:
            link += f' class="on"><span class="sr-only">{removes} </span>{name}{close}</a>'
        else:
            link += f">{name}</a>"
        made.append(f'<li>{link} <span class="count">{value.count:d}</span></li>')
    return mark_safe(f"<ul>{''.join(made)}</ul>")  # noqa: S308 - names and addresses are escaped
