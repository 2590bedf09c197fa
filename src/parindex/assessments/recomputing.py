"""Taking up a corrected edition: what it changes is computed anew for all agencies at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.assessments.computing import score_fields
from parindex.assessments.constants import Horizon, ScoreStatus
from parindex.assessments.models import Assessment, ComponentScore, IndexResult
from parindex.assessments.values import core_values
from parindex.editions.queries import framework_of
from parindex_core.scoring import score_many

if TYPE_CHECKING:
    from parindex.editions.models import Edition
    from parindex_core.framework import Component, Framework

BATCH = 500


class EditionDoesNotContinue(ValueError):
    """The corrected edition lacks components that were scored, or asks for other figures."""


def changed_components(old: Framework, new: Framework) -> set[str]:
    """Keys of the components whose maximum or rule a correction changes.

    :raises EditionDoesNotContinue: when components or their variables are not the same ones.
    """
    before = {component.key: component for component in old.components}
    if set(before) != {component.key for component in new.components}:
        raise EditionDoesNotContinue
    return {one.key for one in new.components if _differs(before[one.key], one)}


def _differs(old: Component, new: Component) -> bool:
    if old.variables != new.variables:
        raise EditionDoesNotContinue
    return (old.max, old.rule) != (new.max, new.rule)


@transaction.atomic
def adopt_edition(assessment_ids: Collection[int], old: Edition, new: Edition) -> set[str]:
    """Score assessments by a corrected edition; returns the keys of the components it changes.

    :raises EditionDoesNotContinue: see ``changed_components``.
    :raises ValuesRefused: of the core, where a figure does not fit the corrected rule.
    """
    framework = framework_of(new)
    changed = changed_components(framework_of(old), framework)
    of_all = Assessment.objects.filter(pk__in=assessment_ids)
    # Locked like an entry of figures: none falls between the old rule and the new one.
    list(of_all.select_for_update().order_by("pk"))
    of_all.update(edition=new)
    scores = list(ComponentScore.objects.filter(assessment__in=assessment_ids))
    anew = [score for score in scores if score.component_key in changed]
    ComponentScore.objects.filter(assessment__in=assessment_ids, component_key__in=changed).delete()
    ComponentScore.objects.bulk_create(
        (_scored_anew(score, framework.component(score.component_key)) for score in anew),
        batch_size=BATCH,
    )
    _index_anew(scores, framework)
    return changed


def _scored_anew(score: ComponentScore, component: Component) -> ComponentScore:
    return ComponentScore(
        assessment_id=score.assessment_id,
        component_key=score.component_key,
        horizon=score.horizon,
        **score_fields(component, score.inputs),
    )


def _index_anew(scores: Collection[ComponentScore], framework: Framework) -> None:
    inputs: dict[Horizon, dict[str, dict[str, Mapping]]] = {horizon: {} for horizon in Horizon}
    for score in scores:
        of_agency = inputs[Horizon(score.horizon)].setdefault(str(score.assessment_id), {})
        if score.status != ScoreStatus.MISSING:
            component = framework.component(score.component_key)
            of_agency[component.key] = core_values(component, score.inputs)
    ids = {score.assessment_id for score in scores}
    IndexResult.objects.filter(assessment__in=ids).delete()
    IndexResult.objects.bulk_create(
        (
            IndexResult(
                assessment_id=int(assessment_id),
                horizon=horizon,
                points=score.points,
                assessable=score.assessable,
                index=score.index,
            )
            for horizon, values in inputs.items()
            for assessment_id, score in score_many(framework, values).items()
        ),
        batch_size=BATCH,
    )
