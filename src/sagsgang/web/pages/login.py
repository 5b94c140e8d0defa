"""Logging in and out: for editors and members; nobody has to log in to read."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_MOST_FAILURES = 10
_WAIT_SECONDS = 15 * 60


class LoginForm(AuthenticationForm):
    """Name and password. After ten wrong passwords for a name, nobody gets in by it for a quarter of an hour."""

    error_messages = {  # noqa: RUF012 - as the base class has it
        "invalid_login": _("The name or the password is wrong."),
        "inactive": _("The name or the password is wrong."),
    }

    def clean(self) -> dict[str, Any]:
        """Check name and password. Raises `ValidationError`."""
        key = "login-" + hashlib.sha256(str(self.cleaned_data.get("username")).encode()).hexdigest()
        if int(cache.get(key, 0)) >= _MOST_FAILURES:
            raise ValidationError(_("Too many attempts. Try again in a quarter of an hour."))
        try:
            return super().clean()
        except forms.ValidationError:
            cache.set(key, int(cache.get(key, 0)) + 1, _WAIT_SECONDS)
            raise


login = LoginView.as_view(template_name="pages/login.html", authentication_form=LoginForm)
logout = LogoutView.as_view()
