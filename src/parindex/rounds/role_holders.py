"""Who may do something in an agency in a year: the accounts, for what asks nobody in person."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from parindex.accounts.constants import GRANTS, UNIT_ROLES
from parindex.accounts.queries import active_role_holders

if TYPE_CHECKING:
    from parindex.accounts.constants import Permission
    from parindex.organisations.models import Agency


class RoleHolders:
    """The active people of an agency by their roles of a year; one query."""

    def __init__(self, agency: Agency, year: int) -> None:
        self._found = active_role_holders(agency, year)

    def in_agency(self, permission: Permission) -> frozenset[int]:
        """The accounts that a role spanning the agency gives the permission."""
        return frozenset(
            account
            for role, _unit, account in self._found
            if role not in UNIT_ROLES and permission in GRANTS[role]
        )

    def in_units(self, permission: Permission, unit_ids: Collection[int]) -> frozenset[int]:
        """The accounts that a role in one of the units gives the permission."""
        return frozenset(
            account
            for role, unit, account in self._found
            if role in UNIT_ROLES and unit in unit_ids and permission in GRANTS[role]
        )
