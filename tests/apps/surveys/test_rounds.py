"""A round's life: who may do what in which state, codes, answers once, marks, kiosk, closing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.surveys.rounds import ADDRESS, NEW, answer, hand_in, levels, opened, people

from parindex.accounts.services import PermissionRefused
from parindex.audit.models import AuditEvent
from parindex.surveys.constants import BURST_FREE, WRONG_CODES_FREE, Mark, RoundState, Way
from parindex.surveys.models import Pace, SurveyAnswer, SurveyCode, SurveyDraft
from parindex.surveys.pace import forget_paces
from parindex.surveys.queries.rounds import progress_of, strata_of, survey_of, surveys_of
from parindex.surveys.refusals import AnswersRefused, CodeRefused, SurveyRefused, TooMany
from parindex.surveys.services.answering import (
    hand_in_at_kiosk,
    held_form,
    kiosk_sheet,
    sheet_of,
)
from parindex.surveys.services.ending import close_ended_surveys
from parindex.surveys.services.rounds import (
    change_last_day,
    change_survey,
    close_survey,
    count_marked,
    create_survey,
    delete_survey,
    leave_marked_out,
    open_survey,
    set_kiosk,
    stop_kiosk,
)
from parindex.surveys.services.samples import (
    draw_sample,
    issue_codes,
    issue_spare_codes,
    load_population,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(department):
    return department.access("par_officer")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"title": "  "}, "title"),
        ({"period_last": date(2020, 1, 1)}, "period"),
        ({"closes_on": date(2021, 10, 1)}, "days"),
        ({"margin": Decimal("0.5")}, "margin"),
        ({"confidence": 94}, "confidence"),
        ({"questionnaire": "another@1"}, "unknown"),
        ({"questionnaire": "citizen-satisfaction"}, "unknown"),
    ],
)
def test_a_round_that_cannot_be_is_refused(officer, changed, reason):
    with pytest.raises(SurveyRefused, match=reason):
        create_survey(officer, replace(NEW, **changed))


def test_a_sample_is_drawn_by_procedure_and_channel_and_again_by_its_seed(department, officer):
    survey = create_survey(officer, NEW)
    load_population(officer, survey, people(department, 400))
    survey = draw_sample(officer, survey, seed=7)
    assert (survey.population_size, survey.sample_size) == (400, 197)
    assert [(one.size, one.drawn) for one in strata_of(officer, survey)] == [
        (100, 50),
        (100, 49),
        (100, 49),
        (100, 49),
    ]  # fmt: skip
    drawn = set(survey.population.filter(is_drawn=True).values_list("reference", flat=True))
    load_population(officer, survey, list(reversed(people(department, 400))))
    survey = draw_sample(officer, survey, seed=7)
    again = set(survey.population.filter(is_drawn=True).values_list("reference", flat=True))
    assert drawn == again
    assert draw_sample(officer, survey).seed != 7


def test_what_changes_the_population_takes_the_codes_back(department, officer):
    survey = create_survey(officer, NEW)
    load_population(officer, survey, people(department, 40))
    draw_sample(officer, survey)
    issue_codes(officer, survey)
    survey = change_survey(officer, survey, replace(NEW, title="Đợt 2"))
    assert (survey.title, survey.codes_issued, survey.seed) == ("Đợt 2", 0, None)
    assert SurveyCode.objects.count() == 0
    with pytest.raises(SurveyRefused, match="sample"):
        issue_codes(officer, survey)
    with pytest.raises(SurveyRefused, match="nobody"):
        open_survey(officer, survey)
    delete_survey(officer, survey)
    assert surveys_of(officer) == []


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (lambda one: [], "population"),
        (lambda one: [one, one], "population"),
        (lambda one: [replace(one, reference=" ")], "population"),
        (lambda one: [replace(one, channel="fax")], "channel"),
    ],
)
def test_a_population_that_cannot_be_is_refused(department, officer, wrong, reason):
    survey = create_survey(officer, NEW)
    with pytest.raises(SurveyRefused, match=reason):
        load_population(officer, survey, wrong(people(department, 1)[0]))


def test_a_code_is_told_once_kept_as_a_keyed_hash_and_gone_once_used(department):
    round_ = opened(department, 8)
    stored = set(SurveyCode.objects.values_list("digest", flat=True))
    assert len(stored) == 8
    for issued in round_.codes:
        assert len(issued.code) == 14
        assert not any(issued.code.replace("-", "").lower() in one for one in stored)
    code = round_.answer()
    assert SurveyCode.objects.count() == 7
    for spelling in (code, code.lower(), code.replace("-", " ")):
        with pytest.raises(CodeRefused):
            sheet_of(spelling, ADDRESS)
    with pytest.raises(CodeRefused):
        hand_in(code, ADDRESS)
    assert SurveyAnswer.objects.count() == 1


def test_codes_are_issued_anew_only_while_none_was_used(department, officer):
    round_ = opened(department, 8)
    old = round_.codes[0].code
    round_.codes = issue_codes(officer, round_.survey)
    with pytest.raises(CodeRefused):
        sheet_of(old, ADDRESS)
    round_.answer()
    with pytest.raises(SurveyRefused, match="codes"):
        issue_codes(officer, round_.survey)
    spare = issue_spare_codes(officer, round_.survey, 3)
    answer(spare[0].code, levels(round_.survey, 3))
    assert survey_of(officer, round_.survey.pk).codes_issued == 11


def test_a_draft_is_resumed_by_its_code_and_gone_once_handed_in(department):
    round_ = opened(department, 8)
    code = round_.codes[0].code
    about = {"on_behalf": "another", "sent_by": "post", "gave_feedback": "none"}
    page = sheet_of(code, ADDRESS).questionnaire.pages[0]
    with held_form(code, ADDRESS) as form:
        form.keep(page, about)
    assert sheet_of(code, ADDRESS).answers == about
    with held_form(code, ADDRESS) as form:
        form.keep(page, {**about, "sent_by": "online", "officials_manner": 5})
    assert sheet_of(code, ADDRESS).answers == {**about, "sent_by": "online"}
    with pytest.raises(AnswersRefused) as refused:
        hand_in(code, ADDRESS)
    assert refused.value.questions[0] == "access_information"
    assert SurveyDraft.objects.count() == 1
    answer(code, levels(round_.survey, 4))
    assert SurveyDraft.objects.count() == 0


@pytest.mark.parametrize("days", [(date(2021, 11, 25), date(2021, 11, 30)), None])
def test_a_code_opens_nothing_before_the_first_day_and_in_a_draft(department, officer, days):
    if days:
        round_ = opened(department, 8, opens_on=days[0], closes_on=days[1])
        code = round_.codes[0].code
    else:
        survey = create_survey(officer, NEW)
        load_population(officer, survey, people(department, 8))
        draw_sample(officer, survey)
        code = issue_codes(officer, survey)[0].code
    with pytest.raises(CodeRefused):
        sheet_of(code, ADDRESS)


def test_the_same_is_asked_of_the_database_whatever_a_code_is(department):
    round_ = opened(department, 8)
    used = round_.answer()
    asked = []
    for code in (used, "AAAA-BBBB-CCCC", "", "'; --"):
        with CaptureQueriesContext(connection) as seen, pytest.raises(CodeRefused):
            sheet_of(code, ADDRESS)
        asked.append(len(seen))
    assert len(set(asked)) == 1


def test_wrong_codes_are_slowed_down_and_a_right_one_is_not(department):
    round_ = opened(department, 8)
    for _ in range(WRONG_CODES_FREE):
        with pytest.raises(CodeRefused):
            sheet_of("AAAA-BBBB-CCCC", ADDRESS)
    with pytest.raises(TooMany) as slowed:
        sheet_of("AAAA-BBBB-CCCC", ADDRESS)
    assert slowed.value.seconds == 1
    with pytest.raises(CodeRefused):
        sheet_of("AAAA-BBBB-CCCC", "192.0.2.2")
    assert sheet_of(round_.codes[0].code, ADDRESS).survey == round_.survey
    assert ADDRESS not in "".join(Pace.objects.values_list("key", flat=True))
    Pace.objects.update(last_at="2021-01-01T00:00:00Z")
    assert forget_paces() == 2


def test_many_from_one_place_are_marked_and_counted_until_the_office_decides(department, officer):
    round_ = opened(department, 60)
    for _ in range(BURST_FREE + 5):
        round_.answer()
    marked = SurveyAnswer.objects.filter(is_marked=True)
    assert SurveyAnswer.objects.count() == BURST_FREE + 5
    assert sum(Mark.BURST in one.marks for one in marked) == 5
    assert progress_of(officer, round_.survey).marks == {"burst": 5, "fast": 0}
    with pytest.raises(SurveyRefused, match="reason"):
        leave_marked_out(officer, round_.survey, " ")
    survey = leave_marked_out(officer, round_.survey, "Một máy gửi liên tục")
    assert survey.marked_left_out_because == "Một máy gửi liên tục"
    assert count_marked(officer, survey).marked_left_out_because == ""


def test_what_is_filled_in_faster_than_it_can_be_read_is_marked(department):
    round_ = opened(department, 8)
    for place, seconds in enumerate((2, 200)):
        code = round_.codes[place].code
        pages = sheet_of(code, ADDRESS).questionnaire.pages
        given = levels(round_.survey, 4)
        with held_form(code, ADDRESS) as form:
            form.keep([section for page in pages for section in page], given)
        SurveyDraft.objects.update(started_at=timezone.now() - timedelta(seconds=seconds))
        hand_in(code, ADDRESS)
    assert sorted(SurveyAnswer.objects.values_list("marks", flat=True)) == [[], ["fast"]]


def test_a_kiosk_takes_answers_within_its_limits_and_the_same_form_once(department, officer):
    round_ = opened(department, 8)
    key = set_kiosk(officer, round_.survey, daily_limit=2, pause=0)
    given = levels(round_.survey, 4)
    assert kiosk_sheet(key, ADDRESS).survey == round_.survey
    for token in ("one", "one", "two"):
        hand_in_at_kiosk(key, given, token)
    assert SurveyAnswer.objects.filter(way=Way.KIOSK).count() == 2
    with pytest.raises(TooMany) as over:
        hand_in_at_kiosk(key, given, "three")
    assert over.value.seconds == 0
    key = set_kiosk(officer, round_.survey, daily_limit=100, pause=30)
    with pytest.raises(TooMany) as soon:
        hand_in_at_kiosk(key, given, "four")
    assert 20 <= soon.value.seconds <= 30
    stop_kiosk(officer, round_.survey)
    for key_ in (key, ""):
        with pytest.raises(CodeRefused):
            kiosk_sheet(key_, ADDRESS)


def test_closing_is_for_good(department, officer):
    round_ = opened(department, 8)
    round_.answer()
    with pytest.raises(SurveyRefused, match="days"):
        change_last_day(officer, round_.survey, date(2021, 11, 23))
    change_last_day(officer, round_.survey, date(2021, 11, 24))
    survey = round_.close()
    assert (survey.state, survey.closed_on) == (RoundState.CLOSED, date(2021, 11, 24))
    assert (survey.codes_issued, survey.codes_unused) == (8, 7)
    assert surveys_of(officer)[0].response_rate == (1, 8)
    with pytest.raises(CodeRefused):
        sheet_of(round_.codes[3].code, ADDRESS)
    for step in (close_survey, open_survey, issue_codes, delete_survey, stop_kiosk):
        with pytest.raises(SurveyRefused, match="state"):
            step(officer, survey)


def test_a_round_whose_last_day_is_over_is_closed_at_night(department):
    round_ = opened(department, 8, closes_on=date(2021, 11, 24))
    round_.answer()
    assert close_ended_surveys() == []
    department.agency.demonstration_date = date(2021, 11, 25)
    department.agency.save()
    assert close_ended_surveys() == [round_.survey]
    round_.survey.refresh_from_db()
    assert (round_.survey.state, round_.survey.codes_unused) == (RoundState.CLOSED, 7)
    assert close_ended_surveys() == []


@pytest.mark.parametrize("person", ["director", "unit_head", "one_stop_officer", "auditor"])
def test_who_does_not_run_surveys_changes_nothing(department, person):
    round_ = opened(department, 8)
    access = department.access(person)
    for step in (
        lambda: create_survey(access, NEW),
        lambda: issue_codes(access, round_.survey),
        lambda: close_survey(access, round_.survey),
        lambda: leave_marked_out(access, round_.survey, "vì"),
    ):
        with pytest.raises(PermissionRefused):
            step()
    assert [one.survey for one in surveys_of(access)] == [round_.survey]


def test_another_agency_sees_and_changes_nothing(department, other_department):
    round_ = opened(department, 8)
    stranger = other_department.access("par_officer")
    assert surveys_of(stranger) == []
    assert survey_of(stranger, round_.survey.pk) is None
    for read in (close_survey, strata_of, progress_of):
        with pytest.raises(PermissionRefused):
            read(stranger, round_.survey)


def test_the_audit_says_what_the_office_did_and_nothing_of_answers(department):
    round_ = opened(department, 8)
    round_.answer()
    round_.close()
    actions = list(
        AuditEvent.objects.filter(target_type="survey").order_by("pk").values_list("action")
    )
    assert [action for (action,) in actions] == [
        "create_survey",
        "load_survey_population",
        "draw_survey_sample",
        "issue_survey_codes",
        "open_survey",
        "close_survey",
    ]
