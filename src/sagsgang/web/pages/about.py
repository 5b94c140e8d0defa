"""What this is, how accessible it is, and how to take it along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sagsgang.web.archive.outputs import dictionary, lists


def about(request: HttpRequest) -> HttpResponse:
    """What the archive is and what it is not."""
    return render(request, "pages/about.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "pages/accessibility.html")


def data(request: HttpRequest) -> HttpResponse:
    """What there is as data, in which forms, and what the fields mean."""
    context = {"most": lists.MOST, "tables": list(dictionary.documented())}
    return render(request, "pages/data.html", context)
