"""Where a request comes from, for limits that must not be one for all."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# Of IPv6 a household or a company has a network of this size, and its addresses are free to choose.
_IPV6_PREFIX = 64


def network_of(request: HttpRequest) -> str:
    """The IPv4 address or IPv6 network of whoever asks; empty where it is not known.

    Behind a proxy it is the last address of X-Forwarded-For, which the proxy itself has added.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        given = request.headers.get("X-Forwarded-For", given).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address.packed, _IPV6_PREFIX), strict=False))
