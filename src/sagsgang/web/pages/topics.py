"""Topics of KLE, and what is decided under them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sagsgang.web.archive.selectors import topics
from sagsgang.web.pages.addresses import not_there


def all_topics(request: HttpRequest) -> HttpResponse:
    """The main groups with the number of their items."""
    return render(request, "pages/topics.html", {"topics": topics.topics()})


def topic(request: HttpRequest, number: str) -> HttpResponse:
    """The latest items of a topic, and how many each municipality has."""
    view = topics.topic(number)
    if view is None:
        raise not_there()
    return render(request, "pages/topic.html", {"view": view})
