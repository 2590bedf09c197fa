"""Stored scores: computed when values change, so that a read never computes one anew."""

from collections.abc import Mapping
from decimal import Decimal

from parindex.assessments.constants import Horizon, ScoreStatus
from parindex.assessments.models import Assessment, ComponentScore, IndexResult
from parindex.assessments.values import core_values
from parindex_core.framework import Component, Framework
from parindex_core.scoring import index_of, score_component


def compute_component(
    assessment: Assessment,
    component: Component,
    so_far: Mapping[str, str],
    year_end: Mapping[str, str],
) -> None:
    """Store a component's score at both horizons.

    Where nobody expects anything else for the year's end, today's figures stand for it.
    """
    for horizon, inputs in ((Horizon.SO_FAR, so_far), (Horizon.YEAR_END, year_end or so_far)):
        ComponentScore.objects.update_or_create(
            assessment=assessment,
            component_key=component.key,
            horizon=horizon,
            defaults=_score_fields(component, inputs),
        )


def compute_index(assessment: Assessment, framework: Framework) -> None:
    """Store the index at both horizons from the stored scores of the components."""
    for horizon in Horizon:
        scores = list(ComponentScore.objects.filter(assessment=assessment, horizon=horizon))
        points = sum((s.points for s in scores if s.points is not None), Decimal(0))
        not_applicable = sum(
            (s.maximum for s in scores if s.status == ScoreStatus.NOT_APPLICABLE), Decimal(0)
        )
        assessable = framework.total - not_applicable
        IndexResult.objects.update_or_create(
            assessment=assessment,
            horizon=horizon,
            defaults={
                "points": points,
                "assessable": assessable,
                "index": index_of(points, assessable),
            },
        )


def _score_fields(component: Component, inputs: Mapping[str, str]) -> dict[str, object]:
    if not inputs:
        return {
            "status": ScoreStatus.MISSING,
            "points": None,
            "maximum": component.max,
            "inputs": {},
            "explanation": None,
        }
    score = score_component(component, core_values(component, inputs))
    explanation = score.explanation
    return {
        "status": ScoreStatus(score.status),
        "points": score.points,
        "maximum": component.max,
        "inputs": dict(inputs),
        "explanation": {
            "rule": {"vi": explanation.rule.vi, "en": explanation.rule.en},
            "arithmetic": {"vi": explanation.arithmetic.vi, "en": explanation.arithmetic.en},
        },
    }
