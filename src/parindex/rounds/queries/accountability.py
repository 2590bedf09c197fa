"""The register of deductions: who answers for what, and the story that led there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require_view
from parindex.rounds.constants import AppraisalStage, RoundState, State
from parindex.rounds.models import (
    Appraisal,
    Deduction,
    Explanation,
    Participant,
    Submission,
    SurveyPoints,
)
from parindex.rounds.permission import require_agency

if TYPE_CHECKING:
    from parindex.accounts.queries import Access

_STATUSES = {
    "": Q(),
    "open": Q(answered_at=None),
    "answered": Q(answered_at__isnull=False, decided_at=None),
    "decided": Q(decided_at__isnull=False),
    "unremedied": ~Q(remedy="") & Q(remedied_on=None),
}
_RELATED = (
    *("unit", "answered_by", "decided_by"),
    *("participant__round__edition", "participant__agency"),
)


@dataclass(frozen=True)
class DeductionFilter:
    """What of the register is asked for; None and "" ask for all.

    ``status``: open (no answer), answered (to be decided), decided, unremedied; ``cause``: a value
    of ``Cause``.
    """

    unit_id: int | None = None
    status: str = ""
    cause: str = ""


@dataclass(frozen=True)
class DeductionStory:
    """How a deduction came about; ``submitted``: the component of the snapshot (see ``snapshots``).

    None of the looks: the component is scored by a survey.
    """

    submitted: Mapping[str, Any]
    first: Appraisal | None
    explanation: Explanation | None
    second: Appraisal | None
    survey: SurveyPoints | None


def accountable_years(access: Access) -> list[int]:
    """The years whose round is concluded for the agency, newest first; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Participant.objects.filter(
        agency=access.agency, state__in=[State.CONCLUDED, State.PUBLISHED]
    )
    return sorted(set(found.values_list("round__year", flat=True)), reverse=True)


def deductions_of(
    access: Access, participant: Participant, narrowed: DeductionFilter | None = None
) -> list[Deduction]:
    """The agency's register of deductions; one query.

    A unit's people see their unit's rows, agency-wide roles all.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    found = Deduction.objects.filter(participant=participant)
    shown = _narrowed(access, found, narrowed or DeductionFilter())
    return list(shown.select_related(*_RELATED))


def deduction_counts(
    access: Access, participant: Participant, narrowed: DeductionFilter
) -> dict[str, int]:
    """How many rows each status of ``DeductionFilter`` has ("": all), whichever is asked for.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    found = Deduction.objects.filter(participant=participant)
    any_status = DeductionFilter(narrowed.unit_id, "", narrowed.cause)
    wanted = {name or "all": Count("pk", filter=status) for name, status in _STATUSES.items()}
    counts = _narrowed(access, found, any_status).aggregate(**wanted)
    counts[""] = counts.pop("all")
    return counts


def year_of_deduction(access: Access, deduction_id: int) -> int | None:
    """The year of a row of the agency's register, so that its roles can be asked for.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = _concluded(access, deduction_id)
    return found.values_list("participant__round__year", flat=True).first()


def deduction_by_id(access: Access, deduction_id: int) -> Deduction | None:
    """A row of the agency's register, if there is one; none while the council has it open again.

    :raises PermissionRefused: unless the person sees the agency and the row's unit.
    """
    found = _concluded(access, deduction_id)
    one = found.select_related(*_RELATED, "participant__assessment").first()
    if one is None:
        return None
    require_agency(access, one.participant)
    if not access.may(Permission.VIEW, one.unit_id):
        raise refused(access, Permission.VIEW.value, ("deduction", one.pk))
    return one


def deduction_story(access: Access, deduction: Deduction) -> DeductionStory:
    """What was submitted, what the council found at each look, and what the agency explained.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, deduction.participant)
    own = {"participant": deduction.participant, "component_key": deduction.component_key}
    looks = {one.stage: one for one in Appraisal.objects.filter(**own).select_related("scored_by")}
    submission = (
        Submission.objects.filter(participant=deduction.participant).order_by("-number").first()
    )
    components = submission.content["components"] if submission else {}
    return DeductionStory(
        submitted=components.get(deduction.component_key, {}),
        first=looks.get(AppraisalStage.FIRST),
        explanation=Explanation.objects.filter(**own).select_related("written_by").first(),
        second=looks.get(AppraisalStage.SECOND),
        survey=SurveyPoints.objects.filter(**own).first(),
    )


def carried_remedies(access: Access, year: int) -> list[Deduction]:
    """What a year has still to answer for or to remedy from all rounds before it; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    unfinished = Q(answered_at=None) | Q(remedied_on=None)
    found = Deduction.objects.filter(
        unfinished, participant__agency=access.agency, participant__round__year__lt=year
    ).exclude(participant__round__state=RoundState.OPEN)
    return list(_narrowed(access, found, DeductionFilter()).select_related(*_RELATED))


def _concluded(access: Access, deduction_id: int) -> QuerySet[Deduction]:
    return Deduction.objects.filter(
        pk=deduction_id,
        participant__agency=access.agency,
        participant__state__in=[State.CONCLUDED, State.PUBLISHED],
    )


def _narrowed(
    access: Access, found: QuerySet[Deduction], narrowed: DeductionFilter
) -> QuerySet[Deduction]:
    found = found.filter(_STATUSES[narrowed.status])
    if narrowed.unit_id is not None:
        found = found.filter(unit=narrowed.unit_id)
    if narrowed.cause:
        found = found.filter(cause=narrowed.cause)
    if Permission.VIEW not in access.agency_permissions:
        found = found.filter(unit__in=list(access.unit_permissions))
    return found
