"""The source beside the reading, and putting right what was read, right there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sagsgang.model import Span
from sagsgang.reading.marking import Mark, MarkKind
from sagsgang.rules.corrections import fields_of, read_of
from sagsgang.web.accounts import access
from sagsgang.web.archive import corrections, index
from sagsgang.web.archive.selectors import items, sources, withholdings
from sagsgang.web.archive.selectors.sources import SourceView
from sagsgang.web.pages.addresses import elsewhere, not_there, number_of
from sagsgang.web.pages.fields import field_of
from sagsgang.web.pages.labels import FACTS, MARKED_PARTS, NOISE, SECTION_KINDS

_PAGE_SECONDS = 3600
_WORDS_SHOWN = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A mark as the list beside the source shows it."""

    number: int
    kind: MarkKind
    name: str
    text: str
    at: Span


@require_safe
def source(request: HttpRequest, municipality: str, body: str, meeting: str, item: str) -> HttpResponse:
    """The original beside what was read of an item; for editors, with a form for each field."""
    row = items.find(municipality, body, meeting, item)
    if row is None:
        return elsewhere(request, municipality, body, meeting, item)
    view = sources.source(row, number_of(request, "dokument"))
    if view is None:
        return render(request, "pages/source_closed.html", _closed(request, row))
    return render(request, "pages/source.html", _context(request, view))


@require_safe
def picture(
    _request: HttpRequest, municipality: str, body: str, meeting: str, item: str, document: int, page: int
) -> HttpResponse:
    """A page of the source as a picture."""
    row = items.find(municipality, body, meeting, item)
    found = sources.picture(row, document, page) if row is not None else None
    if found is None:
        raise not_there()
    # Short: an item that is found to be closed must not live on in caches.
    return HttpResponse(found, content_type="image/png", headers={"Cache-Control": f"private, max-age={_PAGE_SECONDS}"})


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, municipality: str, body: str, meeting: str, item: str) -> HttpResponse:
    """Put a field of an item right, take a correction back, or decide which case it belongs to.

    Whoever asks for the address, as after a login, is led to the page with the forms.
    """
    row = items.find(municipality, body, meeting, item)
    if row is None:
        raise not_there()
    if request.method != "POST":
        return HttpResponseRedirect(_address(row))
    if not request.user.is_authenticated:
        return redirect_to_login(_address(row))
    try:
        _carry_out(request, row)
    except access.ForbiddenError:
        raise not_there() from None
    except corrections.MeansNothingError as error:
        view = sources.source(row)
        template = "pages/source.html" if view is not None else "pages/source_closed.html"
        context = _context(request, view) if view is not None else _closed(request, row)
        return render(request, template, {**context, "refusal": str(error)}, status=422)
    index.follow()
    row.refresh_from_db()
    return HttpResponseRedirect(_address(items.items().get(pk=row.pk)) + "?gemt=1")


def _carry_out(request: HttpRequest, row: Any) -> None:
    given = request.POST
    reason = given.get("reason", "")
    if given.get("do") == "withdraw":
        found = items.correction_of(row, given.get("correction", ""))
        if found is None:
            raise corrections.MeansNothingError(_("The correction has been withdrawn already."))
        corrections.withdraw(actor=request.user, correction=found)
    elif given.get("do") in {"same", "apart"}:
        other = items.at(given.get("other", "").partition("?")[0])
        if other is None:
            raise corrections.MeansNothingError(_("There is no item at that address."))
        corrections.decide_case(
            actor=request.user, item=row, other=other, same=given.get("do") == "same", reason=reason
        )
    else:
        corrections.correct(
            actor=request.user,
            meeting=row.meeting,
            item=row,
            field=given.get("field", ""),
            text=given.get("value", ""),
            reason=reason,
        )


def _context(request: HttpRequest, view: SourceView) -> dict[str, Any]:
    can_correct = _can(request, view.row)
    item = view.minutes.items[view.item_at]
    return {
        "view": view,
        "row": view.row,
        "can_correct": can_correct,
        "withheld_words": withholdings.of_editors(view.row.meeting) if can_correct else (),
        "facts": [fact for fact in _facts(view) if fact.kind is MarkKind.FACT],
        "others": [fact for fact in _facts(view) if fact.kind is not MarkKind.FACT],
        "fields": [field_of(name, read_of(item, name)) for name in fields_of(item)] if can_correct else [],
        "source_pages": view.minutes.source.pages if view.minutes.source else None,
        "steps": items.steps_of(view.row) if can_correct else (),
        "saved": request.GET.get("gemt") == "1",
        "as_text": request.GET.get("som") == "tekst" or not view.pages,
    }


def _closed(request: HttpRequest, row: Any) -> dict[str, Any]:
    """What the page of a closed item needs; of its content nothing can be put right."""
    fields = [field_of("open", False), field_of("title", row.title or None), field_of("number", row.number or None)]
    can_correct = _can(request, row)
    corrections = items.corrections_of(row, for_editors=True) if can_correct else ()
    withheld = withholdings.of_editors(row.meeting) if can_correct else ()
    view = {"corrections": corrections}
    return {"row": row, "can_correct": can_correct, "fields": fields, "view": view, "withheld_words": withheld}


def _can(request: HttpRequest, row: Any) -> bool:
    return access.can(request.user, access.Action.CORRECT, row.meeting.body)


def _address(row: Any) -> str:
    return f"/{row.meeting.body.path}/{row.meeting.slug}/{row.slug}/kilde"


def _facts(view: SourceView) -> Iterator[Fact]:
    said: dict[int, list[str]] = {}
    for part in view.parts:
        for piece, numbers in part:
            for number in numbers:
                said.setdefault(number, []).append(piece.text)
    for number, mark in enumerate(view.marks):
        words = " ".join("".join(said.get(number, [])).split())
        shown = words if len(words) <= _WORDS_SHOWN else words[:_WORDS_SHOWN].rsplit(" ", 1)[0] + " …"
        yield Fact(number=number, kind=mark.kind, name=_name(mark), text=shown, at=mark.at)


def _name(mark: Mark) -> str:
    if mark.kind is MarkKind.NOISE:
        return str(NOISE.get(mark.name, mark.name))
    if mark.kind is MarkKind.REMAINDER:
        return _("Not understood")
    if mark.kind is MarkKind.REPAIR:
        return _("Read as “%(word)s”") % {"word": mark.name}
    if mark.name.startswith("section:"):
        return str(SECTION_KINDS[mark.name.removeprefix("section:")])  # type: ignore[index]
    bare, number = re.fullmatch(r"(.+?)( \d+)?", mark.name).groups(default="")  # type: ignore[union-attr]
    return f"{FACTS.get(bare) or MARKED_PARTS.get(bare, bare)}{number}"
