"""Atom feeds: of a municipality and a body, an entry a meeting; of a case and a search, an entry an item."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagsgang.web.api import search as searching
from sagsgang.web.api.answers import conditional, data, elsewhere, page_address, refused, sent_on, site
from sagsgang.web.archive.outputs import followed, lists
from sagsgang.web.archive.outputs.followed import ItemEntry, MeetingEntry
from sagsgang.web.archive.search.engine import IndexUnusableError
from sagsgang.web.archive.selectors import addressing, cases
from sagsgang.web.pages.addresses import not_there
from sagsgang.web.pages.labels import DOCUMENT_KINDS, OUTCOMES

_MOST = 50
# XML has no place for these.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BEFORE_ANYTHING = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class _Feed(Atom1Feed):
    """A feed that says the same until something changes; an empty one has not been updated yet."""

    def latest_post_date(self) -> datetime.datetime:
        return max((entry["updateddate"] for entry in self.items), default=_BEFORE_ANYTHING)


@data()
def municipality(request: HttpRequest, municipality: str) -> HttpResponseBase:
    """The latest meetings of a municipality."""
    found = lists.municipality(municipality)
    if found is None:
        raise not_there()
    feed = _feed(request, found.name or _("Municipality not stated"))
    _add_meetings(request, feed, followed.latest_in(found, _MOST))
    return _answer(request, feed, dated=True)


@data()
def body(request: HttpRequest, municipality: str, body: str) -> HttpResponseBase:
    """The latest meetings of a body."""
    found = lists.body(municipality, body)
    if found is None:
        return elsewhere(request, municipality, body)
    feed = _feed(request, f"{_body_name(found.name)}, {found.municipality.name or _('Municipality not stated')}")
    _add_meetings(request, feed, followed.latest_of(found, _MOST))
    return _answer(request, feed, dated=True)


@data()
def case(request: HttpRequest, municipality: str, case: str) -> HttpResponseBase:
    """The steps of a case, the latest first."""
    view = cases.case(municipality, case)
    if view is None:
        slug = addressing.moved_case(municipality, case)
        return sent_on(request, f"/{municipality}/sag/{slug}" if slug else "")
    feed = _feed(request, view.title or _("Case"))
    for step in list(reversed(view.steps))[:_MOST]:
        _add_item(request, feed, followed.item(step.row), "\n".join(decision.text for decision in step.item.decisions))
    return _answer(request, feed)


@data(*searching.PARAMETERS)
def search(request: HttpRequest) -> HttpResponseBase:
    """What a search finds, newest first."""
    form = searching.understood(request)
    try:
        results = searching.find(form, size=_MOST, newest=True)
    except IndexUnusableError:
        return refused(request, _("The search is being made ready. Try again in a moment."), 503)
    searching.must_be_whole(form, results)
    feed = _feed(request, _("Search: %(words)s") % {"words": form.value("q") or "*"})
    for found in results.found:
        _add_item(request, feed, followed.item(found.item), searching.snippet_of(found))
    return _answer(request, feed)


def _feed(request: HttpRequest, title: str) -> _Feed:
    return _Feed(
        title=_clean(title),
        link=page_address(request),
        description="",
        language=get_language() or "da",
        author_name="Sagsgang",
        feed_url=request.build_absolute_uri(),
        feed_guid=request.build_absolute_uri(),
    )


def _add_meetings(request: HttpRequest, feed: _Feed, meetings: Iterable[MeetingEntry]) -> None:
    for meeting in meetings:
        told = format_html_join("", "<li>{}</li>", ((_clean(_told(item)),) for item in meeting.items))
        kind = DOCUMENT_KINDS[meeting.kind]
        feed.add_item(
            title=_clean(f"{_where(meeting)}: {kind}"),
            link=site(request) + meeting.address,
            description=format_html("<ul>{}</ul>", told) if told else "",
            unique_id=_name(request, "meeting", meeting.key),
            updateddate=meeting.changed_at,
        )


def _add_item(request: HttpRequest, feed: _Feed, item: ItemEntry, text: str) -> None:
    outcomes = _outcomes(item)
    lines = [_where(item), *([outcomes] if outcomes else []), *([text.strip()] if text.strip() else [])]
    feed.add_item(
        title=_clean(_titled(item)),
        link=site(request) + item.address,
        description=format_html_join("", "<p>{}</p>", ((_clean(line),) for line in lines)),
        unique_id=_name(request, "item", item.key),
        updateddate=item.changed_at,
    )


def _answer(request: HttpRequest, feed: _Feed, *, dated: bool = False) -> HttpResponse:
    """`dated`: when something was changed last tells whether the feed has changed; a search also loses entries."""
    answer = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    changed = int(feed.latest_post_date().timestamp()) if dated else None
    return conditional(request, answer, changed)


def _name(request: HttpRequest, kind: str, key: int) -> str:
    """A name that stays when the address changes (RFC 4151)."""
    return f"tag:{request.get_host().partition(':')[0]},2026:{kind}:{key}"


def _told(item: ItemEntry) -> str:
    outcomes = _outcomes(item)
    return f"{_titled(item)}: {outcomes}" if outcomes else _titled(item)


def _titled(item: ItemEntry) -> str:
    title = item.title or (_("Item without a title") if item.is_open else _("Closed item"))
    return f"{item.number}. {title}" if item.number else title


def _outcomes(item: ItemEntry) -> str:
    return ", ".join(str(OUTCOMES[outcome]) for outcome in item.outcomes)


def _where(meeting: MeetingEntry | ItemEntry) -> str:
    day = date_format(meeting.date, "DATE_FORMAT") if meeting.date else _("no date")
    return f"{_body_name(meeting.body)}, {day}"


def _body_name(name: str) -> str:
    return name or _("Council or committee not stated")


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
