"""Reading the audit of an agency, for its auditor and its administrator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission, Role
from parindex.accounts.services import require
from parindex.audit.queries import EventFilter, Sight, actors, events, kinds

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parindex.accounts.queries import Access
    from parindex.audit.models import AuditEvent


@dataclass(frozen=True)
class AuditTrail:
    """The events asked for, newest first, and what can be asked for: people, actions, types."""

    events: QuerySet[AuditEvent]
    actors: list[tuple[int, str]]
    actions: list[str]
    target_types: list[str]


def audit_trail(access: Access, narrowed: EventFilter) -> AuditTrail:
    """What the person sees of the audit.

    Who sees the agency's work sees every event of the agency. An administrator, who does not, sees
    those about accounts, refusals, and those of the whole installation.

    :raises PermissionRefused: unless the person views the audit.
    """
    sight = _sight(access)
    of_kinds = kinds(sight)
    return AuditTrail(
        events=events(sight, narrowed),
        actors=actors(sight),
        actions=sorted({action for action, _ in of_kinds}),
        target_types=sorted({target_type for _, target_type in of_kinds}),
    )


def audit_events(access: Access, narrowed: EventFilter) -> QuerySet[AuditEvent]:
    """The events alone, as ``audit_trail`` shows them.

    :raises PermissionRefused: unless the person views the audit.
    """
    return events(_sight(access), narrowed)


def _sight(access: Access) -> Sight:
    require(access, Permission.VIEW_AUDIT)
    return Sight(
        agency_id=access.agency.pk,
        work=access.may(Permission.VIEW),
        installation=Role.ADMINISTRATOR in access.roles,
    )
