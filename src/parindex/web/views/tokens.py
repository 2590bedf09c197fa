"""Tokens of scripts: made, shown once, revoked; and what a script can call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext as in_words
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parindex.accounts.constants import Permission, Scope
from parindex.accounts.services import refused
from parindex.accounts.tokens import (
    TokenRefused,
    create_token,
    revoke_token,
    token_of_agency,
    tokens_shown,
)
from parindex.api.application import api
from parindex.web.forms.new_token import NewTokenForm
from parindex.web.statuses import Appearance
from parindex.web.views.desk import Desk, token_desk_of

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.models import ApiToken


VALID = Appearance(gettext_lazy("Valid"), "circle-check", "good")
EXPIRED = Appearance(gettext_lazy("Expired"), "clock", "neutral")
REVOKED = Appearance(gettext_lazy("Revoked"), "ban", "absent")


@dataclass(frozen=True)
class TokenLine:
    """A token as the list shows it."""

    token: ApiToken
    scopes: list[str]
    appearance: Appearance
    is_valid: bool


@dataclass(frozen=True)
class OperationLine:
    """An operation of the API in the page's language; ``scope`` empty: no token is asked for."""

    method: str
    path: str
    summary: str
    scope: str


@never_cache
@require_http_methods(["GET", "POST"])
def keep_tokens(request: HttpRequest) -> HttpResponse:
    """The tokens; a POST makes one and shows its key, this once."""
    desk = token_desk_of(request)
    if request.method == "GET":
        return _page(request, desk, NewTokenForm(desk.access))
    form = NewTokenForm(desk.access, request.POST)
    if not form.offered:
        raise refused(desk.access, "create_token")
    if form.is_valid():
        try:
            token, key = create_token(
                desk.access, form.cleaned_data["name"], form.chosen, form.cleaned_data["days"]
            )
        except TokenRefused as refusal:
            form.add_error("name", _refusal(refusal.problem))
        else:
            return render(request, "tokens/made.html", {"desk": desk, "token": token, "key": key})
    return _page(request, desk, form, status=422)


@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Take a token back for good."""
    desk = token_desk_of(request)
    token = token_of_agency(desk.access, token_id)
    if token is None:
        raise Http404
    revoke_token(desk.access, token)
    messages.success(request, _("Revoked: %s. Scripts that use it are refused now.") % token.name)
    return redirect("tokens")


@require_GET
def list_operations(request: HttpRequest) -> HttpResponse:
    """What scripts can call, with the scope that each operation asks for."""
    desk = token_desk_of(request)
    return render(request, "tokens/operations.html", {"desk": desk, "lines": _operations()})


def _page(request: HttpRequest, desk: Desk, form: NewTokenForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    lines = [_line(token, now) for token in tokens_shown(desk.access)]
    context = {
        "desk": desk,
        "form": form,
        "lines": lines,
        "sees_everybody": desk.access.may(Permission.REVOKE_TOKENS),
    }
    return render(request, "tokens/list.html", context, status=status)


def _line(token: ApiToken, now: datetime) -> TokenLine:
    appearance = VALID if token.is_valid(now) else EXPIRED
    if token.revoked_at is not None:
        appearance = REVOKED
    known = [str(Scope(one).label) for one in token.scopes if one in Scope.values]
    return TokenLine(token, known, appearance, token.is_valid(now))


def _operations() -> list[OperationLine]:
    lines = []
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method, operation in operations.items():
            lines.append(
                OperationLine(
                    method=method.upper(),
                    path=path,
                    # Marked for translation where the operation is declared.
                    summary=in_words(operation["summary"]),
                    scope=_scope_in_words(operation),
                )
            )
    return lines


def _scope_in_words(operation: dict) -> str:
    if not operation.get("security"):
        return ""
    named = operation.get("description", "").partition("Scope: ")[2].partition(".")[0]
    scopes = [Scope(name) for name in Scope.values if name == named.partition(" ")[0]]
    return str(scopes[0].label) if scopes else _("Any")


def _refusal(problem: str) -> str:
    if problem == "name_taken":
        return _("You have a valid token of this name. Revoke it first, or choose another name.")
    if problem == "name_missing":
        return _("Say what the token is for.")
    return _("This cannot be given to a token of yours. Choose again.")
