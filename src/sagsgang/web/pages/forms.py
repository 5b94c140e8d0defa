"""What a reader may ask for in the address of a search."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagsgang.model import ItemKind, Outcome
from sagsgang.web.archive.index import Filters
from sagsgang.web.archive.selectors.search import filters_from
from sagsgang.web.pages.labels import ITEM_KINDS, OUTCOMES


class SearchForm(forms.Form):
    """Words and filters. A filter that makes no sense is told about and left out; the rest is searched all the same."""

    q = forms.CharField(required=False, strip=True)
    kommune = forms.CharField(required=False)
    udvalg = forms.CharField(required=False)
    fra = forms.DateField(required=False, error_messages={"invalid": _("Write the date as 2025-08-31.")})
    til = forms.DateField(required=False, error_messages={"invalid": _("Write the date as 2025-08-31.")})
    udfald = forms.ChoiceField(required=False, choices=[("", ""), *((o.value, OUTCOMES[o]) for o in Outcome)])
    type = forms.ChoiceField(required=False, choices=[("", ""), *((k.value, ITEM_KINDS[k]) for k in ItemKind)])
    orden = forms.ChoiceField(required=False, choices=[("", ""), ("nyeste", "")])
    side = forms.IntegerField(required=False, min_value=1)

    def clean_q(self) -> str:
        """The words without characters that no font shows."""
        return "".join(character for character in self.cleaned_data["q"] if character.isprintable())

    def value(self, name: str) -> Any:
        """What was understood of a field; None where nothing was given or it made no sense."""
        return self.cleaned_data.get(name) or None

    def filters(self) -> Filters:
        """The filters that were understood."""
        since, until = self.value("fra"), self.value("til")
        if isinstance(since, datetime.date) and isinstance(until, datetime.date) and since > until:
            # Somebody who gives the days the wrong way round means the time between them.
            since, until = until, since
        return filters_from(
            municipality=self.value("kommune") or "",
            body=self.value("udvalg") or "",
            outcome=self.value("udfald") or "",
            kind=self.value("type") or "",
            since=since,
            until=until,
        )
