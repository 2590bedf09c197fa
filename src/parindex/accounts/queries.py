"""What a person may see and do in an agency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Q

from parindex.accounts.constants import GRANTS, OPENING, UNIT_ROLES, Permission, Role
from parindex.accounts.models import Membership, User
from parindex_core.vietnamese.folding import vietnamese_sort_key

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit


@dataclass(frozen=True)
class Access:
    """A person's roles in one agency; without any, nothing is allowed.

    ``units``: the units of the person's unit roles, each with what the roles there grant.
    ``year``: the year that the roles were asked for; None: only those that hold in every year.
    """

    user: User
    agency: Agency
    roles: frozenset[Role]
    agency_permissions: frozenset[Permission]
    unit_permissions: dict[int, frozenset[Permission]]
    units: tuple[Unit, ...]
    year: int | None = None

    def may(self, permission: Permission, unit: Unit | int | None = None) -> bool:
        """Whether the person may do it: for the whole agency, or in ``unit`` (object or id)."""
        if permission in self.agency_permissions:
            return True
        if unit is None:
            return False
        unit_id = unit if isinstance(unit, int) else unit.pk
        return permission in self.unit_permissions.get(unit_id, frozenset())

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether the person may do it for the whole agency or in a unit of it."""
        in_a_unit = any(permission in granted for granted in self.unit_permissions.values())
        return permission in self.agency_permissions or in_a_unit

    @property
    def may_view(self) -> bool:
        """Whether the person sees the agency: its totals, its units' work."""
        return self.may_somewhere(Permission.VIEW)

    @property
    def may_open(self) -> bool:
        """Whether a role opens the agency's pages: its own work, or the rounds it organises."""
        return any(self.may_somewhere(one) for one in OPENING)

    @property
    def own_unit(self) -> Unit | None:
        """The unit that the person's home page is about; None where a role spans the agency."""
        if Permission.VIEW in self.agency_permissions or not self.units:
            return None
        return self.units[0]


def access(user: User, agency: Agency, year: int | None = None) -> Access:
    """The person's access to an agency's work of a year; an inactive account has none.

    Without a year only the roles that hold in every year count.
    """
    memberships = Membership.objects.none()
    if user.is_active:
        memberships = Membership.objects.filter(
            Q(year=None) | Q(year=year), user=user, agency=agency
        ).select_related("unit")
    roles: set[Role] = set()
    agency_permissions: set[Permission] = set()
    unit_permissions: dict[int, frozenset[Permission]] = {}
    units: list[Unit] = []
    for membership in memberships.order_by("unit__position", "id"):
        role = Role(membership.role)
        roles.add(role)
        if role in UNIT_ROLES and membership.unit is not None:
            granted = unit_permissions.get(membership.unit.pk, frozenset())
            unit_permissions[membership.unit.pk] = granted | GRANTS[role]
            if membership.unit not in units:
                units.append(membership.unit)
        else:
            agency_permissions |= GRANTS[role]
    return Access(
        user=user,
        agency=agency,
        roles=frozenset(roles),
        agency_permissions=frozenset(agency_permissions),
        unit_permissions=unit_permissions,
        units=tuple(units),
        year=year,
    )


def narrowed(whole: Access, granted: frozenset[Permission]) -> Access:
    """The access with no more than the permissions granted; the roles stay as they are."""
    return replace(
        whole,
        agency_permissions=whole.agency_permissions & granted,
        unit_permissions={
            unit: permissions & granted for unit, permissions in whole.unit_permissions.items()
        },
    )


def agencies_of(user: User, opening: frozenset[Permission] = OPENING) -> list[Agency]:
    """The agencies whose pages a role of the person opens in any year, the oldest role's first.

    ``opening``: the permissions of which one opens the pages asked for.
    """
    roles = [role for role, granted in GRANTS.items() if granted & opening]
    memberships = Membership.objects.filter(user=user, role__in=roles)
    agencies: dict[int, Agency] = {}
    for membership in memberships.select_related("agency").order_by("id"):
        agencies.setdefault(membership.agency.pk, membership.agency)
    return list(agencies.values())


def account(username: str) -> User:
    """The account of that name; raises ``User.DoesNotExist``."""
    return User.objects.get(username=username)


def people_who_may(permission: Permission, agency: Agency, year: int) -> list[User]:
    """The active people whose role in the agency grants it in that year, by name.

    Roles of a single unit do not count.
    """
    roles = [role for role in GRANTS if permission in GRANTS[role] and role not in UNIT_ROLES]
    found = Membership.objects.filter(
        Q(year=None) | Q(year=year), agency=agency, role__in=roles, user__is_active=True
    )
    people = {one.user.pk: one.user for one in found.select_related("user")}
    return sorted(people.values(), key=lambda one: vietnamese_sort_key(one.full_name))


def people_of_unit(unit: Unit) -> list[User]:
    """The active people who hold a role in the unit in any year, by name."""
    found = Membership.objects.filter(unit=unit, user__is_active=True).select_related("user")
    people = {one.user.pk: one.user for one in found}
    return sorted(people.values(), key=lambda one: vietnamese_sort_key(one.full_name))


def active_role_holders(agency: Agency, year: int) -> list[tuple[Role, int | None, int]]:
    """Role, unit's id and account's id of every active person's role in the agency in a year."""
    found = Membership.objects.filter(
        Q(year=None) | Q(year=year), agency=agency, user__is_active=True
    )
    rows = found.order_by("id").values_list("role", "unit_id", "user_id")
    return [(Role(role), unit_id, user_id) for role, unit_id, user_id in rows]


def accounts_by_id(ids: Iterable[int]) -> dict[int, User]:
    """The active accounts of these ids."""
    return User.objects.filter(is_active=True).in_bulk(list(ids))
