"""A municipality with its bodies, and a body with its meetings."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sagsgang.web.archive import selectors


def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    """The bodies of a municipality."""
    found = selectors.municipality(municipality)
    if found is None:
        raise Http404
    return render(request, "pages/municipality.html", {"municipality": found, "bodies": selectors.bodies(found)})


def body(request: HttpRequest, municipality: str, body: str) -> HttpResponse:
    """The meetings of a body in one year: that of `?aar=`, else the latest."""
    asked = request.GET.get("aar", "")
    view = selectors.body(municipality, body, int(asked) if asked.isascii() and asked.isdigit() else None)
    if view is None:
        raise Http404
    return render(request, "pages/body.html", {"view": view})
