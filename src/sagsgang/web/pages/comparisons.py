"""Items of several municipalities side by side."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sagsgang.web.archive.index import IndexUnusableError
from sagsgang.web.archive.selectors import comparisons, items, places
from sagsgang.web.archive.selectors.comparisons import Column, Comparison
from sagsgang.web.pages.addresses import number_of

_LONGEST = 500
_MOST_TOLD = 8
_WORDS = 150


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Another hit of a municipality, and the address of the comparison with it instead."""

    title: str
    date: datetime.date | None
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """A column with its own address, that of the comparison without it, and what may stand there instead."""

    column: Column
    address: str
    without: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """What an item says in a section: its first words, and whether there are `more` at its own address."""

    name: str
    text: str
    more: bool
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A kind of section across the items."""

    kind: str
    cells: tuple[Cell, ...]


def compare(request: HttpRequest) -> HttpResponse:
    """The items of `?punkt=`, and with `?q=` the best hit of each `kommune=`, in the year `aar=` where one is given."""
    words = "".join(c for c in request.GET.get("q", "")[:_LONGEST] if c.isprintable())
    asked = [address[:_LONGEST] for address in request.GET.getlist("punkt") if address.strip()]
    chosen = [slug[:100] for slug in request.GET.getlist("kommune") if slug.strip()]
    year = number_of(request, "aar")
    known = places.municipalities()
    try:
        view = comparisons.compare(asked, words, chosen, year)
    except IndexUnusableError:
        return render(request, "pages/no_index.html", {"municipalities": known}, status=503)
    names = {municipality.slug: municipality.name for municipality in known}
    rest = [("q", words), *(("kommune", slug) for slug in chosen), *([("aar", str(year))] if year else [])]
    context = {
        "view": view,
        "words": words,
        "year": year,
        "chosen": chosen,
        "municipalities": known,
        "compared": _compared(view, [pair for pair in rest if pair[1]]),
        "sections": _rows(view),
        "lasting": _comparison([items.address_of(column.row) for column in view.columns], []),
        "wrong": view.wrong[:_MOST_TOLD],
        "without": [names.get(slug, slug) for slug in view.without],
        "fewer": bool(words) and view.words != words,
    }
    return render(request, "pages/compare.html", context)


def _compared(view: Comparison, rest: Sequence[tuple[str, str]]) -> list[Compared]:
    addresses = [items.address_of(column.row) for column in view.columns]
    return [
        Compared(
            column=column,
            address=addresses[at],
            without=_comparison([*addresses[:at], *addresses[at + 1 :]], []),
            choices=tuple(
                Choice(
                    title=hit.title,
                    date=hit.meeting.date,
                    address=_comparison([*addresses[:at], items.address_of(hit), *addresses[at + 1 :]], rest),
                )
                for hit in column.hits
                if hit.pk != column.row.pk
            ),
        )
        for at, column in enumerate(view.columns)
    ]


def _rows(view: Comparison) -> list[Row]:
    return [
        Row(
            kind=kind.value,
            cells=tuple(
                Cell(
                    name=column.row.meeting.body.municipality.name,
                    text=" ".join(text.split(" ")[:_WORDS]),
                    more=len(text.split(" ")) > _WORDS,
                    address=items.address_of(column.row),
                )
                for column, text in zip(view.columns, texts, strict=True)
            ),
        )
        for kind, texts in view.sections
    ]


def _comparison(addresses: Sequence[str], rest: Sequence[tuple[str, str]]) -> str:
    query = urlencode([*(("punkt", address) for address in addresses), *rest], safe="/")
    return f"{reverse('pages:compare')}?{query}"
