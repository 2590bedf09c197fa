"""That what an archive says of an agency holds together, before any of it is believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.assessments.constants import ScoreStatus
from parindex.assessments.values import core_values
from parindex.editions.queries import framework_of
from parindex.rounds.constants import AppraisalStage, JudgementKind
from parindex.rounds.exchange.archive import ArchiveRefused
from parindex_core.scoring import ValuesRefused, score_component

if TYPE_CHECKING:
    from parindex.rounds.exchange.shapes import (
        AgencyShape,
        AppraisalShape,
        SnapshotComponentShape,
        SnapshotShape,
    )
    from parindex.rounds.models import Round
    from parindex_core.framework import Component


def require_own_submissions(
    shape: AgencyShape, submitted: Sequence[SnapshotShape], year: int, path: str
) -> None:
    """Go on only with submissions of this agency and year, in order, whose totals are their sums.

    :raises ArchiveRefused: otherwise.
    """
    numbers = [one.number for one in shape.submissions]
    if numbers != sorted(set(numbers)):
        raise ArchiveRefused(_("%s: the submissions are not in order.") % path)
    for one in submitted:
        if (one.agency, one.year) != (shape.key, year):
            raise ArchiveRefused(_("%s: a submission is of another agency or year.") % path)
        counted = [
            line for line in one.components.values() if line.status != ScoreStatus.NOT_APPLICABLE
        ]
        points = sum((line.points or Decimal(0) for line in counted), Decimal(0))
        assessable = sum((line.maximum for line in counted), Decimal(0))
        if (one.points, one.assessable) != (points, assessable):
            raise ArchiveRefused(_("%s: a submission's total is not the sum of its points.") % path)


def require_edition(
    shape: AgencyShape,
    one_round: Round,
    said: Mapping[str, SnapshotComponentShape],
    path: str,
) -> None:
    """Go on only with appraisals and survey points that the edition and the round allow.

    ``said``: what was last submitted. A deduction's points are the council's word; all others
    follow from what was submitted, or from the council's own figures.

    :raises ArchiveRefused: otherwise.
    """
    components = {one.key: one for one in framework_of(one_round.edition).components}
    of_components = [*shape.appraisals, *shape.explanations, *shape.survey, *shape.evidence]
    if not all(one.component in components for one in of_components):
        raise ArchiveRefused(_("%s: a component is not the edition's.") % path)
    if not all(
        one.maximum == components[one.component].max for one in (*shape.appraisals, *shape.survey)
    ):
        raise ArchiveRefused(_("%s: a maximum is not the edition's.") % path)
    first = {one.component for one in shape.appraisals if one.stage == AppraisalStage.FIRST}
    reasons = {one["key"] for one in one_round.deduction_reasons}
    for one in shape.appraisals:
        own = said[one.component].points if one.component in said else None
        holds = one.component in first and _follows(one, components[one.component], own, reasons)
        if not holds:
            raise ArchiveRefused(
                _("%(path)s: the appraisal of %(component)s does not follow from what it rests on.")
                % {"path": path, "component": one.component}
            )


def _follows(
    one: AppraisalShape, component: Component, own: Decimal | None, reasons: set[str]
) -> bool:
    if one.kind == JudgementKind.DEDUCTION:
        return one.reason in reasons and bool(one.words.strip()) and one.points is not None
    if one.kind == JudgementKind.ACCEPTED:
        # An edition corrected after the appraisal may have lowered the maximum since.
        return one.points == min(own or Decimal(0), component.max)
    try:
        return score_component(component, core_values(component, one.values)).points == one.points
    except (KeyError, ValueError, ArithmeticError, ValuesRefused):
        return False
