"""What a search has found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from sagsgang.model import ItemKind, Outcome
from sagsgang.web.api.answers import MisunderstoodError, Remark, data, listed, refused
from sagsgang.web.archive.outputs import dictionary, rows
from sagsgang.web.archive.outputs.dictionary import Row
from sagsgang.web.archive.outputs.lists import Listing
from sagsgang.web.archive.search import field_values
from sagsgang.web.archive.search.engine import IndexUnusableError, Order
from sagsgang.web.archive.selectors import search as finding
from sagsgang.web.archive.selectors.search import FoundItem, Results
from sagsgang.web.pages.forms import SearchForm

PARAMETERS = tuple(SearchForm.base_fields)

_BATCH = 200
# The search goes no deeper (see `selectors.search`).
_REACH = 100_000
_VALUES = {"udfald": Outcome, "type": ItemKind}


@data(*PARAMETERS)
def results(request: HttpRequest, form: str) -> HttpResponseBase:
    """Items that were found, as on the page."""
    try:
        asked = understood(request)
        first = find(asked, size=1)
        must_be_whole(asked, first)
        found = Listing(
            table=dictionary.HITS, count=first.count, part=lambda start, count: _part(asked, start, count), reach=_REACH
        )
        return listed(request, form, found, {})
    except IndexUnusableError:
        return refused(request, _("The search is being made ready. Try again in a moment."), 503)


def understood(request: HttpRequest) -> SearchForm:
    """What was asked for. Raises `MisunderstoodError` for what makes no sense."""
    form = SearchForm(request.GET)
    form.is_valid()
    remarks = [
        Remark(parameter=name, value=request.GET.get(name, ""), sentence=" ".join(map(str, errors)))
        for name, errors in form.errors.items()
        if name not in _VALUES
    ]
    remarks += [
        Remark(parameter=name, value=value, sentence=_("One of: %(values)s.") % {"values": ", ".join(values)})
        for name, values in _VALUES.items()
        for value in request.GET.getlist(name)
        if value and value not in set(values)
    ]
    remarks += [
        Remark(parameter="emne", value=value, sentence=_("Write a KLE number such as 17 or 17.04."))
        for value in request.GET.getlist("emne")
        if value and not field_values.topic(value)
    ]
    if remarks:
        raise MisunderstoodError(remarks)
    return form


def find(form: SearchForm, *, size: int, page: int = 1, newest: bool = False) -> Results:
    """A page of what was found."""
    order = Order.NEWEST if newest else form.order()
    return finding.search(form.value("q") or "", form.filters(), order=order, page=page, size=size)


def snippet_of(found: FoundItem) -> str:
    """The part of the text that shows why it was found."""
    return "".join(piece.text for piece in found.snippet)


def must_be_whole(form: SearchForm, results: Results) -> None:
    """Raise `MisunderstoodError` where a part of the question was not understood or left out."""
    words: Any = form.value("q") or ""
    remarks = [
        Remark(parameter="q", value=part, sentence=_("This part of the question is not understood."))
        for part in results.question.misunderstood
    ]
    if results.question.shortened:
        remarks.append(
            Remark(parameter="q", value=words, sentence=_("That was a long question. Ask with fewer words."))
        )
    if remarks:
        raise MisunderstoodError(remarks)


def _part(form: SearchForm, first: int, count: int) -> Iterator[Row]:
    """Rows from number `first`, which is a multiple of the batch."""
    for page in range(first // _BATCH + 1, (first + count) // _BATCH + 1):
        results = find(form, size=_BATCH, page=page)
        if results.page != page:
            return
        for found in results.found:
            yield {**rows.item(found.item), "snippet": snippet_of(found)}
        if page == results.pages:
            return
