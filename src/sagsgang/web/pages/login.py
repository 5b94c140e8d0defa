"""Logging in and out: for editors and members; nobody has to log in to read."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sagsgang.web.accounts import attempts
from sagsgang.web.pages.visitors import network_of

# For a name from one network: whoever tries passwords keeps nobody out who logs in from elsewhere.
_LIMIT = attempts.Limit(name="login", most=10, within=datetime.timedelta(minutes=15))


class LoginForm(AuthenticationForm):
    """Name and password. Ten wrong passwords for a name, and it lets nobody in from there for a quarter of an hour."""

    error_messages = {  # noqa: RUF012 - as the base class has it
        "invalid_login": _("The name or the password is wrong."),
        "inactive": _("The name or the password is wrong."),
    }

    def clean(self) -> dict[str, Any]:
        """Check name and password. Raises `ValidationError`."""
        name = self.cleaned_data.get("username")
        if not name or self.request is None:
            return super().clean()
        who = (name, network_of(self.request))
        try:
            attempts.attempt(_LIMIT, *who)
        except attempts.TooManyAttemptsError as error:
            raise ValidationError(_("Too many attempts. Try again in a quarter of an hour.")) from error
        cleaned = super().clean()
        attempts.forgive(_LIMIT, *who)
        return cleaned


login = LoginView.as_view(template_name="pages/login.html", authentication_form=LoginForm)
logout = LogoutView.as_view()
