"""Opening a round for a whole province, in one transaction; a new year from the last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q

from parindex.accounts.constants import Permission
from parindex.assessments.entry import end_entry, owner_units
from parindex.assessments.queries import assessments_of_year
from parindex.assessments.services import open_assessments
from parindex.audit.services import record_event
from parindex.editions.queries import framework_of
from parindex.organisations.queries import units_by_agency
from parindex.rounds.constants import Stage
from parindex.rounds.models import (
    AppraisalField,
    Cluster,
    CouncilSeat,
    Deduction,
    Participant,
    Round,
    StageDeadline,
)
from parindex.rounds.permission import require_council
from parindex.rounds.services.planning import (
    FieldPlan,
    RoundPlan,
    RoundRefused,
    check_plan,
    leaf_keys,
    require_member,
)

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.assessments.models import Assessment
    from parindex.organisations.models import Agency
    from parindex_core.framework import Framework


@transaction.atomic
def open_round(access: Access, plan: RoundPlan) -> Round:
    """Open a round: clusters, agencies with their assessments, deadlines, fields, members.

    An agency that has opened the year by the same edition keeps its assessment with its figures.

    :raises PermissionRefused: unless the person runs rounds of the agency.
    :raises RoundRefused: see there; nothing is written.
    """
    check_plan(access, plan)
    framework = framework_of(plan.edition)
    one_round = Round.objects.create(
        organiser=access.agency,
        year=plan.year,
        edition=plan.edition,
        name=plan.name.strip(),
        bonus_cap=plan.bonus_cap,
        penalty_cap=plan.penalty_cap,
        grades=list(plan.grades) or _grades_of(framework),
        deduction_reasons=[dict(reason) for reason in plan.deduction_reasons],
        continues=plan.continues,
    )
    StageDeadline.objects.bulk_create(
        StageDeadline(round=one_round, stage=stage, ends_at=ends_at)
        for stage, ends_at in plan.deadlines.items()
    )
    _add_fields(access, one_round, plan.fields, framework)
    _add_agencies(one_round, plan)
    if plan.continues is not None:
        _carry_remedies(plan.continues, one_round)
    record_event(
        access.user,
        "open_round",
        ("round", one_round.pk),
        agency_id=access.agency.pk,
        after={
            "name": one_round.name,
            "year": plan.year,
            "edition": plan.edition.sha256,
            "agencies": [agency.key for cluster in plan.clusters for agency in cluster.agencies],
        },
    )
    return one_round


@transaction.atomic
def add_field(access: Access, one_round: Round, plan: FieldPlan) -> AppraisalField:
    """Give a running round one more field, such as for components that no field holds yet.

    :raises PermissionRefused: unless the person runs the round.
    :raises RoundRefused: (component_unknown, not_a_member, name_taken); nothing is written.
    """
    require_council(access, one_round, Permission.RUN_ROUNDS)
    locked = (
        Round.objects.select_for_update(of=("self",)).select_related("edition").get(pk=one_round.pk)
    )
    present = AppraisalField.objects.filter(round=locked)
    if present.filter(name=plan.names[0]).exists():
        raise RoundRefused("name_taken", plan.names[0])
    last = present.aggregate(last=Max("position"))["last"] or 0
    (made,) = _add_fields(access, locked, [plan], framework_of(locked.edition), last + 1)
    record_event(
        access.user,
        "add_field",
        ("round", locked.pk),
        agency_id=locked.organiser_id,
        after={"field": made.name, "components": made.component_keys},
    )
    return made


def _grades_of(framework: Framework) -> list[dict[str, str]]:
    return [
        {"vi": grade.label.vi, "en": grade.label.en, "at_least": str(grade.at_least)}
        for grade in framework.grades
    ]


def _add_fields(
    access: Access,
    one_round: Round,
    plans: Sequence[FieldPlan],
    framework: Framework,
    first_position: int = 1,
) -> list[AppraisalField]:
    made = []
    for position, plan in enumerate(plans, start=first_position):
        one_field = AppraisalField.objects.create(
            round=one_round,
            name=plan.names[0],
            name_en=plan.names[1],
            component_keys=leaf_keys(framework, plan.references),
            position=position,
        )
        for person in plan.members:
            require_member(access.agency, one_round.year, person)
            CouncilSeat.objects.create(round=one_round, user=person, field=one_field)
        made.append(one_field)
    return made


def _add_agencies(one_round: Round, plan: RoundPlan) -> None:
    agencies = [agency for cluster in plan.clusters for agency in cluster.agencies]
    present = assessments_of_year((agency.pk for agency in agencies), plan.year)
    new = [agency for agency in agencies if agency.pk not in present]
    owners = _owners_of_last_year(plan, new) if plan.continues else {}
    opened = open_assessments(plan.year, plan.edition, units_by_agency(new), owners=owners)
    assessments: dict[int, Assessment] = present | opened
    for position, cluster in enumerate(plan.clusters, start=1):
        row = Cluster.objects.create(
            round=one_round,
            key=cluster.key,
            name=cluster.names[0],
            name_en=cluster.names[1],
            position=position,
        )
        Participant.objects.bulk_create(
            Participant(
                round=one_round, cluster=row, agency=agency, assessment=assessments[agency.pk]
            )
            for agency in cluster.agencies
        )
    if Stage.SELF_SCORE in plan.deadlines:
        ids = [assessment.pk for assessment in assessments.values()]
        end_entry(ids, plan.deadlines[Stage.SELF_SCORE])


def _owners_of_last_year(plan: RoundPlan, agencies: Sequence[Agency]) -> dict[int, dict[str, int]]:
    """Who owned what, under the keys of the new edition."""
    last = Participant.objects.filter(round=plan.continues, agency__in=agencies)
    agency_of = dict(last.values_list("assessment", "agency"))
    owners = owner_units(list(agency_of))
    names = {one.key: one.continues or one.key for one in framework_of(plan.edition).components}
    return {
        agency_of[assessment_id]: dict(_renamed(names, of_assessment))
        for assessment_id, of_assessment in owners.items()
    }


def _renamed(names: Mapping[str, str], owners: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for new, old in names.items():
        unit_id = owners.get(old) or owners.get(new)
        if unit_id is not None:
            yield new, unit_id


def _carry_remedies(last: Round, one_round: Round) -> None:
    """Deductions without an answer, or whose remedy is not done, stay on the new year's list."""
    here = dict(Participant.objects.filter(round=one_round).values_list("agency", "pk"))
    unfinished = Q(answered_at=None) | (~Q(remedy="") & Q(remedied_on=None))
    of_last = Q(participant__round=last) | Q(carried_to__round=last)
    open_ones = Deduction.objects.filter(unfinished, of_last)
    for deduction in open_ones.select_related("participant"):
        if pk := here.get(deduction.participant.agency_id):
            Deduction.objects.filter(pk=deduction.pk).update(carried_to=pk)
