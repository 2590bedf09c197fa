"""What a closed round says, exact; what it must not say; and the points that it gives."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.apps.surveys.rounds import STAFF, levels, opened

from parindex.accounts.services import PermissionRefused
from parindex.assessments.constants import Horizon
from parindex.assessments.services import values_of_component
from parindex.surveys.constants import Audience, Mark
from parindex.surveys.measures import MEASURES
from parindex.surveys.models import SurveyAnswer, SurveyRound
from parindex.surveys.queries.outside import outside_surveys_of
from parindex.surveys.queries.results import CHANNEL, PROCEDURE, UNIT, comparison_of, results_of
from parindex.surveys.queries.words import questions_with_words, words_of
from parindex.surveys.questionnaire import MatterPoints
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.satisfaction import satisfaction
from parindex.surveys.services.answering import hand_in_at_kiosk
from parindex.surveys.services.outside import (
    MatterResult,
    OutsideReport,
    record_outside_survey,
    withdraw_outside_survey,
)
from parindex.surveys.services.rounds import count_marked, leave_marked_out, set_kiosk

pytestmark = pytest.mark.django_db
TODAY = date(2021, 11, 24)
CITIZENS_MEASURE, STAFF_MEASURE = MEASURES
REPORT = OutsideReport(
    year=2021,
    audience=Audience.CITIZENS.value,
    conducted_by="Cơ quan chủ trì khảo sát (minh họa)",
    source="00/BC-KS ngày 20/11/2021",
    published_on=date(2021, 11, 20),
    results=(
        MatterResult("Tiếp cận", 200, Decimal("780.50"), Decimal("1000.00")),
        MatterResult("Kết quả", 190, Decimal("900.00"), Decimal("950.00")),
    ),
)


def so_far(department, key="citizen_satisfaction"):
    return values_of_component(department.assessment, key, Horizon.SO_FAR)


@pytest.fixture
def answered(department):
    """Forty asked, the first 20 answered: levels 5 and 4 in turn, one complains."""
    round_ = opened(department, 40)
    for place in range(20):
        round_.answer(5 - place % 2)
    return round_


def test_satisfaction_is_points_by_points_possible_exact():
    found = satisfaction([MatterPoints(9, 10), MatterPoints(4, 5), MatterPoints(0, 0)], 95)
    assert (found.answers, found.points, found.possible) == (2, 13, 15)
    assert found.share == Fraction(13, 15)
    # e = 9 - 26/3 = 1/3 and -1/3; variance = 2 × (2/9) ÷ (1 × 225), its root is 2/45.
    assert (found.low, found.high) == (Decimal("0.7796"), Decimal("0.9538"))


def test_the_interval_narrows_as_more_of_the_population_answered():
    given = [MatterPoints(points, 5) for points in (5, 4, 3, 5, 4, 5)]
    without, half, all_ = (satisfaction(given, 95, size) for size in (None, 12, 6))
    assert without.high - without.low > half.high - half.low
    assert all_.low == all_.high == Decimal("0.8667")


def test_a_running_round_shows_nothing(answered):
    assert results_of(answered.officer, answered.survey) is None
    assert words_of(answered.officer, answered.survey).is_hidden
    assert CITIZENS_MEASURE.count(answered.department.agency, 2021, TODAY) is None
    rows = CITIZENS_MEASURE.rows(answered.department.agency, 2021, TODAY, "", 0, 10).rows
    assert [row.left_out for row in rows] == ["đợt khảo sát chưa kết thúc"]


def test_closing_makes_points_count_and_opens_onto_its_rows(answered):
    assert so_far(answered.department) == {}
    answered.close()
    # 14 scales are asked of each who gave no feedback, of 5 points.
    assert so_far(answered.department) == {
        "satisfaction_points": str(10 * 14 * 5 + 10 * 14 * 4),
        "satisfaction_points_possible": str(20 * 14 * 5),
    }
    count = CITIZENS_MEASURE.count(answered.department.agency, 2021, TODAY)
    rows = CITIZENS_MEASURE.rows(answered.department.agency, 2021, TODAY, "", 0, 10)
    assert rows.total == count.rows == 5
    assert rows.rows[0].text == "Tiếp cận dịch vụ: 270 trên 300 điểm, 20 phiếu"
    assert rows.rows[0].url == f"/surveys/{answered.survey.pk}/results/"
    assert rows.rows[0].counted_in == ("satisfaction_points", "satisfaction_points_possible")
    assert CITIZENS_MEASURE.count(answered.department.agency, 2020, TODAY) is None


def test_results_are_by_matter_unit_procedure_and_channel(answered):
    survey = answered.close()
    found = results_of(answered.officer, survey)
    assert (found.answers, found.total.share) == (20, Fraction(9, 10))
    assert found.matters[("access",)].points == 270
    # Everybody of the population of 40 was asked.
    assert found.total.low < Decimal("0.9") < found.total.high
    by_family = {
        family: {g.name: g.total.answers for g in found.groups[family]} for family in found.groups
    }
    stored = SurveyAnswer.objects.filter(round=survey)
    for family, field in ((PROCEDURE, "procedure"), (CHANNEL, "channel"), (UNIT, "unit")):
        for name, number in by_family[family].items():
            assert stored.filter(**{field: name}).count() == number >= 5
    assert sum(by_family[CHANNEL].values()) == 20


def test_groups_with_fewer_than_five_are_hidden(answered):
    survey = answered.close()
    stored = SurveyAnswer.objects.filter(round=survey)
    stored.update(channel="online")
    few = list(stored.values_list("pk", flat=True)[:3])
    stored.filter(pk__in=few).update(channel="post")
    found = results_of(answered.officer, survey)
    # With the total known, “online” would give the other three away.
    assert found.groups[CHANNEL] == []
    assert CHANNEL in found.hidden


def test_with_fewer_than_five_answers_nothing_is_shown_or_counted(department):
    round_ = opened(department, 40)
    for _ in range(4):
        round_.answer()
    survey = round_.close()
    assert results_of(round_.officer, survey) is None
    assert words_of(round_.officer, survey).is_hidden
    assert so_far(department) == {}
    rows = CITIZENS_MEASURE.rows(department.agency, 2021, TODAY, "", 0, 10).rows
    assert [row.left_out for row in rows] == ["có ít hơn 5 phiếu được tính"]


def test_a_matter_that_few_answered_is_shown_with_another(department):
    round_ = opened(department, 40)
    for place in range(8):
        given = {one: "" for one in ("feedback_channels",) if place >= 2}
        round_.answer(5, **given)
    survey = round_.close()
    found = results_of(round_.officer, survey)
    assert ("feedback",) not in found.matters
    assert ("access", "feedback") in found.matters
    texts = [
        row.text for row in CITIZENS_MEASURE.rows(department.agency, 2021, TODAY, "", 0, 9).rows
    ]
    assert not any("2 phiếu" in text for text in texts)


def test_options_that_few_chose_are_hidden_with_another(department):
    round_ = opened(department, 40)
    for place in range(12):
        chosen = "counter" if place < 2 else "online" if place < 7 else "post"
        round_.answer(5, sent_by=chosen)
    found = results_of(round_.officer, round_.close())
    line = next(one for one in found.questions if one.question.key == "sent_by")
    assert (line.counts, line.hidden) == ({"post": 5}, 7)


def test_words_are_found_folded_and_stand_alone(answered):
    texts = ["Xin cải thiện chỗ ngồi", "Hồ sơ bị CHẬM", "cam on"]
    for text in texts:
        answered.answer(4, words=text)
    answered.answer(1, late_reason="Chậm hai tuần")
    survey = answered.close()
    officer = answered.officer
    assert words_of(officer, survey).total == 4
    assert words_of(officer, survey, search="ho so cham").texts == [("words", "Hồ sơ bị CHẬM")]
    assert words_of(officer, survey, search="chậm").total == 2
    assert words_of(officer, survey, question="late_reason").total == 1
    assert questions_with_words(officer, survey) == {"words": 3, "late_reason": 1}
    assert all("words" not in one for one in SurveyAnswer.objects.values_list("answers", flat=True))


def test_marked_answers_count_until_they_are_left_out(answered):
    survey = answered.close()
    SurveyAnswer.objects.filter(round=survey).update(marks=[], is_marked=False)
    some = list(SurveyAnswer.objects.filter(round=survey).values_list("pk", flat=True)[:10])
    SurveyAnswer.objects.filter(pk__in=some).update(marks=[Mark.BURST], is_marked=True)
    before = so_far(answered.department)
    leave_marked_out(answered.officer, survey, "Một máy gửi liên tục")
    assert so_far(answered.department)["satisfaction_points_possible"] == "700"
    survey.refresh_from_db()
    found = results_of(answered.officer, survey)
    assert (found.answers, found.marked, found.left_out) == (10, 10, 10)
    count_marked(answered.officer, survey)
    assert so_far(answered.department) == before


def test_answers_of_a_kiosk_leave_the_population_unknown(answered):
    key = set_kiosk(answered.officer, answered.survey, 10, 0)
    hand_in_at_kiosk(key, levels(answered.survey, 5), "token")
    # Of a population of 20 all 20 answered, so nothing is left to chance but the kiosk.
    SurveyRound.objects.update(population_size=20)
    survey = answered.close()
    assert results_of(answered.officer, survey).total.low < Decimal("0.9")
    SurveyAnswer.objects.filter(way="kiosk").delete()
    found = results_of(answered.officer, survey)
    assert found.total.low == found.total.high == Decimal("0.9000")


def test_a_round_is_compared_with_the_last_of_its_questionnaire(department):
    first = opened(department, 20, opens_on=date(2021, 10, 1), closes_on=date(2021, 11, 24))
    for _ in range(6):
        first.answer(3)
    first.close()
    second = opened(department, 20)
    for _ in range(6):
        second.answer(4)
    second.close()
    before, now = (results_of(one.officer, one.survey) for one in (first, second))
    assert comparison_of(first.officer, before) is None
    found = comparison_of(second.officer, now)
    assert [one.share for one in found.total] == [Fraction(4, 5), Fraction(3, 5)]
    assert next((one.matter, one.now.share, one.before.share) for one in found.matters) == (
        "access",
        Fraction(4, 5),
        Fraction(3, 5),
    )
    # Two rounds of a year count together.
    assert so_far(department) == {
        "satisfaction_points": str(6 * 14 * 7),
        "satisfaction_points_possible": str(12 * 14 * 5),
    }


def test_officials_fill_their_own_component(department):
    round_ = opened(department, 10, questionnaire=STAFF)
    for _ in range(5):
        round_.answer(4)
    round_.close()
    assert so_far(department, "staff_assessment") == {
        "assessment_points": str(5 * 12 * 4),
        "assessment_points_possible": str(5 * 12 * 5),
    }
    assert so_far(department) == {}


def test_what_others_surveyed_counts_in_place_of_own_rounds(answered):
    answered.close()
    own = so_far(answered.department)
    officer = answered.officer
    record_outside_survey(officer, REPORT)
    counted = {"satisfaction_points": "1680.5", "satisfaction_points_possible": "1950"}
    assert so_far(answered.department) == counted
    rows = CITIZENS_MEASURE.rows(answered.department.agency, 2021, TODAY, "", 0, 10).rows
    assert [row.text for row in rows][:1] == ["Tiếp cận: 780,5 trên 1.000 điểm, 200 phiếu"]
    assert rows[-1].left_out == "kết quả của cơ quan chủ trì khảo sát được tính thay"
    later = replace(
        REPORT,
        source="01/BC-KS ngày 22/11/2021",
        published_on=date(2021, 11, 22),
        results=(MatterResult("Chung", 10, Decimal(1), Decimal(2)),),
    )
    record_outside_survey(officer, later)
    assert so_far(answered.department)["satisfaction_points"] == "1"
    corrected = replace(later, results=(MatterResult("Chung", 10, Decimal(2), Decimal(2)),))
    survey = record_outside_survey(officer, corrected)
    assert so_far(answered.department)["satisfaction_points"] == "2"
    assert len(outside_surveys_of(officer)) == 2
    with pytest.raises(SurveyRefused, match="reason"):
        withdraw_outside_survey(officer, survey, "")
    withdraw_outside_survey(officer, survey, "Nhập nhầm")
    assert so_far(answered.department) == counted
    withdraw_outside_survey(officer, outside_surveys_of(officer)[0], "Nhập nhầm")
    assert so_far(answered.department) == own


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"audience": "dogs"}, "audience"),
        ({"source": " "}, "source"),
        ({"conducted_by": ""}, "source"),
        ({"results": ()}, "points"),
        ({"results": (MatterResult("A", 1, Decimal(3), Decimal(2)),)}, "points"),
        ({"results": (MatterResult("A", 1, Decimal("0.005"), Decimal(2)),)}, "points"),
        ({"results": (MatterResult("A", 1, Decimal(1), Decimal(2)),) * 2}, "twice"),
    ],
)
def test_a_report_that_cannot_be_is_refused(department, changed, reason):
    with pytest.raises(SurveyRefused, match=reason):
        record_outside_survey(department.access("par_officer"), replace(REPORT, **changed))
    assert outside_surveys_of(department.access("auditor")) == []


def test_who_does_not_run_surveys_records_no_report(department):
    with pytest.raises(PermissionRefused):
        record_outside_survey(department.access("unit_head"), REPORT)
