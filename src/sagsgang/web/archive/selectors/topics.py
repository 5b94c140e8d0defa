"""KLE topics, and the items that are filed under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear

from sagsgang.danish.kle import is_number, main_groups
from sagsgang.web.accounts.models import Municipality
from sagsgang.web.archive.models import Item, Topic
from sagsgang.web.archive.selectors import items

_LATEST = 20
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
    """All main groups with the number of their items, by number."""
    counted = _counted(Item.objects.exclude(topic=""), _MAIN_GROUP)
    numbers = sorted({*main_groups(), *counted})
    return with_titles({number: counted.get(number, 0) for number in numbers})


def topic(number: str) -> TopicView | None:
    """The topic with that number ("17", "17.04" or "17.04.00"); None where nobody knows of it."""
    if not is_number(number):
        return None
    found = Item.objects.filter(Q(topic=number) | Q(topic__startswith=f"{number}."))
    below = _counted(found, len(number) + 3) if len(number) < _TOPIC else {}
    above = [number[:length] for length in (_MAIN_GROUP, _GROUP) if length < len(number)]
    named = titles([number, *above])
    years, places = _places(found)
    count = sum(place.total for place in places)
    if not count and number not in named:
        return None
    latest = items.items().filter(pk__in=found.values("pk"))
    return TopicView(
        number=number,
        title=named.get(number, ""),
        count=count,
        above=tuple((group, named.get(group, "")) for group in above),
        below=with_titles(dict(sorted(below.items()))),
        years=years,
        municipalities=places,
        latest=tuple(latest.order_by(F("meeting__date").desc(nulls_last=True), "-meeting", "position")[:_LATEST]),
    )


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
    rows = found.order_by().annotate(year=ExtractYear("meeting__date"))
    counted = list(rows.values_list("meeting__body__municipality", "year").annotate(number=Count("pk")))
    years = tuple(sorted({year or 0 for _, year, _ in counted}, reverse=True))
    by_place: dict[int, Counter[int]] = {}
    for place, year, count in counted:
        by_place.setdefault(place, Counter())[year or 0] += count
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
