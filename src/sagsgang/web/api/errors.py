"""What a program is told when something is not there or went wrong; people are shown a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sagsgang.web.api.answers import refused
from sagsgang.web.pages import errors

_ENDINGS = (".json", ".csv", ".atom", ".ics")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at the address."""
    if request.path.endswith(_ENDINGS):
        return refused(request, _("There is nothing at this address."), 404)
    return errors.not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """A defect of ours."""
    if request.path.endswith(_ENDINGS):
        return refused(request, _("Something went wrong here. Try again later."), 500)
    return errors.failed(request)
