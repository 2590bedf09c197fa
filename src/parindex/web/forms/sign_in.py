"""Signing in."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Sign-in whose error says what to do next."""

    error_messages = {
        "invalid_login": _(
            "The user name or the password is wrong. Check Caps Lock and the Vietnamese keyboard"
            " (Unikey) and try again; if you forgot the password, ask your administrator."
        ),
        "inactive": _("This account is closed. Ask your administrator to open it again."),
    }
