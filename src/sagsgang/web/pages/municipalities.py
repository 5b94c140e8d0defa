"""A municipality with its bodies, and a body with its meetings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sagsgang.web.archive.selectors import places
from sagsgang.web.pages.addresses import elsewhere, not_there, number_of


def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    """The bodies of a municipality and what they decided last."""
    view = places.municipality(municipality)
    if view is None:
        raise not_there()
    return render(request, "pages/municipality.html", {"view": view, "municipality": view.municipality})


def body(request: HttpRequest, municipality: str, body: str) -> HttpResponse:
    """The meetings of a body in one year: that of `?aar=`, else the latest."""
    view = places.body(municipality, body, number_of(request, "aar"))
    if view is None:
        return elsewhere(request, municipality, body)
    return render(request, "pages/body.html", {"view": view})
