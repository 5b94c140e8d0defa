"""Lists of everything that can be chosen: a search shows hundreds of values, and in a template each costs many times
what it costs here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sagsgang.web.pages.facets import Value
from sagsgang.web.pages.markup import markup
from sagsgang.web.pages.templatetags.reading import icon

register = template.Library()


_SELECTED = SafeString(" selected")


@register.filter
def options(values: Iterable[tuple[str, object]], chosen: Sequence[str]) -> SafeString:
    """What a list offers, by value and name; the first of those `chosen` is selected."""
    selected = chosen[0] if chosen else None
    return SafeString(
        "".join(
            markup('<option value="{}"{}>{}</option>', value, _SELECTED if value == selected else "", name)
            for value, name in values
        )
    )


@register.filter
def facet_links(values: Sequence[Value]) -> SafeString:
    """The values of a facet as links, with how many hits each has."""
    removes, close = _("Remove the filter"), icon("close")
    rows = (
        markup('<li>{} <span class="count">{}</span></li>', _link(value, removes, close), value.count)
        for value in values
    )
    return markup("<ul>{}</ul>", SafeString("".join(rows)))


def _link(value: Value, removes: str, close: SafeString) -> SafeString:
    if not value.chosen:
        return markup('<a href="{}">{}</a>', value.address, value.name)
    return markup(
        '<a href="{}" class="on"><span class="sr-only">{} </span>{}{}</a>', value.address, removes, value.name, close
    )
