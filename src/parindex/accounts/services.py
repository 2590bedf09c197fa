"""Accounts and roles; and the question that every service asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction

from parindex.accounts.constants import Permission, Role
from parindex.accounts.models import Membership, User
from parindex.accounts.queries import Access
from parindex.audit.services import Refusal, note_refusal, record_event

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit


class OfAgency(Protocol):
    """A row that belongs to one agency."""

    @property
    def agency_id(self) -> int: ...


class PermissionRefused(PermissionDenied):
    """The person's roles do not grant what was asked."""


def refused(
    access: Access, permission: str, target: tuple[str, str | int] | None = None
) -> PermissionRefused:
    """The error to raise, with the refusal logged and recorded.

    ``permission``: what was asked for, in a word; ``target``: the row, without it the agency.
    """
    note_refusal(
        Refusal(
            actor=access.user,
            permission=permission,
            agency_id=access.agency.pk,
            target=target or ("agency", access.agency.pk),
        )
    )
    return PermissionRefused(permission)


def require(access: Access, permission: Permission, unit: Unit | int | None = None) -> None:
    """Go on only where the person may; a refusal is logged.

    :raises PermissionRefused: otherwise.
    """
    if not access.may(permission, unit):
        raise refused(access, permission.value)


def require_view(access: Access) -> None:
    """Go on only where the person sees the agency at all; a refusal is logged.

    :raises PermissionRefused: otherwise.
    """
    if not access.may_view:
        raise refused(access, Permission.VIEW.value)


def require_opened(access: Access) -> None:
    """Go on only where a role opens the agency's work or its rounds; a refusal is logged.

    For what is the person's own; what it shows of the agency is asked for besides.

    :raises PermissionRefused: otherwise.
    """
    if not access.may_open:
        raise refused(access, Permission.VIEW.value)


def require_own(access: Access, row: OfAgency) -> None:
    """Go on only with a row of the access's own agency: roles reach no further; logged.

    :raises PermissionRefused: otherwise.
    """
    if row.agency_id != access.agency.pk:
        raise refused(access, Permission.VIEW.value, ("agency", row.agency_id))


@transaction.atomic
def create_account(username: str, full_name: str, password: str, email: str = "") -> User:
    """Create an account that may sign in but holds no role yet."""
    user = User.objects.create_user(
        username=username, password=password, email=email, full_name=full_name
    )
    record_event(None, "create_account", ("user", user.pk), after={"username": username})
    return user


@transaction.atomic
def grant_role(
    user: User, role: Role, agency: Agency, unit: Unit | None = None, *, year: int | None = None
) -> Membership:
    """Give a person a role in an agency, in a unit where the role asks for one.

    ``year``: the only year in which the role holds; in every year without it.
    """
    membership, created = Membership.objects.get_or_create(
        user=user, agency=agency, unit=unit, role=role, year=year
    )
    if created:
        record_event(
            None,
            "grant_role",
            ("user", user.pk),
            agency_id=agency.pk,
            after={
                "role": role.value,
                "agency": agency.key,
                "unit": unit.key if unit else None,
                "year": year,
            },
        )
    return membership
