"""How data is answered: JSON, CSV, parts of long lists, and what was misunderstood."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from sagsgang.web.archive.outputs.dictionary import Row, Table, Type, plain
from sagsgang.web.archive.outputs.lists import MOST, Listing
from sagsgang.web.archive.selectors import addressing
from sagsgang.web.pages.addresses import not_there, number_of

Json = dict[str, Any]
View = Callable[..., HttpResponseBase]

_ROWS_A_CHUNK = 200
# What a spreadsheet takes for a formula, also in the wide forms that some programs fold.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A parameter that was not understood, and why."""

    parameter: str
    value: str
    sentence: str


class MisunderstoodError(Exception):
    """The address asks for something that makes no sense; a program must not take the answer to another question."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__(" ".join(remark.sentence for remark in remarks))
        self.remarks = remarks


def data(*known: str) -> Callable[[View], View]:
    """A view of data that knows these parameters of an address; it is read only, and needs no token against forgery."""

    def decorated(view: View) -> View:
        @csrf_exempt
        @require_safe
        @wraps(view)
        def answered(request: HttpRequest, *arguments: str, **named: str) -> HttpResponseBase:
            try:
                _must_know(request, known)
                return view(request, *arguments, **named)
            except MisunderstoodError as error:
                return refused(request, str(error), 400, error.remarks)

        return answered

    return decorated


def _must_know(request: HttpRequest, known: Sequence[str]) -> None:
    sentence = _("This parameter is not known here.")
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        raise MisunderstoodError([Remark(parameter=n, value=request.GET[n], sentence=sentence) for n in unknown])


def whole_number(request: HttpRequest, name: str, least: int = 1) -> int | None:
    """A whole number that the address gives; None where it gives none. Raises `MisunderstoodError`."""
    if not request.GET.get(name):
        return None
    number = number_of(request, name)
    if number is None or number < least:
        sentence = _("Write a whole number.")
        raise MisunderstoodError([Remark(parameter=name, value=request.GET[name], sentence=sentence)])
    return number


def refused(request: HttpRequest, sentence: str, status: int, remarks: Sequence[Remark] = ()) -> HttpResponse:
    """A sentence that says why there is no answer, as JSON where JSON was asked for."""
    if not request.path.endswith(".json"):
        lines = [f"{remark.parameter}={remark.value}: {remark.sentence}" for remark in remarks] or [sentence]
        return HttpResponse("\n".join(lines) + "\n", status=status, content_type="text/plain; charset=utf-8")
    told: Json = {"error": sentence}
    if remarks:
        told["misunderstood"] = [
            {"parameter": remark.parameter, "value": remark.value, "sentence": remark.sentence} for remark in remarks
        ]
    return _json(told, status)


def site(request: HttpRequest) -> str:
    """Where the pages are, "https://example.org"."""
    return request.build_absolute_uri("/")[:-1]


def page_address(request: HttpRequest) -> str:
    """The address of the page that the data belongs to, with what it was asked."""
    path, query = request.path.rpartition(".")[0], request.META.get("QUERY_STRING", "")
    return request.build_absolute_uri(f"{path}?{query}" if query else path)


def elsewhere(request: HttpRequest, municipality: str, body: str, meeting: str = "", item: str = "") -> HttpResponse:
    """Send on to where the data went. Raises `Http404` where there never was any."""
    return sent_on(request, addressing.moved(municipality, body, meeting, item))


def sent_on(request: HttpRequest, address: str) -> HttpResponse:
    """Send on to the same form of what is at another address; `Http404` for an empty one."""
    if not address:
        raise not_there()
    ending, query = request.path.rpartition(".")[2], request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}.{ending}" + (f"?{query}" if query else ""))


def one(request: HttpRequest, content: Json) -> HttpResponse:
    """A thing as JSON."""
    answer = _json(plain(site(request), {**_head(request), **content}))
    return conditional(request, answer)


def listed(request: HttpRequest, form: str, found: Listing, head: Json) -> HttpResponseBase:
    """A part of a list, as JSON behind what is told of it, or as CSV. `?side=` chooses the part, counted from 1."""
    size = MOST[form]
    number = whole_number(request, "side") or 1
    reach = found.count if found.reach is None else min(found.count, found.reach)
    pages = max(-(-reach // size), 1)
    if number > pages:
        raise not_there()
    part = found.part((number - 1) * size, size)
    following = _other_page(request, number + 1) if number < pages else None
    if form == "csv":
        answer: HttpResponseBase = _csv(request, found.table, part)
    else:
        paging = {"count": found.count, "limit": size, "page": number, "pages": pages, "next": following}
        listing = [found.table.picked(row) for row in part]
        answer = _json(plain(site(request), {**_head(request), **head, **paging, found.table.name: listing}))
    links = [(following, "next"), (_other_page(request, number - 1) if number > 1 else None, "prev")]
    if any(address for address, _relation in links):
        answer["Link"] = ", ".join(f'<{address}>; rel="{relation}"' for address, relation in links if address)
    return conditional(request, answer) if isinstance(answer, HttpResponse) else answer


def _head(request: HttpRequest) -> Json:
    note = _("Read by a program, which can be wrong. What the municipality publishes itself is what counts.")
    return {"source": page_address(request), "note": note}


def _json(content: Json, status: int = 200) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")


def conditional(request: HttpRequest, answer: HttpResponse, changed: int | None = None) -> HttpResponse:
    """The answer with an ETag, or 304 for a reader that has it already. `changed`: seconds since 1970, if known."""
    set_response_etag(answer)
    if changed is not None:
        answer["Last-Modified"] = http_date(changed)
    made = get_conditional_response(request, etag=answer["ETag"], last_modified=changed, response=answer)
    assert isinstance(made, HttpResponse)  # noqa: S101 - it is the answer itself, or a 304 made of it
    return made


def _other_page(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["side"] = str(number)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _csv(request: HttpRequest, table: Table, rows: Iterator[Row]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(_lines(table, rows, site(request)), content_type="text/csv; charset=utf-8")
    name = request.path.removesuffix(".csv").strip("/").replace("/", "-")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _lines(table: Table, rows: Iterator[Row], place: str) -> Iterator[bytes]:
    """The lines of a file as a Danish Excel expects it: a byte order mark, semicolons, every cell in quotes."""
    page = io.StringIO()
    page.write("\ufeff")
    writer = csv.writer(page, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(table.names)
    for number, row in enumerate(rows, start=1):
        writer.writerow([_cell(field.type, plain(place, row[field.name])) for field in table.fields])
        if number % _ROWS_A_CHUNK == 0:
            yield _taken(page)
    yield _taken(page)


def _taken(page: io.StringIO) -> bytes:
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text.encode()


def _cell(kind: Type, value: Any) -> str:
    if value is None:
        return ""
    if kind is Type.YES_NO:
        return "true" if value else "false"
    text = ", ".join(value) if kind is Type.LIST else str(value)
    return f"'{text}" if kind in (Type.TEXT, Type.LIST) and text.startswith(_FORMULA) else text
