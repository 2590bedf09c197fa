"""Who may do something in a round; a refusal is logged and recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission, Role
from parindex.accounts.services import refused, require, require_own, require_view
from parindex.rounds.models import CouncilSeat

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit
    from parindex.rounds.models import Participant, Round


def require_council(
    access: Access, one_round: Round, permission: Permission = Permission.VIEW_ROUNDS
) -> None:
    """Go on only in the council that organises the round, in the round's year.

    :raises PermissionRefused: otherwise.
    """
    require(access, permission)
    require_own(access, one_round)
    if access.year not in (None, one_round.year):
        raise refused(access, permission.value, ("round", one_round.pk))


def require_agency(
    access: Access,
    participant: Participant,
    permission: Permission | None = None,
    unit: Unit | int | None = None,
) -> None:
    """Go on only in the agency itself, where it may view, or do what is asked in the unit.

    :raises PermissionRefused: otherwise.
    """
    if permission is None:
        require_view(access)
    else:
        require(access, permission, unit)
    require_own(access, participant)
    if access.year not in (None, participant.round.year):
        raise refused(access, "view", ("participant", participant.pk))


def require_seat(access: Access, one_round: Round, component_key: str) -> None:
    """Go on only where the member has a seat for a field with the component.

    :raises PermissionRefused: otherwise.
    """
    require_council(access, one_round, Permission.APPRAISE)
    if component_key not in components_of_seats(access, one_round):
        raise refused(access, Permission.APPRAISE.value, ("round", one_round.pk))


def components_seen(access: Access, one_round: Round) -> set[str] | None:
    """The components whose submission and appraisal the person of the council sees; None: all.

    A member the own fields', secretary and auditor all. By role: whose permissions are narrowed
    sees less for it, never more.
    """
    if Role.COUNCIL_MEMBER not in access.roles or Role.COUNCIL_SECRETARY in access.roles:
        return None
    return components_of_seats(access, one_round)


def components_of_seats(access: Access, one_round: Round) -> set[str]:
    """The components that the person's seats let them score."""
    seats = CouncilSeat.objects.filter(round=one_round, user=access.user).select_related("field")
    return {key for seat in seats for key in seat.field.component_keys}
