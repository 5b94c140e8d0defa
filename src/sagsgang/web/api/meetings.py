"""A meeting, and an item of it."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from sagsgang.web.api.answers import data, elsewhere, listed, one, whole_number
from sagsgang.web.archive.outputs import lists, views
from sagsgang.web.archive.selectors import items, meetings


@data("dokument", "side")
def meeting(request: HttpRequest, municipality: str, body: str, meeting: str, form: str) -> HttpResponseBase:
    """A meeting as one of its documents tells of it (`?dokument=`), or its items as CSV."""
    view = meetings.meeting(municipality, body, meeting, whole_number(request, "dokument"))
    if view is None:
        return elsewhere(request, municipality, body, meeting)
    if form == "csv":
        return listed(request, form, lists.items_of(view.meeting), {})
    return one(request, views.meeting(view))


@data("dokument", "side")
def item(request: HttpRequest, municipality: str, body: str, meeting: str, item: str, form: str) -> HttpResponseBase:
    """An item with what every document says of it, or its row as CSV."""
    view = items.item(municipality, body, meeting, item)
    if view is None:
        return elsewhere(request, municipality, body, meeting, item)
    if form == "csv":
        return listed(request, form, lists.one_item(view.row), {})
    return one(request, views.item(view))
