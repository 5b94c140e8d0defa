"""Which items are steps of one case: found when a meeting is made, in a few questions to the database."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from sagsgang.model import Item as Read
from sagsgang.rules.cases import WINDOW, Basis, Step, case_numbers, is_matter, named_step, same_by_title
from sagsgang.rules.meetings import body_key
from sagsgang.web.accounts.models import BodyName
from sagsgang.web.archive import addresses
from sagsgang.web.archive.models import Case, CaseVerdict, FormerCaseSlug, Item, Meeting, Mention

_Apart = Mapping[int, Collection[int]]
_STRENGTH = {basis: number for number, basis in enumerate(Basis)}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Link:
    """Two items of one case, and why."""

    one: int
    other: int
    basis: Basis


def assign(meeting: Meeting, rows: Sequence[Item], shown: Sequence[Read]) -> None:
    """Put the meeting's items into the cases they are steps of, and what names them or is named by them too.

    `rows` and `shown` are the items and what the public reads of them, in the same order.
    """
    before = {row.case_id for row in rows if row.case_id}
    for row in rows:
        row.case, row.basis = None, ""
    Item.objects.filter(meeting=meeting).exclude(case=None).update(case=None, basis="")
    _note_mentions(meeting, rows, shown)
    steps = [row for row, item in zip(rows, shown, strict=True) if is_matter(item)]
    verdicts = _verdicts(steps)
    apart: dict[int, set[int]] = defaultdict(set)
    for verdict in verdicts:
        if not verdict.same:
            apart[verdict.item_id].add(verdict.other_id)
            apart[verdict.other_id].add(verdict.item_id)
    numbers = dict(zip((row.pk for row in rows), case_numbers(shown), strict=True))
    for row in steps:
        if numbers[row.pk]:
            _join(row, _numbered(meeting, numbers[row.pk], row.title), Basis.JOURNAL_NUMBER, apart)
    links = [_Link(one=v.item_id, other=v.other_id, basis=Basis.PERSON) for v in verdicts if v.same]
    links += [*_by_mention(meeting, steps), *_by_title(meeting, steps)]
    _follow(meeting, links, {row.pk: row for row in rows}, apart)
    _forget(before)


def _join(row: Item, case: Case, basis: Basis, apart: _Apart) -> None:
    """Put an item into a case, unless a person has said that it is not of one case with something there."""
    if apart.get(row.pk) and Item.objects.filter(case=case, pk__in=apart[row.pk]).exists():
        return
    row.case, row.basis = case, basis
    Item.objects.filter(pk=row.pk).update(case=case, basis=basis)


def _numbered(meeting: Meeting, number: str, title: str) -> Case:
    municipality = meeting.body.municipality_id
    found = Case.objects.filter(municipality=municipality, number=number[:100]).first()
    return found or _new(municipality, title, number[:100])


def _new(municipality: int, title: str, number: str = "") -> Case:
    wanted = addresses.slug(number or title, 80) or "sag"
    taken = set(
        Case.objects.filter(municipality=municipality, slug__startswith=wanted).values_list("slug", flat=True)
    ) | set(
        FormerCaseSlug.objects.filter(municipality=municipality, slug__startswith=wanted).values_list("slug", flat=True)
    )
    slug = addresses.free(wanted, taken)
    return Case.objects.create(municipality_id=municipality, slug=slug, title=title, number=number)


def _verdicts(steps: Sequence[Item]) -> list[CaseVerdict]:
    """What persons decided of these items; of a pair what they said last."""
    keys = [row.pk for row in steps]
    said = CaseVerdict.objects.filter(Q(item__in=keys) | Q(other__in=keys)).order_by("pk")
    return list({frozenset((v.item_id, v.other_id)): v for v in said}.values())


def _note_mentions(meeting: Meeting, rows: Sequence[Item], shown: Sequence[Read]) -> None:
    """Write down which meetings the items name, whether the archive has them or not."""
    Mention.objects.filter(item__meeting=meeting).delete()
    own = body_key(meeting.body.name)
    found: dict[tuple[int, str, object, str], Mention] = {}
    for row, item in zip(rows, shown, strict=True):
        named: list[tuple[str | None, datetime.date | None, str | None, bool]]
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


def _by_mention(meeting: Meeting, steps: Sequence[Item]) -> Iterator[_Link]:
    """What these items name, and what names this meeting."""
    out = Mention.objects.filter(item__in=[row.pk for row in steps])
    keys = {name.key for name in meeting.body.names.all()}
    mentions = [*out.select_related("item")]
    if meeting.date is not None:
        back = Mention.objects.filter(municipality=meeting.body.municipality_id, date=meeting.date, body_key__in=keys)
        mentions += back.exclude(item__meeting=meeting).filter(item__is_open=True).select_related("item")
    there = _named(meeting, mentions)
    for mention in mentions:
        candidates = there.get((mention.body_key, mention.date), [])
        numbered = [item for item in candidates if mention.number and item.number == mention.number]
        found = named_step(mention.number if numbered else "", mention.item.title, map(_step, numbered or candidates))
        if found is not None and found.item != mention.item_id:
            yield _Link(one=mention.item_id, other=found.item, basis=Basis.MENTION)


def _named(meeting: Meeting, mentions: Iterable[Mention]) -> dict[tuple[str, object], list[Item]]:
    """The items that can be steps of a case, of every meeting that is mentioned."""
    wanted = {(mention.body_key, mention.date) for mention in mentions}
    if not wanted:
        return {}
    names = BodyName.objects.filter(municipality=meeting.body.municipality_id, key__in={key for key, _ in wanted})
    keys: dict[int, set[str]] = defaultdict(set)
    for body, key in names.values_list("body", "key"):
        keys[body].add(key)
    rows = Item.objects.filter(meeting__body__in=keys, meeting__date__in={date for _, date in wanted})
    found: dict[tuple[str, object], list[Item]] = defaultdict(list)
    for item in rows.exclude(title_key="").select_related("meeting"):
        for key in keys[item.meeting.body_id]:
            if (key, item.meeting.date) in wanted:
                found[key, item.meeting.date].append(item)
    return found


def _by_title(meeting: Meeting, steps: Sequence[Item]) -> Iterator[_Link]:
    if meeting.date is None:
        return
    keys = {row.title_key for row in steps} - {""}
    rows = Item.objects.filter(
        title_key__in=keys,
        meeting__body__municipality=meeting.body.municipality_id,
        meeting__date__range=(meeting.date - WINDOW, meeting.date + WINDOW),
    )
    near: dict[str, list[Step]] = defaultdict(list)
    for item in rows.select_related("meeting"):
        near[item.title_key].append(_step(item))
    for row in steps:
        row.meeting = meeting
        for other in same_by_title(_step(row), near.get(row.title_key, [])):
            yield _Link(one=row.pk, other=other.item, basis=Basis.TITLE)


def _step(item: Item) -> Step:
    return Step(
        item=item.pk, body=item.meeting.body_id, date=item.meeting.date, title=item.title, outcomes=item.outcomes
    )


def _follow(meeting: Meeting, links: Iterable[_Link], own: dict[int, Item], apart: _Apart) -> None:
    """Bring linked items into one case, the strongest reasons first."""
    ordered = sorted(set(links), key=lambda link: (_STRENGTH[link.basis], link.one, link.other))
    keys = {key for link in ordered for key in (link.one, link.other)} - own.keys()
    rows = {item.pk: item for item in Item.objects.filter(pk__in=keys).select_related("case", "meeting")} | own
    for link in ordered:
        one, other = rows.get(link.one), rows.get(link.other)
        if one is None or other is None or other.pk in apart.get(one.pk, ()):
            continue
        if one.case is None and other.case is None:
            case = _new(meeting.body.municipality_id, min(one, other, key=lambda row: row.pk).title)
            _join(one, case, link.basis, apart)
            _join(other, case, link.basis, apart)
        elif one.case != other.case:
            _bring_together(one, other, link.basis, rows.values(), apart)


def _bring_together(one: Item, other: Item, basis: Basis, loaded: Iterable[Item], apart: _Apart) -> None:
    """Of two items in different cases, or of which one has none, one goes to the other's.

    What has no case goes; else a case without a journal number goes as a whole. Two journal numbers are joined by a
    person only, and then the item that was spoken of goes alone.
    """
    if one.case is None or other.case is None:
        goes, stays = (one, other) if one.case is None else (other, one)
    elif basis is Basis.PERSON:
        goes, stays = one, other
    else:
        goes, stays = sorted((one, other), key=lambda row: (bool(row.case and row.case.number), -(row.case_id or 0)))
    if stays.case is None or (goes.basis == Basis.PERSON and basis is not Basis.PERSON):
        return
    if goes.case is None or basis is Basis.PERSON:
        left = goes.case_id
        _join(goes, stays.case, basis, apart)
        _forget({left} if left else ())
    elif not goes.case.number:
        _merge(goes.case, stays.case, loaded)


def _merge(gone: Case, kept: Case, loaded: Iterable[Item]) -> None:
    """All steps of one case are steps of another; the old address leads on."""
    Item.objects.filter(case=gone).update(case=kept)
    for item in loaded:
        if item.case_id == gone.pk:
            item.case = kept
    FormerCaseSlug.objects.filter(case=gone).update(case=kept)
    FormerCaseSlug.objects.create(municipality_id=gone.municipality_id, slug=gone.slug, case=kept)
    gone.delete()


def _forget(cases: Iterable[int]) -> None:
    """Cases that were found by a title or a mention and have come down to one step are none."""
    for case in Case.objects.filter(pk__in=list(cases), number=""):
        if case.items.count() < 2:
            case.items.update(basis="")
            case.delete()
