"""What can be followed: a search, a body or a case, by the address of its page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from sagsgang.web.archive import index
from sagsgang.web.archive.search.questions import understand
from sagsgang.web.archive.selectors import addressing, cases, places
from sagsgang.web.pages.facets import Names
from sagsgang.web.pages.forms import SearchForm

# How a search is shown, which is no part of what it asks for.
_OF_THE_PAGE = {"side", "orden"}
_FILTERS = ("kommune", "udvalg", "udfald", "type", "emne")
_LONGEST = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """A search, body or case: `kind` as in `Subscription`, the address it is known by, and what it is called."""

    kind: str
    address: str
    title: str


def at(address: str) -> Followed | None:
    """What can be followed at an address within the site, wherever it has moved; None where there is nothing."""
    # No name has a NUL in it, and PostgreSQL takes none.
    if len(address) > _LONGEST or "\0" in unquote(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    if parts.path == reverse("pages:search"):
        return _search(parts.query)
    match parts.path.strip("/").split("/"):
        case [municipality, "sag", slug]:
            return _case(municipality, slug)
        case [municipality, slug]:
            return _body(municipality, slug)
    return None


def found_among(addresses: Collection[str], items: Collection[int]) -> Mapping[str, Collection[int]]:
    """Which of the items each of the searches finds, by the searches' addresses."""
    found: dict[str, Collection[int]] = {}
    among = index.of_items(items)
    for address in addresses:
        form = _form(urlsplit(address).query)
        found[address] = among.matching(understand(form.value("q") or ""), form.filters())
    return found


def _form(query: str) -> SearchForm:
    form = SearchForm(QueryDict(query))
    form.is_valid()
    return form


def _search(query: str) -> Followed | None:
    """The search without what says nothing, so that the same search has one address; None where it asks for nothing."""
    given = QueryDict(query)
    form = _form(query)
    kept = QueryDict(mutable=True)
    for name in sorted(form.fields.keys() - _OF_THE_PAGE):
        value = form.value(name)
        if value:
            kept.setlist(name, sorted(set(value)) if isinstance(value, list) else [given[name]])
    if not understand(form.value("q") or "").asks:
        kept.pop("q", None)
    if not kept:
        return None
    return Followed(kind="search", address=f"{reverse('pages:search')}?{kept.urlencode()}", title=_named(kept))


def _named(query: QueryDict) -> str:
    """What a search is called: its words, then the names of what it is narrowed to."""
    names = Names(
        municipalities={found.slug: found.name for found in places.municipalities()},
        bodies=dict(places.body_names(query.getlist("kommune"))),
    )
    parts = query.getlist("q") + [names.of(key, value) for key in _FILTERS for value in query.getlist(key)]
    if "fra" in query or "til" in query:
        parts.append(f"{query.get('fra', '')}–{query.get('til', '')}")
    return ", ".join(parts)


def _body(municipality: str, slug: str) -> Followed | None:
    view = places.body(municipality, slug)
    if view is None:
        moved = addressing.moved(municipality, slug)
        return at(moved) if moved else None
    name = view.body.name or _("Council or committee not stated")
    place = view.body.municipality.name or _("Municipality not stated")
    return Followed(kind="body", address=f"/{view.body.path}", title=f"{name}, {place}")


def _case(municipality: str, slug: str) -> Followed | None:
    view = cases.case(municipality, slug)
    if view is None:
        moved = addressing.moved_case(municipality, slug)
        return _case(municipality, moved) if moved else None
    return Followed(kind="case", address=f"/{municipality}/sag/{slug}", title=view.title)
