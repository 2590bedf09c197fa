"""A province as small as a test needs: a council, its agencies, and a way through a round."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from tests.departments import PASSWORD, TODAY

from parindex.accounts.constants import Role
from parindex.accounts.models import User
from parindex.accounts.queries import Access, access
from parindex.accounts.services import create_account, grant_role
from parindex.assessments.constants import Horizon
from parindex.assessments.services import Origin, load_values
from parindex.editions.queries import framework_of
from parindex.editions.services import load_edition
from parindex.organisations.constants import AgencyKind
from parindex.organisations.models import Agency
from parindex.organisations.services import create_agency, create_units
from parindex.rounds.conditions import appraisable_keys, survey_keys
from parindex.rounds.constants import JudgementKind, Stage, State
from parindex.rounds.models import Participant, Round
from parindex.rounds.services import (
    ClusterPlan,
    FieldPlan,
    Judgement,
    RoundPlan,
    accept_rest,
    appraise,
    ask_for_explanations,
    close_first_round,
    close_second_round,
    conclude,
    consolidate,
    enter_survey_points,
    explain_missing,
    hand_in,
    hand_in_explanations,
    open_round,
    publish,
    submit,
)
from parindex_core.directives import demo_units
from parindex_core.framework import find_edition

YEAR = 2021
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=ZONE)
# A day for each stage, all after NOW.
DEADLINES = {
    stage: datetime(2021, 12, 1, tzinfo=ZONE) + timedelta(days=10 * place)
    for place, stage in enumerate(Stage)
}
EXPLAINED = "Hồ sơ giấy đã gửi kèm công văn"


@dataclass
class Province:
    """A council with an open round, its agencies and the people in them."""

    council: Agency
    agencies: list[Agency]
    round: Round
    people: dict[str, User] = field(default_factory=dict)

    def of_council(self, person: str) -> Access:
        return access(self.people[person], self.council, YEAR)

    def of(self, agency: Agency, person: str) -> Access:
        return access(self.people[f"{person}.{agency.key}"], agency, YEAR)

    def participant(self, agency: Agency) -> Participant:
        found = Participant.objects.select_related(
            "agency", "assessment__edition", "round__edition", "round__organiser", "cluster"
        )
        return found.get(round__year=YEAR, agency=agency)

    @property
    def framework(self):
        return framework_of(self.round.edition)


def make_province(departments: int = 2, communes: int = 1) -> Province:
    """A province whose round is open; every agency has the demonstration's units."""
    council = create_agency(
        "council",
        ("Hội đồng thẩm định", "Council"),
        kind=AgencyKind.COUNCIL,
        demonstration_date=TODAY,
    )
    people = {}
    for name, role in (
        ("secretary", Role.COUNCIL_SECRETARY),
        ("member", Role.COUNCIL_MEMBER),
        ("second_member", Role.COUNCIL_MEMBER),
        ("other_field", Role.COUNCIL_MEMBER),
        ("auditor", Role.AUDITOR),
    ):
        people[name] = create_account(f"{name}.council", f"{name} (minh họa)", PASSWORD)
        grant_role(people[name], role, council)
    made = [
        _make_agency(f"department-{i}", AgencyKind.DEPARTMENT, people) for i in range(departments)
    ]
    communal = [_make_agency(f"commune-{i}", AgencyKind.COMMUNE, people) for i in range(communes)]
    edition = load_edition(find_edition("department-template"))
    areas = [area.key for area in framework_of(edition).areas]
    clusters = [ClusterPlan("departments", ("Sở, ban, ngành", "Departments"), made)]
    if communal:
        clusters.append(ClusterPlan("communes", ("Xã, phường", "Communes"), communal))
    plan = RoundPlan(
        name="Xác định chỉ số CCHC năm 2021",
        year=YEAR,
        edition=edition,
        clusters=clusters,
        deadlines=DEADLINES,
        fields=(
            FieldPlan(
                ("Bảy lĩnh vực đầu", "First seven areas"),
                areas[:7],
                (people["member"], people["second_member"]),
            ),
            FieldPlan(("Lĩnh vực còn lại", "The rest"), areas[7:], (people["other_field"],)),
        ),
        bonus_cap=Decimal(2),
        penalty_cap=Decimal(3),
    )
    opened = open_round(access(people["secretary"], council, YEAR), plan)
    return Province(council, [*made, *communal], opened, people)


def make_province_with_figures() -> Province:
    """Two departments, the first with figures."""
    province = make_province(departments=2, communes=0)
    enter_figures(province, province.agencies[0], share=80)
    return province


def make_submitted_province() -> Province:
    """A province whose first agency has submitted."""
    province = make_province()
    advance(province, province.agencies[0], State.SUBMITTED)
    return province


def _make_agency(key: str, kind: AgencyKind, people: dict[str, User]) -> Agency:
    agency = create_agency(
        key, (f"Cơ quan {key}", f"Agency {key}"), kind=kind, demonstration_date=TODAY
    )
    units = {unit.key: unit for unit in create_units(agency, demo_units())}
    for name, role, unit in (
        ("par_officer", Role.PAR_OFFICER, None),
        ("director", Role.DIRECTOR, None),
        ("auditor", Role.AUDITOR, None),
        ("administrator", Role.ADMINISTRATOR, None),
        ("one_stop_officer", Role.ONE_STOP_OFFICER, None),
        ("head", Role.UNIT_HEAD, "inspectorate"),
        ("officer", Role.UNIT_OFFICER, "inspectorate"),
        ("other_head", Role.UNIT_HEAD, "office"),
    ):
        person = create_account(f"{name}.{key}", f"{name} {key} (minh họa)", PASSWORD)
        grant_role(person, role, agency, units[unit] if unit else None)
        people[f"{name}.{key}"] = person
    return agency


def enter_figures(province: Province, agency: Agency, share: int = 90) -> None:
    """Figures of every component: ratios of ``share`` %, the first option, yes to everything."""
    values = {}
    for component in province.framework.components:
        if component.method == "survey":
            continue
        values[component.key] = figures(component, share)
    participant = province.participant(agency)
    load_values(
        participant.assessment, Horizon.SO_FAR, values, Origin(date(2021, 11, 20), "minh họa", True)
    )


def figures(component, share: int) -> Mapping[str, str]:
    rule, whole = component.rule, "100"
    by_name = {}
    ratio = getattr(rule, "ratio", None) or getattr(rule, "measure", None)
    for variable in component.variables:
        if variable.type == "choice":
            by_name[variable.name] = next(iter(variable.options))
        elif variable.type == "boolean":
            by_name[variable.name] = "true"
        elif variable.name in (getattr(rule, "total", None), getattr(ratio, "denominator", None)):
            by_name[variable.name] = whole
        elif getattr(ratio, "numerator", None) == variable.name:
            by_name[variable.name] = str(share)
        else:
            by_name[variable.name] = "0"
    return by_name


def advance(province: Province, agency: Agency, target: State, now: datetime = NOW) -> Participant:
    """Take an agency from draft to a state the way people do; conclusion takes all agencies."""
    order = list(State)
    for state in order[order.index(State(province.participant(agency).state)) + 1 :]:
        if order.index(state) > order.index(target):
            break
        _STEPS[state](province, agency, now)
    return province.participant(agency)


def _self_score(province: Province, agency: Agency, now: datetime) -> None:
    if not province.participant(agency).assessment.values.exists():
        enter_figures(province, agency)
    participant = province.participant(agency)
    officer = province.of(agency, "par_officer")
    for component in province.framework.components:
        explain_missing(officer, participant, component.key, EXPLAINED, now=now)
    owners = {owner.unit for owner in participant.assessment.owners.select_related("unit")}
    for unit in sorted(owners, key=lambda unit: unit.position):
        hand_in(officer, participant, unit, now=now)


def _appraise(province: Province, agency: Agency, now: datetime) -> None:
    participant = province.participant(agency)
    keys = appraisable_keys(participant)
    for person in ("member", "other_field"):
        member = province.of_council(person)
        own = [key for key in keys if key in seats(province, person)]
        accept_rest(member, participant, own, now=now)
    close_first_round(province.of_council("secretary"), participant, now=now)


def seats(province: Province, person: str) -> set[str]:
    found = province.round.seats.filter(user=province.people[person]).select_related("field")
    return {key for seat in found for key in seat.field.component_keys}


def deduct(province: Province, agency: Agency, key: str, points: str, now: datetime = NOW) -> None:
    """Let the member who has the component take points off."""
    person = "member" if key in seats(province, "member") else "other_field"
    judgement = Judgement(
        JudgementKind.DEDUCTION,
        points=Decimal(points),
        reason="no_evidence",
        words="Không có tài liệu kiểm chứng kèm theo",
    )
    appraise(
        province.of_council(person), province.participant(agency), key, judgement, seen=0, now=now
    )


def _reappraise(province: Province, agency: Agency, now: datetime) -> None:
    participant = province.participant(agency)
    if participant.explanations_handed_in_at is None:
        hand_in_explanations(province.of(agency, "director"), participant, now=now)
    close_second_round(province.of_council("secretary"), participant, now=now)


def _conclude(province: Province, agency: Agency, now: datetime) -> None:
    secretary = province.of_council("secretary")
    for one in province.agencies:
        advance(province, one, State.REAPPRAISED, now)
        participant = province.participant(one)
        for key in survey_keys(participant):
            points = province.framework.component(key).max
            enter_survey_points(
                secretary, participant, key, points, "Điều tra xã hội học (minh họa)", now=now
            )
    conclude(secretary, province.round, now=now)


_STEPS = {
    State.SELF_SCORED: _self_score,
    State.CONSOLIDATED: lambda p, a, now: consolidate(
        p.of(a, "par_officer"), p.participant(a), now=now
    ),
    State.SUBMITTED: lambda p, a, now: submit(p.of(a, "director"), p.participant(a), now=now),
    State.APPRAISED: _appraise,
    State.EXPLAINING: lambda p, a, now: ask_for_explanations(
        p.of_council("secretary"), p.participant(a), now=now
    ),
    State.REAPPRAISED: _reappraise,
    State.CONCLUDED: _conclude,
    State.PUBLISHED: lambda p, a, now: publish(p.of_council("secretary"), p.round, now=now),
}
