"""Closed items, for members and editors; for everybody else these pages are not there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from sagsgang.web.archive.index import IndexUnusableError
from sagsgang.web.archive.selectors import closed, items
from sagsgang.web.pages.addresses import not_there

_LONGEST = 500


@never_cache
def results(request: HttpRequest) -> HttpResponse:
    """Search in the closed items that the reader may see."""
    if not closed.may_see_some(request.user):
        raise not_there()
    words = request.GET.get("q", "")[:_LONGEST]
    try:
        found = closed.search(request.user, words)
    except IndexUnusableError:
        return render(request, "pages/no_index.html", status=503)
    return render(request, "pages/closed_results.html", {"words": words, "results": found})


@never_cache
def item(request: HttpRequest, municipality: str, body: str, meeting: str, item: str) -> HttpResponse:
    """What a document says of a closed item."""
    row = items.find(municipality, body, meeting, item)
    said = closed.item(request.user, row) if row is not None else None
    if said is None:
        raise not_there()
    return render(request, "pages/closed_item.html", {"row": row, "item": said})
