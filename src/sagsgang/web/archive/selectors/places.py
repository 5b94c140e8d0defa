"""Municipalities, their bodies and what these met about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import ExtractYear

from sagsgang.web.accounts.models import Body, Municipality
from sagsgang.web.archive.kept import kept
from sagsgang.web.archive.models import Item, Meeting, Presence
from sagsgang.web.archive.selectors.topics import TopicCount, main_groups_of

_LATEST = 10
_TOPICS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class MunicipalityView:
    """A municipality with its bodies (each with `meeting_count` and `latest`) and its latest decisions.

    `topics` are the KLE main groups that most of its items are filed under.
    """

    municipality: Municipality
    bodies: tuple[Body, ...]
    decisions: tuple[Item, ...]
    topics: tuple[TopicCount, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """Somebody who met in a body, with party and role as last recorded and how many meetings that were."""

    name: str
    slug: str
    party: str
    role: str
    meetings: int
    absences: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BodyView:
    """A body's meetings of one year, and the years that it has meetings in; year 0 holds meetings without a date.

    `members` are by name; `topics` are the KLE main groups of that year's items; `spellings` other names it has had.
    """

    body: Body
    years: tuple[int, ...]
    year: int
    meetings: tuple[Meeting, ...]
    members: tuple[Member, ...]
    topics: tuple[TopicCount, ...]
    spellings: tuple[str, ...]


def latest_meetings(limit: int) -> Sequence[Meeting]:
    """The meetings with the latest dates."""
    return list(_meetings().filter(date__isnull=False).order_by("-date", "-pk")[:limit])


def municipalities() -> Sequence[Municipality]:
    """Municipalities that have meetings, by name, each with `meeting_count`; with many meetings as of a minute ago."""
    return kept("municipalities", _municipalities, _meetings_in)


def _municipalities() -> Sequence[Municipality]:
    return list(Municipality.objects.annotate(meeting_count=Count("bodies__meetings")).filter(meeting_count__gt=0))


def _meetings_in(counted: Sequence[Any]) -> int:
    return sum(municipality.meeting_count for municipality in counted)


def municipality(slug: str) -> MunicipalityView | None:
    """The municipality with that address."""
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        return None
    bodies = found.bodies.annotate(meeting_count=Count("meetings"), latest=Max("meetings__date"))
    latest = _meetings().filter(body__municipality=found, date__isnull=False).order_by("-date", "-pk")[:_LATEST]
    decided = Item.objects.filter(meeting__in=[meeting.pk for meeting in latest], is_open=True).exclude(outcomes=[])
    decided = decided.exclude(title_key="").select_related("meeting__body__municipality")
    return MunicipalityView(
        municipality=found,
        bodies=tuple(bodies.filter(meeting_count__gt=0).select_related("municipality")),
        decisions=tuple(decided.order_by("-meeting__date", "meeting", "position")[:_LATEST]),
        topics=main_groups_of(Item.objects.filter(meeting__body__municipality=found), _TOPICS),
    )


def body_names(municipality_slugs: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Address and name of the bodies to choose between: of some municipalities, or of all (each address once)."""
    found = Body.objects.order_by("name").distinct()
    if municipality_slugs:
        found = found.filter(municipality__slug__in=municipality_slugs)
    return list({slug: (slug, name) for slug, name in found.values_list("slug", "name")}.values())


def body(municipality_slug: str, slug: str, year: int | None = None) -> BodyView | None:
    """A body with its meetings of a year, latest first; the latest year where none or an unknown one is asked for."""
    found = Body.objects.select_related("municipality").filter(municipality__slug=municipality_slug, slug=slug).first()
    if found is None:
        return None
    known = found.meetings.annotate(year=ExtractYear("date")).values_list("year", flat=True).distinct()
    years = tuple(sorted((known_year or 0 for known_year in known), reverse=True))
    chosen = (year if year in years else next(iter(years), 0)) or 0
    meetings = _meetings().filter(body=found)
    meetings = meetings.filter(date__year=chosen) if chosen else meetings.filter(date__isnull=True)
    names = found.names.exclude(name=found.name).values_list("name", flat=True)
    return BodyView(
        body=found,
        years=years,
        year=chosen,
        meetings=tuple(meetings.order_by("-date", "slug")),
        members=_members(meetings),
        topics=main_groups_of(Item.objects.filter(meeting__in=meetings.values("pk")), _TOPICS),
        spellings=tuple(names),
    )


def _meetings() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("body__municipality")


def _members(meetings: QuerySet[Meeting]) -> tuple[Member, ...]:
    """Who was recorded at these meetings; what was recorded last counts."""
    rows = Presence.objects.filter(meeting__in=meetings.values("pk")).select_related("person")
    members: dict[str, Member] = {}
    for row in rows.order_by("meeting__date", "meeting"):
        before = members.get(row.person.slug)
        members[row.person.slug] = Member(
            name=row.person.name,
            slug=row.person.slug,
            party=row.party or (before.party if before else ""),
            role=row.role or (before.role if before else ""),
            meetings=(before.meetings if before else 0) + row.present,
            absences=(before.absences if before else 0) + (not row.present),
        )
    return tuple(sorted(members.values(), key=lambda member: member.name))
