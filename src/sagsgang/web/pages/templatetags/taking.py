"""Where a page is to be had as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.http import HttpRequest, QueryDict
from django.template import RequestContext
from django.utils.translation import gettext as _

from sagsgang.web.pages.forms import SearchForm

register = template.Library()

# What an address of data may ask besides; the part of a long list is chosen there.
_ASKED = {*SearchForm.base_fields, "aar"} - {"side"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A form of the page, and where it is."""

    name: str
    address: str


@register.simple_tag(takes_context=True)
def taken_along(context: RequestContext, endings: str) -> list[Taken]:
    """The page as data: `endings` are "csv", "json", "atom" and "ics"."""
    return list(_taken(context["request"], endings.split()))


def _taken(request: HttpRequest, endings: list[str]) -> Iterator[Taken]:
    names = {"csv": "CSV", "json": "JSON", "atom": "Atom", "ics": _("calendar")}
    asked = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if name in _ASKED and any(values):
            asked.setlist(name, values)
    # A year chooses meetings from a list; a feed and a calendar hold the latest of all.
    latest = asked.copy()
    latest.pop("aar", None)
    for ending in endings:
        query = (latest if ending in {"atom", "ics"} else asked).urlencode()
        yield Taken(name=names[ending], address=f"{request.path}.{ending}" + (f"?{query}" if query else ""))
