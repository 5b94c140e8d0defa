"""A document as a short table for people: what was read, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterator

from sagsgang.model import Item, Minutes


def summary(minutes: Minutes, name: str) -> str:
    """The table, without a line break at its end."""
    return "\n".join(_lines(minutes, name))


def _lines(minutes: Minutes, name: str) -> Iterator[str]:
    yield name
    where = f"{_or_unknown(minutes.body)}, {_or_unknown(minutes.municipality)}"
    yield f"  {minutes.document.value}: {where}, {minutes.date or 'date unknown'}"
    if minutes.present or minutes.absent:
        yield f"  {len(minutes.present)} present, {len(minutes.absent)} absent"
    for item in minutes.items:
        yield f"  {item.number or '–':>5}  {_title(item):<70.70}  {_outcomes(item)}"
    not_understood = sum(len(rest.text) for rest in minutes.remainder)
    yield f"  not understood: {len(minutes.remainder)} places, {not_understood} characters"
    for rest in minutes.remainder[:10]:
        yield f"      at {rest.at[0]}: {' '.join(rest.text.split())[:80]}"
    for repair in minutes.repairs:
        if repair.certainty < 0.9:
            yield f"      doubtful letters at {repair.at[0]}: {repair.was} read as {repair.is_}"
    for diagnostic in minutes.diagnostics:
        yield f"  {diagnostic.level.value}: {diagnostic.message}"


def _or_unknown(text: str | None) -> str:
    return text or "unknown"


def _title(item: Item) -> str:
    mark = "" if item.open else "(closed) " if item.open is False else "(openness not said) "
    return mark + (item.title or "(no title)")


def _outcomes(item: Item) -> str:
    return ", ".join(dict.fromkeys(decision.outcome.value for decision in item.decisions)) or "–"
