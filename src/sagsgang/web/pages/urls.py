"""Addresses of the pages; short and lasting."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from sagsgang.web.pages import (
    about,
    cases,
    closed,
    comparisons,
    items,
    login,
    meeting_corrections,
    meetings,
    municipalities,
    people,
    rereadings,
    search,
    sources,
    subscriptions,
    topics,
)

app_name = "pages"
_ITEM = "<slug:municipality>/<slug:body>/<slug:meeting>/<slug:item>"
urlpatterns = [
    path("", search.front, name="front"),
    path("soeg", search.results, name="search"),
    path("soeg/lukkede", closed.results, name="closed-search"),
    path("om", about.about, name="about"),
    path("data", about.data, name="data"),
    path("log-ind", login.login, name="login"),
    path("log-ud", login.logout, name="logout"),
    path("genlaesning", rereadings.rereadings, name="rereadings"),
    path("genlaesning/<int:number>", rereadings.rereading, name="rereading"),
    path("tilgaengelighed", about.accessibility, name="accessibility"),
    # A choice of language harms nobody, and pages without a token in them can be kept by a cache.
    path("sprog", csrf_exempt(set_language), name="language"),
    path("abonnement/ny", subscriptions.ask, name="subscribe"),
    path("abonnement/tak", subscriptions.asked, name="subscription-asked"),
    path("abonnement/bekraeft/<str:token>", subscriptions.confirm, name="subscription-confirm"),
    path("abonnement/afmeld/<str:token>", subscriptions.end, name="subscription-end"),
    path("abonnement/mine/<str:token>", subscriptions.overview, name="subscription-overview"),
    path("emne", topics.all_topics, name="topics"),
    path("emne/<str:number>", topics.topic, name="topic"),
    path("sammenlign", comparisons.compare, name="compare"),
    path("<slug:municipality>/sag/<slug:slug>", cases.case, name="case"),
    path("<slug:municipality>/person/<slug:slug>", people.person, name="person"),
    path("<slug:municipality>", municipalities.municipality, name="municipality"),
    path("<slug:municipality>/<slug:body>", municipalities.body, name="body"),
    path("<slug:municipality>/<slug:body>/<slug:meeting>", meetings.meeting, name="meeting"),
    path("<slug:municipality>/<slug:body>/<slug:meeting>/ret", meeting_corrections.correct, name="correct-meeting"),
    path("<slug:municipality>/<slug:body>/<slug:meeting>/<slug:item>", items.item, name="item"),
    path(f"{_ITEM}/kilde", sources.source, name="source"),
    path(f"{_ITEM}/kilde/<int:document>-<int:page>.png", sources.picture, name="picture"),
    path(f"{_ITEM}/lukket", closed.item, name="closed-item"),
    path(f"{_ITEM}/ret", sources.correct, name="correct"),
]
