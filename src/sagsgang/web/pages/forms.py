"""What a reader may ask for in the address of a search."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagsgang.model import ItemKind, Outcome
from sagsgang.web.archive.search import field_values
from sagsgang.web.archive.search.engine import Order
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.selectors.search import filters_from
from sagsgang.web.pages.labels import ITEM_KINDS, OUTCOMES

# The orders as they stand in an address.
ORDERS = {Order.BEST: "", Order.NEWEST: "nyeste", Order.OLDEST: "aeldste"}

_MOST_VALUES = 50


class _Several(forms.Field):
    """Values of one name that an address may have several times; those that are not `known` are left out."""

    widget = forms.MultipleHiddenInput

    def __init__(self, known: Iterable[str] | None = None) -> None:
        super().__init__(required=False)
        self._known = None if known is None else frozenset(known)

    def to_python(self, value: Any) -> Sequence[str]:
        return [each for each in (value or ())[:_MOST_VALUES] if self._known is None or each in self._known]


class SearchForm(forms.Form):
    """Words and filters. A filter that makes no sense is told about and left out; the rest is searched all the same."""

    q = forms.CharField(required=False, strip=True)
    kommune = _Several()
    udvalg = _Several()
    fra = forms.DateField(required=False, error_messages={"invalid": _("Write the date as 2025-08-31.")})
    til = forms.DateField(required=False, error_messages={"invalid": _("Write the date as 2025-08-31.")})
    udfald = _Several(Outcome)
    type = _Several(ItemKind)
    emne = _Several()
    orden = forms.ChoiceField(required=False, choices=[(value, "") for value in ORDERS.values()])
    side = forms.IntegerField(required=False, min_value=1)

    outcomes = tuple((outcome.value, name) for outcome, name in OUTCOMES.items())
    kinds = tuple((kind.value, name) for kind, name in ITEM_KINDS.items())

    def clean_q(self) -> str:
        """The words without characters that no font shows."""
        return "".join(character for character in self.cleaned_data["q"] if character.isprintable())

    def value(self, name: str) -> Any:
        """What was understood of a field; None where nothing was given or it made no sense."""
        return self.cleaned_data.get(name) or None

    def order(self) -> Order:
        """The order that was asked for, best first where none was."""
        return next(order for order, value in ORDERS.items() if value == (self.value("orden") or ""))

    def filters(self) -> Filters:
        """The filters that were understood."""
        since, until = self.value("fra"), self.value("til")
        if isinstance(since, datetime.date) and isinstance(until, datetime.date) and since > until:
            # Somebody who gives the days the wrong way round means the time between them.
            since, until = until, since
        return filters_from(
            municipalities=self.value("kommune") or (),
            bodies=self.value("udvalg") or (),
            outcomes=self.value("udfald") or (),
            kinds=self.value("type") or (),
            topics=(field_values.topic(each) or "" for each in self.value("emne") or ()),
            since=since,
            until=until,
        )
