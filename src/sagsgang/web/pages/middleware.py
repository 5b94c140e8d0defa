"""What every answer carries: how long it took, security headers and the reader's language."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]

# Everything comes from this server; nothing inline, so a text that slipped through cleaning cannot run or restyle.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def server_timing(get_response: Handler) -> Handler:
    """Adds what the answer took in milliseconds (`app`), and how much of it was work of this processor (`cpu`).

    Whoever runs the site sees it in the browser's tools, or writes it to a proxy's log: a page with much more `app`
    than `cpu` has waited for the database, the disk or other readers.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        began, worked = time.perf_counter(), time.thread_time()
        response = get_response(request)
        took, work = 1000 * (time.perf_counter() - began), 1000 * (time.thread_time() - worked)
        response["Server-Timing"] = f"app;dur={took:.1f}, cpu;dur={work:.1f}"
        return response

    return middleware


def security_headers(get_response: Handler) -> Handler:
    """Adds the content security policy and what else keeps a browser on the narrow path."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", _POLICY)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return middleware


def chosen_language(get_response: Handler) -> Handler:
    """Danish, unless the reader has chosen otherwise; what the browser prefers is no choice."""
    known = {code for code, _ in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            response = get_response(request)
        response.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
