"""A case with its steps, a person, and a topic."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from sagsgang.web.api.answers import data, listed, one, sent_on
from sagsgang.web.archive.outputs import dictionary, lists, rows, views
from sagsgang.web.archive.selectors import addressing, cases, people
from sagsgang.web.pages.addresses import not_there


@data("side")
def case(request: HttpRequest, municipality: str, case: str, form: str) -> HttpResponseBase:
    """A case with its steps, the earliest first."""
    view = cases.case(municipality, case)
    if view is None:
        slug = addressing.moved_case(municipality, case)
        return sent_on(request, f"/{municipality}/sag/{slug}" if slug else "")
    return listed(request, form, lists.steps(view.case), views.case(view))


@data("side")
def person(request: HttpRequest, municipality: str, person: str, form: str) -> HttpResponseBase:
    """What is recorded of a person: seats, absences and votes."""
    view = people.person(municipality, person)
    if view is None:
        raise not_there()
    if form == "csv":
        return listed(request, form, lists.of_rows(dictionary.RECORDS, list(rows.records(view))), {})
    return one(request, views.person(view))


@data("side")
def topic(request: HttpRequest, topic: str, form: str) -> HttpResponseBase:
    """The items of a KLE main group, group or topic, latest first."""
    found = lists.items_about(topic)
    title = lists.topic_title(topic)
    if not found.count and not title:
        raise not_there()
    return listed(request, form, found, {"topic": topic, "title": title or None})
