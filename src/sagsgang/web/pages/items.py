"""An item of a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sagsgang.model import Decision, EarlierDecision, Item, Recommendation, Section, SectionKind, Span
from sagsgang.web.accounts import access
from sagsgang.web.archive.selectors import items
from sagsgang.web.pages import doubts
from sagsgang.web.pages.addresses import elsewhere, number_of
from sagsgang.web.pages.labels import FACTS, SECTION_KINDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A part of the item and where it stands in the source."""

    name: str
    at: Span


def item(request: HttpRequest, municipality: str, body: str, meeting: str, item: str) -> HttpResponse:
    """Everything that was read of an item; of a closed one that it is closed."""
    view = items.item(municipality, body, meeting, item, number_of(request, "dokument"))
    if view is None:
        return elsewhere(request, municipality, body, meeting, item)
    # What is shown point by point is not shown a second time among the sections, only offered beside it.
    own = {
        SectionKind.DECISION: [decision.text for decision in view.item.decisions],
        SectionKind.RECOMMENDATION: [text for r in view.item.recommendations for text in (r.by, *r.points) if text],
        SectionKind.HISTORY: [decision.text for decision in view.item.history],
        SectionKind.ATTACHMENTS: [attachment.title for attachment in view.item.attachments],
    }
    # A label whose whole text stands among the facts already.
    facts = {
        SectionKind.ROUTE: {_bare(*view.item.route)},
        SectionKind.COMPETENCE: {_bare(view.item.competence or "")},
    }
    context = {
        "view": view,
        "item": view.item,
        "source_pages": view.minutes.source.pages if view.minutes.source else None,
        "sections": [
            section
            for section in view.item.sections
            if not own.get(section.kind) and _bare(section.text) not in facts.get(section.kind, ())
        ],
        "originals": {kind.value: _originals(view.item, kind, texts) for kind, texts in own.items() if texts},
        "doubts": doubts.of_item(view.minutes, view.item),
        "places": list(_places(view.item)),
        "can_correct": access.can(request.user, access.Action.CORRECT, view.row.meeting.body),
    }
    return render(request, "pages/item.html", context)


def _originals(item: Item, kind: SectionKind, shown: list[str]) -> list[Section]:
    """The sections of a kind whose words are not all shown already."""
    return [section for section in item.sections if section.kind is kind and _bare(section.text) != _bare(*shown)]


def _bare(*texts: str) -> str:
    return re.sub(r"\W+", "", "".join(texts))


def _places(item: Item) -> Iterator[Place]:
    """Where everything stands: the facts, the sections, then what was read inside them."""
    for name, span in item.at.items():
        yield Place(name=str(FACTS.get(re.sub(r"_\d+$", "", name), name)), at=span)
    for section in item.sections:
        if section.at is not None:
            yield Place(name=section.heading or str(SECTION_KINDS[section.kind]), at=section.at)
    inside: tuple[tuple[SectionKind, Sequence[Recommendation | Decision | EarlierDecision]], ...] = (
        (SectionKind.RECOMMENDATION, item.recommendations),
        (SectionKind.DECISION, item.decisions),
        (SectionKind.HISTORY, item.history),
    )
    for kind, parts in inside:
        for number, part in enumerate(parts, start=1):
            if part.at is not None:
                suffix = f" {number}" if len(parts) > 1 else ""
                yield Place(name=f"{SECTION_KINDS[kind]}{suffix}", at=part.at)
    for attachment in item.attachments:
        if attachment.at is not None:
            yield Place(name=attachment.title, at=attachment.at)
    for reference in item.references:
        if reference.at is not None:
            yield Place(name=reference.text, at=reference.at)
