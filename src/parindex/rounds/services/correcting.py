"""Going on by a corrected edition: every score follows, and each change is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.assessments.queries import points_so_far
from parindex.assessments.services import adopt_edition, changed_components
from parindex.assessments.values import core_values
from parindex.audit.services import record_event
from parindex.editions.queries import framework_of
from parindex.rounds.constants import JudgementKind, RoundState, State
from parindex.rounds.models import Appraisal, Participant, Round, SurveyPoints
from parindex.rounds.permission import require_council
from parindex.rounds.services.appraising import appraisal_as_json
from parindex.rounds.services.concluding import write_results
from parindex.rounds.submitted import submitted_scores
from parindex.rounds.taking_steps import StepRefused
from parindex_core.scoring import score_component

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.editions.models import Edition


@transaction.atomic
def correct_edition(
    access: Access, one_round: Round, edition: Edition, reason: str, *, now: datetime
) -> set[str]:
    """Go on by a corrected edition, before publication; returns the components it changes.

    Self scores, the council's points by the rule and a conclusion already reached follow; what was
    submitted stays as it was. Deductions keep their points, at most the new maximum.

    :raises PermissionRefused: unless the person runs the round.
    :raises StepRefused: once the round is published.
    :raises EditionDoesNotContinue, ValuesRefused: see ``assessments``; nothing is written.
    """
    require_council(access, one_round, Permission.RUN_ROUNDS)
    locked = (
        Round.objects.select_for_update(of=("self",)).select_related("edition").get(pk=one_round.pk)
    )
    if locked.state == RoundState.PUBLISHED:
        raise StepRefused("correct_edition", State.PUBLISHED)
    before = locked.edition
    agencies = dict(
        Participant.objects.filter(round=locked)
        .select_for_update()
        .order_by("pk")
        .values_list("assessment", "agency")
    )
    changed = changed_components(framework_of(before), framework_of(edition))
    scored = points_so_far(agencies, changed)
    adopt_edition(agencies, before, edition)
    locked.edition = edition
    locked.save(update_fields=["edition"])
    correction = _Correction(access, locked, changed, reason.strip())
    _record_self_scores(correction, agencies, scored)
    _appraise_anew(correction)
    if locked.state == RoundState.CONCLUDED:
        write_results(locked, now)
    record_event(
        access.user,
        "correct_edition",
        ("round", locked.pk),
        agency_id=locked.organiser_id,
        before={"edition": before.sha256},
        after={"edition": edition.sha256, "components": sorted(changed)},
        reason=reason.strip(),
    )
    return changed


@dataclass(frozen=True)
class _Correction:
    """Who corrects the edition of which round, why, and the components that it changes."""

    access: Access
    round: Round
    changed: set[str]
    reason: str

    def record(self, target: str, agency_id: int, before: Any, after: Any) -> None:
        record_event(
            self.access.user,
            "score_anew",
            ("component", target),
            agency_id=agency_id,
            before=before,
            after=after,
            reason=self.reason,
        )


def _record_self_scores(
    correction: _Correction,
    agencies: Mapping[int, int],
    before: Mapping[tuple[int, str], Decimal | None],
) -> None:
    """Of each score that the correction changed, what it was and what it is."""
    for place, points in points_so_far(agencies, correction.changed).items():
        if points == before.get(place):
            continue
        assessment_id, key = place
        correction.record(
            f"{assessment_id}:{key}",
            agencies[assessment_id],
            {"points": _text(before.get(place))},
            {"points": _text(points)},
        )


def _appraise_anew(correction: _Correction) -> None:
    framework = framework_of(correction.round.edition)
    of_round = Appraisal.objects.filter(
        participant__round=correction.round, component_key__in=correction.changed
    )
    appraisals = list(of_round.select_related("participant"))
    submitted = submitted_scores({one.participant_id for one in appraisals})
    for one in appraisals:
        before = appraisal_as_json(one)
        component = framework.component(one.component_key)
        one.maximum = component.max
        if one.kind == JudgementKind.BY_RULE:
            one.points = score_component(component, core_values(component, one.values)).points
        elif one.kind == JudgementKind.ACCEPTED:
            own = submitted[one.participant_id][one.component_key].points
            one.points = min(own or Decimal("0.00"), component.max)
        elif one.points is not None:
            one.points = min(one.points, component.max)
        after = appraisal_as_json(one)
        if before != after:
            target = one.participant.component_target(one.component_key)
            correction.record(target, correction.round.organiser_id, before, after)
    Appraisal.objects.bulk_update(appraisals, ["points", "maximum"], batch_size=200)
    for key in correction.changed:
        _limit_survey(correction, key, framework.component(key).max)


def _limit_survey(correction: _Correction, key: str, maximum: Decimal) -> None:
    """Survey points are at most the new maximum."""
    of_survey = SurveyPoints.objects.filter(participant__round=correction.round, component_key=key)
    for one in of_survey.filter(points__gt=maximum).select_related("participant"):
        correction.record(
            one.participant.component_target(key),
            correction.round.organiser_id,
            {"points": str(one.points), "source": one.source},
            {"points": str(maximum), "source": one.source},
        )
    of_survey.filter(points__gt=maximum).update(points=maximum)
    of_survey.update(maximum=maximum)


def _text(points: Decimal | None) -> str | None:
    return None if points is None else str(points)
