"""The path of a case as a drawing: a lane a body, time from left to right, a mark a step, an arrow to the next.

Numbers are units of the drawing, as many pixels at its full size. Time runs evenly but where steps lie so close
together that their marks would cover each other: there the scale is stretched, for the days between as well, so that
every mark stays on its side of every month.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sagsgang.model import Outcome
from sagsgang.rules.cases import Certainty
from sagsgang.web.archive.selectors.cases import Step

_LEFT, _RIGHT, _TOP = 24, 24, 34
_NARROWEST, _A_STEP = 960, 48
_GAP, _BESIDE = 34, 16
_NAME, _MARK_ROW, _LABEL_ROW, _LABEL, _FOOT = 26, 40, 36, 34, 14
_LETTER = 7.4
_LONGEST_LABEL = 24
_TICK_ROOM = 64

# The shape that an outcome is drawn as; its name stands beside it.
_SHAPES = {
    Outcome.APPROVED: "yes",
    Outcome.RECOMMENDED: "yes",
    Outcome.ELECTED: "yes",
    Outcome.PARTLY_APPROVED: "waits",
    Outcome.POSTPONED: "waits",
    Outcome.RETURNED: "waits",
    Outcome.REFERRED: "waits",
    Outcome.REJECTED: "no",
    Outcome.WITHDRAWN: "no",
    Outcome.NOTED: "heard",
    Outcome.DISCUSSED: "heard",
    Outcome.NONE: "heard",
}
# Of several decisions of one item, what stopped it is drawn.
_ORDER = ("no", "waits", "yes", "heard", "unknown")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A step: its number in the list, its place, its shape, and its words with where they stand.

    The words end at `label_x` when they would not fit right of it.
    """

    number: int
    step: Step
    shape: str
    words: str
    x: float
    y: float
    label_x: float
    label_y: float
    ends: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Lane:
    """A body with the height of its lane from `top` to `bottom`; its steps stand at `y`."""

    name: str
    top: float
    bottom: float
    y: float

    @property
    def height(self) -> float:
        """How high the lane is."""
        return round(self.bottom - self.top, 1)

    @property
    def name_y(self) -> float:
        """Where the body's name stands."""
        return self.top + 19


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrow:
    """From a step to the next; `sure` unless the next one may be of another case."""

    path: str
    sure: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A first of January, of a quarter or of a month, or a day of its own."""

    x: float
    date: datetime.date
    form: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """Everything that is drawn, and how large it is."""

    width: int
    height: float
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]
    ticks: tuple[Tick, ...]

    @property
    def foot(self) -> float:
        """Where the lowest lane ends."""
        return self.lanes[-1].bottom

    @property
    def shapes(self) -> tuple[str, ...]:
        """The shapes that are drawn, in the order of the legend."""
        drawn = {mark.shape for mark in self.marks}
        return tuple(shape for shape in _ORDER if shape in drawn)

    @property
    def unsure(self) -> bool:
        """Whether an arrow leads to a step that may be of another case."""
        return any(not arrow.sure for arrow in self.arrows)


def drawn(steps: Sequence[Step], names: Sequence[str]) -> Drawing | None:
    """The path of the steps that have a date; None where there are not two of them. `names` are the words at each."""
    dated = [(n, step, step.row.meeting.date) for n, step in enumerate(steps) if step.row.meeting.date]
    if len(dated) < 2:
        return None
    width = max(_NARROWEST, _A_STEP * len(dated) + _LEFT + _RIGHT)
    dates = [date for _, _, date in dated]
    bodies = [step.row.meeting.body for _, step, _ in dated]
    places = _places(dates, [body.pk for body in bodies], width)
    lanes: list[Lane] = []
    marks: dict[int, Mark] = {}
    top = float(_TOP)
    for body in dict.fromkeys(bodies):
        own = [at for at, other in enumerate(bodies) if other == body]
        words = [names[dated[at][0]] for at in own]
        rows = _rows([places[at] for at in own], words, width)
        lane = _lane(body.name, top, max(row for row, _ in rows) + 1)
        lanes.append(lane)
        for at, (row, ends) in zip(own, rows, strict=True):
            number, step, _ = dated[at]
            x = places[at]
            shape = next(map(_shape_of, outcomes_of(step)), "unknown")
            marks[at] = Mark(
                number=number + 1, step=step, shape=shape, words=names[number], x=x, y=lane.y, ends=ends,
                label_x=x - 7 if ends else x + 7, label_y=lane.y + _LABEL_ROW + row * _LABEL,
            )  # fmt: skip
        top = lane.bottom
    ordered = [marks[at] for at in range(len(dated))]
    return Drawing(
        width=width,
        height=top + 8,
        lanes=tuple(lanes),
        marks=tuple(ordered),
        arrows=tuple(_arrow(one, other) for one, other in pairwise(ordered)),
        ticks=tuple(_ticks(dates, places)),
    )


def _lane(name: str, top: float, rows: int) -> Lane:
    y = top + _NAME + _MARK_ROW / 2
    return Lane(name=name, top=top, bottom=y + _LABEL_ROW + (rows - 1) * _LABEL + 18 + _FOOT, y=round(y, 1))


def outcomes_of(step: Step) -> list[Outcome]:
    """What came of a step, the outcome that is drawn first."""
    outcomes = dict.fromkeys(decision.outcome for decision in step.item.decisions)
    return sorted(outcomes, key=lambda outcome: _ORDER.index(_shape_of(outcome)))


def _shape_of(outcome: Outcome) -> str:
    return _SHAPES.get(outcome, "unknown")


def _places(dates: Sequence[datetime.date], lanes: Sequence[int], width: int) -> list[float]:
    """Where each step stands: by its day, then pushed apart as far as needed, first to the right and then back."""
    span = (dates[-1] - dates[0]).days or 1
    left, right = _LEFT + 16, width - _RIGHT - 90
    places = [left + (right - left) * (date - dates[0]).days / span for date in dates]
    gaps = [_gap(dates, lanes, at) for at in range(1, len(dates))]
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + gaps[at - 1])
    places[-1] = min(places[-1], right)
    for at in range(len(places) - 2, -1, -1):
        places[at] = min(places[at], places[at + 1] - gaps[at])
    return [round(place, 1) for place in places]


def _gap(dates: Sequence[datetime.date], lanes: Sequence[int], at: int) -> int:
    """How far a step must at least stand from the one before: bodies that met on one day stand below each other."""
    if lanes[at] == lanes[at - 1]:
        return _GAP
    same_day = [lane for lane, date in zip(lanes[:at], dates[:at], strict=True) if date == dates[at]]
    if not same_day:
        return _BESIDE
    return _GAP if lanes[at] in same_day else 0


def _rows(places: Sequence[float], words: Sequence[str], width: int) -> list[tuple[int, bool]]:
    """The row that the words of each mark of a lane stand in, and whether they end at the mark instead of beginning."""
    ends_of_rows: list[float] = []
    found: list[tuple[int, bool]] = []
    for place, text in zip(places, words, strict=True):
        long = min(len(text), _LONGEST_LABEL) * _LETTER + 20
        ends = place + 7 + long > width
        start = place - 7 - long if ends else place + 7
        row = next((row for row, end in enumerate(ends_of_rows) if start >= end), len(ends_of_rows))
        ends_of_rows[row : row + 1] = [start + long + 8]
        found.append((row, ends))
    return found


def _arrow(one: Mark, other: Mark) -> Arrow:
    """A line within a lane, a bow from lane to lane; both begin and end beside the marks."""
    if one.y == other.y:
        path = f"M{one.x + 14:.1f},{one.y:.1f} L{other.x - 17:.1f},{other.y:.1f}"
    else:
        down = 1 if other.y > one.y else -1
        start, end = one.y + 14 * down, other.y - 18 * down
        middle = (start + end) / 2
        path = f"M{one.x:.1f},{start:.1f} C{one.x:.1f},{middle:.1f} {other.x:.1f},{middle:.1f} {other.x:.1f},{end:.1f}"
    return Arrow(path=path, sure=other.step.certainty is Certainty.CERTAIN)


def _ticks(dates: Sequence[datetime.date], places: Sequence[float]) -> Iterator[Tick]:
    """The days told along the top: as many as there is room for; of a path of a few weeks its two ends."""
    for months, form in ((1, "N Y"), (3, "N Y"), (12, "Y")):
        days = [day for day in _firsts(dates[0], dates[-1]) if (day.month - 1) % months == 0]
        ticks = [Tick(x=_at(day, dates, places), date=day, form=form) for day in days]
        apart = all(other.x - one.x >= _TICK_ROOM for one, other in pairwise(ticks))
        if ticks and apart:
            yield from ticks
            return
    yield Tick(x=places[0], date=dates[0], form="j. N Y")
    if places[-1] - places[0] >= 2 * _TICK_ROOM:
        yield Tick(x=places[-1], date=dates[-1], form="j. N Y")


def _firsts(start: datetime.date, end: datetime.date) -> Iterator[datetime.date]:
    """The first of every month after a day, up to another."""
    for year in range(start.year, end.year + 1):
        for month in range(1, 13):
            day = datetime.date(year, month, 1)
            if start < day <= end:
                yield day


def _at(day: datetime.date, dates: Sequence[datetime.date], places: Sequence[float]) -> float:
    """Where a day between the first and the last step stands, on the scale that these give."""
    after = next(at for at, date in enumerate(dates) if date >= day)
    if dates[after] == day or after == 0:
        return places[after]
    start, end = dates[after - 1], dates[after]
    return round(places[after - 1] + (places[after] - places[after - 1]) * (day - start).days / (end - start).days, 1)
