"""A component as its agency sees it in a round: what it says, what the council decided."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.accounts.services import require_view
from parindex.assessments.constants import Entry
from parindex.assessments.entry import closed_because, entries_of
from parindex.audit.queries import history
from parindex.editions.queries import framework_of
from parindex.rounds.conditions import is_surveyed, needs_evidence
from parindex.rounds.constants import AppraisalStage, Stage, State, Step
from parindex.rounds.deadlines import deadlines_of, state_at
from parindex.rounds.evidence import evidence_counts, evidence_of
from parindex.rounds.models import (
    Appraisal,
    Deduction,
    Explanation,
    Participant,
    SentBack,
    SurveyPoints,
)
from parindex.rounds.permission import require_agency
from parindex.rounds.self_scores import SelfLine, self_line
from parindex.rounds.submitted import latest_submission
from parindex.rounds.transitions import ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.attachments.models import Attachment
    from parindex.audit.models import AuditEvent
    from parindex.organisations.models import Unit


@dataclass(frozen=True)
class CouncilsPart:
    """What became of a submitted component; each part only once the agency may see it.

    ``submitted``: the component of the last submission (see ``snapshots``), empty before one.
    """

    submitted: Mapping[str, Any]
    first: Appraisal | None = None
    explanation: Explanation | None = None
    second: Appraisal | None = None
    survey: SurveyPoints | None = None
    deduction: Deduction | None = None

    @property
    def own(self) -> Decimal | None:
        points = self.submitted.get("points")
        return None if points is None else Decimal(points)

    @property
    def given(self) -> Decimal | None:
        """The council's points by what may be seen of it."""
        latest = self.survey or self.second or self.first
        return latest.points if latest else None


@dataclass(frozen=True)
class ComponentInRound:
    """A component of an agency's round.

    ``closed``: why nothing is entered (see ``EntryClosed``), empty where it may be.
    ``open_note``: the Office's note that the unit has still to answer.
    ``asks_evidence``: the edition asks for evidence, and there are points to prove.
    """

    participant: Participant
    state: State
    deadlines: Mapping[Stage, datetime]
    line: SelfLine
    unit: Unit | None
    entry: Entry
    closed: str
    open_note: SentBack | None
    evidence: int
    asks_evidence: bool
    council: CouncilsPart

    @property
    def is_surveyed(self) -> bool:
        return is_surveyed(self.line.component.method)

    @property
    def is_missing_evidence(self) -> bool:
        return self.asks_evidence and not self.evidence and not self.line.explanation


# What the council writes of a component; of surveys it keeps the source, of looks the stage.
_OF_COUNCIL = ("appraise", "withdraw_appraisal", "enter_survey_points", "score_anew")


def participations_of(access: Access) -> list[Participant]:
    """The agency's parts in rounds, the newest year first; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_view(access)
    found = Participant.objects.filter(agency=access.agency).order_by("-round__year", "-round__id")
    return list(
        found.select_related(
            "agency", "cluster", "assessment__edition", "round__edition", "round__organiser"
        )
    )


def evidence_counts_of(access: Access, participant: Participant) -> dict[str, int]:
    """How many pieces of evidence each component has, by key; those without left out; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    components = framework_of(participant.round.edition).components
    return evidence_counts(participant, [one.key for one in components])


def evidence_by_component(access: Access, participant: Participant) -> dict[str, list[Attachment]]:
    """The agency's evidence that counts, by component key; one query.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    components = framework_of(participant.round.edition).components
    return evidence_of(participant, [one.key for one in components])


def component_in_round(
    access: Access, participant: Participant, component_key: str, now: datetime
) -> ComponentInRound:
    """A component with all that the agency and, once it may be seen, the council said of it.

    Six queries in a draft, eleven at most.

    :raises PermissionRefused: unless the person sees the agency.
    :raises KeyError: when the round's edition has no such component.
    """
    require_agency(access, participant)
    line = self_line(participant, component_key)
    owner = entries_of(participant.assessment).get(component_key)
    entry = Entry(owner.entry) if owner else Entry.OPEN
    notes = SentBack.objects.filter(
        participant=participant, component_key=component_key, handed_in_at=None
    )
    return ComponentInRound(
        participant=participant,
        state=state_at(participant, now),
        deadlines=deadlines_of(participant),
        line=line,
        unit=owner.unit if owner else None,
        entry=entry,
        closed=closed_because(participant.assessment, entry, now),
        open_note=notes.select_related("sent_by").first(),
        evidence=evidence_counts(participant, [component_key]).get(component_key, 0),
        asks_evidence=needs_evidence(line),
        council=_councils_part(participant, component_key),
    )


def component_story(
    access: Access, participant: Participant, component_key: str
) -> list[AuditEvent]:
    """What happened to a component, newest first; the council's part once it may be seen.

    With its handing in, its sending back and the agency's reopening.

    :raises PermissionRefused: unless the person sees the agency.
    """
    require_agency(access, participant)
    target = participant.component_target(component_key)
    found = {
        event.pk: event
        # The agency that organises the round may be scored in it, too.
        for whose in {participant.agency_id, participant.round.organiser_id}
        for event in history(whose, "component", target)
    }
    events = [event for event in found.values() if _is_shown(participant, event)]
    of_agency = history(participant.agency_id, "participant", str(participant.pk))
    events += [event for event in of_agency if _concerns(event, component_key)]
    return sorted(events, key=lambda event: (event.at, event.pk), reverse=True)


def _is_shown(participant: Participant, event: AuditEvent) -> bool:
    """Whether the agency may see it: what the council wrote once the look is over."""
    if event.action not in _OF_COUNCIL:
        return True
    said = event.after or event.before or {}
    if "source" in said:
        return _has_reached(participant, State.CONCLUDED)
    stage = said.get("stage")
    if stage is None:
        return True
    is_second = stage == AppraisalStage.SECOND
    return _has_reached(participant, State.REAPPRAISED if is_second else State.EXPLAINING)


def _concerns(event: AuditEvent, component_key: str) -> bool:
    after = event.after or {}
    if event.action == Step.REOPEN:
        return True
    return component_key in (after.get("component"), *after.get("components", ()))


def _councils_part(participant: Participant, component_key: str) -> CouncilsPart:
    if not _has_reached(participant, State.SUBMITTED):
        return CouncilsPart({})
    submission = latest_submission(participant)
    submitted = submission.content["components"].get(component_key, {}) if submission else {}
    if not _has_reached(participant, State.EXPLAINING):
        return CouncilsPart(submitted)
    of_component = {"participant": participant, "component_key": component_key}
    looks = Appraisal.objects.filter(**of_component).select_related("scored_by")
    by_stage = {one.stage: one for one in looks}
    is_concluded = _has_reached(participant, State.CONCLUDED)
    return CouncilsPart(
        submitted=submitted,
        first=by_stage.get(AppraisalStage.FIRST),
        explanation=Explanation.objects.filter(**of_component).select_related("written_by").first(),
        second=by_stage.get(AppraisalStage.SECOND)
        if _has_reached(participant, State.REAPPRAISED)
        else None,
        survey=SurveyPoints.objects.filter(**of_component).first() if is_concluded else None,
        deduction=Deduction.objects.filter(**of_component).first() if is_concluded else None,
    )


def _has_reached(participant: Participant, state: State) -> bool:
    return ORDER.index(State(participant.state)) >= ORDER.index(state)
