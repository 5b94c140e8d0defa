"""The fields that an editor can put right, as forms show them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sagsgang.rules.corrections import Value
from sagsgang.web.pages.labels import FACTS, ITEM_KINDS, OUTCOMES

_DECISION = re.compile(r"decisions\.(\d+)\.(outcome|text)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field: its name in the form, what it is called, what stands there, and the values to choose among (if few)."""

    name: str
    label: str
    value: str
    shown: str
    choices: tuple[tuple[str, str], ...] = ()
    is_long: bool = False


def field_of(name: str, value: Value) -> Field:
    """The field as a form shows it."""
    choices = _choices(name)
    return Field(
        name=name,
        label=label_of(name),
        value=_written(value),
        shown=shown(name, value),
        choices=choices,
        is_long=name.endswith(".text"),
    )


def label_of(name: str) -> str:
    """What a field is called in the reader's language."""
    match = _DECISION.fullmatch(name)
    if match:
        what = _("outcome") if match[2] == "outcome" else _("text")
        return _("Decision %(number)s, %(what)s") % {"number": int(match[1]) + 1, "what": what}
    return str(FACTS.get(name, name))


def shown(name: str, value: Value) -> str:
    """A value as people read it."""
    if value is None:
        return _("not stated")
    if name == "date" and isinstance(value, str):
        return date_format(datetime.date.fromisoformat(value), "DATE_FORMAT")
    return dict(_choices(name)).get(_written(value), _written(value))


def _written(value: Value) -> str:
    """The value as a form sends it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value or ""


def _choices(name: str) -> tuple[tuple[str, str], ...]:
    if name == "open":
        return ("true", _("Open")), ("false", _("Closed"))
    if name == "kind":
        return tuple((kind.value, str(text)) for kind, text in ITEM_KINDS.items())
    if name.endswith(".outcome"):
        return tuple((outcome.value, str(text)) for outcome, text in OUTCOMES.items())
    return ()
