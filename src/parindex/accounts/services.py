"""Accounts and roles; and the question that every service asks first."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction

from parindex.accounts.constants import Permission, Role
from parindex.accounts.models import Membership, User
from parindex.accounts.queries import Access
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

logger = logging.getLogger("parindex.accounts")


class OfAgency(Protocol):
    """A row that belongs to one agency."""

    agency_id: int


class PermissionRefused(PermissionDenied):
    """The person's roles do not grant what was asked."""


def require(access: Access, permission: Permission, unit: Unit | int | None = None) -> None:
    """Go on only where the person may; a refusal is logged.

    :raises PermissionRefused: otherwise.
    """
    if not access.may(permission, unit):
        logger.warning(
            "refused: user %s, %s, agency %s", access.user.pk, permission.value, access.agency.key
        )
        raise PermissionRefused(permission.value)


def require_view(access: Access) -> None:
    """Go on only where the person sees the agency at all; a refusal is logged.

    :raises PermissionRefused: otherwise.
    """
    if not access.may_view:
        logger.warning("refused: user %s, view, agency %s", access.user.pk, access.agency.key)
        raise PermissionRefused(Permission.VIEW.value)


def require_own(access: Access, row: OfAgency) -> None:
    """Go on only with a row of the access's own agency: roles reach no further; logged.

    :raises PermissionRefused: otherwise.
    """
    if row.agency_id != access.agency.pk:
        logger.warning(
            "refused: user %s, a row of agency %s, agency %s",
            access.user.pk,
            row.agency_id,
            access.agency.key,
        )
        raise PermissionRefused(Permission.VIEW.value)


@transaction.atomic
def create_account(username: str, full_name: str, password: str, email: str = "") -> User:
    """Create an account that may sign in but holds no role yet."""
    user = User.objects.create_user(
        username=username, password=password, email=email, full_name=full_name
    )
    record_event(None, "create_account", ("user", user.pk), after={"username": username})
    return user


@transaction.atomic
def grant_role(user: User, role: Role, agency: Agency, unit: Unit | None = None) -> Membership:
    """Give a person a role in an agency, in a unit where the role asks for one."""
    membership, created = Membership.objects.get_or_create(
        user=user, agency=agency, unit=unit, role=role
    )
    if created:
        record_event(
            None,
            "grant_role",
            ("user", user.pk),
            after={"role": role.value, "agency": agency.key, "unit": unit.key if unit else None},
        )
    return membership
