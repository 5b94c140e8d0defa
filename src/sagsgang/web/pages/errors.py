"""What a reader sees when something is not there or went wrong."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """There is no such page."""
    return render(request, "pages/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """A defect of ours."""
    return render(request, "pages/failed.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The disk or the database gives no more just now; what was sent was not taken in."""
    # Who is logged in cannot be asked of a database that does not answer.
    request.user = AnonymousUser()
    return render(request, "pages/unavailable.html", status=503)
