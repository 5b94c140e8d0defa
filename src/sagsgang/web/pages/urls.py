"""Addresses of the pages; short and lasting."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from sagsgang.web.pages import about, cases, comparisons, items, meetings, municipalities, people, search, topics

app_name = "pages"
urlpatterns = [
    path("", search.front, name="front"),
    path("soeg", search.results, name="search"),
    path("om", about.about, name="about"),
    path("tilgaengelighed", about.accessibility, name="accessibility"),
    # A choice of language harms nobody, and pages without a token in them can be kept by a cache.
    path("sprog", csrf_exempt(set_language), name="language"),
    path("emne", topics.all_topics, name="topics"),
    path("emne/<str:number>", topics.topic, name="topic"),
    path("sammenlign", comparisons.compare, name="compare"),
    path("<slug:municipality>/sag/<slug:slug>", cases.case, name="case"),
    path("<slug:municipality>/person/<slug:slug>", people.person, name="person"),
    path("<slug:municipality>", municipalities.municipality, name="municipality"),
    path("<slug:municipality>/<slug:body>", municipalities.body, name="body"),
    path("<slug:municipality>/<slug:body>/<slug:meeting>", meetings.meeting, name="meeting"),
    path("<slug:municipality>/<slug:body>/<slug:meeting>/<slug:item>", items.item, name="item"),
]
