"""Signing in: an error says what to do next, and after many of them how long to wait."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from parindex.accounts.sign_in import (
    Attempt,
    SignInDelayed,
    address_of,
    begin_attempt,
    end_attempt_well,
)
from parindex_core.vietnamese.folding import fold

KNOWN_BROWSER_COOKIE = "known_browser"
_YEAR = 365 * 24 * 60 * 60  # seconds
_signer = Signer(salt="parindex.known-browser")


class SignInForm(AuthenticationForm):
    """Asks for the account only once an attempt is allowed."""

    error_messages = {
        "invalid_login": _(
            "The user name or the password is wrong. Check Caps Lock and the Vietnamese keyboard"
            " (Unikey) and try again; if you forgot the password, ask your administrator."
        ),
        "inactive": _("This account is closed. Ask your administrator to open it again."),
    }
    # Seconds to wait after too many wrong attempts; 0 where the attempt was allowed.
    delay = 0

    def clean(self) -> dict[str, Any]:
        username = self.cleaned_data.get("username")
        if not username or not self.cleaned_data.get("password"):
            return self.cleaned_data
        attempt = self._begin(username)
        cleaned = super().clean()
        end_attempt_well(attempt)
        return cleaned

    def _begin(self, username: str) -> Attempt:
        request = self.request
        if request is None:
            raise TypeError("signing in needs its request")
        try:
            return begin_attempt(username, address_of(request), known_browser(request, username))
        except SignInDelayed as delayed:
            self.delay = delayed.seconds
            raise ValidationError(_delay_words(delayed.seconds), code="delayed") from None


def _delay_words(seconds: int) -> str:
    if seconds <= 90:
        words = ngettext(
            "Too many wrong attempts. Wait %(count)s second, then try again.",
            "Too many wrong attempts. Wait %(count)s seconds, then try again.",
            seconds,
        )
        return words % {"count": seconds}
    minutes = -(-seconds // 60)
    words = ngettext(
        "Too many wrong attempts. Wait %(count)s minute, then try again.",
        "Too many wrong attempts. Wait %(count)s minutes, then try again.",
        minutes,
    )
    return words % {"count": minutes}


def known_browser(request: HttpRequest, username: str) -> str:
    """The browser's mark, where this account signed in with it before; empty otherwise."""
    try:
        mark = _signer.unsign(request.COOKIES.get(KNOWN_BROWSER_COOKIE, ""))
    except BadSignature:
        return ""
    return mark if mark.partition(":")[0] == _digestible(username) else ""


def mark_browser(response: HttpResponse, username: str, token: str) -> None:
    """Make the browser known for the account; ``token`` tells its browsers apart."""
    response.set_cookie(
        KNOWN_BROWSER_COOKIE,
        _signer.sign(f"{_digestible(username)}:{token}"),
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _digestible(username: str) -> str:
    # Names of accounts hold no colon; what is typed may.
    return fold(username).replace(":", "")
