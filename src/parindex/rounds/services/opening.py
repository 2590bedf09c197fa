"""Opening a round for a whole province, in one transaction; a new year from the last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q

from parindex.accounts.constants import Permission
from parindex.accounts.queries import access as access_of
from parindex.accounts.services import require, require_own
from parindex.assessments.entry import end_entry, owner_units
from parindex.assessments.queries import assessments_of_year
from parindex.assessments.services import open_assessments
from parindex.audit.services import record_event
from parindex.editions.queries import framework_of
from parindex.organisations.queries import units_by_agency
from parindex.rounds.constants import DEDUCTION_REASONS, Stage
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

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
    from parindex.assessments.models import Assessment
    from parindex.editions.models import Edition
    from parindex.organisations.models import Agency
    from parindex_core.framework import Framework


class RoundRefused(ValueError):
    """The plan of a round does not hold together.

    ``problem``: no_agency, agency_twice, agency_taken, other_edition, deadlines_out_of_order,
    component_unknown, not_a_member, name_taken, cap_negative; ``about``: what it is about.
    """

    def __init__(self, problem: str, about: str = "") -> None:
        super().__init__(f"{problem} {about}".strip())
        self.problem = problem
        self.about = about


@dataclass(frozen=True)
class ClusterPlan:
    """Agencies ranked among each other; ``names`` in Vietnamese and English."""

    key: str
    names: tuple[str, str]
    agencies: Sequence[Agency]


@dataclass(frozen=True)
class FieldPlan:
    """Components scored by the same members; ``references``: keys or codes on any level."""

    names: tuple[str, str]
    references: Sequence[str]
    members: Sequence[User] = ()


@dataclass(frozen=True)
class RoundPlan:
    """Everything that a round is opened with.

    ``grades``: [{"vi", "en", "at_least"}], empty: the edition's own. ``continues``: the round whose
    owners and unfinished remedies are carried over.
    """

    name: str
    year: int
    edition: Edition
    clusters: Sequence[ClusterPlan]
    deadlines: Mapping[Stage, datetime]
    fields: Sequence[FieldPlan] = ()
    bonus_cap: Decimal = Decimal(0)
    penalty_cap: Decimal = Decimal(0)
    grades: Sequence[Mapping[str, str]] = ()
    deduction_reasons: Sequence[Mapping[str, str]] = field(default=DEDUCTION_REASONS)
    continues: Round | None = None


@transaction.atomic
def open_round(access: Access, plan: RoundPlan) -> Round:
    """Open a round: clusters, agencies with their assessments, deadlines, fields, members.

    An agency that has opened the year by the same edition keeps its assessment with its figures.

    :raises PermissionRefused: unless the person runs rounds of the agency.
    :raises RoundRefused: see there; nothing is written.
    """
    require(access, Permission.RUN_ROUNDS)
    framework = framework_of(plan.edition)
    _check(access, plan)
    if plan.continues is not None:
        require_own(access, plan.continues)
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


def leaf_keys(framework: Framework, references: Sequence[str]) -> list[str]:
    """The scored components at or under areas, criteria and components, by key or code.

    :raises RoundRefused: for a reference that the edition does not have.
    """
    nodes = {}
    for node, _parent in framework.nodes():
        nodes[node.code] = nodes[node.key] = node
    unknown = [reference for reference in references if reference not in nodes]
    if unknown:
        raise RoundRefused("component_unknown", unknown[0])
    wanted = {leaf.key for one in references for leaf in nodes[one].components()}
    return [component.key for component in framework.components if component.key in wanted]


def require_member(one_round_agency: Agency, year: int, person: User) -> None:
    """Go on only with a person who holds a member's role in the council in that year.

    :raises RoundRefused: otherwise.
    """
    if not access_of(person, one_round_agency, year).may(Permission.APPRAISE):
        raise RoundRefused("not_a_member", person.full_name)


def _check(access: Access, plan: RoundPlan) -> None:
    agencies = [agency for cluster in plan.clusters for agency in cluster.agencies]
    if not agencies:
        raise RoundRefused("no_agency")
    keys = [agency.key for agency in agencies]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise RoundRefused("agency_twice", twice)
    if plan.bonus_cap < 0 or plan.penalty_cap < 0:
        raise RoundRefused("cap_negative")
    ends = [plan.deadlines[stage] for stage in Stage if stage in plan.deadlines]
    if any(later < earlier for earlier, later in pairwise(ends)):
        raise RoundRefused("deadlines_out_of_order")
    same = Round.objects.filter(organiser=access.agency, year=plan.year, name=plan.name.strip())
    if same.exists():
        raise RoundRefused("name_taken", plan.name)
    taken = Participant.objects.filter(round__year=plan.year, agency__in=agencies)
    if one := taken.select_related("agency").first():
        raise RoundRefused("agency_taken", one.agency.key)


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
    for assessment in present.values():
        if assessment.edition.pk != plan.edition.pk:
            raise RoundRefused("other_edition", assessment.agency.key)
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
    open_ones = Deduction.objects.filter(unfinished, participant__round=last)
    for deduction in open_ones.select_related("participant"):
        if pk := here.get(deduction.participant.agency_id):
            Deduction.objects.filter(pk=deduction.pk).update(carried_to=pk)
