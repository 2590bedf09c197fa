"""Tokens: keys with which a script acts as a person in one agency, narrowed by scopes.

A key is 256 bits of chance, so its SHA-256 is all that has to be kept: nothing is gained by trying,
and a copy of the database opens nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from parindex.accounts.constants import (
    LONGEST_TOKEN_DAYS,
    OPENING,
    SCOPE_PERMISSIONS,
    Permission,
    Scope,
)
from parindex.accounts.models import ApiToken
from parindex.accounts.queries import Access, access, narrowed
from parindex.accounts.services import refused, require_own
from parindex.accounts.sign_in import count_wrong_token
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from datetime import datetime


# Says at a glance, in a log or a repository, what was lost there.
PREFIX = "parindex_"
_USE_IS_NOTED_EVERY = timedelta(minutes=1)


class TokenRefused(ValueError):
    """The token cannot be made.

    ``problem``: name_missing, name_taken, scope_missing,
    scope_beyond, days.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class TokenUnknown(Exception):
    """No valid token has this key."""


@dataclass(frozen=True)
class Bearer:
    """Who calls with a key, in which agency and with which scopes."""

    token: ApiToken

    @property
    def scopes(self) -> frozenset[Scope]:
        """A scope that this version does not know grants nothing."""
        return frozenset(Scope(one) for one in self.token.scopes if one in Scope.values)

    def access(self, year: int | None = None) -> Access:
        """The person's access as it is now, narrowed by the scopes."""
        whole = access(self.token.user, self.token.agency, year)
        return narrowed(whole, permissions_of(self.scopes))


def permissions_of(scopes: Collection[Scope]) -> frozenset[Permission]:
    """What scopes leave of a person's permissions."""
    return frozenset().union(*(SCOPE_PERMISSIONS[scope] for scope in scopes))


def scopes_open_to(person: Access) -> list[Scope]:
    """The scopes that leave the person something of what opens them."""
    return [
        scope
        for scope, permissions in SCOPE_PERMISSIONS.items()
        if any(person.may_somewhere(one) for one in permissions - OPENING or permissions)
    ]


@transaction.atomic
def create_token(
    person: Access, name: str, scopes: Sequence[Scope], days: int, *, moment: datetime | None = None
) -> tuple[ApiToken, str]:
    """Make a token for oneself; returns it with its key, which is shown this once only.

    :raises PermissionRefused: without a role that opens the agency.
    :raises TokenRefused: see there.
    """
    if not any(person.may_somewhere(permission) for permission in OPENING):
        raise refused(person, "create_token")
    if not name.strip():
        raise TokenRefused("name_missing")
    if not scopes:
        raise TokenRefused("scope_missing")
    if not set(scopes) <= set(scopes_open_to(person)):
        raise TokenRefused("scope_beyond")
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        raise TokenRefused("days")
    now = moment or timezone.now()
    valid = ApiToken.objects.filter(user=person.user, agency=person.agency, revoked_at=None)
    # The same form sent twice makes one token, too: its key cannot be shown again.
    if valid.filter(name=name.strip()[:100], expires_at__gt=now).exists():
        raise TokenRefused("name_taken")
    key = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=person.user,
        agency=person.agency,
        name=name.strip()[:100],
        scopes=sorted(scope.value for scope in scopes),
        digest=_digest(key),
        ending=key[-4:],
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    record_event(
        person.user,
        "create_token",
        ("token", token.pk),
        agency_id=person.agency.pk,
        after={
            "name": token.name,
            "scopes": token.scopes,
            "expires_at": token.expires_at.isoformat(),
        },
    )
    return token, key


@transaction.atomic
def revoke_token(person: Access, token: ApiToken) -> None:
    """Take a token back for good; once more changes nothing.

    :raises PermissionRefused: unless it is one's own, or one revokes everybody's in the agency.
    """
    require_own(person, token)
    if token.user_id != person.user.pk and not person.may(Permission.REVOKE_TOKENS):
        raise refused(person, Permission.REVOKE_TOKENS.value, ("token", token.pk))
    waiting = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    if waiting.update(revoked_at=timezone.now(), revoked_by=person.user):
        record_event(
            person.user,
            "revoke_token",
            ("token", token.pk),
            agency_id=token.agency_id,
            before={"name": token.name, "scopes": token.scopes},
        )


def tokens_shown(person: Access) -> list[ApiToken]:
    """One's own tokens of the agency, and everybody's to who revokes them; newest first."""
    own = Q(user=person.user)
    shown = Q() if person.may(Permission.REVOKE_TOKENS) else own
    found = ApiToken.objects.filter(shown, agency=person.agency)
    return list(found.select_related("user", "revoked_by"))


def token_of_agency(person: Access, token_id: int) -> ApiToken | None:
    """A token of the agency, for ``revoke_token``, which asks whose it is."""
    return ApiToken.objects.filter(pk=token_id, agency=person.agency).first()


def bearer_of(key: str, address: str) -> Bearer:
    """Who calls; wrong keys are counted by address.

    A right key is never kept waiting: nothing can be found by trying, and one script with an old
    key must not stop the others behind the same address.

    :raises TokenUnknown: for a wrong, expired or revoked key, or a closed account.
    :raises SignInDelayed: instead, after too many of them.
    """
    now = timezone.now()
    found = ApiToken.objects.filter(digest=_digest(key)).select_related("user", "agency").first()
    if found is None or not found.is_valid(now) or not found.user.is_active:
        count_wrong_token(address)
        raise TokenUnknown
    if found.last_used_at is None or found.last_used_at < now - _USE_IS_NOTED_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return Bearer(found)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
