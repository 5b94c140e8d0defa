"""The meetings of a body as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime
import re
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from sagsgang.web.api.answers import conditional, data, elsewhere, site
from sagsgang.web.archive.outputs import followed, lists
from sagsgang.web.archive.outputs.followed import MeetingEntry
from sagsgang.web.pages.labels import DOCUMENT_KINDS

_MOST = 1000
_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]+")


@data()
def body(request: HttpRequest, municipality: str, body: str) -> HttpResponseBase:
    """The meetings that have a day, as many as a calendar can take."""
    found = lists.body(municipality, body)
    if found is None:
        return elsewhere(request, municipality, body)
    name = ", ".join(filter(None, (found.name or _("Council or committee not stated"), found.municipality.name)))
    calendar = Calendar()
    calendar.add("prodid", "-//Sagsgang//Sagsgang//DA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _clean(name))
    for meeting in followed.on_a_day(found, _MOST):
        calendar.add_component(_event(request, meeting, name))
    calendar.add_missing_timezones()
    return conditional(request, HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8"))


def _event(request: HttpRequest, meeting: MeetingEntry, name: str) -> Event:
    day = meeting.date
    assert day is not None  # noqa: S101 - only meetings on a day are asked for
    event = Event()
    event.add("uid", f"meeting-{meeting.key}@{request.get_host().partition(':')[0]}")
    event.add("dtstamp", meeting.changed_at.astimezone(datetime.UTC))
    event.add("last-modified", meeting.changed_at.astimezone(datetime.UTC))
    event.add("summary", _clean(name))
    event.add("dtstart", _at(day, meeting.start) if meeting.start else day)
    if meeting.start and meeting.end and meeting.end > meeting.start:
        event.add("dtend", _at(day, meeting.end))
    if meeting.place:
        event.add("location", _clean(meeting.place))
    event.add("description", str(DOCUMENT_KINDS[meeting.kind]))
    event.add("url", site(request) + meeting.address)
    return event


def _at(day: datetime.date, hour: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, hour, tzinfo=_COPENHAGEN)


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
