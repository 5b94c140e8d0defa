"""A meeting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sagsgang.web.archive.selectors import meetings
from sagsgang.web.pages import doubts
from sagsgang.web.pages.addresses import elsewhere, number_of


def meeting(request: HttpRequest, municipality: str, body: str, meeting: str) -> HttpResponse:
    """Who met where and when, the items and what was decided, and how the document was read.

    `?dokument=` chooses another of the meeting's documents, by number from 1.
    """
    view = meetings.meeting(municipality, body, meeting, number_of(request, "dokument"))
    if view is None:
        return elsewhere(request, municipality, body, meeting)
    context = {"view": view, "minutes": view.minutes, "doubts": doubts.of_document(view.minutes)}
    return render(request, "pages/meeting.html", context)
