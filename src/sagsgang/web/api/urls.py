"""Addresses of data: the page's own with an ending. Slugs have no dots, so nothing can be mistaken for another page."""

from __future__ import annotations

from django.urls import path, register_converter

from sagsgang.web.api import calendars, converters, feeds, matters, meetings, places, search

register_converter(converters.DataForm, "form")
register_converter(converters.KleNumber, "kle")

app_name = "api"
urlpatterns = [
    path("soeg.<form:form>", search.results, name="search"),
    path("soeg.atom", feeds.search, name="search-feed"),
    path("emne/<kle:topic>.<form:form>", matters.topic, name="topic"),
    path("<slug:municipality>.<form:form>", places.municipality, name="municipality"),
    path("<slug:municipality>.atom", feeds.municipality, name="municipality-feed"),
    path("<slug:municipality>/<slug:body>.<form:form>", places.body, name="body"),
    path("<slug:municipality>/<slug:body>.atom", feeds.body, name="body-feed"),
    path("<slug:municipality>/<slug:body>.ics", calendars.body, name="body-calendar"),
    path("<slug:municipality>/sag/<slug:case>.<form:form>", matters.case, name="case"),
    path("<slug:municipality>/sag/<slug:case>.atom", feeds.case, name="case-feed"),
    path("<slug:municipality>/person/<slug:person>.<form:form>", matters.person, name="person"),
    path("<slug:municipality>/<slug:body>/<slug:meeting>.<form:form>", meetings.meeting, name="meeting"),
    path("<slug:municipality>/<slug:body>/<slug:meeting>/<slug:item>.<form:form>", meetings.item, name="item"),
]
