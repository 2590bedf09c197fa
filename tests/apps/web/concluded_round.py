"""A round of last year, concluded, with one deduction: straight into the tables, for speed."""

from datetime import UTC, datetime

from tests.departments import Department

from parindex.assessments.services import open_assessment
from parindex.rounds.constants import RoundState, State
from parindex.rounds.models import Cluster, Deduction, Participant, Result, Round

WHEN = datetime(2021, 3, 10, tzinfo=UTC)
PLAN = "plan_issued"


def concluded_round(department: Department) -> Deduction:
    """The department, which is its own council here, lost half a point of a unit head's unit."""
    edition = department.assessment.edition
    one_round = Round.objects.create(
        organiser=department.agency,
        year=2020,
        edition=edition,
        name="Đợt năm 2020",
        state=RoundState.CONCLUDED,
        bonus_cap=0,
        penalty_cap=0,
    )
    units = list(department.units.values())
    participant = Participant.objects.create(
        round=one_round,
        cluster=Cluster.objects.create(round=one_round, key="all", name="Sở", name_en="All"),
        agency=department.agency,
        assessment=open_assessment(department.agency, 2020, edition, units, None),
        state=State.CONCLUDED,
    )
    Result.objects.create(
        participant=participant,
        self_points="0.50",
        points="0.00",
        assessable="100.00",
        bonus=0,
        penalty=0,
        index="0.00",
        rank=1,
        components={PLAN: {"self": "0.50", "points": "0.00", "maximum": "0.50"}},
        concluded_at=WHEN,
    )
    return Deduction.objects.create(
        participant=participant,
        component_key=PLAN,
        unit=department.units["metrology-sub-department"],
        self_points="0.50",
        final_points="0.00",
        reason="late",
        words="Ban hành sau thời hạn",
    )
