"""Documents behind objective causes: who may see and add them; the attachments' owner type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse

from parindex.accounts.constants import Permission
from parindex.attachments.owners import Owner, row_number
from parindex.attachments.queries import attachment_counts
from parindex.dossiers.constants import CauseState
from parindex.dossiers.models import ObjectiveCause

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

CAUSE_OWNER = "objective_cause"


def cause_owner(cause: ObjectiveCause) -> Owner:
    """What the documents of a cause hang on."""
    return Owner(cause.agency_id, CAUSE_OWNER, str(cause.pk))


def document_counts(agency_id: int, causes: Iterable[ObjectiveCause]) -> dict[int, int]:
    """How many documents each cause has attached, by its id; those without are left out."""
    ids = [str(cause.pk) for cause in causes]
    counts = attachment_counts(agency_id, CAUSE_OWNER, ids)
    return {int(owner_id): count for owner_id, count in counts.items()}


def may_view(access: Access, owner: Owner) -> bool:
    """Whoever sees the dossiers of the cause's unit."""
    cause = _cause(access, owner)
    if cause is None:
        return False
    own = {unit.pk for unit in access.units}
    sees_all = Permission.VIEW in access.agency_permissions
    return sees_all or (access.may_view and cause.unit_id in own)


def may_add(access: Access, owner: Owner) -> bool:
    """Who may propose causes there, until the head has approved: what was approved stays."""
    cause = _cause(access, owner)
    return (
        cause is not None
        and cause.state != CauseState.APPROVED
        and access.may(Permission.PROPOSE_OBJECTIVE_CAUSES, cause.unit_id)
    )


def page_of(owner: Owner) -> str:
    """The page of the dossier, at its cause."""
    code = ObjectiveCause.objects.values_list("dossier_code", flat=True).get(pk=owner.id)
    return f"{reverse('dossier', args=[code])}#cause"


def _cause(access: Access, owner: Owner) -> ObjectiveCause | None:
    number = row_number(owner.id)
    if owner.agency_id != access.agency.pk or number is None:
        return None
    return ObjectiveCause.objects.filter(agency=access.agency, pk=number).first()
