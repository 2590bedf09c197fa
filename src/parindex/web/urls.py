"""Addresses of the pages."""

from django.contrib.auth.decorators import (
    login_not_required,  # pyright: ignore[reportAttributeAccessIssue] (newer than its types)
)
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
from django.views.i18n import set_language

from parindex.web.forms.sign_in import SignInForm
from parindex.web.views.components import show_components
from parindex.web.views.home import show_home

urlpatterns = [
    path("", show_home, name="home"),
    path(
        "sign-in/",
        LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True),
        name="sign-in",
    ),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", login_not_required(set_language), name="set-language"),
    path("components/", show_components, name="components"),
]
