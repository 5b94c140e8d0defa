"""An item of a meeting."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sagsgang.model import SectionKind
from sagsgang.web.archive import selectors


def item(request: HttpRequest, municipality: str, body: str, meeting: str, item: str) -> HttpResponse:
    """Everything that was read of an item; of a closed one that it is closed."""
    view = selectors.item(municipality, body, meeting, item)
    if view is None:
        raise Http404
    # What is shown point by point above is not shown a second time among the sections, only offered.
    told = {SectionKind.DECISION: view.item.decisions, SectionKind.RECOMMENDATION: view.item.recommendations}
    sections = [(section, bool(told.get(section.kind))) for section in view.item.sections]
    context = {
        "view": view,
        "item": view.item,
        "source_pages": view.minutes.source.pages if view.minutes.source else None,
        "sections": [section for section, repeated in sections if not repeated],
        "repeated": [section for section, repeated in sections if repeated],
    }
    return render(request, "pages/item.html", context)
