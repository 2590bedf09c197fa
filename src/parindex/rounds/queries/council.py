"""What the council reads: its rounds, and one agency beside its submission."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from parindex.accounts.constants import Permission
from parindex.accounts.services import refused, require
from parindex.attachments.queries import counting_attachments
from parindex.audit.queries import history
from parindex.editions.queries import framework_of
from parindex.rounds.conditions import is_surveyed
from parindex.rounds.constants import EVIDENCE_OWNER, AppraisalStage, Stage, State
from parindex.rounds.deadlines import DeadlineWarning, council_warnings, is_explaining_still
from parindex.rounds.evidence import submitted_pieces
from parindex.rounds.models import (
    Adjustment,
    Appraisal,
    AppraisalField,
    Explanation,
    Participant,
    Round,
    StageDeadline,
    Submission,
    SurveyPoints,
)
from parindex.rounds.permission import (
    components_of_seats,
    components_seen,
    require_council,
)
from parindex.rounds.transitions import ORDER

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.attachments.models import Attachment
    from parindex.audit.models import AuditEvent
    from parindex.organisations.models import Agency
    from parindex_core.framework import Component

NOT_SUBMITTED = ORDER[: ORDER.index(State.SUBMITTED)]


@dataclass(frozen=True)
class RoundOverview:
    """A round with how many agencies are where, its deadlines and fields with their members."""

    round: Round
    by_state: Mapping[State, int]
    deadlines: Mapping[Stage, datetime]
    fields: Sequence[AppraisalField]

    @property
    def agencies(self) -> int:
        return sum(self.by_state.values())


@dataclass(frozen=True)
class SheetLine:
    """A component of a submitted agency as a member scores it.

    ``submitted``: the component of the snapshot (see ``snapshots``); ``evidence``: by now.
    """

    component: Component
    submitted: Mapping[str, Any]
    evidence: Sequence[Attachment]
    first: Appraisal | None
    second: Appraisal | None
    explanation: Explanation | None
    survey: SurveyPoints | None
    may_score: bool

    @property
    def own(self) -> Decimal | None:
        points = self.submitted.get("points")
        return None if points is None else Decimal(points)

    @property
    def latest(self) -> Appraisal | None:
        return self.second or self.first


@dataclass(frozen=True)
class Sheet:
    """An agency's submission beside its appraisal."""

    participant: Participant
    submission: Submission
    lines: Sequence[SheetLine]
    adjustments: Sequence[Adjustment]


def rounds_of(access: Access) -> list[Round]:
    """The council's rounds, newest first; one query.

    :raises PermissionRefused: unless the person sees rounds.
    """
    require(access, Permission.VIEW_ROUNDS)
    return list(Round.objects.filter(organiser=access.agency).select_related("edition"))


def newest_round_year(agency: Agency) -> int | None:
    """The year of the newest round that the agency organises; one query."""
    return Round.objects.filter(organiser=agency).values_list("year", flat=True).first()


def year_of_round(agency: Agency, round_id: int) -> int | None:
    """The year of a round that the agency organises, so that its roles can be asked for."""
    found = Round.objects.filter(organiser=agency, pk=round_id)
    return found.values_list("year", flat=True).first()


def round_by_id(access: Access, round_id: int) -> Round | None:
    """A round of the council, if there is one of that number.

    :raises PermissionRefused: unless the person sees rounds.
    """
    require(access, Permission.VIEW_ROUNDS)
    found = Round.objects.filter(organiser=access.agency, pk=round_id)
    return found.select_related("edition", "organiser").first()


def participant_of_round(access: Access, one_round: Round, agency_key: str) -> Participant | None:
    """An agency of a round.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    return participants_in(one_round).filter(agency__key=agency_key).first()


def participant_by_id(access: Access, one_round: Round, participant_id: int) -> Participant | None:
    """An agency of a round, by its number there.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    return participants_in(one_round).filter(pk=participant_id).first()


def round_overview(access: Access, one_round: Round) -> RoundOverview:
    """A round at a glance; five queries.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    states = Participant.objects.filter(round=one_round).values_list("state", flat=True)
    counts = Counter(states)
    deadlines = StageDeadline.objects.filter(round=one_round)
    fields = AppraisalField.objects.filter(round=one_round).prefetch_related("seats__user")
    return RoundOverview(
        round=one_round,
        by_state={state: counts.get(state, 0) for state in State},
        deadlines={Stage(one.stage): one.ends_at for one in deadlines},
        fields=list(fields),
    )


def fields_of(access: Access, one_round: Round) -> list[AppraisalField]:
    """The appraisal fields of a round; one query.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    return list(AppraisalField.objects.filter(round=one_round))


def participants_of(access: Access, one_round: Round) -> list[Participant]:
    """The agencies of a round with cluster and state; one query.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    return list(participants_in(one_round))


def submitted_participants(access: Access, one_round: Round) -> list[Participant]:
    """The agencies whose submission the council reads; one query.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    return list(participants_in(one_round).exclude(state__in=NOT_SUBMITTED))


def round_warnings(access: Access, one_round: Round, now: datetime) -> list[DeadlineWarning]:
    """Stages of the council that end within 7 days.

    :raises PermissionRefused: unless the person sees the round.
    """
    require_council(access, one_round)
    return council_warnings(one_round, now)


def appraisal_sheet(access: Access, participant: Participant) -> Sheet | None:
    """An agency beside its submission; None before it submits, its drafts are its own.

    A member sees the components of the own fields; secretary and auditor all. What the agency still
    explains, with the evidence for it, is its own until it hands in or its time is over. Seven
    queries, nine at most.

    :raises PermissionRefused: unless the person sees the round.
    """
    one_round = participant.round
    require_council(access, one_round)
    if participant.state in NOT_SUBMITTED:
        return None
    submission = Submission.objects.filter(participant=participant).order_by("-number").first()
    if submission is None:
        return None
    seen = components_seen(access, one_round)
    seats: set[str] = set()
    if access.may(Permission.APPRAISE):
        seats = components_of_seats(access, one_round) if seen is None else seen
    components = [
        one for one in framework_of(one_round.edition).components if seen is None or one.key in seen
    ]
    return Sheet(
        participant=participant,
        submission=submission,
        lines=_sheet_lines(
            participant,
            submission,
            components,
            seats,
        ),
        adjustments=list(Adjustment.objects.filter(participant=participant)),
    )


def council_story(access: Access, participant: Participant, component_key: str) -> list[AuditEvent]:
    """What the council did to a component, newest first, with who, before, after and why.

    :raises PermissionRefused: unless the person sees the component in the round.
    """
    require_council(access, participant.round)
    seen = components_seen(access, participant.round)
    if seen is not None and component_key not in seen:
        raise refused(access, Permission.APPRAISE.value, ("round", participant.round.pk))
    target = participant.component_target(component_key)
    return history(participant.round.organiser_id, "component", target)


def participants_in(one_round: Round) -> QuerySet[Participant]:
    """A round's agencies with what their pages say of them."""
    found = Participant.objects.filter(round=one_round)
    return found.select_related(
        "agency", "cluster", "assessment__edition", "round__edition", "round__organiser"
    )


def _sheet_lines(
    participant: Participant,
    submission: Submission,
    components: Sequence[Component],
    seats: set[str],
) -> list[SheetLine]:
    appraised = {
        (one.component_key, one.stage): one
        for one in Appraisal.objects.filter(participant=participant).select_related("scored_by")
    }
    is_open = is_explaining_still(participant)
    said = Explanation.objects.filter(participant=participant).select_related("written_by")
    explained = {} if is_open else {one.component_key: one for one in said}
    surveyed = {
        one.component_key: one for one in SurveyPoints.objects.filter(participant=participant)
    }
    targets = {one.key: participant.component_target(one.key) for one in components}
    evidence = counting_attachments(participant.agency_id, EVIDENCE_OWNER, targets.values())
    submitted = submission.content["components"]
    if is_open:
        evidence = {
            targets[one.key]: submitted_pieces(
                submitted.get(one.key, {}), evidence.get(targets[one.key], ())
            )
            for one in components
        }
    return [
        SheetLine(
            component=one,
            submitted=submitted.get(one.key, {}),
            evidence=evidence.get(targets[one.key], ()),
            first=appraised.get((one.key, AppraisalStage.FIRST)),
            second=appraised.get((one.key, AppraisalStage.SECOND)),
            explanation=explained.get(one.key),
            survey=surveyed.get(one.key),
            may_score=one.key in seats and not is_surveyed(one.method),
        )
        for one in components
    ]
