"""Self score: claims, evidence, what is handed in, sent back and submitted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.apps.rounds.province import (
    DEADLINES,
    NOW,
    advance,
    enter_figures,
)

from parindex.accounts.services import PermissionRefused
from parindex.assessments.constants import Horizon, ScoreStatus
from parindex.assessments.services import EntryClosed, Origin, enter_values, values_of_component
from parindex.attachments.queries import may_add
from parindex.attachments.services import CitedDocument, cite_document, withdraw_attachment
from parindex.audit.queries import history
from parindex.editions.measures import facts_changed
from parindex.rounds.constants import Stage, State
from parindex.rounds.deadlines import lock_what_ended
from parindex.rounds.evidence import evidence_owner, may_view
from parindex.rounds.models import Submission
from parindex.rounds.queries import (
    component_story,
    deadline_warning,
    missing_evidence,
    open_steps,
    self_score_page,
)
from parindex.rounds.services import (
    ClaimRefused,
    DeadlinePassed,
    StepBlocked,
    claim_lower,
    consolidate,
    explain_missing,
    hand_in,
    reopen,
    send_back,
    submit,
)
from parindex.rounds.snapshots import sha256_of
from parindex.rounds.transitions import Condition

PLAN = "plan_issued"
PAPER = CitedDocument("12/KH-SKHCN", "Sở Khoa học và Công nghệ")


def enter(province, agency, person, key, values, seen=None):
    participant = province.participant(agency)
    present = values_of_component(participant.assessment, key, Horizon.SO_FAR)
    enter_values(
        province.of(agency, person),
        participant.assessment,
        province.framework.component(key),
        Horizon.SO_FAR,
        values,
        Origin(NOW.date()),
        seen=present if seen is None else seen,
    )


@pytest.fixture
def agency(province):
    enter_figures(province, province.agencies[0])
    return province.agencies[0]


def test_fewer_points_than_the_rule_gives_are_claimed_with_a_reason(province, agency):
    officer, participant = province.of(agency, "par_officer"), province.participant(agency)
    claim_lower(officer, participant, PLAN, Decimal("0.25"), "Ban hành chậm", now=NOW)
    page = self_score_page(officer, participant, NOW)
    line = next(one.line for one in page.lines if one.line.component.key == PLAN)
    assert (line.points, line.by_rule) == (Decimal("0.25"), Decimal("0.50"))
    claim_lower(officer, participant, PLAN, None, "", now=NOW)
    page = self_score_page(officer, participant, NOW)
    line = next(one.line for one in page.lines if one.line.component.key == PLAN)
    assert line.points == Decimal("0.50")
    told = history(agency.pk, "component", participant.component_target(PLAN))
    assert [event.action for event in told][:2] == ["claim_lower", "claim_lower"]
    assert told[1].after == {"claimed": "0.25", "claim_reason": "Ban hành chậm"}


@pytest.mark.parametrize(
    ("points", "reason", "problem"),
    [
        ("0.51", "Vượt", "above_rule"),
        ("-0.01", "Âm", "negative"),
        ("0.255", "Ba số lẻ", "decimals"),
        ("0.25", "  ", "reason_missing"),
    ],
)
def test_a_claim_that_is_refused(province, agency, points, reason, problem):
    with pytest.raises(ClaimRefused) as refused:
        claim_lower(
            province.of(agency, "par_officer"),
            province.participant(agency),
            PLAN,
            Decimal(points),
            reason,
            now=NOW,
        )
    assert refused.value.problem == problem


def test_without_figures_nothing_is_claimed(province):
    agency = province.agencies[1]
    with pytest.raises(ClaimRefused) as refused:
        claim_lower(
            province.of(agency, "par_officer"),
            province.participant(agency),
            PLAN,
            Decimal(0),
            "Chưa có",
            now=NOW,
        )
    assert refused.value.problem == "no_figures"


def test_a_claim_never_stays_above_what_the_rule_gives_later(province, agency):
    officer, participant = province.of(agency, "par_officer"), province.participant(agency)
    key = province.framework.component("1.1.3").key
    claim_lower(officer, participant, key, Decimal("2.00"), "Thận trọng", now=NOW)
    enter(province, agency, "par_officer", key, {"completed": "40", "planned": "50"})
    lines = {o.line.component.key: o.line for o in self_score_page(officer, participant, NOW).lines}
    assert lines[key].by_rule == Decimal("2.00")
    enter(province, agency, "par_officer", key, {"completed": "10", "planned": "50"})
    lines = {o.line.component.key: o.line for o in self_score_page(officer, participant, NOW).lines}
    assert lines[key].points == lines[key].by_rule == Decimal("0.00")


def test_a_unit_that_handed_in_enters_no_more_until_it_gets_it_back(province, agency):
    participant = province.participant(agency)
    unit = agency.units.get(key="inspectorate")
    key = participant.assessment.owners.filter(unit=unit).first().component_key
    head = province.of(agency, "head")
    hand_in(head, participant, unit, now=NOW)
    for person in ("head", "par_officer"):
        with pytest.raises(EntryClosed):
            enter(province, agency, person, key, {})
    with pytest.raises(EntryClosed):
        explain_missing(head, participant, key, "Muộn", now=NOW)
    send_back(province.of(agency, "par_officer"), participant, key, "Số liệu lệch", now=NOW)
    enter(province, agency, "head", key, {})
    page = self_score_page(head, participant, NOW)
    line = next(one for one in page.lines if one.line.component.key == key)
    assert line.sent_back.note == "Số liệu lệch"
    assert line.line.status == ScoreStatus.MISSING
    with pytest.raises(StepBlocked) as blocked:
        hand_in(head, participant, unit, now=NOW)
    assert [p.component_keys for p in blocked.value.problems] == [(key,)]
    explain_missing(head, participant, key, "Không phát sinh", now=NOW)
    hand_in(head, participant, unit, now=NOW)
    page = self_score_page(head, participant, NOW)
    assert next(one for one in page.units if one.unit == unit).is_done
    assert not [one for one in page.lines if one.sent_back]


def test_nothing_is_submitted_without_evidence_or_an_explanation(province, agency):
    officer, participant = province.of(agency, "par_officer"), province.participant(agency)
    missing = missing_evidence(officer, participant)
    assert PLAN in missing
    cite_document(officer, evidence_owner(participant, PLAN), PAPER)
    for key in missing:
        if key not in (PLAN, "heads_accountable"):
            explain_missing(officer, participant, key, "Đã gửi bản giấy", now=NOW)
    assert missing_evidence(officer, participant) == ("heads_accountable",)
    for unit in agency.units.all():
        if participant.assessment.owners.filter(unit=unit).exists():
            hand_in(officer, participant, unit, now=NOW)
    consolidate(officer, province.participant(agency), now=NOW)
    with pytest.raises(StepBlocked) as blocked:
        submit(officer, province.participant(agency), now=NOW)
    problem = blocked.value.problems[0]
    assert problem.condition == Condition.EVIDENCE_OR_EXPLANATION
    assert problem.component_keys == ("heads_accountable",)
    assert not Submission.objects.exists()


def test_a_submission_is_kept_with_its_hash_and_closes_figures_and_evidence(province, agency):
    officer = province.of(agency, "par_officer")
    owner = evidence_owner(province.participant(agency), PLAN)
    paper = cite_document(officer, owner, PAPER)
    participant = advance(province, agency, State.SUBMITTED)
    submission = Submission.objects.get()
    assert submission.sha256 == sha256_of(submission.content)
    component = submission.content["components"][PLAN]
    assert component["points"] == "0.50"
    assert component["evidence"][0]["document_number"] == "12/KH-SKHCN"
    assert Decimal(submission.content["points"]) == sum(
        Decimal(one["points"] or 0) for one in submission.content["components"].values()
    )
    before = submission.content
    with pytest.raises(EntryClosed):
        enter(province, agency, "par_officer", PLAN, {})
    assert not may_add(officer, owner)
    with pytest.raises(PermissionRefused):
        withdraw_attachment(officer, paper, "Nhầm")
    facts_changed(agency, 2021)
    assert Submission.objects.get().content == before
    assert participant.assessment.is_frozen


def test_evidence_is_closed_to_others_until_it_is_submitted(province, agency):
    participant = province.participant(agency)
    owner = evidence_owner(participant, PLAN)
    outsider = province.of(province.agencies[1], "par_officer")
    council = [province.of_council(name) for name in ("secretary", "member", "auditor")]
    assert may_view(province.of(agency, "auditor"), owner)
    assert not any(may_view(one, owner) for one in [outsider, *council])
    assert not may_add(province.of(agency, "head"), owner)  # another unit's component
    advance(province, agency, State.SUBMITTED)
    assert all(may_view(one, owner) for one in council)
    assert not may_view(province.of_council("other_field"), owner)
    assert not may_view(outsider, owner)


def test_an_identity_that_pretends_to_be_anothers_shows_nothing(province, agency):
    other = province.agencies[1]
    owner = evidence_owner(province.participant(agency), PLAN)
    forged = type(owner)(other.pk, owner.type, owner.id)
    assert not may_view(province.of(other, "par_officer"), forged)
    assert not may_add(province.of(other, "par_officer"), forged)
    for nonsense in ("x:plan_issued", "", "0:plan_issued"):
        one = type(owner)(agency.pk, owner.type, nonsense)
        assert not may_view(province.of(agency, "par_officer"), one)


def test_a_deadline_locks_by_itself_and_passes_the_agency_on(province, agency):
    after = DEADLINES[Stage.SELF_SCORE]
    unit = agency.units.get(key="inspectorate")
    participant = province.participant(agency)
    hand_in(province.of(agency, "head"), participant, unit, now=after - timedelta(seconds=1))
    office = agency.units.get(key="office")
    officer = province.of(agency, "par_officer")
    with pytest.raises(ValueError, match="hand_in"):
        hand_in(officer, participant, office, now=after)
    # Nobody has to do anything: the Office goes on.
    consolidate(officer, participant, now=after)
    assert province.participant(agency).state == State.CONSOLIDATED
    with pytest.raises(DeadlinePassed):
        submit(officer, province.participant(agency), now=DEADLINES[Stage.SUBMIT])


def test_units_enter_until_their_deadline_by_the_agencys_clock(province, agency):
    late = DEADLINES[Stage.SELF_SCORE].date()
    enter(province, agency, "par_officer", PLAN, {})
    type(agency).objects.filter(pk=agency.pk).update(demonstration_date=late)
    agency.refresh_from_db()
    with pytest.raises(EntryClosed) as closed:
        enter(province, agency, "par_officer", PLAN, {"issued": "on_time"})
    assert closed.value.reason == "deadline"


def test_the_daily_work_writes_down_who_was_passed_on(province, agency):
    class Progress:
        def report(self, done, total, words=""):
            self.last = (done, total)

    progress = Progress()
    assert lock_what_ended(NOW.date(), progress) == {"locked": 0}
    late = DEADLINES[Stage.SELF_SCORE].date()
    type(agency).objects.update(demonstration_date=late)
    assert lock_what_ended(late, progress) == {"locked": 3}
    assert progress.last == (3, 3)
    assert province.participant(agency).state == State.SELF_SCORED
    assert lock_what_ended(late, progress) == {"locked": 0}


@pytest.mark.parametrize(
    ("days", "level"), [(8, None), (7, 7), (4, 7), (3, 3), (2, 3), (1, 1), (0, 1)]
)
def test_a_warning_seven_three_and_one_days_before(province, days, level):
    agency = province.agencies[0]
    # The deadline is at midnight, so its last day is the day before.
    now = DEADLINES[Stage.SELF_SCORE] - timedelta(days=days, seconds=1)
    warning = deadline_warning(province.of(agency, "head"), province.participant(agency), now)
    assert (warning.level if warning else None) == level


def test_reopening_gives_one_agency_a_deadline_of_its_own(province, agency):
    participant = advance(province, agency, State.SUBMITTED)
    long_after = DEADLINES[Stage.APPRAISE] + timedelta(days=1)
    until = long_after + timedelta(days=2)
    reopen(
        province.of_council("secretary"),
        participant,
        State.DRAFT,
        "Cơ quan đề nghị bổ sung",
        until,
        now=long_after,
    )
    officer = province.of(agency, "par_officer")
    participant = province.participant(agency)
    assert participant.state == State.DRAFT
    claim_lower(officer, participant, PLAN, Decimal("0.10"), "Rà soát lại", now=long_after)
    for unit in agency.units.all():
        if participant.assessment.owners.filter(unit=unit).exists():
            hand_in(officer, province.participant(agency), unit, now=long_after)
    consolidate(officer, province.participant(agency), now=long_after)
    submit(officer, province.participant(agency), now=long_after)
    numbers = list(Submission.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2]
    points = [
        one.content["components"][PLAN]["points"] for one in Submission.objects.order_by("number")
    ]
    assert points == ["0.50", "0.10"]
    # The other agencies got no more time.
    other = province.agencies[1]
    with pytest.raises(ValueError, match="hand_in"):
        hand_in(
            province.of(other, "head"),
            province.participant(other),
            other.units.get(key="inspectorate"),
            now=long_after,
        )


def test_buttons_show_what_the_person_may_do_now(province, agency):
    participant = province.participant(agency)
    shown = {
        person: [step.value for step in open_steps(province.of(agency, person), participant, NOW)]
        for person in ("par_officer", "director", "head", "auditor")
    }
    assert shown == {
        "par_officer": ["hand_in", "send_back"],
        "director": [],
        "head": ["hand_in"],
        "auditor": [],
    }
    after = DEADLINES[Stage.SUBMIT] + timedelta(days=1)
    assert open_steps(province.of(agency, "par_officer"), participant, after) == []
    assert open_steps(province.of(province.agencies[1], "par_officer"), participant, NOW) == []


def test_the_story_of_a_component_is_the_agencys_own(province, agency):
    participant = province.participant(agency)
    claim_lower(
        province.of(agency, "par_officer"), participant, PLAN, Decimal(0), "Rút điểm", now=NOW
    )
    story = component_story(province.of(agency, "director"), participant, PLAN)
    assert story[0].reason == "Rút điểm"
    for stranger in (province.of(province.agencies[1], "director"), province.of_council("member")):
        with pytest.raises(PermissionRefused):
            component_story(stranger, participant, PLAN)
        with pytest.raises(PermissionRefused):
            self_score_page(stranger, participant, NOW)


def test_the_page_takes_few_queries_whatever_it_holds(
    province, agency, django_assert_max_num_queries
):
    officer, participant = province.of(agency, "par_officer"), province.participant(agency)
    for key in missing_evidence(officer, participant)[:5]:
        cite_document(officer, evidence_owner(participant, key), PAPER)
    with django_assert_max_num_queries(12):
        self_score_page(officer, participant, NOW)
