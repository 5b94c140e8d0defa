"""A case with its path."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sagsgang.web.archive.selectors import addressing, cases
from sagsgang.web.archive.selectors.cases import Step
from sagsgang.web.pages.addresses import not_there
from sagsgang.web.pages.labels import OUTCOMES
from sagsgang.web.pages.path import drawn, outcomes_of

_LONGEST_WORDS = 24


def case(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """The path of a case through the bodies, drawn and step by step."""
    view = cases.case(municipality, slug)
    if view is None:
        moved = addressing.moved_case(municipality, slug)
        if moved:
            return HttpResponsePermanentRedirect(reverse("pages:case", args=[municipality, moved]))
        item = addressing.left_of_case(municipality, slug)
        if not item:
            raise not_there()
        # It may become a case once more.
        return HttpResponseRedirect(item)
    context = {
        "view": view,
        "municipality": view.case.municipality,
        "drawing": drawn(view.steps, [_words(step) for step in view.steps]),
    }
    return render(request, "pages/case.html", context)


def _words(step: Step) -> str:
    """What came of a step, as short as a drawing wants it."""
    names = [str(OUTCOMES[outcome]) for outcome in outcomes_of(step)]
    whole = ", ".join(names) or _("No decision")
    return whole if len(whole) <= _LONGEST_WORDS else f"{names[0]} …"
