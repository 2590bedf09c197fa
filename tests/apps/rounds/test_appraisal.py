"""Appraisal: members score their fields, agencies explain, members look again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from tests.apps.rounds.province import (
    DEADLINES,
    NOW,
    Province,
    advance,
    deduct,
    enter_figures,
)

from parindex.accounts.services import PermissionRefused
from parindex.attachments.queries import attachment, may_add
from parindex.attachments.services import CitedDocument, cite_document, withdraw_attachment
from parindex.audit.queries import history
from parindex.audit.services import record_event
from parindex.rounds.constants import AdjustmentKind, JudgementKind, Stage, State
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.models import Adjustment, Appraisal, Result
from parindex.rounds.queries import (
    appraisal_sheet,
    component_story,
    council_matrix,
    council_story,
    council_work,
    explanation_lines,
    participant_of_round,
    participants_of,
    round_by_id,
    round_overview,
    round_warnings,
    rounds_of,
)
from parindex.rounds.services import (
    AppraisalChangedMeanwhile,
    DeadlinePassed,
    ExplanationChangedMeanwhile,
    Judgement,
    JudgementRefused,
    NothingToExplain,
    PointsRefused,
    StepBlocked,
    StepRefused,
    SurveyRow,
    accept_rest,
    adjust,
    appraise,
    claim_lower,
    close_second_round,
    enter_survey_points,
    explain_deduction,
    hand_in_explanations,
    import_survey_points,
    reopen,
    seat_member,
    unseat_member,
    withdraw_adjustment,
)
from parindex_core.scoring import ValuesRefused

PLAN = "plan_issued"
ACCEPTED = Judgement(JudgementKind.ACCEPTED)


def taken_off(points="0.25", reason="late", words="Ban hành sau 31/12"):
    return Judgement(JudgementKind.DEDUCTION, points=Decimal(points), reason=reason, words=words)


@pytest.fixture
def province(kept_submitted, db) -> Province:
    return kept_submitted.lay()


@pytest.fixture
def agency(province):
    return province.agencies[0]


def score(province, agency, judgement, *, person="member", key=PLAN, seen=0, now=NOW):
    return appraise(
        province.of_council(person),
        province.participant(agency),
        key,
        judgement,
        seen=seen,
        now=now,
    )


def test_a_deduction_keeps_points_reason_words_and_who(province, agency):
    row = score(province, agency, taken_off())
    assert (row.points, row.reason, row.version) == (Decimal("0.25"), "late", 1)
    assert row.scored_by == province.people["member"]
    score(province, agency, taken_off("0.10"), person="second_member", seen=1)
    target = province.participant(agency).component_target(PLAN)
    later, earlier = history(province.council.pk, "component", target)
    assert earlier.before is None
    assert later.before == earlier.after
    assert (later.after["points"], later.actor) == ("0.10", province.people["second_member"])
    # The agency's people learn of it only when the council asks them to explain.
    story = component_story(province.of(agency, "director"), province.participant(agency), PLAN)
    assert "appraise" not in {event.action for event in story}


def test_the_second_of_two_members_is_shown_the_first_ones_entry(province, agency):
    first = score(province, agency, taken_off())
    with pytest.raises(AppraisalChangedMeanwhile) as refused:
        score(province, agency, ACCEPTED, person="second_member")
    assert refused.value.present == first
    assert refused.value.present.words == "Ban hành sau 31/12"
    assert Appraisal.objects.get().points == Decimal("0.25")


def test_the_same_form_sent_twice_writes_once(province, agency):
    score(province, agency, taken_off())
    row = score(province, agency, taken_off(), seen=1)
    assert row.version == 1
    target = province.participant(agency).component_target(PLAN)
    assert len(history(province.council.pk, "component", target)) == 1


def test_points_by_the_rule_come_from_the_members_own_figures(province, agency):
    key = province.framework.component("1.1.3").key
    judgement = Judgement(JudgementKind.BY_RULE, values={"completed": "42", "planned": "50"})
    assert score(province, agency, judgement, key=key).points == Decimal("2.10")
    with pytest.raises(ValuesRefused):
        score(
            province,
            agency,
            Judgement(JudgementKind.BY_RULE, values={"completed": "60", "planned": "50"}),
            key=key,
            seen=1,
        )


@pytest.mark.parametrize(
    ("judgement", "problem"),
    [
        (taken_off(reason="ghosts"), "reason_unknown"),
        (taken_off(words=" "), "words_missing"),
        (taken_off("0.51"), "points_outside"),
        (taken_off("-0.01"), "points_outside"),
        (taken_off("0.255"), "points_outside"),
        (Judgement(JudgementKind.DEDUCTION, reason="late", words="Chậm"), "points_outside"),
    ],
)
def test_a_judgement_that_is_refused(province, agency, judgement, problem):
    with pytest.raises(JudgementRefused) as refused:
        score(province, agency, judgement)
    assert refused.value.problem == problem
    assert not Appraisal.objects.exists()


def test_a_surveyed_component_is_not_scored_by_hand(province, agency):
    key = next(one.key for one in province.framework.components if one.method == "survey")
    with pytest.raises(JudgementRefused) as refused:
        score(province, agency, ACCEPTED, person="other_field", key=key)
    assert refused.value.problem == "surveyed"


@pytest.mark.parametrize("person", ["other_field", "secretary", "auditor"])
def test_a_member_scores_only_the_fields_assigned(province, agency, person):
    with pytest.raises(PermissionRefused):
        score(province, agency, ACCEPTED, person=person)
    with pytest.raises(PermissionRefused):
        accept_rest(province.of_council(person), province.participant(agency), [PLAN], now=NOW)


def test_a_seat_taken_away_lets_nobody_score_any_more(province, agency):
    field = province.round.fields.get(position=1)
    secretary, person = province.of_council("secretary"), province.people["member"]
    unseat_member(secretary, field, person)
    with pytest.raises(PermissionRefused):
        score(province, agency, ACCEPTED)
    seat_member(secretary, field, person)
    assert score(province, agency, ACCEPTED).points == Decimal("0.50")
    with pytest.raises(ValueError, match="not_a_member"):
        seat_member(secretary, field, province.people[f"director.{agency.key}"])
    with pytest.raises(PermissionRefused):
        unseat_member(province.of_council("member"), field, person)


def test_accepting_the_rest_leaves_what_was_scored(province, agency):
    score(province, agency, taken_off())
    area = [leaf.key for leaf in province.framework.areas[0].components()]
    accepted = accept_rest(
        province.of_council("second_member"), province.participant(agency), area, now=NOW
    )
    assert set(accepted) == set(area) - {PLAN}
    assert Appraisal.objects.get(component_key=PLAN).points == Decimal("0.25")
    again = accept_rest(province.of_council("member"), province.participant(agency), area, now=NOW)
    assert again == []


def test_the_first_look_is_locked_by_its_deadline(province, agency):
    with pytest.raises(DeadlinePassed):
        score(province, agency, ACCEPTED, now=DEADLINES[Stage.APPRAISE])


def test_the_council_sees_what_is_submitted_and_nothing_before(province, agency):
    secretary = province.of_council("secretary")
    matrix = council_matrix(secretary, province.round)
    by_agency = {row.participant.agency: row for row in matrix.rows}
    assert by_agency[agency].cells[PLAN].own == Decimal("0.50")
    assert by_agency[province.agencies[1]].cells == {}
    assert appraisal_sheet(secretary, province.participant(province.agencies[1])) is None
    sheet = appraisal_sheet(secretary, province.participant(agency))
    assert len(sheet.lines) == 53
    assert not any(line.may_score for line in sheet.lines)
    of_member = appraisal_sheet(province.of_council("other_field"), province.participant(agency))
    assert 0 < len(of_member.lines) < 53
    assert PLAN not in {line.component.key for line in of_member.lines}
    own = council_matrix(province.of_council("other_field"), province.round)
    with pytest.raises(PermissionRefused):
        council_story(province.of_council("other_field"), province.participant(agency), PLAN)
    assert [c.key for c in own.components] == [line.component.key for line in of_member.lines]


@pytest.mark.parametrize("person", ["par_officer", "director", "auditor", "administrator"])
def test_an_agency_reads_nothing_of_the_councils(province, agency, person):
    access, participant = province.of(agency, person), province.participant(agency)
    for read in (
        lambda: council_matrix(access, province.round),
        lambda: appraisal_sheet(access, participant),
        lambda: council_story(access, participant, PLAN),
        lambda: participants_of(access, province.round),
        lambda: round_overview(access, province.round),
        lambda: participant_of_round(access, province.round, agency.key),
    ):
        with pytest.raises(PermissionRefused):
            read()


def test_the_council_finds_its_rounds(province):
    for person in ("secretary", "member", "auditor"):
        access = province.of_council(person)
        assert rounds_of(access) == [province.round]
        assert round_by_id(access, province.round.pk) == province.round
        assert round_by_id(access, 0) is None
    seen = round_overview(province.of_council("member"), province.round)
    assert seen.agencies == 3
    assert seen.by_state[State.DRAFT] == 2
    assert seen.by_state[State.SUBMITTED] == 1
    assert [field.name for field in seen.fields] == ["Bảy lĩnh vực đầu", "Lĩnh vực còn lại"]
    found = participant_of_round(province.of_council("member"), province.round, "commune-0")
    assert found.agency == province.agencies[2]


def test_the_matrix_takes_few_queries_whatever_it_holds(
    province, agency, django_assert_num_queries, django_assert_max_num_queries
):
    access = province.of_council("member")
    for _ in range(2):
        # One more while submissions are there that this process has not read yet.
        with django_assert_max_num_queries(6):
            council_matrix(access, province.round)
        with django_assert_num_queries(5):
            council_matrix(access, province.round)
        advance(province, province.agencies[1], State.SUBMITTED)
    participant = province.participant(agency)
    with django_assert_num_queries(7):
        appraisal_sheet(access, participant)


@pytest.fixture
def explaining(province, agency):
    score(province, agency, taken_off())
    advance(province, agency, State.EXPLAINING)
    return agency


def test_an_agency_explains_what_was_deducted_and_the_member_looks_again(province, explaining):
    agency, participant = explaining, province.participant(explaining)
    officer = province.of(agency, "par_officer")
    (line,) = explanation_lines(officer, participant)
    assert (line.own, line.first.points) == (Decimal("0.50"), Decimal("0.25"))
    assert may_add(officer, evidence_owner(participant, PLAN))
    accepted = province.framework.component("1.1.3").key
    assert not may_add(officer, evidence_owner(participant, accepted))
    assert not may_add(officer, evidence_owner(province.participant(province.agencies[1]), PLAN))
    explain_deduction(officer, participant, PLAN, "Ban hành 29/12", seen=0, now=NOW)
    with pytest.raises(StepBlocked):
        score(province, agency, ACCEPTED)  # while the agency still explains
    hand_in_explanations(province.of(agency, "director"), participant, now=NOW)
    assert not may_add(officer, evidence_owner(participant, PLAN))
    secretary = province.of_council("secretary")
    with pytest.raises(StepBlocked):
        close_second_round(secretary, participant, now=NOW)  # the explanation was not answered
    second = score(province, agency, ACCEPTED)
    assert (second.stage, second.points) == ("second", Decimal("0.50"))
    # Not shown before the second look is closed.
    (line,) = explanation_lines(officer, province.participant(agency))
    assert line.second is None
    close_second_round(secretary, province.participant(agency), now=NOW)
    (line,) = explanation_lines(officer, province.participant(agency))
    assert line.second.points == Decimal("0.50")
    advance(province, agency, State.CONCLUDED)
    assert Result.objects.get(participant=participant).components[PLAN]["points"] == "0.50"


def test_the_second_look_is_only_at_what_was_deducted(province, explaining):
    hand_in_explanations(
        province.of(explaining, "director"), province.participant(explaining), now=NOW
    )
    with pytest.raises(JudgementRefused) as refused:
        score(province, explaining, ACCEPTED, key=province.framework.component("1.1.3").key)
    assert refused.value.problem == "not_deducted"


def test_explanations_end_with_their_deadline(province, explaining):
    late = DEADLINES[Stage.EXPLAIN]
    officer, participant = province.of(explaining, "par_officer"), province.participant(explaining)
    with pytest.raises(DeadlinePassed):
        explain_deduction(officer, participant, PLAN, "Muộn", seen=0, now=late)
    # The council goes on although the agency handed nothing in.
    assert score(province, explaining, ACCEPTED, now=late).stage == "second"


def test_what_is_explained_and_by_whom(province, explaining):
    participant = province.participant(explaining)
    officer = province.of(explaining, "par_officer")
    with pytest.raises(NothingToExplain):
        explain_deduction(officer, participant, PLAN, " ", seen=0, now=NOW)
    key = province.framework.component("1.1.3").key
    with pytest.raises(NothingToExplain):
        explain_deduction(officer, participant, key, "Không bị trừ", seen=0, now=NOW)
    for person in ("director", "auditor", "head"):  # the component is the Office's
        with pytest.raises(PermissionRefused):
            explain_deduction(
                province.of(explaining, person), participant, PLAN, "Tôi", seen=0, now=NOW
            )
    explain_deduction(officer, participant, PLAN, "Lần một", seen=0, now=NOW)
    with pytest.raises(ExplanationChangedMeanwhile) as refused:
        explain_deduction(
            province.of(explaining, "other_head"), participant, PLAN, "Lần hai", seen=0, now=NOW
        )
    assert refused.value.present.text == "Lần một"
    hand_in_explanations(officer, participant, now=NOW)
    with pytest.raises(StepRefused):
        explain_deduction(officer, participant, PLAN, "Sau khi nộp", seen=1, now=NOW)
    with pytest.raises(StepRefused):
        hand_in_explanations(officer, participant, now=NOW)


def test_what_is_still_explained_is_the_agencys_own(province):
    """And what was submitted stays, also while new evidence comes and goes."""
    agency = province.agencies[1]
    enter_figures(province, agency)
    officer = province.of(agency, "par_officer")
    owner = evidence_owner(province.participant(agency), PLAN)
    old = cite_document(officer, owner, CitedDocument("1/KH", "Sở", NOW.date()))
    advance(province, agency, State.SUBMITTED)
    score(province, agency, taken_off())
    participant = advance(province, agency, State.EXPLAINING)
    new = cite_document(officer, owner, CitedDocument("2/KH", "Sở", NOW.date()))
    explain_deduction(officer, participant, PLAN, "Nháp", seen=0, now=NOW)

    def seen():
        sheet = appraisal_sheet(province.of_council("member"), province.participant(agency))
        line = next(one for one in sheet.lines if one.component.key == PLAN)
        said = line.explanation.text if line.explanation else None
        return [one.document_number for one in line.evidence], said

    member = province.of_council("member")
    assert seen() == (["1/KH"], None)
    assert attachment(member, old.pk) == old
    with pytest.raises(PermissionRefused):
        attachment(member, new.pk)
    with pytest.raises(PermissionRefused):
        withdraw_attachment(officer, old, "Bỏ")
    third = cite_document(officer, owner, CitedDocument("3/KH", "Sở", NOW.date()))
    withdraw_attachment(officer, third, "Nhầm")
    hand_in_explanations(officer, participant, now=NOW)
    assert seen() == (["1/KH", "2/KH"], "Nháp")
    assert attachment(member, new.pk) == new


def looked_at_twice(province, agency):
    """Explained, and the second look has given a part back."""
    officer, participant = province.of(agency, "par_officer"), province.participant(agency)
    explain_deduction(officer, participant, PLAN, "Lần một", seen=0, now=NOW)
    hand_in_explanations(officer, participant, now=NOW)
    score(province, agency, taken_off("0.40"))
    return advance(province, agency, State.REAPPRAISED)


def reopened(province, agency, target):
    secretary, until = province.of_council("secretary"), DEADLINES[Stage.CONCLUDE]
    reopen(secretary, province.participant(agency), target, "Xem lại", until, now=NOW)
    return province.participant(agency)


def test_a_first_look_opened_again_takes_the_second_one_back(province, explaining):
    """Else the old second look would count before what is decided now."""
    participant = looked_at_twice(province, explaining)
    reopened(province, explaining, State.SUBMITTED)
    assert not Appraisal.objects.filter(participant=participant, stage="second").exists()
    told = council_story(province.of_council("member"), participant, PLAN)
    assert (told[0].action, told[0].before["points"]) == ("withdraw_appraisal", "0.40")
    # What is deducted no more waits for no second look either.
    score(province, explaining, ACCEPTED, seen=1)
    advance(province, explaining, State.EXPLAINING)
    (work,) = council_work(
        province.of_council("secretary"),
        province.round,
        NOW,
        only=province.participant(explaining),
    )
    assert (work.explained, work.unanswered) == (0, 0)
    advance(province, explaining, State.CONCLUDED)
    assert Result.objects.get(participant=participant).components[PLAN]["points"] == "0.50"


def test_an_explanation_written_anew_is_looked_at_anew(province, explaining):
    looked_at_twice(province, explaining)
    participant = reopened(province, explaining, State.EXPLAINING)
    officer = province.of(explaining, "par_officer")
    explain_deduction(officer, participant, PLAN, "Lần hai", seen=1, now=NOW)
    hand_in_explanations(officer, participant, now=NOW)
    secretary = province.of_council("secretary")
    with pytest.raises(StepBlocked):
        close_second_round(secretary, participant, now=NOW)
    score(province, explaining, ACCEPTED)
    close_second_round(secretary, participant, now=NOW)


def test_a_story_tells_the_agency_no_more_than_its_pages(province, agency):
    """Survey points are the council's until it concludes, a second look until it is closed."""
    surveyed = next(c.key for c in province.framework.components if c.method == "survey")
    secretary, officer = province.of_council("secretary"), province.of(agency, "par_officer")
    enter_survey_points(
        secretary, province.participant(agency), surveyed, Decimal(1), "Điều tra", now=NOW
    )
    score(province, agency, taken_off())

    def actions(key):
        told = component_story(officer, province.participant(agency), key)
        return [one.action for one in told if one.actor in council]

    council = {province.people[name] for name in ("secretary", "member")}
    assert actions(PLAN) == []
    advance(province, agency, State.EXPLAINING)
    assert (actions(PLAN), actions(surveyed)) == (["appraise"], [])
    participant = province.participant(agency)
    explain_deduction(officer, participant, PLAN, "Lần một", seen=0, now=NOW)
    hand_in_explanations(officer, participant, now=NOW)
    score(province, agency, taken_off("0.40"))
    assert actions(PLAN) == ["appraise"]
    # Withdrawn before anybody outside saw it: that stays so.
    reopened(province, agency, State.SUBMITTED)
    advance(province, agency, State.EXPLAINING)
    assert actions(PLAN) == ["reopen", "appraise"]
    hand_in_explanations(officer, province.participant(agency), now=NOW)
    score(province, agency, ACCEPTED)
    advance(province, agency, State.CONCLUDED)
    assert actions(PLAN) == [
        "appraise",
        "reopen",
        "withdraw_appraisal",
        "appraise",
        "appraise",
    ]
    assert "enter_survey_points" in actions(surveyed)


def test_an_agency_that_organises_the_round_reads_no_draft_of_the_council(province, agency):
    """Its own people read its history by its number; the council's is kept under the same one."""
    province.round.organiser = agency
    province.round.save()
    key, officer = PLAN, province.of(agency, "par_officer")
    participant = province.participant(agency)
    Appraisal.objects.all().delete()
    with transaction.atomic():
        record_event(
            province.people["member"],
            "appraise",
            ("component", participant.component_target(key)),
            agency_id=agency.pk,
            after={"stage": "first", "kind": "accepted", "points": "0.50"},
        )
    told = component_story(officer, participant, key)
    assert "appraise" not in [one.action for one in told]


def test_before_the_council_asks_an_agency_sees_no_deduction(province, agency):
    score(province, agency, taken_off())
    officer = province.of(agency, "par_officer")
    assert explanation_lines(officer, province.participant(agency)) == []


def test_survey_points_come_with_their_source(province, agency):
    secretary, participant = province.of_council("secretary"), province.participant(agency)
    key = next(one.key for one in province.framework.components if one.method == "survey")
    for points, source, of, problem in (
        ("99", "Báo cáo", key, "outside"),
        ("1.005", "Báo cáo", key, "outside"),
        ("1", " ", key, "source_missing"),
        ("1", "Báo cáo", PLAN, "not_surveyed"),
    ):
        with pytest.raises(PointsRefused) as refused:
            enter_survey_points(secretary, participant, of, Decimal(points), source, now=NOW)
        assert refused.value.problem == problem
    enter_survey_points(secretary, participant, key, Decimal("1.25"), "Báo cáo 12/BC", now=NOW)
    enter_survey_points(secretary, participant, key, Decimal("1.50"), "Báo cáo 13/BC", now=NOW)
    event = council_story(secretary, participant, key)[0]
    assert event.before == {"points": "1.25", "source": "Báo cáo 12/BC"}
    with pytest.raises(PermissionRefused):
        enter_survey_points(
            province.of_council("member"), participant, key, Decimal(1), "Tôi", now=NOW
        )


def test_an_import_of_survey_points_is_all_or_nothing(province, agency):
    secretary = province.of_council("secretary")
    key = next(one.key for one in province.framework.components if one.method == "survey")
    good = SurveyRow(agency.key, key, Decimal("1.00"))
    for bad in (SurveyRow("nobody", key, Decimal(1)), SurveyRow(agency.key, key, Decimal(99))):
        with pytest.raises(PointsRefused):
            import_survey_points(secretary, province.round, [good, bad], "Báo cáo", now=NOW)
        assert not province.participant(agency).survey_points.exists()
    # An agency that has not submitted takes none yet.
    early = SurveyRow(province.agencies[1].key, key, Decimal(1))
    with pytest.raises(StepRefused):
        import_survey_points(secretary, province.round, [good, early], "Báo cáo", now=NOW)
    assert import_survey_points(secretary, province.round, [good], "Báo cáo", now=NOW) == 1


def test_bonus_and_penalty_have_a_ground_and_a_cap(province, agency):
    secretary, participant = province.of_council("secretary"), province.participant(agency)
    bonus = AdjustmentKind.BONUS
    given = adjust(secretary, participant, bonus, Decimal("1.50"), "Mô hình mới", now=NOW)
    for points, ground, problem in (
        ("0.51", "Thêm", "above_cap"),
        ("0", "Không", "outside"),
        ("0.005", "Lẻ", "outside"),
        ("0.5", " ", "ground_missing"),
    ):
        with pytest.raises(PointsRefused) as refused:
            adjust(secretary, participant, bonus, Decimal(points), ground, now=NOW)
        assert refused.value.problem == problem
    withdraw_adjustment(secretary, given, "Không đúng đối tượng", now=NOW)
    withdraw_adjustment(secretary, given, "Không đúng đối tượng", now=NOW)
    adjust(secretary, participant, bonus, Decimal("2.00"), "Sáng kiến cấp tỉnh", now=NOW)
    adjust(secretary, participant, AdjustmentKind.PENALTY, Decimal(1), "Chậm báo cáo", now=NOW)
    assert Adjustment.objects.filter(withdrawn_at=None).count() == 2
    events = history(province.council.pk, "participant", participant.pk)
    assert [event.action for event in events] == [
        "adjust",
        "adjust",
        "withdraw_adjustment",
        "adjust",
    ]
    advance(province, agency, State.CONCLUDED)
    result = Result.objects.get(participant=participant)
    assert (result.bonus, result.penalty) == (Decimal("2.00"), Decimal("1.00"))
    of_components = sum(
        Decimal(one["points"]) for one in result.components.values() if one["points"] is not None
    )
    assert result.points == of_components + 1
    with pytest.raises(StepRefused):
        adjust(secretary, participant, bonus, Decimal("0.1"), "Sau kết luận", now=NOW)


def test_what_is_submitted_anew_is_appraised_anew(province, agency):
    key = province.framework.component("1.1.3").key
    score(province, agency, taken_off())
    score(province, agency, ACCEPTED, key=key)
    reopen(
        province.of_council("secretary"),
        province.participant(agency),
        State.DRAFT,
        "Bổ sung",
        DEADLINES[Stage.SUBMIT],
        now=NOW,
    )
    claim_lower(
        province.of(agency, "par_officer"),
        province.participant(agency),
        PLAN,
        Decimal("0.25"),
        "Tự trừ",
        now=NOW,
    )
    advance(province, agency, State.SUBMITTED)
    assert [one.component_key for one in Appraisal.objects.all()] == [key]
    told = council_story(province.of_council("secretary"), province.participant(agency), PLAN)
    assert told[0].action == "withdraw_appraisal"


def test_deductions_are_few_when_nobody_deducts(province, agency):
    deduct(province, agency, PLAN, "0.50")  # nothing taken off
    advance(province, agency, State.EXPLAINING)
    assert explanation_lines(province.of(agency, "director"), province.participant(agency)) == []


def test_the_council_is_warned_of_its_own_stages(province):
    member = province.of_council("member")
    assert round_warnings(member, province.round, NOW) == []
    near = DEADLINES[Stage.REAPPRAISE] - timedelta(days=3, seconds=1)
    (warning,) = round_warnings(member, province.round, near)
    assert (warning.stage, warning.days, warning.level) == (Stage.REAPPRAISE, 3, 3)
    assert round_warnings(member, province.round, DEADLINES[Stage.CONCLUDE]) == []


def test_nobody_waits_for_an_agency_without_a_deduction(province, agency):
    participant = advance(province, agency, State.EXPLAINING)
    assert explanation_lines(province.of(agency, "par_officer"), participant) == []
    with pytest.raises(StepRefused):
        hand_in_explanations(province.of(agency, "director"), participant, now=NOW)
    close_second_round(province.of_council("secretary"), participant, now=NOW)
    assert province.participant(agency).state == State.REAPPRAISED
