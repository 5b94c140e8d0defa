"""All addresses."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("sagsgang.web.api.urls")),
    path("", include("sagsgang.web.pages.urls")),
]

handler404 = "sagsgang.web.api.errors.not_found"
handler500 = "sagsgang.web.api.errors.failed"
