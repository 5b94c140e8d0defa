"""Amounts of money, percentages and counts as Danish minutes write them, and writing them back the same way.

Understood: `400.000 kr.`, `-113.281 kr.`, `kr. 5.000.000`, `5.000,-`, `1,7 mio. kr.`, `5 mia. kr.`, `1.200 t.kr.`,
`44,9 %`, `57 procent`, `20,4 procentpoint`, `5-10 mio. kr.` (two amounts), and figures without a unit: `6.905`,
`17,5 mio.`, `3,25`.

A point groups thousands and a comma begins the decimals. What is written otherwise (`1.5 mio.`, `1,000,000`) is passed
over: it cannot be told which of two values is meant.

Reading and writing are kept together and tested against each other, for the reading of appropriations; nothing else of
the program uses them yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum

from sagsgang.danish.dates import find_dates


class Unit(StrEnum):
    """What an amount counts. `NUMBER` where the text names no unit known here."""

    KRONER = "kr"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundAmount:
    """An amount and the characters that it stands in.

    `value` is in whole units (`1,7 mio. kr.` is 1700000). `step` is the smallest difference that the writing
    can show (100000 there): two figures that differ by less than half of it may be the same one, rounded.
    """

    value: Decimal
    unit: Unit
    step: Decimal
    start: int
    end: int


_GROUP = r"[.\u00a0\u202f\u2009]"  # an ordinary space also stands between two numbers, so it groups nothing
_FIGURE = rf"(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d{{1,15}})(?:,\d{{1,6}})?"
_SCALES = {"t": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_SCALE = (
    r"(?:(?P<m>mio\b\.?|mill\b\.?|million(?:er)?\b)|(?P<b>mia\b\.?|milliard(?:er)?\b)"
    r"|(?P<t>t\.(?=\s?kr)|t(?=kr)|tusinde?\b))"
)
_CURRENCY = r"(?:kr\b\.?|kroner\b|dkk\b)"
_PER_CENT = r"(?:%|pct\b\.?|procent)"
_UNIT = re.compile(
    rf"\s?(?:(?P<points>{_PER_CENT}[\s-]?points?\b)|(?P<percent>%|pct\b\.?|procent\b)"
    rf"|{_SCALE}?\s?(?P<money>{_CURRENCY})|(?P<dash>,-)(?!\d)|{_SCALE.replace('P<', 'P<bare_')})",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"(?P<before>(?<!\w){_CURRENCY}\s?)?(?P<sign>(?<![\w.,)%])[-−–])?(?<!\w)(?<!\d[.,/:])(?P<figure>{_FIGURE})"
    r"(?![.,:/]?\d)",
    re.IGNORECASE,
)
_OTHER_END = re.compile(rf"\s?(?:[-–]|til\b)\s?{_FIGURE}", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(rf"[-−–]?\s?{_FIGURE}")


def find_amounts(text: str) -> Iterator[FoundAmount]:
    """Every amount in the text, in order.

    A figure without a unit is given only where its writing shows that it is a quantity (`6.905`, `3,25`): `96`
    may as well be an item's number. Figures in dates are not given.
    """
    dates = [(date.start, date.end) for date in find_dates(text)]
    position = 0
    while match := _AMOUNT.search(text, position):
        position = match.end()
        if any(start < match.end("figure") and match.start("figure") < end for start, end in dates):
            continue
        found = _amount(text, match)
        if found is not None:
            position = found.end  # its "kr." is not the beginning of the next amount
            yield found


def _amount(text: str, match: re.Match[str]) -> FoundAmount | None:
    own = _UNIT.match(text, match.end())
    named = own or _unit_of_the_other_end(text, match.end())
    unit = _unit(named)
    if match["before"]:
        unit = Unit.KRONER
    figure = match["figure"]
    if unit is None:
        if figure.isdigit():
            return None
        unit = Unit.NUMBER
    scale = _scale(named)
    value = _value(figure) * scale
    decimals = len(figure.partition(",")[2])
    return FoundAmount(
        value=-value if match["sign"] else value,
        unit=unit,
        step=Decimal(1).scaleb(-decimals) * scale,
        start=match.start(),
        end=own.end() if own else match.end(),
    )


def _unit_of_the_other_end(text: str, at: int) -> re.Match[str] | None:
    """In `5-10 mio. kr.` the unit that is written once belongs to both ends."""
    other = _OTHER_END.match(text, at)
    return _UNIT.match(text, other.end()) if other else None


def _unit(match: re.Match[str] | None) -> Unit | None:
    if match is None:
        return None
    if match["points"]:
        return Unit.PERCENTAGE_POINTS
    if match["percent"]:
        return Unit.PERCENT
    return Unit.KRONER if match["money"] or match["dash"] else Unit.NUMBER


def _scale(match: re.Match[str] | None) -> int:
    if match is None:
        return 1
    return next((factor for key, factor in _SCALES.items() if match[key] or match[f"bare_{key}"]), 1)


def _value(figure: str) -> Decimal:
    return Decimal(re.sub(_GROUP, "", figure).replace(",", "."))


def parse_number(text: str) -> Decimal | None:
    """The number that the whole of `text` is, as in a table's cell (`49`, `-113.281`, `44,9`); None when it is none."""
    stripped = text.strip()
    if not _WHOLE_NUMBER.fullmatch(stripped):
        return None
    figure = stripped.lstrip("-−– ")
    return -_value(figure) if figure != stripped else _value(figure)


_WRITTEN = {
    Unit.KRONER: "\u00a0kr.",
    Unit.PERCENT: "\u00a0%",
    Unit.PERCENTAGE_POINTS: "\u00a0procentpoint",
    Unit.NUMBER: "",
}


def format_amount(value: Decimal, unit: Unit = Unit.KRONER, *, decimals: int | None = None) -> str:
    """`value` the Danish way, with a no-break space before the unit: `-113.281 kr.`, `44,9 %`, `6.905`.

    `decimals` rounds half away from zero; without it the value keeps its own decimals, and an amount in kroner
    that has any shows two or more.
    Raises ValueError for what is no number (infinity, NaN).
    """
    if not value.is_finite():
        raise ValueError(f"{value} cannot be written as an amount")
    if decimals is None:
        decimals = _own_decimals(value)
        if unit is Unit.KRONER and decimals == 1:
            decimals = 2
    with localcontext() as context:
        context.prec = max(1, value.adjusted() + 1) + decimals + 2
        rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    sign = "-" if rounded < 0 else ""
    whole, _, rest = f"{abs(rounded):,f}".partition(".")
    return sign + whole.replace(",", ".") + ("," + rest if rest else "") + _WRITTEN[unit]


def _own_decimals(value: Decimal) -> int:
    """How many decimals `value` has, those that are zero at the end of an otherwise whole number left out."""
    if value == value.to_integral_value():
        return 0
    return max(0, -int(value.as_tuple().exponent))
