"""Signing in."""

import secrets

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpResponse

from parindex.web.forms.sign_in import SignInForm, known_browser, mark_browser


class SignIn(LoginView):
    """The page of signing in; 429 while a delay lasts."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        username = form.get_user().get_username()
        if not known_browser(self.request, username):
            mark_browser(response, username, secrets.token_hex(16))
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        if isinstance(form, SignInForm) and form.delay:
            response.status_code = 429
            response["Retry-After"] = str(form.delay)
        return response
