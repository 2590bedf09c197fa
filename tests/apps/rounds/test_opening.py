"""Opening a round, moving its deadlines, going on by a corrected edition."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.apps.rounds.province import DEADLINES, NOW, YEAR, advance, deduct, enter_figures

from parindex.accounts.constants import Role
from parindex.accounts.queries import access
from parindex.accounts.services import PermissionRefused, create_account, grant_role
from parindex.assessments.models import Assessment, ComponentScore, IndexResult
from parindex.assessments.recomputing import EditionDoesNotContinue
from parindex.audit.models import AuditEvent
from parindex.audit.queries import history
from parindex.editions.services import load_edition
from parindex.organisations.services import create_agency
from parindex.rounds.constants import JudgementKind, RoundState, Stage, State
from parindex.rounds.models import Appraisal, Deduction, Participant, Result, Round
from parindex.rounds.queries import council_story
from parindex.rounds.services import (
    ClusterPlan,
    DeadlineRefused,
    FieldPlan,
    Judgement,
    RoundPlan,
    RoundRefused,
    StepRefused,
    add_field,
    appraise,
    claim_lower,
    correct_edition,
    open_round,
    set_deadline,
)
from parindex_core.framework import find_edition

PLAN = "plan_issued"


def plan_of(province, **changes) -> RoundPlan:
    plan = RoundPlan(
        name="Vòng khác",
        year=YEAR + 1,
        edition=province.round.edition,
        clusters=[ClusterPlan("all", ("Tất cả", "All"), province.agencies)],
        deadlines={Stage.SELF_SCORE: DEADLINES[Stage.SELF_SCORE] + timedelta(days=365)},
    )
    return replace(plan, **changes)


def test_an_opened_round_has_agencies_clusters_deadlines_fields_and_seats(province):
    opened = province.round
    assert opened.state == RoundState.OPEN
    assert [cluster.key for cluster in opened.clusters.all()] == ["departments", "communes"]
    assert {one.state for one in opened.participants.all()} == {State.DRAFT}
    assert opened.deadlines.count() == len(Stage)
    assert opened.seats.count() == 3
    fields = {key for one in opened.fields.all() for key in one.component_keys}
    assert fields == {one.key for one in province.framework.components}
    assert opened.grades[0]["vi"] == "Xuất sắc"
    for assessment in Assessment.objects.all():
        assert assessment.owners.count() == 53
        assert assessment.scores.count() == 106
        assert assessment.entry_ends_at == DEADLINES[Stage.SELF_SCORE]
        assert {one.index for one in assessment.results.all()} == {Decimal("0.00")}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda p: {"clusters": []}, "no_agency"),
        (
            lambda p: {"clusters": [ClusterPlan("a", ("A", "A"), [p.agencies[0], p.agencies[0]])]},
            "agency_twice",
        ),
        (lambda p: {"year": YEAR, "name": "Lần hai"}, "agency_taken"),
        (lambda p: {"year": YEAR, "name": p.round.name}, "name_taken"),
        (lambda p: {"bonus_cap": Decimal(-1)}, "cap_negative"),
        (
            lambda p: {
                "deadlines": {
                    Stage.SUBMIT: DEADLINES[Stage.SELF_SCORE],
                    Stage.SELF_SCORE: DEADLINES[Stage.SUBMIT],
                }
            },
            "deadlines_out_of_order",
        ),
        (lambda p: {"fields": [FieldPlan(("X", "X"), ["99.9"])]}, "component_unknown"),
        (
            lambda p: {
                "fields": [FieldPlan(("X", "X"), ["1"], [p.people["director.department-0"]])]
            },
            "not_a_member",
        ),
    ],
)
def test_a_plan_that_does_not_hold_together_writes_nothing(province, change, problem):
    with pytest.raises(RoundRefused) as refused:
        open_round(province.of_council("secretary"), plan_of(province, **change(province)))
    assert refused.value.problem == problem
    assert Round.objects.count() == 1
    assert Assessment.objects.count() == 3


@pytest.mark.parametrize("person", ["member", "auditor"])
def test_only_the_secretary_opens_a_round(province, person):
    with pytest.raises(PermissionRefused):
        open_round(province.of_council(person), plan_of(province))


def test_an_agency_that_opened_its_year_before_keeps_its_figures(department):
    council = create_agency("council", ("Hội đồng", "Council"))
    secretary = create_account("secretary", "Secretary", "a long enough password")
    grant_role(secretary, Role.COUNCIL_SECRETARY, council)
    plan = RoundPlan(
        name="Năm 2021",
        year=2021,
        edition=department.assessment.edition,
        clusters=[ClusterPlan("a", ("Sở", "Departments"), [department.agency])],
        deadlines={},
    )
    opened = open_round(access(secretary, council), plan)
    assert opened.participants.get().assessment == department.assessment
    other = load_edition(find_edition("qd766-2026"))
    with pytest.raises(RoundRefused) as refused:
        open_round(access(secretary, council), replace(plan, edition=other, name="Khác"))
    assert refused.value.problem == "agency_taken"
    Participant.objects.all().delete()
    with pytest.raises(RoundRefused) as refused:
        open_round(access(secretary, council), replace(plan, edition=other, name="Khác"))
    assert refused.value.problem == "other_edition"


def test_a_deadline_is_moved_with_a_reason(province):
    secretary, later = province.of_council("secretary"), DEADLINES[Stage.SELF_SCORE] + timedelta(1)
    set_deadline(secretary, province.round, Stage.SELF_SCORE, later, "Nghỉ bão", now=NOW)
    assert {one.entry_ends_at for one in Assessment.objects.all()} == {later}
    event = history(province.council.pk, "round", province.round.pk)[0]
    assert (event.action, event.reason) == ("set_deadline", "Nghỉ bão")
    behind = DEADLINES[Stage.APPRAISE] + timedelta(days=1)
    for ends_at, reason, problem in (
        (later, " ", "reason_missing"),
        (NOW, "Quá khứ", "past"),
        (behind, "Sau cả thẩm định", "out_of_order"),
    ):
        with pytest.raises(DeadlineRefused) as refused:
            set_deadline(secretary, province.round, Stage.SUBMIT, ends_at, reason, now=NOW)
        assert refused.value.problem == problem
    with pytest.raises(PermissionRefused):
        set_deadline(
            province.of_council("member"), province.round, Stage.SUBMIT, later, "Tôi", now=NOW
        )


def corrected(tmp_path: Path, old: str, new: str):
    text = find_edition("department-template").read_text("utf-8")
    assert text.count(old) >= 1
    path = tmp_path / "corrected.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return load_edition(path)


# 1.1.3: proportional, 0 below 80 %; the correction lowers that to 50 %.
@pytest.fixture
def lenient(tmp_path, db):
    return corrected(tmp_path, "zero_below: 80%", "zero_below: 50%")


def test_a_corrected_edition_is_scored_anew_for_every_agency(province, lenient):
    first, second, _ = province.agencies
    for agency, share in ((first, 60), (second, 90)):
        enter_figures(province, agency, share)
    changed = correct_edition(
        province.of_council("secretary"), province.round, lenient, "Đính chính", now=NOW
    )
    assert changed == {province.framework.component("1.1.3").key}
    province.round.refresh_from_db()
    assert province.round.edition == lenient
    for assessment in Assessment.objects.all():
        assert assessment.edition == lenient
        scores = ComponentScore.objects.filter(assessment=assessment, horizon="so_far")
        assert scores.count() == 53
        points = sum((one.points or Decimal(0) for one in scores), Decimal(0))
        assert IndexResult.objects.get(assessment=assessment, horizon="so_far").points == points
    # 60 % was nothing under 80 %, and is now 60 % of 2.5; 90 % are what they were.
    (event,) = AuditEvent.objects.filter(action="score_anew")
    assert event.agency_id == first.pk
    assert (event.before, event.after) == ({"points": "0.00"}, {"points": "1.50"})
    score = ComponentScore.objects.get(
        assessment=province.participant(first).assessment,
        component_key=next(iter(changed)),
        horizon="so_far",
    )
    assert score.points == Decimal("1.50")
    assert "60" in score.explanation["arithmetic"]["vi"]


def test_the_councils_points_and_a_conclusion_follow_the_correction(province, lenient):
    first = province.agencies[0]
    key = province.framework.component("1.1.3").key
    advance(province, first, State.SUBMITTED)
    own = Judgement(JudgementKind.BY_RULE, values={"completed": "60", "planned": "100"})
    appraise(province.of_council("member"), province.participant(first), key, own, seen=0, now=NOW)
    deduct(province, first, PLAN, "0.10")
    advance(province, first, State.CONCLUDED)
    assert Result.objects.get(participant__agency=first).components[key]["points"] == "0.00"
    correct_edition(
        province.of_council("secretary"), province.round, lenient, "Đính chính", now=NOW
    )
    assert Appraisal.objects.get(participant__agency=first, component_key=key).points == Decimal(
        "1.50"
    )
    result = Result.objects.get(participant__agency=first)
    assert result.components[key]["points"] == "1.50"
    assert result.components[PLAN]["points"] == "0.10"
    assert Deduction.objects.get(component_key=key).final_points == Decimal("1.50")
    # The story of the component keeps the change, with why.
    told = council_story(province.of_council("member"), province.participant(first), key)
    event = next(one for one in told if one.action == "score_anew")
    assert (event.before["points"], event.after["points"]) == ("0.00", "1.50")
    assert (event.actor, event.reason) == (province.people["secretary"], "Đính chính")


def test_a_published_round_keeps_its_edition(province, lenient):
    advance(province, province.agencies[0], State.PUBLISHED)
    with pytest.raises(StepRefused):
        correct_edition(province.of_council("secretary"), province.round, lenient, "Muộn", now=NOW)


def test_an_edition_with_other_components_is_no_correction(province):
    other = load_edition(find_edition("qd766-2026"))
    with pytest.raises(EditionDoesNotContinue):
        correct_edition(province.of_council("secretary"), province.round, other, "Nhầm", now=NOW)
    province.round.refresh_from_db()
    assert province.round.edition != other


def test_a_claim_stays_when_the_edition_is_corrected(province, lenient):
    agency = province.agencies[0]
    enter_figures(province, agency)
    key = province.framework.component("1.1.3").key
    officer = province.of(agency, "par_officer")
    claim_lower(officer, province.participant(agency), key, Decimal(1), "Thận trọng", now=NOW)
    correct_edition(
        province.of_council("secretary"), province.round, lenient, "Đính chính", now=NOW
    )
    participant = advance(province, agency, State.SUBMITTED)
    content = participant.submissions.get().content
    assert content["components"][key]["points"] == "1.00"
    assert content["edition"] == lenient.sha256


def test_a_field_is_added_while_the_round_runs(province):
    secretary, member = province.of_council("secretary"), province.people["other_field"]
    field = add_field(secretary, province.round, FieldPlan(("Kế hoạch", "Plan"), ["1.1"], [member]))
    assert (field.position, len(field.component_keys)) == (3, 3)
    assert field.seats.get().user == member
    for plan, problem in (
        (FieldPlan(("Kế hoạch", "Plan"), ["1.2"]), "name_taken"),
        (FieldPlan(("Khác", "Other"), ["99"]), "component_unknown"),
        (FieldPlan(("Khác", "Other"), ["1.2"], [province.people["auditor"]]), "not_a_member"),
    ):
        with pytest.raises(RoundRefused) as refused:
            add_field(secretary, province.round, plan)
        assert refused.value.problem == problem
    assert province.round.fields.count() == 3
    with pytest.raises(PermissionRefused):
        add_field(province.of_council("member"), province.round, FieldPlan(("X", "X"), ["1.2"]))
