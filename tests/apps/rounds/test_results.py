"""Conclusion, ranking, publication, accountability and the year after."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.rounds.province import (
    DEADLINES,
    NOW,
    YEAR,
    Province,
    advance,
    deduct,
    make_province,
)
from tests.apps.rounds.shared import keep, own_copy

from parindex.accounts.queries import access
from parindex.accounts.services import PermissionRefused
from parindex.assessments.models import ComponentCount
from parindex.rounds.constants import Cause, Evaluation, RoundState, State
from parindex.rounds.models import Deduction, Participant, Result, Round
from parindex.rounds.queries import (
    DeductionFilter,
    carried_remedies,
    change_since_last_year,
    deduction_by_id,
    deductions_of,
    published_ranking,
    published_rounds,
    ranking,
    result_of,
    separation,
)
from parindex.rounds.results import FinalPoints, Outcome, index_of
from parindex.rounds.services import (
    Answer,
    AnswerRefused,
    ClusterPlan,
    DeductionChangedMeanwhile,
    RoundPlan,
    StepRefused,
    answer_deduction,
    conclude,
    decide_on_answer,
    open_round,
    reopen,
    report_remedied,
)

PLAN = "plan_issued"
ANSWER = Answer(Cause.SUBJECTIVE, "Chậm do tham mưu", "Ban hành trước 15/12", date(2022, 12, 15))


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker) -> Iterator[Province]:
    yield from keep(django_db_blocker, make_concluded)


@pytest.fixture
def concluded(db, kept) -> Province:
    return own_copy(kept)


def make_concluded() -> Province:
    """Two departments, the first with half a point less, and a commune."""
    province = make_province()
    first, second, _ = province.agencies
    for agency in (first, second):
        advance(province, agency, State.SUBMITTED)
    deduct(province, first, PLAN, "0.00")
    advance(province, first, State.CONCLUDED)
    return province


def test_ranks_and_classes_are_within_a_cluster(concluded):
    departments, communes = ranking(concluded.of_council("auditor"), concluded.round)
    assert [(one.participant.agency.key, one.rank) for one in departments.results] == [
        ("department-1", 1),
        ("department-0", 2),
    ]
    assert [one.rank for one in communes.results] == [1]
    best = departments.results[0]
    assert best.index == index_of(best.points, best.assessable)
    grades = {"Xuất sắc": 90, "Tốt": 80, "Khá": 65, "Trung bình": 50, "Yếu": 0}
    assert best.index >= grades[best.grade]


def test_results_are_the_agencys_and_the_councils_until_they_are_published(concluded):
    first, second, _ = concluded.agencies
    participant = concluded.participant(first)
    assert result_of(concluded.of(first, "head"), participant).rank == 2
    assert result_of(concluded.of_council("member"), participant).rank == 2
    stranger = concluded.of(second, "director")
    with pytest.raises(PermissionRefused):
        result_of(stranger, participant)
    with pytest.raises(PermissionRefused):
        ranking(stranger, concluded.round)
    assert published_rounds() == []
    with pytest.raises(Round.DoesNotExist):
        published_ranking(concluded.round)
    advance(concluded, first, State.PUBLISHED)
    assert result_of(stranger, concluded.participant(first)).rank == 2
    assert published_rounds() == [concluded.round]
    assert [one.rank for one in published_ranking(concluded.round)[0].results] == [1, 2]


def test_what_separates_an_agency_from_the_next_place(concluded):
    first, second, _ = concluded.agencies
    director = concluded.of(first, "director")
    # Another agency's points are not shown before publication.
    with pytest.raises(PermissionRefused):
        separation(director, concluded.participant(first))
    seen = separation(concluded.of_council("secretary"), concluded.participant(first))
    (difference,) = seen.differences
    assert (difference.component.key, difference.points) == (PLAN, Decimal("0.50"))
    assert seen.theirs.participant.agency == second
    assert seen.index == seen.theirs.index - seen.ours.index > 0
    advance(concluded, first, State.PUBLISHED)
    assert separation(director, concluded.participant(first), target_rank=1).index == seen.index
    assert separation(director, concluded.participant(first), target_rank=2) is None
    assert separation(director, concluded.participant(second)) is None


def test_a_reopened_agency_takes_the_conclusion_back(concluded):
    first = concluded.agencies[0]
    secretary = concluded.of_council("secretary")
    deduction = Deduction.objects.get()
    answer_deduction(concluded.of(first, "other_head"), deduction, ANSWER, seen=1, now=NOW)
    reopen(
        secretary,
        concluded.participant(first),
        State.REAPPRAISED,
        "Sửa điểm điều tra",
        NOW + timedelta(days=60),
        now=NOW,
    )
    assert not Result.objects.exists()
    concluded.round.refresh_from_db()
    assert concluded.round.state == RoundState.OPEN
    conclude(secretary, concluded.round, now=NOW)
    # What the head answered is still there.
    assert Deduction.objects.get().answer == "Chậm do tham mưu"
    with pytest.raises(StepRefused):
        conclude(secretary, concluded.round, now=NOW)


def test_a_deduction_is_nobodys_while_the_council_has_the_agency_open_again(concluded):
    """Its page would show what the council decides meanwhile."""
    first = concluded.agencies[0]
    head, deduction = concluded.of(first, "other_head"), Deduction.objects.get()
    assert deduction_by_id(head, deduction.pk) == deduction
    until = NOW + timedelta(days=60)
    reopen(
        concluded.of_council("secretary"),
        concluded.participant(first),
        State.SUBMITTED,
        "Xem lại",
        until,
        now=NOW,
    )
    assert deduction_by_id(head, deduction.pk) is None
    with pytest.raises(StepRefused):
        answer_deduction(head, deduction, ANSWER, seen=1, now=NOW)


def test_what_is_published_stays(concluded):
    first = concluded.agencies[0]
    advance(concluded, first, State.PUBLISHED)
    with pytest.raises(StepRefused):
        reopen(
            concluded.of_council("secretary"),
            concluded.participant(first),
            State.DRAFT,
            "Muộn",
            NOW + timedelta(days=60),
            now=NOW,
        )


@given(
    points=st.decimals(0, 100, places=2),
    assessable=st.decimals("0.01", 100, places=2),
)
def test_an_index_is_half_up_and_exact(points, assessable):
    index = index_of(points, assessable)
    twice = 2 * points * 100 / assessable
    assert abs(2 * index - twice) <= Decimal("0.01")
    # Half up: never below the value by as much as half a hundredth.
    assert 2 * (index + Decimal("0.005")) * assessable > 2 * points * 100


def test_what_is_not_applicable_leaves_points_and_maximum():
    outcome = Outcome(
        {
            "a": FinalPoints(Decimal("1.00"), Decimal("0.50"), Decimal("1.00")),
            "b": FinalPoints(None, None, Decimal("2.00")),
            "c": FinalPoints(None, Decimal("0.00"), Decimal("1.00")),
        },
        bonus=Decimal(0),
        penalty=Decimal(1),
    )
    assert (outcome.assessable, outcome.points, outcome.index) == (
        Decimal("2.00"),
        Decimal("0.00"),
        Decimal("0.00"),
    )
    nothing = Outcome({"b": FinalPoints(None, None, Decimal(2))}, Decimal(0), Decimal(0))
    assert nothing.index is None


def test_a_head_answers_and_the_director_decides(concluded):
    first = concluded.agencies[0]
    (deduction,) = deductions_of(concluded.of(first, "director"), concluded.participant(first))
    assert deduction.unit.key == "office"
    assert (deduction.self_points, deduction.final_points) == (Decimal("0.50"), Decimal("0.00"))
    assert (deduction.reason, deduction.words) == (
        "no_evidence",
        "Không có tài liệu kiểm chứng kèm theo",
    )
    head, director = concluded.of(first, "other_head"), concluded.of(first, "director")
    with pytest.raises(AnswerRefused) as refused:
        decide_on_answer(director, deduction, Evaluation.COMPLETED, "Trừ", seen=1, now=NOW)
    assert refused.value.problem == "not_answered"
    for answer, problem in (
        (replace(ANSWER, words=" "), "answer_missing"),
        (replace(ANSWER, remedy=""), "remedy_missing"),
        (replace(ANSWER, remedy_deadline=None), "deadline_missing"),
    ):
        with pytest.raises(AnswerRefused) as refused:
            answer_deduction(head, deduction, answer, seen=1, now=NOW)
        assert refused.value.problem == problem
    answered = answer_deduction(head, deduction, ANSWER, seen=1, now=NOW)
    with pytest.raises(DeductionChangedMeanwhile):
        answer_deduction(head, deduction, ANSWER, seen=1, now=NOW)
    with pytest.raises(AnswerRefused):
        decide_on_answer(director, answered, Evaluation.COMPLETED, " ", seen=2, now=NOW)
    decided = decide_on_answer(
        director, answered, Evaluation.COMPLETED, "Hạ một mức", seen=2, now=NOW
    )
    assert decided.evaluation == Evaluation.COMPLETED
    with pytest.raises(AnswerRefused) as refused:
        answer_deduction(head, decided, ANSWER, seen=3, now=NOW)
    assert refused.value.problem == "decided"
    with pytest.raises(AnswerRefused):
        report_remedied(head, decided, date(2030, 1, 1), seen=3, today=NOW.date())
    done = report_remedied(head, decided, NOW.date(), seen=3, today=NOW.date())
    assert done.remedied_on == NOW.date()


@pytest.mark.parametrize(
    ("person", "answers", "decides", "rows"),
    [
        ("par_officer", True, False, 1),
        ("director", False, True, 1),
        ("other_head", True, False, 1),
        ("head", False, False, 0),
        ("officer", False, False, 0),
        ("auditor", False, False, 1),
    ],
)
def test_who_answers_who_decides_and_who_sees(concluded, person, answers, decides, rows):
    first = concluded.agencies[0]
    who, deduction = concluded.of(first, person), Deduction.objects.get()
    assert len(deductions_of(who, concluded.participant(first))) == rows
    deduction = deduction_by_id(concluded.of(first, "director"), deduction.pk)
    if answers:
        answer_deduction(who, deduction, ANSWER, seen=1, now=NOW)
    else:
        with pytest.raises(PermissionRefused):
            answer_deduction(who, deduction, ANSWER, seen=1, now=NOW)
        answer_deduction(concluded.of(first, "other_head"), deduction, ANSWER, seen=1, now=NOW)
    if decides:
        decide_on_answer(who, deduction, Evaluation.GOOD, "Ghi nhận", seen=2, now=NOW)
    else:
        with pytest.raises(PermissionRefused):
            decide_on_answer(who, deduction, Evaluation.GOOD, "Ghi nhận", seen=2, now=NOW)


def test_nobody_elsewhere_sees_the_register(concluded):
    first, second, _ = concluded.agencies
    for who in (concluded.of(second, "director"), concluded.of_council("secretary")):
        with pytest.raises(PermissionRefused):
            deductions_of(who, concluded.participant(first))
        assert deduction_by_id(who, Deduction.objects.get().pk) is None


def test_the_register_is_narrowed_by_where_a_row_stands(concluded):
    first = concluded.agencies[0]
    director, participant = concluded.of(first, "director"), concluded.participant(first)

    def counts():
        return {
            status: len(deductions_of(director, participant, DeductionFilter(status=status)))
            for status in ("open", "answered", "decided", "unremedied")
        }

    assert counts() == {"open": 1, "answered": 0, "decided": 0, "unremedied": 0}
    answered = answer_deduction(
        concluded.of(first, "other_head"), Deduction.objects.get(), ANSWER, seen=1, now=NOW
    )
    assert counts() == {"open": 0, "answered": 1, "decided": 0, "unremedied": 1}
    decide_on_answer(director, answered, Evaluation.GOOD, "Ghi nhận", seen=2, now=NOW)
    assert counts() == {"open": 0, "answered": 0, "decided": 1, "unremedied": 1}


def next_year(province: Province) -> Round:
    secretary = access(province.people["secretary"], province.council, YEAR + 1)
    plan = RoundPlan(
        name="Xác định chỉ số CCHC năm 2022",
        year=YEAR + 1,
        edition=province.round.edition,
        clusters=[ClusterPlan("departments", ("Sở", "Departments"), province.agencies)],
        deadlines={stage: ends_at + timedelta(days=365) for stage, ends_at in DEADLINES.items()},
        continues=province.round,
    )
    return open_round(secretary, plan)


def test_a_new_year_carries_owners_and_open_remedies_over(concluded):
    first = concluded.agencies[0]
    moved = concluded.participant(first).assessment.owners.get(component_key=PLAN)
    moved.unit = first.units.get(key="inspectorate")
    moved.save()
    opened = next_year(concluded)
    new = Participant.objects.get(round=opened, agency=first)
    assert new.assessment.owners.get(component_key=PLAN).unit.key == "inspectorate"
    director = access(concluded.people[f"director.{first.key}"], first, YEAR + 1)
    (carried,) = carried_remedies(director, YEAR + 1)
    assert carried.component_key == PLAN
    assert carried.carried_to == new
    # Nobody answered in that year either: it stays on every later year's list.
    later = access(concluded.people[f"director.{first.key}"], first, YEAR + 2)
    assert carried_remedies(later, YEAR + 2) == [carried]
    assert carried_remedies(later, YEAR) == []


def test_component_5_2_2_counts_last_years_deductions_that_were_answered_for(concluded):
    first = concluded.agencies[0]
    opened = next_year(concluded)
    new = Participant.objects.get(round=opened, agency=first).assessment

    def counted():
        return ComponentCount.objects.get(assessment=new, component_key="heads_accountable").values

    assert counted() == {"accounted": "0", "deducted": "1"}
    answered = answer_deduction(
        concluded.of(first, "other_head"), Deduction.objects.get(), ANSWER, seen=1, now=NOW
    )
    decide_on_answer(
        concluded.of(first, "director"), answered, Evaluation.GOOD, "Ghi nhận", seen=2, now=NOW
    )
    assert counted() == {"accounted": "1", "deducted": "1"}
    score = new.scores.get(component_key="heads_accountable", horizon="so_far")
    assert score.points == Decimal("1.00")


def test_change_since_last_year_component_by_component(concluded):
    first = concluded.agencies[0]
    opened = next_year(concluded)
    before = Result.objects.get(participant__agency=first)
    participant = Participant.objects.get(round=opened, agency=first)
    Participant.objects.filter(pk=participant.pk).update(state=State.CONCLUDED)
    participant.refresh_from_db()
    components = {**before.components, PLAN: {**before.components[PLAN], "points": "0.50"}}
    Result.objects.create(
        participant=participant,
        self_points=before.self_points,
        points=before.points + Decimal("0.50"),
        assessable=before.assessable,
        bonus=0,
        penalty=0,
        index=before.index + Decimal("0.50"),
        rank=1,
        components=components,
        concluded_at=NOW,
    )
    director = access(concluded.people[f"director.{first.key}"], first, YEAR + 1)
    change = change_since_last_year(director, participant)
    assert change.index == Decimal("0.50")
    (difference,) = change.differences
    assert (difference.component.key, difference.ours, difference.theirs) == (
        PLAN,
        Decimal("0.50"),
        Decimal("0.00"),
    )
    first_year = concluded.participant(first)
    assert change_since_last_year(concluded.of(first, "director"), first_year) is None
