"""How values are shown: names of enums, places in the source, text and cleaned HTML."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Protocol

import nh3
from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagsgang.model import Section, Span
from sagsgang.reading.marking import Mark, MarkKind
from sagsgang.rules.corrections import Value
from sagsgang.web.archive.search.snippets import Piece
from sagsgang.web.archive.selectors.topics import MunicipalityCount
from sagsgang.web.pages import fields, labels
from sagsgang.web.pages.markup import markup

register = template.Library()


class _Named(Protocol):
    name: str


class _Dated(Protocol):
    date: datetime.date | None


class _Titled(Protocol):
    title: str
    is_open: bool


class _Badged(Protocol):
    is_open: bool
    outcomes: Sequence[str]
    kind: str


_NAMES: Mapping[str, Mapping[Any, Promise]] = {
    "outcome": labels.OUTCOMES,
    "item": labels.ITEM_KINDS,
    "section": labels.SECTION_KINDS,
    "document": labels.DOCUMENT_KINDS,
    "event": labels.ATTENDANCE_EVENTS,
    "level": labels.LEVELS,
    "fact": labels.FACTS,
    "frequency": labels.FREQUENCIES,
    "news": labels.NEWS,
    "basis": labels.BASES,
    "shape": labels.SHAPES,
    "side": labels.SIDES,
}
_TAGS = {
    *("p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "u", "sub", "sup", "blockquote", "a", "h3"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "ol": {"start"}}
_EMPTY_HEADER = re.compile(r"<th\b[^>]*>\s*</th>")
_HEADING = re.compile(r"<(/?)h[1-6]\b", re.IGNORECASE)


@register.filter
def named(value: str, family: str) -> str:
    """The name of an enum's value in the reader's language; the value itself where it has none."""
    if family == "fact":
        value = re.sub(r"_\d+$", "", value)  # "date_2" is the second place of the date
    name = _NAMES[family].get(value)
    return str(name) if name is not None else str(value)


@register.filter
def municipality_name(municipality: _Named) -> str:
    """What the municipality is called."""
    return municipality.name or _("Municipality not stated")


@register.filter
def body_name(body: _Named) -> str:
    """What the council or committee is called."""
    return body.name or _("Council or committee not stated")


@register.filter
def meeting_date(meeting: _Dated) -> str:
    """The day of the meeting."""
    return _day(meeting.date, get_language()) if meeting.date else _("no date")


@lru_cache(maxsize=5_000)
def _day(date: datetime.date, _language: str | None) -> str:
    return date_format(date, "DATE_FORMAT")


@register.filter
def item_title(item: _Titled) -> str:
    """What the item is about, as far as it is told."""
    return item.title or (_("Item without a title") if item.is_open else _("Closed item"))


@register.filter
def counted(number: int, what: str) -> str:
    """How many there are, in words: "3 items"; `what` is a key of `labels.COUNTED`."""
    return labels.COUNTED[what](number) % {"n": number}


@register.simple_tag
def address(page: str, *parts: str) -> str:
    """Where a page is, as `url` says it, at a small part of the cost; `parts` are slugs or numbers of topics."""
    return _address_form(page, len(parts), get_script_prefix()).format(*parts)


@cache
def _address_form(page: str, parts: int, _prefix: str) -> str:
    """The address with places for its parts; it differs by the prefix under which the pages are served."""
    places = [f"part{number}" for number in range(parts)]
    return re.sub(r"part(\d)", r"{\1}", reverse(f"pages:{page}", args=places))


@register.filter
def count_rows(places: Iterable[MunicipalityCount]) -> SafeString:
    """The rows of a table of municipalities and years; cell by cell a template takes a hundred times as long."""
    return SafeString(
        "".join(
            markup(
                '<tr><th scope="row"><a href="{}">{}</a></th>{}<td>{}</td></tr>',
                address("municipality", place.municipality.slug),
                municipality_name(place.municipality),
                SafeString("".join(f"<td>{int(number)}</td>" for number in place.counts)),
                place.total,
            )
            for place in places
        )
    )


@register.filter
def where(at: Span | None, pages: Sequence[Span] | None) -> str:
    """Where something stands in the source: "characters 120-980, page 2"; empty where it is not known."""
    if at is None or at[1] <= at[0]:
        return ""
    text = _("characters %(start)s–%(end)s") % {"start": at[0], "end": at[1]}
    page = page_of(at, pages)
    return f"{text}, {page}" if page else text


@register.filter
def page_of(at: Span | None, pages: Sequence[Span] | None) -> str:
    """The page of the source that something stands on: "page 2", "pages 2-3"; empty where there are no pages."""
    numbers = [n for n, (start, end) in enumerate(pages or (), start=1) if at and at[0] < end and start < at[1]]
    if not numbers:
        return ""
    if numbers[0] == numbers[-1]:
        return _("page %(page)s") % {"page": numbers[0]}
    return _("pages %(first)s–%(last)s") % {"first": numbers[0], "last": numbers[-1]}


@register.filter
def format_name(media_type: str) -> str:
    """What people call a file format; the media type itself where it has no such name."""
    return str(labels.FORMATS.get(media_type.partition(";")[0].strip().lower(), media_type))


@register.filter
def marked(pieces: Sequence[Piece]) -> SafeString:
    """The pieces of a text, those that were asked for in <mark>."""
    return SafeString("".join(markup("<mark>{}</mark>" if piece.marked else "{}", piece.text) for piece in pieces))


@register.filter
def body_of(section: Section) -> SafeString:
    """A section's text as HTML: its own markup, cleaned once more, or its paragraphs."""
    if not section.html.strip():
        return mark_safe(linebreaks(section.text, autoescape=True))  # noqa: S308 - escaped
    # Headings inside a section stand one level below the section's own.
    cleaned = nh3.clean(
        _HEADING.sub(r"<\1h3", section.html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
    )
    # A corner without words is no heading, and a wide table scrolls in a box of its own.
    cleaned = _EMPTY_HEADER.sub("<td></td>", cleaned)
    opening = format_html(
        '<div class="scroll" role="group" tabindex="0" aria-label="{}"><table class="table">', _("Table")
    )
    return mark_safe(cleaned.replace("<table>", opening).replace("</table>", "</table></div>"))  # noqa: S308 - cleaned


@register.filter
def mark_class(number: int, marks: Sequence[Mark]) -> str:
    """How a mark looks: "fact-mark", "noise", "remainder" or "repair"."""
    kind = marks[number].kind
    return "fact-mark" if kind is MarkKind.FACT else kind.value


@register.filter
def field_name(name: str) -> str:
    """What a field that can be corrected is called."""
    return fields.label_of(name)


@register.filter
def field_value(value: Value, name: str) -> str:
    """The value of such a field as people read it."""
    return fields.shown(name, value)


@register.simple_tag
def badges(item: _Badged) -> SafeString:
    """What kind of item it is and what was decided, as badges."""
    return _badges(item.is_open, tuple(item.outcomes), item.kind, get_language())


@lru_cache(maxsize=1_000)
def _badges(is_open: bool, outcomes: tuple[str, ...], kind: str, _language: str | None) -> SafeString:
    """Written once for all items that are alike in it: a page shows many of them."""
    return render_to_string("pages/badges.html", {"is_open": is_open, "outcomes": outcomes, "kind": kind})


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture of the design system beside words that say the same."""
    sprite = static("dkfds/img/all-svg-icons.svg")
    return format_html(
        '<svg class="icon-svg" focusable="false" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name
    )
