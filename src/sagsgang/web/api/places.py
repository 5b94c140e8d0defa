"""A municipality with its bodies, and a body with its meetings."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from sagsgang.web.api.answers import data, elsewhere, listed, whole_number
from sagsgang.web.archive.outputs import lists, rows
from sagsgang.web.pages.addresses import not_there


@data("side")
def municipality(request: HttpRequest, municipality: str, form: str) -> HttpResponseBase:
    """The bodies of a municipality."""
    found = lists.municipality(municipality)
    if found is None:
        raise not_there()
    head = {"address": rows.municipality_address(found), "name": found.name or None}
    return listed(request, form, lists.bodies(found), head)


@data("aar", "side")
def body(request: HttpRequest, municipality: str, body: str, form: str) -> HttpResponseBase:
    """The meetings of a body: all, or those of `?aar=` (0 for those without a date)."""
    found = lists.body(municipality, body)
    if found is None:
        return elsewhere(request, municipality, body)
    meetings = lists.meetings(found, whole_number(request, "aar", least=0))
    # The list is called what the number would be.
    head = {name: value for name, value in rows.body(found).items() if name != "meetings"}
    return listed(request, form, meetings, head)
