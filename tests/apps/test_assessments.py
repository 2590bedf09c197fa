from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from parindex.accounts.services import PermissionRefused
from parindex.assessments.constants import Horizon, ScoreStatus
from parindex.assessments.models import ComponentOwner, IndexResult, VariableValue
from parindex.assessments.queries import component_panel, overview, scoring_tree
from parindex.assessments.services import (
    Origin,
    Targets,
    TargetsChangedMeanwhile,
    TargetsRefused,
    ValuesChangedMeanwhile,
    enter_values,
    load_values,
    open_assessment,
    set_targets,
    values_of_component,
)
from parindex.assessments.targets import targets_of
from parindex.assessments.values import TypedValuesRefused, stored_values, typed_value
from parindex.audit.queries import history
from parindex.editions.services import load_edition
from parindex_core.framework import find_edition
from parindex_core.scoring import ValuesRefused

AIMED_AT = Targets(Decimal("92.00"))
ORIGIN = Origin(date(2021, 10, 31), "sổ nhiệm vụ")
PLAN = "1.1.3"


def enter(department, person, code, values, horizon=Horizon.SO_FAR, **options):
    component = department.framework.component(code)
    options.setdefault("seen", values_of_component(department.assessment, component.key, horizon))
    enter_values(
        department.access(person),
        department.assessment,
        component,
        horizon,
        values,
        options.pop("origin", ORIGIN),
        **options,
    )
    return component_panel(department.access("par_officer"), department.assessment, component.key)


def index(department, horizon=Horizon.SO_FAR):
    return IndexResult.objects.get(assessment=department.assessment, horizon=horizon)


def test_an_opened_year_has_every_component_owned_and_without_figures(department):
    tree = scoring_tree(department.access("par_officer"), department.assessment)
    scored = [row for row in tree if row.is_scored]
    assert len(scored) == 53
    assert all(row.owner is not None for row in scored)
    assert {row.standing.status for row in scored} == {ScoreStatus.MISSING}
    assert sum(row.standing.maximum for row in tree if row.depth == 0) == 100
    assert index(department).index == Decimal("0.00")


def test_entering_values_gives_points_explanation_index_and_history(department):
    panel = enter(department, "par_officer", PLAN, {"completed": "45", "planned": "50"})
    score = panel.scores["so_far"]
    assert score.points == Decimal("2.25")
    assert score.inputs == {"completed": "45", "planned": "50"}
    assert "45/50 = 90,00 %" in score.explanation["arithmetic"]["vi"]
    assert panel.scores["year_end"].points == Decimal("2.25")
    assert index(department).points == Decimal("2.25")
    assert index(department).index == Decimal("2.25")
    event = panel.history[0]
    assert event.actor == department.people["par_officer"]
    assert event.after["values"] == {"completed": "45", "planned": "50"}
    assert event.reason == "sổ nhiệm vụ"


def test_what_is_expected_for_the_year_end_stands_beside_what_is_so_far(department):
    enter(department, "par_officer", PLAN, {"completed": "45", "planned": "50"})
    panel = enter(
        department,
        "par_officer",
        PLAN,
        {"completed": "50", "planned": "50"},
        horizon=Horizon.YEAR_END,
    )
    assert panel.standing.so_far == Decimal("2.25")
    assert panel.standing.year_end == Decimal("2.50")
    assert panel.standing.at_risk == Decimal("0.25")
    assert panel.standing.still_possible == Decimal("0.25")
    assert index(department, Horizon.YEAR_END).index == Decimal("2.50")


def test_taking_the_values_away_takes_the_points_away(department):
    enter(department, "par_officer", PLAN, {"completed": "45", "planned": "50"})
    panel = enter(department, "par_officer", PLAN, {})
    assert panel.scores["so_far"].status == ScoreStatus.MISSING
    assert panel.scores["so_far"].points is None
    assert index(department).points == Decimal("0.00")


def test_a_ratio_without_cases_is_full_where_the_edition_says_so(department):
    panel = enter(department, "par_officer", "3.4.3", {"apologies": "0", "late": "0"})
    # No late dossier: nothing to apologise for.
    assert panel.scores["so_far"].points == Decimal("1.00")


def test_not_applicable_leaves_points_and_maximum(department):
    """By decision 766's edition, where a ratio of dossiers without a case is not applicable."""
    edition = load_edition(find_edition("qd766-2026"))
    units = list(department.units.values())
    assessment = open_assessment(department.agency, 2026, edition, units, None)
    by_766 = replace(department, assessment=assessment)
    nothing = {"numerator": "0", "denominator": "0"}
    panel = enter(by_766, "par_officer", "DOSSIER_ON_TIME", nothing)
    assert panel.scores["so_far"].status == ScoreStatus.NOT_APPLICABLE
    assert (panel.scores["so_far"].points, panel.standing.maximum) == (None, 0)
    enter(by_766, "par_officer", "DOSSIER_SYNC", {"numerator": "3", "denominator": "3"})
    result = index(by_766)
    assert (result.points, result.assessable) == (Decimal("6.00"), Decimal("80.00"))
    assert result.index == Decimal("7.50")


@pytest.mark.parametrize(
    "values",
    [{"completed": "45", "planned": "40"}, {"completed": "45"}],
    ids=["contradiction", "missing"],
)
def test_what_the_core_refuses_writes_nothing(department, values):
    with pytest.raises(ValuesRefused):
        enter(department, "par_officer", PLAN, values)
    assert not VariableValue.objects.exists()
    component = department.framework.component(PLAN)
    assert not history(
        department.agency.pk, "component", department.assessment.component_target(component.key)
    )


def test_the_second_of_two_people_is_shown_the_first_ones_values(department):
    enter(department, "par_officer", PLAN, {"completed": "45", "planned": "50"}, seen={})
    with pytest.raises(ValuesChangedMeanwhile) as refused:
        enter(department, "par_officer", PLAN, {"completed": "40", "planned": "50"}, seen={})
    assert refused.value.present == {"completed": "45", "planned": "50"}
    assert index(department).points == Decimal("2.25")


PEOPLE = ["par_officer", "director", "auditor", "administrator", "stranger"]


@pytest.mark.parametrize("person", [*PEOPLE, "unit_head", "unit_officer"])
def test_who_enters_values(department, person):
    component = department.framework.component("3.4.1")
    ComponentOwner.objects.filter(component_key=component.key).update(
        unit=department.units["metrology-sub-department"]
    )
    values = {"on_time": "98", "settled": "100"}
    if person in ("par_officer", "unit_head"):
        assert enter(department, person, "3.4.1", values).scores["so_far"].points is not None
    else:
        with pytest.raises(PermissionRefused):
            enter(department, person, "3.4.1", values)
        assert not VariableValue.objects.exists()


@pytest.mark.parametrize("person", ["administrator", "stranger"])
def test_who_sees_nothing(department, person):
    access = department.access(person)
    for read in (overview, scoring_tree):
        with pytest.raises(PermissionRefused):
            read(access, department.assessment)
    with pytest.raises(PermissionRefused):
        component_panel(access, department.assessment, PLAN)


def test_a_role_in_one_agency_reaches_no_assessment_of_another(department, other_department):
    foreign, theirs = department.access("par_officer"), other_department.assessment
    component = department.framework.component(PLAN)
    with pytest.raises(PermissionRefused):
        enter_values(foreign, theirs, component, Horizon.SO_FAR, {}, ORIGIN, seen={})
    for read in (overview, scoring_tree):
        with pytest.raises(PermissionRefused):
            read(foreign, theirs)
    with pytest.raises(PermissionRefused):
        component_panel(foreign, theirs, component.key)


def test_loading_many_values_is_all_or_nothing(department):
    framework = department.framework
    good, bad = framework.component(PLAN).key, framework.component("1.6").key
    with pytest.raises(ValuesRefused):
        load_values(
            department.assessment,
            Horizon.SO_FAR,
            {
                good: {"completed": "45", "planned": "50"},
                bad: {"on_time": "60", "late": "9", "assigned": "63"},
            },
            ORIGIN,
        )
    assert not VariableValue.objects.exists()


def test_the_overview_of_a_unit_holds_its_components_only(department):
    unit = department.units["inspectorate"]
    seen = overview(department.access("par_officer"), department.assessment, unit)
    assert seen.at_risk
    assert {risk.owner for risk in seen.at_risk} == {unit}
    assert seen.total.maximum == sum(risk.component.max for risk in seen.at_risk)


def test_losses_come_largest_first_and_sum_up_by_unit(department):
    seen = overview(department.access("director"), department.assessment)
    losses = [risk.standing.at_risk for risk in seen.at_risk]
    assert losses == sorted(losses, reverse=True)
    assert sum(points for _, points in seen.at_risk_by_unit) == 100


def test_reading_takes_the_same_few_queries_with_values_as_without(
    department, django_assert_num_queries
):
    access = department.access("par_officer")
    for code in (PLAN, "3.4.1"):
        names = [v.name for v in department.framework.component(code).variables]
        enter(department, "par_officer", code, dict.fromkeys(names, "10"))
    with django_assert_num_queries(2):
        scoring_tree(access, department.assessment)
    with django_assert_num_queries(4):
        overview(access, department.assessment)
    # One of them for the count beside what was entered.
    with django_assert_num_queries(5):
        component_panel(access, department.assessment, PLAN)


def test_typed_numbers_are_read_in_the_language_of_the_screen(department):
    component = department.framework.component("6.2")
    typed = {"disbursed": "15.480,5", "assigned": "21600"}
    stored = stored_values(component, typed, "vi")
    assert stored == {"disbursed": "15480.5", "assigned": "21600"}
    assert typed_value(component.variable("disbursed"), "15480.5", "vi") == "15.480,5"
    assert typed_value(component.variable("disbursed"), "15480.5", "en") == "15,480.5"


def test_every_wrong_entry_is_named_at_once(department):
    component = department.framework.component(PLAN)
    with pytest.raises(TypedValuesRefused) as refused:
        stored_values(component, {"completed": "-1", "planned": "năm mươi"}, "vi")
    assert set(refused.value.problems) == {"completed", "planned"}


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("1.1.1", {"issued": "yesterday"}),
        ("1.1.2", {"follows_superior_plan": "maybe", "assigns_owner_and_deadline": "true"}),
        (PLAN, {"completed": "4,5", "planned": "50"}),
        (PLAN, {"completed": "9" * 41, "planned": "50"}),
    ],
)
def test_an_entry_that_is_no_value_of_its_variable_is_refused(department, code, typed):
    with pytest.raises(TypedValuesRefused):
        stored_values(department.framework.component(code), typed, "vi")


def test_the_director_and_the_par_officer_say_what_the_agency_aims_at(department):
    aims = Targets(Decimal("95.50"), 3)
    set_targets(department.access("director"), department.assessment, aims, seen=AIMED_AT)
    department.assessment.refresh_from_db()
    assert targets_of(department.assessment) == aims
    event = history(department.agency.pk, "assessment", department.assessment.pk)[0]
    assert (event.before, event.after) == ({"index": "92.00"}, {"index": "95.50", "rank": "3"})
    officer = department.access("par_officer")
    with pytest.raises(TargetsChangedMeanwhile) as changed:
        set_targets(officer, department.assessment, Targets(), seen=AIMED_AT)
    assert changed.value.present == aims
    set_targets(officer, department.assessment, Targets(), seen=aims)
    department.assessment.refresh_from_db()
    assert targets_of(department.assessment) == Targets()


@pytest.mark.parametrize("person", ["unit_head", "auditor", "one_stop_officer", "stranger"])
def test_nobody_else_sets_targets_and_none_in_another_agency(department, other_department, person):
    with pytest.raises(PermissionRefused):
        set_targets(department.access(person), department.assessment, Targets(), seen=AIMED_AT)
    with pytest.raises(PermissionRefused):
        set_targets(
            department.access("director"), other_department.assessment, Targets(), seen=AIMED_AT
        )


@pytest.mark.parametrize(
    "aims", [Targets(Decimal("100.01")), Targets(Decimal(0)), Targets(rank=0), Targets(rank=1000)]
)
def test_what_no_agency_can_reach_is_no_target(department, aims):
    with pytest.raises(TargetsRefused):
        set_targets(department.access("director"), department.assessment, aims, seen=AIMED_AT)
