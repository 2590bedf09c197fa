"""One dossier: its facts, the explanation in words, what it was before, what was recorded of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.accounts.constants import Permission
from parindex.accounts.services import require_view
from parindex.audit.queries import history
from parindex.dossiers.agency_store import agency_store, end_of_day, store_names
from parindex.dossiers.cause_documents import cause_owner
from parindex.dossiers.constants import CauseState
from parindex.dossiers.counting import CountedIn, counted_in
from parindex.dossiers.models import ApologyLetter, ObjectiveCause
from parindex.dossiers.promised_day import first_new_day, promised_day
from parindex.dossiers.visibility import require_dossier_view, unit_of_code
from parindex_dossiers.explanation import (
    Explanation,
    earlier_versions,
    explain_dossier,
    find_dossier,
)

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.attachments.owners import Owner
    from parindex.audit.models import AuditEvent
    from parindex.organisations.models import Unit
    from parindex_dossiers.explanation_words import Language


@dataclass(frozen=True)
class DossierPage:
    """``facts``: the store's row (columns of ``parindex_dossiers.resolution``); ``versions``: what
    it said before, oldest first, ``replaced_by`` the number of the load; ``counted_in``: the
    template's indicators that count it, in the year of its end.

    ``promised``: the day on which the result was promised. ``cause_owner`` is what the cause's
    documents hang on. ``may_…``: what the person may do now with this dossier.
    """

    code: str
    facts: Mapping[str, Any]
    procedure_name: str | None
    unit_name: str | None
    unit: Unit | None
    promised: date | None
    first_new_day: date | None
    explanation: Explanation
    counted_in: Sequence[CountedIn]
    versions: Sequence[Mapping[str, Any]]
    cause: ObjectiveCause | None
    cause_owner: Owner | None
    apology: ApologyLetter | None
    history: Sequence[AuditEvent]
    may_propose_cause: bool
    may_decide_cause: bool
    may_record_apology: bool
    may_keep_apology: bool

    @property
    def is_late(self) -> bool:
        """Whether it was settled late, or is late while still open."""
        return self.explanation.verdict in ("late", "late_objective")


def dossier_page(access: Access, code: str, today: date, language: Language = "vi") -> DossierPage:
    """One dossier, explained in a language; one still open is judged at the end of today.

    :raises PermissionRefused: unless the person sees the dossiers of its unit.
    :raises DossierNotFound, StoreEmpty:
    """
    require_view(access)
    store, agency = agency_store(access.agency), access.agency
    facts = find_dossier(store, code)
    code = facts["code"]
    require_dossier_view(access, code, facts["unit"])
    names, unit = store_names(store), unit_of_code(agency).get(facts["unit"])
    explanation = explain_dossier(store, code, end_of_day(today), language)
    cause = ObjectiveCause.objects.filter(agency=agency, dossier_code=code).first()
    apology = ApologyLetter.objects.filter(agency=agency, dossier_code=code).first()
    is_late = explanation.verdict in ("late", "late_objective")
    proposable = cause is None or cause.state == CauseState.RETURNED
    return DossierPage(
        code=code,
        facts=facts,
        procedure_name=names.of("procedure", facts["procedure"]),
        unit_name=names.of("unit", facts["unit"]),
        unit=unit,
        promised=promised_day(facts),
        first_new_day=first_new_day(facts, today),
        explanation=explanation,
        counted_in=counted_in(facts),
        versions=earlier_versions(store, code),
        cause=cause,
        cause_owner=cause_owner(cause) if cause else None,
        apology=apology,
        history=history(agency.pk, "dossier", f"{agency.key}:{code}"),
        may_propose_cause=is_late
        and proposable
        and access.may(Permission.PROPOSE_OBJECTIVE_CAUSES, unit),
        may_decide_cause=cause is not None
        and cause.state == CauseState.PROPOSED
        and cause.proposed_by_id != access.user.pk
        and access.may(Permission.APPROVE_OBJECTIVE_CAUSES, cause.unit_id),
        may_record_apology=is_late
        and apology is None
        and access.may(Permission.RECORD_APOLOGIES, unit),
        may_keep_apology=apology is not None
        and access.may(Permission.RECORD_APOLOGIES, apology.unit_id),
    )
