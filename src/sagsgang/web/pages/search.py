"""The front page, which is a search, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from sagsgang.web.archive.search.engine import IndexUnusableError, Order
from sagsgang.web.archive.selectors import places
from sagsgang.web.archive.selectors import search as finding
from sagsgang.web.pages.facets import Addresses, Names, chosen, facets
from sagsgang.web.pages.forms import ORDERS, SearchForm
from sagsgang.web.pages.labels import ORDER_NAMES

_LATEST = 8
_NEIGHBOURING_PAGES = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLink:
    """A page of results to go to; without a number a gap between pages."""

    number: int | None
    address: str = ""
    current: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderLink:
    """An order to choose."""

    name: Promise
    address: str
    current: bool


def front(request: HttpRequest) -> HttpResponse:
    """Search first; then the latest meetings and the municipalities."""
    context = {
        "form": SearchForm(),
        "meetings": places.latest_meetings(_LATEST),
        "municipalities": places.municipalities(),
    }
    return render(request, "pages/front.html", context)


def results(request: HttpRequest) -> HttpResponse:
    """What was found, with filters."""
    form = SearchForm(request.GET)
    form.is_valid()
    filters = form.filters()
    municipalities = places.municipalities()
    bodies = places.body_names(filters.municipalities)
    names = Names(municipalities={found.slug: found.name for found in municipalities}, bodies=dict(bodies))
    addresses = Addresses(request.GET)
    context = {
        "form": form,
        "filters": filters,
        "municipalities": municipalities,
        "places": [(found.slug, names.of("kommune", found.slug)) for found in municipalities],
        "bodies": [(slug, names.of("udvalg", slug)) for slug, _ in bodies],
        "chosen": chosen(filters, addresses, names),
    }
    try:
        found = finding.search(form.value("q") or "", filters, order=form.order(), page=form.value("side") or 1)
    except IndexUnusableError:
        return render(request, "pages/no_index.html", context, status=503)
    context["results"] = found
    context["facets"] = facets(found.facets, filters, addresses, names)
    context["orders"] = _orders(addresses, form.order(), ranked=bool(found.question.wanted))
    context["suggestion"] = addresses.changed({"q": (found.suggestion,)}) if found.suggestion else ""
    context["pages"] = _page_links(addresses, found.page, found.pages)
    context["neighbours"] = {
        "previous": _address(addresses, found.page - 1) if found.page > 1 else "",
        "next": _address(addresses, found.page + 1) if found.page < found.pages else "",
    }
    return render(request, "pages/results.html", context)


def _page_links(addresses: Addresses, page: int, pages: int) -> list[PageLink]:
    """The first, the last and the nearest pages, with gaps between them."""
    shown = sorted(
        {1, pages, *range(page - _NEIGHBOURING_PAGES, page + _NEIGHBOURING_PAGES + 1)} & set(range(1, pages + 1))
    )
    links: list[PageLink] = []
    for number in shown:
        last = links[-1].number if links else 0
        if last is not None and number > last + 1:
            links.append(PageLink(number=None))
        links.append(PageLink(number=number, address=_address(addresses, number), current=number == page))
    return links


def _orders(addresses: Addresses, current: Order, *, ranked: bool) -> tuple[OrderLink, ...]:
    """The orders to choose between, best match only where words were asked for; each starts from the first page."""
    if not ranked and current is Order.BEST:
        current = Order.NEWEST
    return tuple(
        OrderLink(name=name, address=addresses.changed({"orden": (ORDERS[order],)}), current=order is current)
        for order, name in ORDER_NAMES.items()
        if ranked or order is not Order.BEST
    )


def _address(addresses: Addresses, page: int) -> str:
    return addresses.changed({"side": (str(page),)})
