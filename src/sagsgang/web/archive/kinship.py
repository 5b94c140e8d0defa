"""What items have to do with each other: everything that may be of one case, gathered in a few questions.

Starts from some items and goes on to what they are linked with, so that whole cases are decided anew together and the
order in which documents came in makes no difference. This is asked at every import, so it reads bare columns: a model's
instances cost several times as much as the questions themselves.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from sagsgang.rules.cases import WINDOW, Basis, Link, Step, Verdict, named_step, same_by_title
from sagsgang.rules.withholding import MARK
from sagsgang.web.accounts.models import BodyName
from sagsgang.web.archive.models import CaseVerdict, Item, Mention

# A number or a chain of mentions that brings a meeting together with more than this is no case that anybody could read.
_MOST = 400

_Sitting = tuple[int, datetime.date | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kindred:
    """An item that can be a step of a case; `agenda_number` on its meeting's agenda, and the case it is of now."""

    step: Step
    title_key: str
    agenda_number: str
    case: int | None
    basis: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Kin:
    """Items that can be steps of cases, what links them, and what persons said of them (by pair, the last counts)."""

    items: dict[int, Kindred] = field(default_factory=dict)
    links: set[Link] = field(default_factory=set)
    verdicts: dict[frozenset[int], tuple[int, Verdict]] = field(default_factory=dict)

    def said(self) -> list[Verdict]:
        """The verdicts in the order in which they were given."""
        return [verdict for _, verdict in sorted(self.verdicts.values(), key=lambda said: said[0])]


def gather(municipality: int, start: Q, *, meetings: int = 1) -> Kin:
    """All that may be of one case with the items that `start` describes, and what is of one case with them now.

    `meetings` says of how many meetings these are.
    """
    kin, search = Kin(), _Search(municipality)
    frontier = search.rows(start)
    while frontier:
        kin.items.update(frontier)
        found = {*search.by_mention(frontier), *search.by_title(frontier)}
        kin.links.update(found)
        kin.verdicts.update(_verdicts(frontier))
        if len(kin.items) > _MOST * meetings:
            break
        wanted = {key for link in found for key in (link.one, link.other)}
        wanted |= {key for pair in kin.verdicts for key in pair}
        related = Q(pk__in=wanted - kin.items.keys())
        related |= Q(case__in={item.case for item in frontier.values()} - {None})
        related |= Q(case_number__in={item.step.number for item in frontier.values()} - {""})
        frontier = {key: item for key, item in search.rows(related).items() if key not in kin.items}
    return kin


def with_titles(keys: Collection[str], days: Iterable[datetime.date | None], *, reach: int = 1) -> Q:
    """What has one of these titles within `reach` times half a year of these days; nothing where no day is known."""
    known = [day for day in days if day is not None]
    if not known:
        return Q(pk__in=[])
    wide = reach * WINDOW
    return Q(title_key__in=keys, meeting__date__range=(min(known) - wide, max(known) + wide))


def _verdicts(items: Collection[int]) -> dict[frozenset[int], tuple[int, Verdict]]:
    said = CaseVerdict.objects.filter(Q(item__in=items) | Q(other__in=items)).order_by("pk")
    return {
        frozenset((item, other)): (key, Verdict(item=item, other=other, same=same))
        for key, item, other, same in said.values_list("pk", "item", "other", "same")
    }


class _Search:
    """Finds what items of a municipality are linked with; what it has seen it does not ask for again."""

    def __init__(self, municipality: int) -> None:
        self._municipality = municipality
        self._keys: dict[int, set[str]] = defaultdict(set)
        self._bodies: dict[str, set[int]] = defaultdict(set)
        self._sittings: dict[_Sitting, list[Kindred]] = {}
        names = BodyName.objects.filter(municipality=municipality)
        for body, key in names.order_by().values_list("body", "key"):
            self._keys[body].add(key)
            self._bodies[key].add(body)

    def rows(self, which: Q) -> dict[int, Kindred]:
        """The items that can be steps of a case and are described so, by their keys."""
        found = Item.objects.filter(which, meeting__body__municipality=self._municipality).exclude(title_key="")
        columns = found.order_by().values_list(
            "pk", "title", "outcomes", "case_number", "position", "title_key", "number", "case", "basis",
            "meeting__body", "meeting__body__slug", "meeting__slug", "meeting__date",
        )  # fmt: skip
        return {
            key: Kindred(
                step=Step(
                    item=key, body=body, date=date, title=title, outcomes=outcomes, number=case_number,
                    place=f"{body_slug}/{meeting_slug}/{position:06}",
                ),
                title_key=title_key, agenda_number=number, case=case, basis=basis,
            )
            for key, title, outcomes, case_number, position, title_key, number, case, basis,
                body, body_slug, meeting_slug, date in columns
        }  # fmt: skip

    def by_title(self, items: dict[int, Kindred]) -> Iterator[Link]:
        """Items with the same title, where neither side sees it recur."""
        keys = {item.title_key for item in items.values()}
        # The others' own half years must be whole as well.
        wide = with_titles(keys, [item.step.date for item in items.values()], reach=2)
        near: dict[str, list[Step]] = defaultdict(list)
        for row in self.rows(wide).values():
            # What is left of two titles may be alike where what is withheld of them was not.
            if MARK not in row.step.title:
                near[row.title_key].append(row.step)
        for alike in near.values():
            same = {step.item: {other.item for other in same_by_title(step, alike)} for step in alike}
            for one, others in same.items():
                yield from (
                    Link(one=min(one, other), other=max(one, other), basis=Basis.TITLE)
                    for other in others
                    if one in same[other] and (one in items or other in items)
                )

    def by_mention(self, items: dict[int, Kindred]) -> Iterator[Link]:
        """What these items name, and what names their meetings."""
        own = {(key, item.step.date) for item in items.values() for key in self._keys[item.step.body]}
        days = {day for _, day in own if day is not None}
        around = Q(item__in=items) | Q(date__in=days, body_key__in={key for key, _ in own})
        named = Mention.objects.filter(around, municipality=self._municipality).exclude(item__title_key="")
        columns = named.order_by().values_list("item", "item__title", "body_key", "date", "number")
        mentions = [row for row in columns if row[0] in items or (row[2], row[3]) in own]
        self._load({(body, date) for _, _, key, date, _ in mentions for body in self._bodies[key]})
        for item, title, key, date, number in mentions:
            there = [one for body in self._bodies[key] for one in self._sittings[body, date] if one.step.item != item]
            numbered = [one for one in there if number and one.agenda_number == number]
            found = named_step(number if numbered else "", title, (one.step for one in numbered or there))
            if found is not None:
                yield Link(one=item, other=found.item, basis=Basis.MENTION)

    def _load(self, sittings: Collection[_Sitting]) -> None:
        """Have the items of what these bodies dealt with on these days at hand."""
        wanted = {sitting for sitting in sittings if sitting not in self._sittings}
        self._sittings |= {sitting: [] for sitting in wanted}
        if not wanted:
            return
        which = Q(meeting__body__in={body for body, _ in wanted}, meeting__date__in={day for _, day in wanted})
        for row in self.rows(which).values():
            sitting = (row.step.body, row.step.date)
            if sitting in wanted:
                self._sittings[sitting].append(row)
