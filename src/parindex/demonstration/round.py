"""The demonstration's rounds: last year's, published, and this year's, which has just begun.

The council and the agencies beside the department are made up; their figures are illustrative.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from parindex.accounts.constants import Role
from parindex.accounts.queries import access, account
from parindex.accounts.services import create_account, grant_role
from parindex.assessments.queries import latest_assessment
from parindex.assessments.services import set_targets
from parindex.assessments.targets import targets_of
from parindex.demonstration.accounts import ACCOUNTS, COUNCIL_ACCOUNTS, OTHERS_ACCOUNT
from parindex.demonstration.past_round import LastYear, play_last_year
from parindex.editions.queries import framework_of
from parindex.organisations.constants import AgencyKind
from parindex.organisations.services import create_agency, create_units
from parindex.rounds.constants import Stage
from parindex.rounds.services import ClusterPlan, FieldPlan, RoundPlan, open_round
from parindex_core.directives import Unit as UnitEntry

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.editions.models import Edition
    from parindex.organisations.models import Agency
    from parindex.rounds.models import Round
    from parindex_core.framework import Framework

COUNCIL_KEY = "council"
# Third of three last year.
_TARGET_RANK = 2
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# The last day of each stage in the year after the round's, as (month, day); 12 is still its own.
_LAST_DAYS = {
    Stage.SELF_SCORE: (12, 10),
    Stage.CONSOLIDATE: (12, 20),
    Stage.SUBMIT: (12, 31),
    Stage.APPRAISE: (1, 25),
    Stage.EXPLAIN: (2, 15),
    Stage.REAPPRAISE: (3, 5),
    Stage.CONCLUDE: (3, 20),
}


@dataclass(frozen=True)
class _MadeUp:
    """An agency beside the department; ``share``: how much of a hundred it gets done."""

    key: str
    names: tuple[str, str]
    kind: AgencyKind
    share: int


_OTHERS = (
    _MadeUp("so-minh-hoa-a", ("Sở minh họa A", "Sample department A"), AgencyKind.DEPARTMENT, 96),
    _MadeUp("so-minh-hoa-b", ("Sở minh họa B", "Sample department B"), AgencyKind.DEPARTMENT, 84),
    _MadeUp("xa-minh-hoa-1", ("Xã minh họa 1", "Sample commune 1"), AgencyKind.COMMUNE, 90),
)


def load_rounds(department: Agency, year: int, edition: Edition, password: str) -> None:
    """Make the council and the other agencies, play last year's round, open this year's."""
    framework = framework_of(edition)
    council = _council(department, password)
    others = _other_agencies(department, framework, password)
    last = _open(council, year - 1, edition, [department, *others], None)
    shares = {one.key: made.share for one, made in zip(others, _OTHERS, strict=True)}
    play_last_year(LastYear(council, department, others, last, framework, shares))
    _open(council, year, edition, [department, *others], last)
    _aim(department, year, _TARGET_RANK)


def _aim(department: Agency, year: int, rank: int) -> None:
    """The director adds a rank to the index aimed at, as a person would."""
    director = access(account(ACCOUNTS[1].username), department, year)
    running = latest_assessment(department)
    if running is None:
        raise LookupError(department.key)
    present = targets_of(running)
    set_targets(director, running, replace(present, rank=rank), seen=present)


def _council(department: Agency, password: str) -> Agency:
    council = create_agency(
        COUNCIL_KEY,
        ("Hội đồng thẩm định chỉ số CCHC tỉnh (minh họa)", "Appraisal council (sample)"),
        superior=department.superior,
        place=department.place,
        kind=AgencyKind.COUNCIL,
        demonstration_date=department.demonstration_date,
    )
    for one in COUNCIL_ACCOUNTS:
        grant_role(create_account(one.username, one.full_name, password), one.role, council)
    return council


def _other_agencies(department: Agency, framework: Framework, password: str) -> list[Agency]:
    """Agencies of a single unit, which owns every component."""
    person = create_account(OTHERS_ACCOUNT.username, OTHERS_ACCOUNT.full_name, password)
    functions = {component.owner_function for component in framework.components}
    unit = UnitEntry("office", "Văn phòng", "Office", functions=tuple(sorted(functions)))
    agencies = []
    for made in _OTHERS:
        agency = create_agency(
            made.key,
            made.names,
            superior=department.superior,
            place=department.place,
            kind=made.kind,
            demonstration_date=department.demonstration_date,
        )
        create_units(agency, (unit,))
        for role in (OTHERS_ACCOUNT.role, Role.DIRECTOR):
            grant_role(person, role, agency)
        agencies.append(agency)
    return agencies


def _open(
    council: Agency, year: int, edition: Edition, agencies: list[Agency], continues: Round | None
) -> Round:
    secretary: Access = access(account(COUNCIL_ACCOUNTS[0].username), council, year)
    by_kind = {kind: [one for one in agencies if one.kind == kind] for kind in AgencyKind}
    plan = RoundPlan(
        name=f"Xác định chỉ số CCHC năm {year}",
        year=year,
        edition=edition,
        clusters=(
            ClusterPlan(
                "departments",
                ("Các sở, ban, ngành", "Departments"),
                by_kind[AgencyKind.DEPARTMENT],
            ),
            ClusterPlan("communes", ("Các xã, phường", "Communes"), by_kind[AgencyKind.COMMUNE]),
        ),
        deadlines={stage: _ends_at(year, *day) for stage, day in _LAST_DAYS.items()},
        fields=(
            FieldPlan(
                ("Mọi lĩnh vực", "Every area"),
                [area.key for area in framework_of(edition).areas],
                (account(COUNCIL_ACCOUNTS[1].username),),
            ),
        ),
        bonus_cap=Decimal(2),
        penalty_cap=Decimal(3),
        continues=continues,
    )
    return open_round(secretary, plan)


def _ends_at(year: int, month: int, day: int) -> datetime:
    """The end of a last day: the moment after it."""
    last_day = date(year if month == 12 else year + 1, month, day)
    return datetime.combine(last_day + timedelta(days=1), time(), ZONE)
