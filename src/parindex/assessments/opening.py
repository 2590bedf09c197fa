"""Opening a year: of one agency, or of a whole province at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.assessments.computing import score_fields
from parindex.assessments.constants import Horizon
from parindex.assessments.counting import recount_measures
from parindex.assessments.models import Assessment, ComponentOwner, ComponentScore, IndexResult
from parindex.assessments.targets import Targets
from parindex.audit.services import record_event
from parindex.editions.measures import measures_with_facts
from parindex.editions.queries import framework_of

if TYPE_CHECKING:
    from parindex.editions.models import Edition
    from parindex.organisations.models import Agency, Unit
    from parindex_core.framework import Framework

BATCH = 500


@transaction.atomic
def open_assessments(
    year: int,
    edition: Edition,
    units_of: Mapping[Agency, Sequence[Unit]],
    targets: Mapping[int, Targets] | None = None,
    owners: Mapping[int, Mapping[str, int]] | None = None,
) -> dict[int, Assessment]:
    """Open the year of many agencies in one transaction; returns the assessments by agency id.

    Each component goes to the unit that ``owners`` names ({agency id: {component key: unit id}},
    such as last year's), else to the one that has its function. ``targets``: by agency id.
    """
    framework = framework_of(edition)
    aims = {agency: (targets or {}).get(agency.pk, Targets()) for agency in units_of}
    Assessment.objects.bulk_create(
        Assessment(
            agency=agency, year=year, edition=edition, target_index=aim.index, target_rank=aim.rank
        )
        for agency, aim in aims.items()
    )
    agency_ids = [agency.pk for agency in units_of]
    found = Assessment.objects.filter(year=year, agency__in=agency_ids)
    opened = {one.agency_id: one for one in found.select_related("agency", "edition")}
    ComponentOwner.objects.bulk_create(
        (
            owner
            for agency, units in units_of.items()
            for owner in _owners(
                opened[agency.pk], framework, units, (owners or {}).get(agency.pk, {})
            )
        ),
        batch_size=BATCH,
    )
    _score_nothing(list(opened.values()), framework)
    recorded = measures_with_facts(agency.pk for agency in units_of)
    for agency in units_of:
        record_event(
            None,
            "open_assessment",
            ("assessment", opened[agency.pk].pk),
            agency_id=agency.pk,
            after={"agency": agency.key, "year": year, "edition": edition.key},
        )
        if names := recorded[agency.pk]:
            recount_measures(agency, year, names)
    return opened


def _owners(
    assessment: Assessment, framework: Framework, units: Sequence[Unit], kept: Mapping[str, int]
) -> Iterator[ComponentOwner]:
    unit_of_function = {function: unit.pk for unit in units for function in unit.functions}
    for component in framework.components:
        unit_id = kept.get(component.key) or unit_of_function.get(component.owner_function)
        if unit_id is not None:
            yield ComponentOwner(
                assessment=assessment, component_key=component.key, unit_id=unit_id
            )


def _score_nothing(assessments: Sequence[Assessment], framework: Framework) -> None:
    """Store that there are no figures yet: every component missing, the index 0."""
    empty = [(component.key, score_fields(component, {})) for component in framework.components]
    ComponentScore.objects.bulk_create(
        (
            ComponentScore(assessment=assessment, component_key=key, horizon=horizon, **fields)
            for assessment in assessments
            for key, fields in empty
            for horizon in Horizon
        ),
        batch_size=BATCH,
    )
    IndexResult.objects.bulk_create(
        IndexResult(
            assessment=assessment,
            horizon=horizon,
            points=Decimal("0.00"),
            assessable=framework.total,
            index=Decimal("0.00"),
        )
        for assessment in assessments
        for horizon in Horizon
    )
