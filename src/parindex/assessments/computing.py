"""Stored scores: computed when values change, so that a read never computes one anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parindex.assessments.constants import Horizon, ScoreStatus
from parindex.assessments.models import Assessment, ComponentScore, IndexResult
from parindex.assessments.values import core_values
from parindex_core.framework import Component, Framework
from parindex_core.scoring import score_agency, score_component


@dataclass(frozen=True)
class Figures:
    """A component's figures in their stored form, at both horizons.

    Where nobody expects anything else for the year's end, today's stand for it.
    """

    component: Component
    so_far: Mapping[str, str]
    year_end: Mapping[str, str]

    def at(self, horizon: Horizon) -> Mapping[str, str]:
        return self.year_end or self.so_far if horizon == Horizon.YEAR_END else self.so_far


def compute_components(assessment: Assessment, figures: Iterable[Figures]) -> None:
    """Store the scores of components at both horizons, in one statement."""
    ComponentScore.objects.bulk_create(
        (
            ComponentScore(
                assessment=assessment,
                component_key=of_one.component.key,
                horizon=horizon,
                **score_fields(of_one.component, of_one.at(horizon)),
            )
            for of_one in figures
            for horizon in Horizon
        ),
        update_conflicts=True,
        unique_fields=["assessment", "component_key", "horizon"],
        update_fields=["status", "points", "maximum", "inputs", "explanation", "computed_at"],
    )


def compute_index(assessment: Assessment, framework: Framework) -> None:
    """Store the index at both horizons from the inputs of the components' stored scores."""
    for horizon in Horizon:
        inputs = ComponentScore.objects.filter(assessment=assessment, horizon=horizon).exclude(
            status=ScoreStatus.MISSING
        )
        score = score_agency(
            framework,
            {
                key: core_values(framework.component(key), stored)
                for key, stored in inputs.values_list("component_key", "inputs")
            },
        )
        IndexResult.objects.update_or_create(
            assessment=assessment,
            horizon=horizon,
            defaults={
                "points": score.points,
                "assessable": score.assessable,
                "index": score.index,
            },
        )


def score_fields(component: Component, inputs: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a component's stored score, computed from stored values."""
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
        "explanation": explanation
        and {
            "rule": {"vi": explanation.rule.vi, "en": explanation.rule.en},
            "arithmetic": {"vi": explanation.arithmetic.vi, "en": explanation.arithmetic.en},
        },
    }
