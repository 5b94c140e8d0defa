"""What reading documents anew has changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sagsgang.web.archive.selectors import rereadings as selectors
from sagsgang.web.pages.addresses import not_there


def rereadings(request: HttpRequest) -> HttpResponse:
    """All runs, the latest first."""
    return render(request, "pages/rereadings.html", {"runs": selectors.rereadings()})


def rereading(request: HttpRequest, number: int) -> HttpResponse:
    """What one run changed, document by document."""
    run = selectors.rereading(number)
    if run is None:
        raise not_there()
    return render(request, "pages/rereading.html", {"run": run, "documents": selectors.changed_in(run)})
