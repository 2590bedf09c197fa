"""What a round is opened with, and everything that has to be true of it first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from parindex.accounts.constants import Permission
from parindex.accounts.queries import access as access_of
from parindex.accounts.services import require, require_own
from parindex.assessments.queries import assessments_of_year
from parindex.editions.queries import framework_of
from parindex.rounds.constants import DEDUCTION_REASONS, Stage
from parindex.rounds.models import Participant, Round

if TYPE_CHECKING:
    from parindex.accounts.models import User
    from parindex.accounts.queries import Access
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


def check_plan(access: Access, plan: RoundPlan) -> None:
    """Everything that opening asks of a plan; nothing is written.

    :raises PermissionRefused: unless the person runs rounds of the agency.
    :raises RoundRefused: with the first problem found.
    """
    require(access, Permission.RUN_ROUNDS)
    if plan.continues is not None:
        require_own(access, plan.continues)
    _check_agencies(plan)
    _check_limits(access, plan)
    _check_years(plan)
    framework = framework_of(plan.edition)
    for field_plan in plan.fields:
        leaf_keys(framework, field_plan.references)
        for person in field_plan.members:
            require_member(access.agency, plan.year, person)


def _check_agencies(plan: RoundPlan) -> None:
    agencies = [agency for cluster in plan.clusters for agency in cluster.agencies]
    if not agencies:
        raise RoundRefused("no_agency")
    keys = [agency.key for agency in agencies]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise RoundRefused("agency_twice", twice)


def _check_limits(access: Access, plan: RoundPlan) -> None:
    if plan.bonus_cap < 0 or plan.penalty_cap < 0:
        raise RoundRefused("cap_negative")
    ends = [plan.deadlines[stage] for stage in Stage if stage in plan.deadlines]
    if any(later < earlier for earlier, later in pairwise(ends)):
        raise RoundRefused("deadlines_out_of_order")
    same = Round.objects.filter(organiser=access.agency, year=plan.year, name=plan.name.strip())
    if same.exists():
        raise RoundRefused("name_taken", plan.name)


def _check_years(plan: RoundPlan) -> None:
    """No agency is in two rounds of a year, or has opened it by another edition."""
    agencies = [agency for cluster in plan.clusters for agency in cluster.agencies]
    taken = Participant.objects.filter(round__year=plan.year, agency__in=agencies)
    if one := taken.select_related("agency").first():
        raise RoundRefused("agency_taken", one.agency.key)
    for assessment in assessments_of_year((one.pk for one in agencies), plan.year).values():
        if assessment.edition.pk != plan.edition.pk:
            raise RoundRefused("other_edition", assessment.agency.key)
