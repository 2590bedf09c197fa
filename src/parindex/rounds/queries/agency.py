"""What an agency reads of its own part in a round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.accounts.services import require_view
from parindex.assessments.constants import Entry, ScoreStatus
from parindex.assessments.entry import entries_of
from parindex.rounds.conditions import is_surveyed, missing_evidence_keys, needs_evidence
from parindex.rounds.constants import AppraisalStage, Stage, State, Step
from parindex.rounds.deadlines import (
    DeadlineWarning,
    deadlines_of,
    is_over,
    state_at,
    warning_of,
)
from parindex.rounds.deducted import deducted_keys
from parindex.rounds.evidence import evidence_counts
from parindex.rounds.models import (
    Appraisal,
    Explanation,
    Participant,
    SentBack,
    Submission,
)
from parindex.rounds.permission import require_agency
from parindex.rounds.self_scores import SelfLine, self_lines
from parindex.rounds.snapshots import snapshot_of
from parindex.rounds.transitions import ORDER, TRANSITIONS

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit


@dataclass(frozen=True)
class UnitProgress:
    """A unit's components: how many, handed in, given back; and whether all are handed in.

    ``without_figures``: neither these nor an explanation, so that the unit cannot hand in.
    """

    unit: Unit
    components: int
    handed_in: int
    given_back: int
    without_figures: int

    @property
    def is_done(self) -> bool:
        return self.handed_in == self.components


@dataclass(frozen=True)
class SelfScoreLine:
    """A component of the self score with what proves it.

    ``is_missing_evidence``: the edition asks for evidence, and there is neither that nor an
    explanation. ``sent_back``: the Office's note that the unit has still to answer.
    """

    line: SelfLine
    unit: Unit | None
    entry: Entry
    evidence: int
    is_missing_evidence: bool
    sent_back: SentBack | None

    @property
    def is_missing_figures(self) -> bool:
        """Whether a unit cannot hand in for it: neither figures nor an explanation."""
        is_scored = self.line.status != ScoreStatus.MISSING
        return not (is_scored or self.line.explanation or is_surveyed(self.line.component.method))


@dataclass(frozen=True)
class SelfScorePage:
    """The agency's self score as its Office consolidates it."""

    participant: Participant
    state: State
    deadlines: Mapping[Stage, datetime]
    lines: Sequence[SelfScoreLine]
    units: Sequence[UnitProgress]
    missing_evidence: Sequence[str]

    @property
    def points(self) -> Decimal:
        return sum((one.line.points or Decimal(0) for one in self.lines), Decimal("0.00"))


@dataclass(frozen=True)
class ExplanationLine:
    """A deducted component: submitted, first look, what the agency says, second look once done."""

    component_key: str
    unit: Unit | None
    own: Decimal
    first: Appraisal
    explanation: Explanation | None
    second: Appraisal | None


def participant_of(access: Access, year: int) -> Participant | None:
    """The agency's part in the round of a year; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Participant.objects.filter(agency=access.agency, round__year=year)
    return found.select_related(
        "agency", "cluster", "assessment__edition", "round__edition", "round__organiser"
    ).first()


def self_score_page(access: Access, participant: Participant, now: datetime) -> SelfScorePage:
    """Every component with points, owner, evidence and what is missing; at most 12 queries.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    lines = self_lines(participant)
    owners = entries_of(participant.assessment)
    counts = evidence_counts(participant, lines)
    notes = {
        one.component_key: one
        for one in SentBack.objects.filter(participant=participant, handed_in_at=None)
    }
    missing = [
        key
        for key, line in lines.items()
        if needs_evidence(line) and not line.explanation and not counts.get(key)
    ]
    page_lines = [
        SelfScoreLine(
            line=line,
            unit=owners[key].unit if key in owners else None,
            entry=Entry(owners[key].entry) if key in owners else Entry.OPEN,
            evidence=counts.get(key, 0),
            is_missing_evidence=key in missing,
            sent_back=notes.get(key),
        )
        for key, line in lines.items()
    ]
    return SelfScorePage(
        participant=participant,
        state=state_at(participant, now),
        deadlines=deadlines_of(participant),
        lines=page_lines,
        units=_progress(page_lines),
        missing_evidence=missing,
    )


def missing_evidence(access: Access, participant: Participant) -> tuple[str, ...]:
    """Components that ask for evidence and have neither that nor an explanation.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    return missing_evidence_keys(participant)


def open_steps(access: Access, participant: Participant, now: datetime) -> list[Step]:
    """The steps that the person may take now by role, state and deadline, for buttons.

    Conditions are not asked here: taking the step says what is still missing.
    """
    state, deadlines = state_at(participant, now), deadlines_of(participant)
    return [
        step
        for step, transition in TRANSITIONS.items()
        if state in transition.sources
        and _may(access, participant, step)
        and not is_over(deadlines, transition.stage, now)
    ]


def deadline_warning(
    access: Access, participant: Participant, now: datetime
) -> DeadlineWarning | None:
    """What ends for the agency within 7 days.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    return warning_of(participant, now)


def agency_deadlines(access: Access, participant: Participant) -> dict[Stage, datetime]:
    """The agency's deadlines by stage; two queries.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    return deadlines_of(participant)


def explanation_lines(access: Access, participant: Participant) -> list[ExplanationLine]:
    """The deductions that the agency explains, from the moment the council asks; six queries.

    The second look shows once that is closed.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    if not _shows_first_look(participant):
        return []
    keys = deducted_keys(participant)
    looks = Appraisal.objects.filter(participant=participant, component_key__in=keys)
    appraised = {(one.component_key, one.stage): one for one in looks.select_related("scored_by")}
    said = Explanation.objects.filter(participant=participant).select_related("written_by")
    explained = {one.component_key: one for one in said}
    owners = entries_of(participant.assessment)
    submission = Submission.objects.filter(participant=participant).order_by("-number").first()
    content = submission.content["components"] if submission else {}
    shows_second = ORDER.index(State(participant.state)) >= ORDER.index(State.REAPPRAISED)
    return [
        ExplanationLine(
            component_key=key,
            unit=owners[key].unit if key in owners else None,
            own=Decimal(content[key]["points"]),
            first=appraised[key, AppraisalStage.FIRST],
            explanation=explained.get(key),
            second=appraised.get((key, AppraisalStage.SECOND)) if shows_second else None,
        )
        for key in keys
    ]


def submissions_of(access: Access, participant: Participant) -> list[Submission]:
    """What the agency submitted, with hashes; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    return list(Submission.objects.filter(participant=participant).select_related("submitted_by"))


def live_self_score(access: Access, participant: Participant) -> dict[str, Any]:
    """The self score as a submission of this moment would keep it (see ``snapshots``).

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    return snapshot_of(participant)


def _shows_first_look(participant: Participant) -> bool:
    return ORDER.index(State(participant.state)) >= ORDER.index(State.EXPLAINING)


def _may(access: Access, participant: Participant, step: Step) -> bool:
    transition = TRANSITIONS[step]
    whose = participant.round.organiser_id if transition.is_councils else participant.agency_id
    if access.agency.pk != whose:
        return False
    if step == Step.HAND_IN:
        return any(access.may(transition.permission, unit) for unit in access.units) or access.may(
            transition.permission
        )
    return access.may(transition.permission)


def _progress(lines: Sequence[SelfScoreLine]) -> list[UnitProgress]:
    by_unit: dict[int, list[SelfScoreLine]] = {}
    units: dict[int, Unit] = {}
    for one in lines:
        if one.unit is not None:
            by_unit.setdefault(one.unit.pk, []).append(one)
            units[one.unit.pk] = one.unit
    return [
        UnitProgress(
            unit=unit,
            components=len(by_unit[pk]),
            handed_in=sum(1 for one in by_unit[pk] if one.entry == Entry.HANDED_IN),
            given_back=sum(1 for one in by_unit[pk] if one.entry == Entry.GIVEN_BACK),
            without_figures=sum(1 for one in by_unit[pk] if one.is_missing_figures),
        )
        for pk, unit in sorted(units.items(), key=lambda pair: (pair[1].position, pair[0]))
    ]
