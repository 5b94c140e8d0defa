"""Which items are steps of one case: decided anew, for whole cases, whenever a meeting is made.

What is decided rests on the items alone (see `rules.cases.grouped`), never on the order in which they came in; the rows
of cases, and with them the addresses, stay as far as the cases do.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from sagsgang.model import Item as Read
from sagsgang.rules.cases import Grouping, grouped
from sagsgang.rules.meetings import body_key
from sagsgang.web.archive import addresses
from sagsgang.web.archive.kinship import Kin, gather, with_titles
from sagsgang.web.archive.models import Case, FormerCaseSlug, Item, Meeting, Mention


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What items were before their meeting was made anew: the case of each, their titles' keys, their days.

    `places` are the municipalities of the cases; `is_new` says that there was no meeting, and so nothing at all.
    """

    cases: Mapping[int, int] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    days: frozenset[datetime.date] = frozenset()
    is_new: bool = False


NOTHING = Standing(is_new=True)


def standing(items: Iterable[int], meeting: int | None) -> Standing:
    """What these items, and those that the meeting has, stand for now."""
    rows = Item.objects.filter(Q(pk__in=list(items)) | Q(meeting=meeting)).exclude(title_key="")
    said = list(rows.values_list("pk", "case", "case__municipality", "title_key", "meeting__date"))
    return Standing(
        cases={key: case for key, case, _, _, _ in said if case is not None},
        places={case: place for _, case, place, _, _ in said if case is not None},
        keys=frozenset(title for _, _, _, title, _ in said),
        days=frozenset(day for _, _, _, _, day in said if day is not None),
    )


@dataclass(kw_only=True, slots=True)
class _Part:
    """What is touched in one municipality.

    `bereft` are cases whose addresses may tell what must not be read any more: they lost a step that was closed or
    withdrawn, or a meeting of theirs has words that are withheld. `guarded` are the items of such meetings.
    """

    meetings: set[int] = field(default_factory=set)
    cases: set[int] = field(default_factory=set)
    titles: Q = field(default_factory=lambda: Q(pk__in=[]))
    bereft: set[int] = field(default_factory=set)
    guarded: set[int] = field(default_factory=set)


class Touched:
    """What making meetings anew touches of cases, until these are decided anew (see `deciding`)."""

    def __init__(self) -> None:
        self._parts: dict[int, _Part] = defaultdict(_Part)
        # The municipalities in which nobody else derives anything meanwhile (see `deriving.alone_in`).
        self.held: set[int] = set()

    def add(
        self, meeting: Meeting, rows: Sequence[Item], shown: Sequence[Read], before: Standing, *, withheld: bool
    ) -> None:
        """Note what a meeting that was made anew says of cases, and what that touches.

        `rows` and `shown` are the items and what the public reads of them, in the same order; `before` is what stood in
        the rows until now; `withheld` says whether words are withheld at the meeting.
        """
        place = meeting.body.municipality_id
        # What can be no step (any more) leaves its case before anything else is decided; so does what came from
        # another municipality.
        if not before.is_new:
            moved = [key for key, case in before.cases.items() if before.places[case] != place]
            leaving = Q(title_key="") | Q(pk__in=moved)
            Item.objects.filter(leaving, meeting=meeting).update(case=None, basis="")
            Mention.objects.filter(item__meeting=meeting).delete()
        _note_mentions(meeting, rows, shown)
        steps = {row.pk for row in rows if row.title_key}
        for key, case in before.cases.items():
            part = self._parts[before.places[case]]
            part.cases.add(case)
            if withheld or key not in steps:
                part.bereft.add(case)
        part = self._parts[place]
        part.meetings.add(meeting.pk)
        # One step more or fewer may make a title one that recurs, or not.
        titles = {row.title_key for row in rows} - {""}
        days = before.days | ({meeting.date} if meeting.date else set())
        part.titles |= with_titles(titles | before.keys, days) & Q(case__isnull=False)
        part.titles |= with_titles(before.keys - titles, days)
        if withheld:
            part.guarded.update(row.pk for row in rows)

    def decide(self) -> None:
        """Put the items into the cases they are steps of, and decide anew what that touches."""
        for municipality, part in sorted(self._parts.items()):
            start = Q(meeting__in=part.meetings) | Q(case__in=part.cases) | part.titles
            kin = gather(municipality, start, meetings=max(1, len(part.meetings)))
            groups = grouped([item.step for item in kin.items.values()], kin.links, kin.said())
            _write(municipality, kin, groups, part)


@contextmanager
def deciding() -> Iterator[Touched]:
    """A transaction in which meetings are made anew; at its end, all cases that they touch are decided."""
    with transaction.atomic():
        touched = Touched()
        yield touched
        touched.decide()


def _write(municipality: int, kin: Kin, groups: Sequence[Grouping], part: _Part) -> None:
    """Give every group its case; what has come to nothing goes, its address leading to where its steps went."""
    held = {key: item.case for key, item in kin.items.items() if item.case is not None}
    cases = _cases(municipality, kin, groups)
    decided = {key: (case, group.bases[key]) for case, group in zip(cases, groups, strict=True) for key in group.bases}
    changed = []
    for key, item in kin.items.items():
        case, basis = decided.get(key, (None, ""))
        if (item.case, item.basis) != (case.pk if case else None, basis):
            changed.append(Item(pk=key, case=case, basis=basis))
    Item.objects.bulk_update(changed, ["case", "basis"])
    touched = {*held.values(), *part.cases, *part.bereft}
    for gone in Case.objects.filter(pk__in=touched - {case.pk for case in cases}, items=None):
        went = Counter(decided[key][0].pk for key, case in held.items() if case == gone.pk and key in decided)
        if went:
            _lead_on(gone, min(went, key=lambda key: (-went[key], key)))
        elif gone.pk not in part.bereft:
            # Its steps are items of their own again; a case that lost one which was closed must not lead anywhere.
            _lead_to(gone, min((key for key, case in held.items() if case == gone.pk), default=None))
        gone.delete()
    if part.bereft or part.guarded:
        heirs = {decided[key][0].pk for key in decided if held.get(key) in part.bereft or key in part.guarded}
        _silence_all({*part.bereft, *heirs}, part.guarded)


def _lead_on(gone: Case, heir: int) -> None:
    FormerCaseSlug.objects.filter(case=gone).update(case=heir)
    FormerCaseSlug.objects.create(municipality_id=gone.municipality_id, slug=gone.slug, case_id=heir)


def _lead_to(gone: Case, item: int | None) -> None:
    if item is not None:
        FormerCaseSlug.objects.filter(case=gone).update(case=None, item=item)
        FormerCaseSlug.objects.create(municipality_id=gone.municipality_id, slug=gone.slug, item_id=item)


def _silence_all(cases: Collection[int], items: Collection[int]) -> None:
    """Take the addresses of these cases, and those that lead to these items, that may tell what must not be read."""
    for case in Case.objects.filter(pk__in=cases, items__isnull=False).distinct():
        _silence(case)
    for former in FormerCaseSlug.objects.filter(item__in=items).select_related("item"):
        if former.item is not None and not _tells_only(former.slug, [former.item.title]):
            former.delete()


def _silence(case: Case) -> None:
    """Take from a case the addresses that are made of no title it has now: they may tell what is closed."""
    names = [case.number, *case.items.values_list("title", flat=True)]
    for former in case.former_slugs.all():
        if not _tells_only(former.slug, names):
            former.delete()
    if not _tells_only(case.slug, names):
        case.slug = _free_slug(case.municipality_id, case.number or case.title)
        case.save(update_fields=["slug"])


def _cases(municipality: int, kin: Kin, groups: Sequence[Grouping]) -> list[Case]:
    """A case for every group: that of its number, else one that its steps had, else a new one."""
    held = Q(pk__in={item.case for item in kin.items.values()} - {None})
    known = list(
        Case.objects.filter(held | Q(number__in={group.number for group in groups} - {""}), municipality=municipality)
    )
    numbered = {case.number: case for case in known if case.number}
    free = {case.pk: case for case in known if not case.number}
    chosen: list[Case] = []
    for group in groups:
        steps = [kin.items[key] for key in group.bases]
        if group.number:
            case = numbered.get(group.number)
        else:
            had = Counter(item.case for item in steps if item.case in free)
            case = free.pop(min(had, key=lambda key: (-had[key], key or 0)), None) if had else None
        title = steps[0].step.title
        chosen.append(_renamed(case, title) if case else Case(title=title, number=group.number))
    _create(municipality, [case for case in chosen if not case.pk])
    return chosen


def _renamed(case: Case, title: str) -> Case:
    """The case called after its first step."""
    if case.title != title:
        case.title = title
        case.save(update_fields=["title"])
    return case


def _tells_only(slug: str, names: Iterable[str]) -> bool:
    """Whether an address was made of one of these titles or numbers.

    A figure behind it may tell that another has the same title; a longer number may be a part of a title that it had.
    """
    made = "|".join(re.escape(_wanted(name)) for name in names if name)
    return re.fullmatch(rf"(?:{made})(?:-[2-9])?", slug) is not None


def _create(municipality: int, cases: Sequence[Case]) -> None:
    """Give new cases free addresses, and keep them."""
    if not cases:
        return
    names = [_wanted(case.number or case.title) for case in cases]
    taken = _taken(municipality, names)
    for case, name in zip(cases, names, strict=True):
        case.municipality_id, case.slug = municipality, addresses.free(name, taken)
        taken.add(case.slug)
    Case.objects.bulk_create(cases)


def _free_slug(municipality: int, name: str) -> str:
    wanted = _wanted(name)
    return addresses.free(wanted, _taken(municipality, [wanted]))


def _taken(municipality: int, names: Iterable[str]) -> set[str]:
    """Which of the addresses that these names might be given are taken."""
    tried = {name: addresses.candidates(name) for name in names}
    taken = _slugs(municipality, Q(slug__in={slug for slugs in tried.values() for slug in slugs}))
    for name, slugs in tried.items():
        if taken.issuperset(slugs):
            # Rare, and slow: no index answers how a name begins.
            taken |= _slugs(municipality, Q(slug__startswith=name))
    return taken


def _slugs(municipality: int, which: Q) -> set[str]:
    rows = (table.objects.filter(which, municipality=municipality) for table in (Case, FormerCaseSlug))
    return {slug for found in rows for slug in found.values_list("slug", flat=True)}


def _wanted(name: str) -> str:
    return addresses.slug(name, 80) or "sag"


def _note_mentions(meeting: Meeting, rows: Sequence[Item], shown: Sequence[Read]) -> None:
    """Write down which meetings the items name, whether the archive has them or not."""
    own = body_key(meeting.body.name)
    found: dict[tuple[int, str, object, str], Mention] = {}
    for row, item in zip(rows, shown, strict=True):
        named: list[tuple[str, datetime.date | None, str | None, bool]]
        named = [(h.body, h.date, None, True) for h in item.history if h.body]
        named += [(r.body or meeting.body.name, r.date, r.number, False) for r in item.references]
        for body, date, number, is_history in named:
            key = body_key(body)
            if date is None or ((key, date) == (own, meeting.date) and not number):
                continue
            mention = Mention(
                item=row, municipality_id=meeting.body.municipality_id, body_key=key[:300], date=date,
                number=(number or "")[:60], is_history=is_history,
            )  # fmt: skip
            found.setdefault((row.pk, key, date, mention.number), mention)
    Mention.objects.bulk_create(found.values())
