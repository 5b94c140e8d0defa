"""What items have to do with each other: everything that may be of one case, gathered in a few questions.

Starts from some items and goes on to what they are linked with, so that whole cases are decided anew together and the
order in which documents came in makes no difference.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from sagsgang.rules.cases import WINDOW, Basis, Link, Step, Verdict, named_step, same_by_title
from sagsgang.web.accounts.models import BodyName
from sagsgang.web.archive.models import CaseVerdict, Item, Mention

# A number or a chain of mentions that brings together more than this is no case that anybody could read.
_MOST = 400

_Named = tuple[str, datetime.date | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kin:
    """Items that can be steps of cases, what links them, and what persons said of them (by pair, the last counts)."""

    items: dict[int, Item] = field(default_factory=dict)
    links: set[Link] = field(default_factory=set)
    verdicts: dict[frozenset[int], CaseVerdict] = field(default_factory=dict)

    def said(self) -> list[Verdict]:
        """The verdicts in the order in which they were given."""
        latest = sorted(self.verdicts.values(), key=lambda verdict: verdict.pk)
        return [Verdict(item=verdict.item_id, other=verdict.other_id, same=verdict.same) for verdict in latest]


def gather(municipality: int, start: Q) -> Kin:
    """All that may be of one case with the items that `start` describes, and what is of one case with them now."""
    kin = Kin()
    frontier = {item.pk: item for item in _steps(municipality).filter(start)}
    while frontier:
        kin.items.update(frontier)
        found = _links(municipality, frontier)
        kin.links.update(found)
        kin.verdicts.update(_verdicts(frontier))
        if len(kin.items) > _MOST:
            break
        wanted = {key for link in found for key in (link.one, link.other)}
        wanted |= {key for pair in kin.verdicts for key in pair}
        related = Q(pk__in=wanted - kin.items.keys())
        related |= Q(case__in={item.case_id for item in frontier.values()} - {None})
        related |= Q(case_number__in={item.case_number for item in frontier.values()} - {""})
        frontier = {item.pk: item for item in _steps(municipality).filter(related) if item.pk not in kin.items}
    return kin


def with_titles(keys: Collection[str], days: Iterable[datetime.date | None], *, reach: int = 1) -> Q:
    """What has one of these titles within `reach` times half a year of these days; nothing where no day is known."""
    known = [day for day in days if day is not None]
    if not known:
        return Q(pk__in=[])
    wide = reach * WINDOW
    return Q(title_key__in=keys, meeting__date__range=(min(known) - wide, max(known) + wide))


def step_of(item: Item) -> Step:
    """What decides whether the item belongs to a case. Its meeting and body must have been loaded."""
    return Step(
        item=item.pk,
        body=item.meeting.body_id,
        date=item.meeting.date,
        title=item.title,
        outcomes=item.outcomes,
        number=item.case_number,
        place=f"{item.meeting.body.slug}/{item.meeting.slug}/{item.position:06}",
    )


def _steps(municipality: int) -> QuerySet[Item]:
    rows = Item.objects.filter(meeting__body__municipality=municipality).exclude(title_key="")
    return rows.select_related("meeting__body", "case")


def _verdicts(items: Collection[int]) -> dict[frozenset[int], CaseVerdict]:
    said = CaseVerdict.objects.filter(Q(item__in=items) | Q(other__in=items)).order_by("pk")
    return {frozenset((verdict.item_id, verdict.other_id)): verdict for verdict in said}


def _links(municipality: int, items: dict[int, Item]) -> set[Link]:
    return {*_by_mention(municipality, items), *_by_title(municipality, items)}


def _by_title(municipality: int, items: dict[int, Item]) -> Iterator[Link]:
    """Items with the same title, where neither side sees it recur."""
    keys = {item.title_key for item in items.values()}
    # The others' own half years must be whole as well.
    wide = with_titles(keys, [item.meeting.date for item in items.values()], reach=2)
    near: dict[str, list[Step]] = defaultdict(list)
    for row in _steps(municipality).filter(wide):
        near[row.title_key].append(step_of(row))
    for key in keys:
        same = {step.item: {other.item for other in same_by_title(step, near[key])} for step in near[key]}
        for one, others in same.items():
            yield from (
                Link(one=min(one, other), other=max(one, other), basis=Basis.TITLE)
                for other in others
                if one in same[other] and (one in items or other in items)
            )


def _by_mention(municipality: int, items: dict[int, Item]) -> Iterator[Link]:
    """What these items name, and what names their meetings."""
    bodies = BodyName.objects.filter(body__in={item.meeting.body_id for item in items.values()})
    keys: dict[int, set[str]] = defaultdict(set)
    for body, key in bodies.values_list("body", "key"):
        keys[body].add(key)
    own = {(key, item.meeting.date) for item in items.values() for key in keys[item.meeting.body_id]}
    named = Mention.objects.filter(municipality=municipality).exclude(item__title_key="").select_related("item")
    days = {day for _, day in own if day is not None}
    around = named.filter(Q(item__in=items) | Q(date__in=days, body_key__in={key for key, _ in own}))
    mentions = [m for m in around if m.item_id in items or (m.body_key, m.date) in own]
    there = _named(municipality, {(mention.body_key, mention.date) for mention in mentions})
    for mention in mentions:
        candidates = [item for item in there.get((mention.body_key, mention.date), []) if item.pk != mention.item_id]
        numbered = [item for item in candidates if mention.number and item.number == mention.number]
        found = named_step(mention.number if numbered else "", mention.item.title, map(step_of, numbered or candidates))
        if found is not None:
            yield Link(one=mention.item_id, other=found.item, basis=Basis.MENTION)


def _named(municipality: int, wanted: Collection[_Named]) -> dict[_Named, list[Item]]:
    """The items that can be steps of a case, of every meeting that is mentioned."""
    if not wanted:
        return {}
    names = BodyName.objects.filter(municipality=municipality, key__in={key for key, _ in wanted})
    keys: dict[int, set[str]] = defaultdict(set)
    for body, key in names.values_list("body", "key"):
        keys[body].add(key)
    found: dict[_Named, list[Item]] = defaultdict(list)
    for item in _steps(municipality).filter(meeting__body__in=keys, meeting__date__in={day for _, day in wanted}):
        for key in keys[item.meeting.body_id]:
            if (key, item.meeting.date) in wanted:
                found[key, item.meeting.date].append(item)
    return found
