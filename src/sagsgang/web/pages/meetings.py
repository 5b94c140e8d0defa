"""A meeting."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sagsgang.model import DocumentKind
from sagsgang.web.archive import selectors
from sagsgang.web.pages import doubts

# As the documents of a meeting come out.
_ORDER = (DocumentKind.AGENDA, DocumentKind.SUPPLEMENTARY_AGENDA, DocumentKind.MINUTES, DocumentKind.OTHER)


def meeting(request: HttpRequest, municipality: str, body: str, meeting: str) -> HttpResponse:
    """Who met where and when, the items and what was decided, and how the document was read."""
    view = selectors.meeting(municipality, body, meeting)
    if view is None:
        raise Http404
    context = {
        "view": view,
        "minutes": view.minutes,
        "doubts": doubts.of_document(view.minutes),
        "papers": sorted((view.meeting, *view.others), key=lambda paper: (_ORDER.index(paper.kind), paper.slug)),
    }
    return render(request, "pages/meeting.html", context)
