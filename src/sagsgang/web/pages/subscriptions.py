"""Mails about news, for everybody: asking for them, confirming, ending, and seeing what one has.

No page says whether the archive knows an e-mail address, except to whoever holds a link that was sent to it. What a
link does, it does after a button is pressed: programs that look at mails follow links too.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sagsgang.web.accounts.attempts import TooManyAttemptsError
from sagsgang.web.archive import subscriptions as services
from sagsgang.web.archive.selectors import subscriptions
from sagsgang.web.archive.tokens import Purpose, made_for, read
from sagsgang.web.pages import followed, tasks
from sagsgang.web.pages.addresses import number_of
from sagsgang.web.pages.labels import FREQUENCIES
from sagsgang.web.pages.visitors import network_of


class SubscribeForm(forms.Form):
    """An e-mail address and how often. `website` is seen by programs only, and filled in by them."""

    om = forms.CharField(widget=forms.HiddenInput)
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write an e-mail address like name@example.dk."),
        },
    )
    frequency = forms.ChoiceField(
        choices=list(FREQUENCIES.items()), initial="daily", error_messages={"required": _("Choose how often.")}
    )
    website = forms.CharField(required=False)


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form for mails about the page at `?om=`; where it is sent, the answer is the same for every address."""
    form = SubscribeForm(request.POST) if request.method == "POST" else None
    about = followed.at((request.POST if form else request.GET).get("om", ""))
    if about is None:
        return render(request, "pages/subscriptions/nothing.html", status=404)
    context = {"about": about, "form": form or SubscribeForm(), "is_on": bool(settings.SITE_URL)}
    if form is None or not settings.SITE_URL:
        return render(request, "pages/subscriptions/ask.html", context)
    if not form.is_valid():
        return render(request, "pages/subscriptions/ask.html", context, status=422)
    if not form.cleaned_data["website"]:
        try:
            services.ask(
                email=form.cleaned_data["email"],
                kind=about.kind,
                address=about.address,
                frequency=form.cleaned_data["frequency"],
                network=network_of(request),
            )
        except TooManyAttemptsError:
            return _too_many(request, context, from_here=True)
        except services.TooManyError:
            return _too_many(request, context, from_here=False)
        tasks.soon()
    return redirect("pages:subscription-asked")


def _too_many(request: HttpRequest, context: dict[str, Any], *, from_here: bool) -> HttpResponse:
    told = {**context, "too_many": True, "from_here": from_here}
    response = render(request, "pages/subscriptions/ask.html", told, status=429)
    response["Retry-After"] = "3600"
    return response


def asked(request: HttpRequest) -> HttpResponse:
    """What happens next, whatever was asked for."""
    return render(request, "pages/subscriptions/asked.html")


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button; when it is pressed, the mails begin."""
    key = read(token, Purpose.CONFIRM)
    found = subscriptions.by_token(key) if key else None
    if found is None or key is None:
        return _gone(request)
    if request.method != "POST":
        context = {"about": followed.at(found.address), "frequency": found.frequency}
        return render(request, "pages/subscriptions/confirm.html", context)
    begun = services.confirm(token=key)
    if begun is None:
        return _gone(request)
    response = redirect("pages:subscription-overview", made_for(begun, Purpose.OVERVIEW))
    response["Location"] += "?ny=1"
    return response


@never_cache
@csrf_exempt  # a mail program presses this button too (RFC 8058), and only the link gives it the right to
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """A button; when it is pressed, the mails end. The same answer to whoever presses it again."""
    key = read(token, Purpose.END)
    if key is None:
        return _gone(request)
    if request.method == "POST":
        services.end(token=key)
        return render(request, "pages/subscriptions/ended.html")
    found = subscriptions.by_token(key)
    if found is None:
        return render(request, "pages/subscriptions/ended.html")
    return render(request, "pages/subscriptions/end.html", {"about": followed.at(found.address)})


@never_cache
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest, token: str) -> HttpResponse:
    """What the e-mail address has asked for, with a button to end each, and one to forget the address."""
    key = read(token, Purpose.OVERVIEW)
    found = subscriptions.by_token(key) if key else None
    if found is None or key is None:
        return _gone(request)
    if request.method == "POST":
        return _changed(request, key)
    rows = [{"row": row, "about": followed.at(row.address)} for row in subscriptions.of_same_address(found)]
    context = {"rows": rows, "email": found.email, "is_new": number_of(request, "ny") == 1}
    return render(request, "pages/subscriptions/overview.html", context)


def _changed(request: HttpRequest, key: str) -> HttpResponse:
    """One is ended, or all are; the overview goes on behind a link of one that is left."""
    before = subscriptions.by_token(key)
    ended = request.POST.get("end", "")
    if request.POST.get("forget") == "all":
        services.forget(token=key)
    elif ended.isascii() and ended.isdigit():
        services.end_other(token=key, other=int(ended))
    left = subscriptions.of_same_address(before) if before else ()
    if not left:
        return render(request, "pages/subscriptions/ended.html")
    return redirect("pages:subscription-overview", made_for(left[0], Purpose.OVERVIEW))


def _gone(request: HttpRequest) -> HttpResponse:
    """The same for a link that is too old, of something that has ended, and for one that never was."""
    return render(request, "pages/subscriptions/gone.html", status=404)
