"""Putting right what was read of a meeting itself: its date, hours, place and chair; and words to withhold."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sagsgang.rules.corrections import MEETING_FIELDS, read_of
from sagsgang.web.accounts import access
from sagsgang.web.archive import corrections, index
from sagsgang.web.archive.selectors import meetings, withholdings
from sagsgang.web.archive.selectors.meetings import MeetingView
from sagsgang.web.pages.addresses import elsewhere, not_there
from sagsgang.web.pages.fields import field_of

# What was done, as the address says it afterwards; it never holds the words.
_DONE = {"withhold": "skjult", "reveal": "vist"}


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, municipality: str, body: str, meeting: str) -> HttpResponse:
    """A form for each field of the meeting, for its editors; for everybody else the page is not there."""
    view = meetings.meeting(municipality, body, meeting)
    if view is None:
        return elsewhere(request, municipality, body, meeting)
    if not request.user.is_authenticated:
        return redirect_to_login(f"/{view.meeting.body.path}/{view.meeting.slug}/ret")
    if not access.can(request.user, access.Action.CORRECT, view.meeting.body):
        raise not_there()
    if request.method != "POST":
        context = {**_context(view), "done": request.GET.get("gjort", "")}
        return render(request, "pages/meeting_correct.html", context)
    try:
        _carry_out(request, view)
    except corrections.MeansNothingError as error:
        return render(request, "pages/meeting_correct.html", {**_context(view), "refusal": str(error)}, status=422)
    index.follow()
    now = meetings.by_key(view.meeting.pk)
    done = _DONE.get(request.POST.get("do", ""), "rettet")
    return HttpResponseRedirect(f"/{now.body.path}/{now.slug}/ret?gjort={done}")


def _carry_out(request: HttpRequest, view: MeetingView) -> None:
    given, meeting = request.POST, view.meeting
    reason = given.get("reason", "")
    if given.get("do") == "withhold":
        corrections.withhold(actor=request.user, meeting=meeting, words=given.get("words", ""), reason=reason)
    elif given.get("do") == "reveal":
        key = given.get("withholding")
        found = next((row for row in withholdings.of_editors(meeting) if str(row.pk) == key), None)
        if found is None:
            raise corrections.MeansNothingError(_("The words are not withheld any more."))
        corrections.reveal(actor=request.user, withholding=found)
    else:
        corrections.correct(
            actor=request.user,
            meeting=meeting,
            item=None,
            field=given.get("field", ""),
            text=given.get("value", ""),
            reason=reason,
        )


def _context(view: MeetingView) -> dict[str, Any]:
    return {
        "view": view,
        "meeting": view.meeting,
        "fields": [field_of(name, read_of(view.minutes, name)) for name in MEETING_FIELDS],
        "corrections": meetings.corrections_of(view.meeting),
        "withheld_words": withholdings.of_editors(view.meeting),
    }
