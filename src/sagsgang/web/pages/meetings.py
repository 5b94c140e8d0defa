"""A meeting, and what a new version of its documents changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sagsgang.web.accounts import access
from sagsgang.web.archive.selectors import differences, meetings
from sagsgang.web.pages import doubts
from sagsgang.web.pages.addresses import elsewhere, not_there, number_of


def meeting(request: HttpRequest, municipality: str, body: str, meeting: str) -> HttpResponse:
    """Who met where and when, the items and what was decided, and how the document was read.

    `?dokument=` chooses another of the meeting's documents, by number from 1; with `forskel=1` what replaced it is held
    against it.
    """
    document = number_of(request, "dokument")
    if number_of(request, "forskel") == 1:
        return _difference(request, municipality, body, meeting, document)
    view = meetings.meeting(municipality, body, meeting, document)
    if view is None:
        return elsewhere(request, municipality, body, meeting)
    context = {
        "view": view,
        "minutes": view.minutes,
        "doubts": doubts.of_document(view.minutes),
        "can_correct": access.can(request.user, access.Action.CORRECT, view.meeting.body),
    }
    return render(request, "pages/meeting.html", context)


def _difference(request: HttpRequest, municipality: str, body: str, meeting: str, document: int | None) -> HttpResponse:
    found = differences.difference(municipality, body, meeting, document)
    if found is not None:
        path = reverse("pages:meeting", args=[municipality, body, meeting])
        address = f"{path}?dokument={found.was_number}&forskel=1"
        return render(request, "pages/difference.html", {"difference": found, "view": found.view, "address": address})
    if meetings.find(municipality, body, meeting) is not None:
        raise not_there()
    return elsewhere(request, municipality, body, meeting)
