"""KLE topics, and the items that are filed under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Cast, Substr

from sagsgang.danish.kle import is_number, main_groups
from sagsgang.web.accounts.models import Municipality
from sagsgang.web.archive.kept import kept
from sagsgang.web.archive.models import Item, Meeting, Topic
from sagsgang.web.archive.selectors import items

_LATEST = 20
_RECENT = 2_000
_MAIN_GROUP, _GROUP, _TOPIC = 2, 5, 8


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicCount:
    """A main group, a group or a topic with how many items it has; the title is empty where nobody has told it.

    `share` is the number of items in percent of the largest number beside it, for a bar.
    """

    number: str
    title: str
    count: int
    share: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MunicipalityCount:
    """A municipality with the number of its items of a topic, by year in the order of `TopicView.years`."""

    municipality: Municipality
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicView:
    """A topic with its latest items, what lies above and below it, and how many items each municipality has a year.

    Year 0 holds items of meetings without a date.
    """

    number: str
    title: str
    count: int
    above: tuple[tuple[str, str], ...]
    below: tuple[TopicCount, ...]
    years: tuple[int, ...]
    municipalities: tuple[MunicipalityCount, ...]
    latest: tuple[Item, ...]


def topics() -> tuple[TopicCount, ...]:
    """All main groups with the number of their items, by number; with many items as of a minute ago."""
    return kept("topics", _all, lambda found: sum(group.count for group in found))


def _all() -> tuple[TopicCount, ...]:
    counted = _counted(Item.objects.exclude(topic=""), _MAIN_GROUP)
    numbers = sorted({*main_groups(), *counted})
    return with_titles({number: counted.get(number, 0) for number in numbers})


def topic(number: str) -> TopicView | None:
    """The topic with that number ("17", "17.04" or "17.04.00"); None where nobody knows of it.

    With many items as of a minute ago.
    """
    if not is_number(number):
        return None
    return kept(f"topic-{number}", lambda: _topic(number), lambda found: found.count if found else 0)


def filed_under(number: str) -> Q:
    """Items of the topic, and of what lies below it."""
    # A beginning alone finds no index; this range does, in any order of characters that puts 0 before 9.
    around = Q(topic__gte=number, topic__lte=f"{number}.99.99")
    return around & (Q(topic=number) | Q(topic__startswith=f"{number}."))


def _topic(number: str) -> TopicView | None:
    found = Item.objects.filter(filed_under(number))
    below = _counted(found, len(number) + 3) if len(number) < _TOPIC else {}
    above = [number[:length] for length in (_MAIN_GROUP, _GROUP) if length < len(number)]
    named = titles([number, *above])
    years, places = _places(found)
    count = sum(place.total for place in places)
    if not count and number not in named:
        return None
    return TopicView(
        number=number,
        title=named.get(number, ""),
        count=count,
        above=tuple((group, named.get(group, "")) for group in above),
        below=with_titles(dict(sorted(below.items()))),
        years=years,
        municipalities=places,
        latest=_latest(number, count),
    )


def _latest(number: str, count: int) -> tuple[Item, ...]:
    """The topic's latest items: among the archive's latest meetings, and only where these have too few, among all."""
    found = Item.objects.filter(filed_under(number))
    ordered = found.order_by(F("meeting__date").desc(nulls_last=True), "-meeting", "position").values_list("pk")
    recent = Meeting.objects.filter(date__isnull=False).order_by("-date", "-pk").values("pk")[:_RECENT]
    # Keys first: what is sorted should be small.
    keys = [key for (key,) in ordered.filter(meeting__in=recent)[:_LATEST]]
    if len(keys) < min(count, _LATEST):
        keys = [key for (key,) in ordered[:_LATEST]]
    rows = items.items().in_bulk(keys)
    return tuple(rows[key] for key in keys if key in rows)


def titles(numbers: Collection[str]) -> dict[str, str]:
    """The titles of topics; those that nobody has told are left out."""
    told = {number: title for number, title in main_groups().items() if number in numbers}
    return told | dict(Topic.objects.filter(number__in=list(numbers)).values_list("number", "title"))


def main_groups_of(found: QuerySet[Item], most: int) -> tuple[TopicCount, ...]:
    """The main groups that most of these items are filed under, the largest first."""
    counted = _counted(found.exclude(topic=""), _MAIN_GROUP)
    largest = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return with_titles(dict(largest))


def with_titles(counted: Mapping[str, int]) -> tuple[TopicCount, ...]:
    """The counts with titles, in the order given."""
    named = titles(counted.keys())
    largest = max(counted.values(), default=0) or 1
    return tuple(
        TopicCount(number=number, title=named.get(number, ""), count=count, share=round(100 * count / largest))
        for number, count in counted.items()
    )


def _counted(found: QuerySet[Item], length: int) -> dict[str, int]:
    """How many items there are under each beginning of so many characters."""
    counts: Counter[str] = Counter()
    for number, count in found.order_by().values_list("topic").annotate(number=Count("pk")):
        if len(number) >= length:
            counts[number[:length]] += count
    return dict(counts)


def _places(found: QuerySet[Item]) -> tuple[tuple[int, ...], tuple[MunicipalityCount, ...]]:
    """The years that the items are of, latest first, and how many each municipality has of each."""
    # Not `ExtractYear`, for which SQLite would call Python once an item.
    rows = found.order_by().annotate(year=Substr(Cast("meeting__date", CharField()), 1, 4))
    counted = [
        (place, int(year or 0), count)
        for place, year, count in rows.values_list("meeting__body__municipality", "year").annotate(number=Count("pk"))
    ]
    years = tuple(sorted({year for _, year, _ in counted}, reverse=True))
    by_place: dict[int, Counter[int]] = {}
    for place, year, count in counted:
        by_place.setdefault(place, Counter())[year] += count
    known = Municipality.objects.in_bulk(by_place.keys())
    return years, tuple(_sorted(known, by_place, years))


def _sorted(
    known: Mapping[int, Municipality], by_place: Mapping[int, Counter[int]], years: Iterable[int]
) -> list[MunicipalityCount]:
    wanted = list(years)
    places = [
        MunicipalityCount(municipality=known[key], counts=tuple(counts[year] for year in wanted), total=counts.total())
        for key, counts in by_place.items()
    ]
    return sorted(places, key=lambda place: place.municipality.name)
