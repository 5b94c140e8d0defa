"""What a program is told when something is not there or went wrong; people are shown a page."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sagsgang.web.api.answers import refused
from sagsgang.web.archive.troubles import trouble_of
from sagsgang.web.pages import errors

# After which it is worth trying again.
_SECONDS = 60
_ENDINGS = (".json", ".csv", ".atom", ".ics")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at the address."""
    if request.path.endswith(_ENDINGS):
        return refused(request, _("There is nothing at this address."), 404)
    return errors.not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """A defect of ours; or a full disk or a busy database, which passes."""
    if trouble_of(sys.exc_info()[1]) is not None:
        return _unavailable(request)
    if request.path.endswith(_ENDINGS):
        return refused(request, _("Something went wrong here. Try again later."), 500)
    return errors.failed(request)


def _unavailable(request: HttpRequest) -> HttpResponse:
    if request.path.endswith(_ENDINGS):
        response = refused(request, _("The archive does not answer just now. Try again in a minute."), 503)
    else:
        response = errors.unavailable(request)
    response["Retry-After"] = str(_SECONDS)
    return response
