"""The parts of lasting addresses, made from names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Container

from django.utils.text import slugify

UNKNOWN_MUNICIPALITY = "ukendt-kommune"
UNKNOWN_BODY = "ukendt-udvalg"
NO_DATE = "uden-dato"

# First parts of addresses that are pages of their own; a municipality is never called one of these.
RESERVED = frozenset(
    {
        *("abonnement", "admin", "api", "data", "emne", "genlaesning", "kilde", "log-ind"),
        *("log-ud", "om", "rettelser", "sammenlign", "soeg", "sprog", "static", "tilgaengelighed"),
    }
)
# Second parts of addresses, below a municipality, that are no bodies.
RESERVED_BODIES = frozenset({"sag", "person", "sager", "personer"})
# Last parts of addresses, below a meeting, that are no items.
RESERVED_ITEMS = frozenset({"kilde", "ret"})

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
_MOST_ALIKE = 40
_KIND_SUFFIX = re.compile(r"-(?:dagsorden|tillaegsdagsorden)(?:-\d+)?$")


def slug(name: str, length: int = 100) -> str:
    """The name in small letters, digits and hyphens, Danish letters spelled out; may be empty."""
    return slugify(name.translate(_DANISH))[:length].strip("-_")


def municipality_slug(name: str | None) -> str:
    """ "Herlev Kommune" and "Herlev" both give `herlev`."""
    made = re.sub(r"-kommune$", "", slug(name or ""))
    return f"{made}-kommune" if made in RESERVED else made or UNKNOWN_MUNICIPALITY


def body_slug(name: str | None) -> str:
    """ "Børne- og Skoleudvalget" gives `boerne-og-skoleudvalget`."""
    made = slug(name or "", 150) or UNKNOWN_BODY
    return f"{made}-udvalg" if made in RESERVED_BODIES else made


def meeting_slug(date: datetime.date | None) -> str:
    """The date."""
    return date.isoformat() if date else NO_DATE


def without_kind(slug: str) -> str:
    """The address of the meeting in that of one of its documents: until 0.2 an agenda had an address of its own."""
    return _KIND_SUFFIX.sub("", slug)


def item_slug(number: str | None, position: int, taken: Container[str]) -> str:
    """The item's number; "punkt-3" by its place where it has none or another item has taken it."""
    made = slug(number or "", 40)
    if not made or made in RESERVED_ITEMS:
        made = f"punkt-{position}"
    while made in taken:
        made += f"-punkt-{position}"
    return made


def candidates(wanted: str) -> list[str]:
    """The first addresses that `free` would try, so that a database can be asked for exactly these."""
    return [wanted, *(f"{wanted}-{number}" for number in range(2, _MOST_ALIKE))]


def free(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or with -2, -3 … behind it where that is taken."""
    number, made = 1, wanted
    while made in taken:
        number += 1
        made = f"{wanted}-{number}"
    return made
