"""A person as minutes record them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sagsgang.web.archive.selectors import people
from sagsgang.web.pages.addresses import not_there


def person(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """Seats, presence and absences, and votes by name. Search engines are asked to leave the page out."""
    view = people.person(municipality, slug)
    if view is None:
        raise not_there()
    response = render(request, "pages/person.html", {"view": view, "municipality": view.person.municipality})
    response["X-Robots-Tag"] = "noindex"
    return response
