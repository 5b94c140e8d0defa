"""What the addresses of pages say, and where a page went that had another address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from sagsgang.web.archive.selectors import addressing

_LONGEST_NUMBER = 6


def elsewhere(request: HttpRequest, municipality: str, body: str, meeting: str = "", item: str = "") -> HttpResponse:
    """Send the reader on to where the page went. Raises `Http404` where there never was one."""
    address = addressing.moved(municipality, body, meeting, item)
    if not address:
        raise not_there()
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def not_there() -> Http404:
    """The answer to an address that never was, and to what the reader may not know of: they look the same."""
    return Http404()


def number_of(request: HttpRequest, name: str) -> int | None:
    """A whole number that the address gives; None where it gives none or something else."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _LONGEST_NUMBER else None
