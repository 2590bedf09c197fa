"""Who calls: the token in the header, nothing else. No session, no cookie."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from parindex.accounts.constants import Scope
from parindex.accounts.queries import Access
from parindex.accounts.services import refused
from parindex.accounts.sign_in import address_of
from parindex.accounts.tokens import Bearer, bearer_of


class TokenBearer(HttpBearer):
    """``Authorization: Bearer parindex_…``."""

    openapi_description = "A token made on the page /tokens/."

    def authenticate(self, request: HttpRequest, token: str) -> Bearer:
        speak(request)
        return bearer_of(token, address_of(request))


def bearer(request: HttpRequest) -> Bearer:
    """Who calls; every operation that has the token's authentication knows."""
    found: Any = request.auth  # pyright: ignore[reportAttributeAccessIssue]
    return found


def access_of(request: HttpRequest, scope: Scope, year: int | None = None) -> Access:
    """The caller's access in a year, once the token has the scope; a refusal is logged.

    :raises PermissionRefused: otherwise.
    """
    caller = bearer(request)
    access = caller.access(year)
    if scope not in caller.scopes:
        raise refused(access, f"scope {scope.value}")
    return access


def speak(request: HttpRequest) -> None:
    """Vietnamese, unless the script asks for English first."""
    asked = request.headers.get("Accept-Language", "")
    translation.activate("en" if asked.lower().startswith("en") else settings.LANGUAGE_CODE)
