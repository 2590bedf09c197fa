"""Objective causes of late dossiers: proposed with their document, approved or returned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require, require_own
from parindex.audit.services import record_event
from parindex.dossiers.constants import CauseState
from parindex.dossiers.models import ObjectiveCause
from parindex.dossiers.recounting import records_into_store, recount
from parindex.dossiers.services.late_dossiers import dossier_target, late_dossier
from parindex.organisations.queries import working_date

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


class CauseIncomplete(ValueError):
    """A cause needs its words and the number of its document, dated not after today."""


class CauseDecided(ValueError):
    """The cause awaits no decision, or cannot be proposed anew."""


class ReasonMissing(ValueError):
    """What is returned has to say why."""


@dataclass(frozen=True)
class ProvenCause:
    """A cause in words and the document that proves it."""

    cause: str
    document_number: str
    document_date: date


@transaction.atomic
def propose_objective_cause(access: Access, code: str, proven: ProvenCause) -> ObjectiveCause:
    """Propose why a late dossier is late; one that was returned is proposed anew.

    :raises PermissionRefused: unless the person proposes causes in the dossier's unit.
    :raises DossierNotFound, StoreEmpty, DossierNotLate:
    :raises CauseIncomplete: see there.
    :raises CauseDecided: when one waits or is approved already.
    """
    today = working_date(access.agency)
    late = late_dossier(access.agency, code, today)
    require(access, Permission.PROPOSE_OBJECTIVE_CAUSES, late.unit)
    words, number = proven.cause.strip(), proven.document_number.strip()
    if not words or not number or proven.document_date > today:
        raise CauseIncomplete(late.code)
    present = (
        ObjectiveCause.objects.select_for_update(of=("self",))
        .filter(agency=access.agency, dossier_code=late.code)
        .first()
    )
    if present is not None and present.state != CauseState.RETURNED:
        raise CauseDecided(late.code)
    cause = present or ObjectiveCause(agency=access.agency, dossier_code=late.code)
    cause.unit_id, cause.cause = late.unit.pk if late.unit else None, words
    cause.document_number, cause.document_date = number, proven.document_date
    cause.state, cause.reason, cause.decided_by, cause.decided_at = (
        CauseState.PROPOSED,
        "",
        None,
        None,
    )
    cause.proposed_by, cause.proposed_at = access.user, timezone.now()
    cause.save()
    _record(access, cause, "propose_objective_cause")
    return cause


@transaction.atomic
def approve_objective_cause(access: Access, cause: ObjectiveCause) -> ObjectiveCause:
    """Approve a proposed cause: the dossier now counts as late for an objective cause.

    :raises PermissionRefused: unless the person is the head and did not propose it.
    :raises CauseDecided: when it awaits no decision.
    :raises StoreBusy: while a load runs.
    """
    locked = _awaiting(access, cause)
    _decide(access, locked, CauseState.APPROVED, "")
    records_into_store(access.agency)
    recount(access.agency)
    return locked


@transaction.atomic
def return_objective_cause(access: Access, cause: ObjectiveCause, reason: str) -> ObjectiveCause:
    """Return a proposed cause to who proposed it, saying why.

    :raises PermissionRefused: unless the person is the head and did not propose it.
    :raises CauseDecided: when it awaits no decision.
    :raises ReasonMissing:
    """
    locked = _awaiting(access, cause)
    if not reason.strip():
        raise ReasonMissing(locked.dossier_code)
    _decide(access, locked, CauseState.RETURNED, reason.strip())
    return locked


def _awaiting(access: Access, cause: ObjectiveCause) -> ObjectiveCause:
    require_own(access, cause)
    locked = ObjectiveCause.objects.select_for_update(of=("self",)).get(pk=cause.pk)
    require(access, Permission.APPROVE_OBJECTIVE_CAUSES, locked.unit_id)
    if locked.proposed_by_id == access.user.pk:
        # Nobody approves what they proposed themselves.
        target = dossier_target(access, locked.dossier_code)
        raise refused(access, Permission.APPROVE_OBJECTIVE_CAUSES.value, target)
    if locked.state != CauseState.PROPOSED:
        raise CauseDecided(locked.dossier_code)
    return locked


def _decide(access: Access, cause: ObjectiveCause, state: CauseState, reason: str) -> None:
    cause.state, cause.reason = state, reason
    cause.decided_by, cause.decided_at = access.user, timezone.now()
    cause.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    _record(access, cause, f"{state.value}_objective_cause", reason)


def _record(access: Access, cause: ObjectiveCause, action: str, reason: str = "") -> None:
    record_event(
        access.user,
        action,
        dossier_target(access, cause.dossier_code),
        agency_id=access.agency.pk,
        after={
            "cause": cause.cause,
            "document": cause.document_number,
            "date": cause.document_date.isoformat(),
            "state": cause.state,
        },
        reason=reason,
    )
