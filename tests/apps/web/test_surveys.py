"""The office's pages of surveys: a round from its questionnaire to its points, others' results."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.agency_dossiers.conftest import LINES, export
from tests.apps.agency_dossiers.conftest import load as load_export
from tests.apps.surveys.rounds import CITIZENS, NEW, answer, levels, opened

from parindex.surveys.models import OutsideSurvey, SurveyRound
from parindex.surveys.queries.questionnaires import questionnaire_of
from parindex.surveys.questionnaire.model import WORDS
from parindex.surveys.services.rounds import create_survey
from parindex.surveys.table_columns import OUTSIDE_COLUMNS, POPULATION_COLUMNS
from parindex.web.survey_results import EXPORT_COLUMNS
from parindex.web.templatetags.formats import percent
from parindex.web.views.survey_codes import CODE_COLUMNS
from parindex_tables.reading import read_table
from parindex_tables.writing import write_table

FACTS = {
    "title": "Khảo sát người dân",
    "questionnaire": CITIZENS,
    "year": "2021",
    "period_first": "1/1/2021",
    "period_last": "30/9/2021",
    "opens_on": "1/11/2021",
    "closes_on": "31/12/2021",
    "margin": "5",
    "confidence": "95",
}
REPORT = {
    "audience": "citizens",
    "year": "2021",
    "conducted_by": "Sở Nội vụ",
    "source": "12/BC-SNV",
    "published_on": "1/11/2021",
}


@pytest.fixture
def officer(client, no_dossiers):
    client.force_login(no_dossiers.people["par_officer"])
    return client


@pytest.fixture
def answered(no_dossiers):
    """Twelve answers, the first two with words, closed."""
    survey = opened(no_dossiers)
    words = words_for(survey.survey, "Chỗ chờ hơi chật")
    for place in range(12):
        survey.answer(4 if place < 6 else 5, **(words if place < 2 else {}))
    return survey.close()


def words_for(survey, text):
    """An answer to the last question that is asked for words."""
    asked = [one for _, one in questionnaire_of(survey.questionnaire).questions()]
    return {next(one.key for one in reversed(asked) if one.type == WORDS): text}


def workbook(columns, rows):
    return SimpleUploadedFile("a.xlsx", write_table(columns, rows))


def step(client, survey, name, **values):
    return client.post(reverse("survey", args=[survey.pk]), {"step": name, **values})


def test_a_round_from_its_questionnaire_to_its_points(officer, no_dossiers):
    answer_of_new = officer.post(reverse("survey-new"), FACTS)
    survey = SurveyRound.objects.get()
    assert answer_of_new["Location"] == reverse("survey-population", args=[survey.pk])
    rows = [{"reference": f"H-{n:03d}", "procedure": "1.000001"} for n in range(40)]
    place = reverse("survey-population", args=[survey.pk])
    assert officer.post(place, {"file": workbook(POPULATION_COLUMNS, rows)}).status_code == 302
    step(officer, survey, "draw", seed="664")
    survey.refresh_from_db()
    assert (survey.population_size, survey.sample_size, survey.seed) == (40, 37, 664)
    sent = officer.post(
        reverse("survey-codes", args=[survey.pk]), {"which": "drawn", "format": "xlsx"}
    )
    codes = [row.values["code"] for row in read_table(sent.content, CODE_COLUMNS).rows]
    assert len(codes) == 37
    step(officer, survey, "open")
    survey.refresh_from_db()
    for code in codes[:30]:
        answer(code, levels(survey, 5))
    running = officer.get(reverse("survey", args=[survey.pk]))
    assert running.context["progress"].answers == 30
    assert officer.get(reverse("survey-results", args=[survey.pk])).context["results"] is None
    step(officer, survey, "close")
    shown = officer.get(reverse("survey-results", args=[survey.pk]))
    assert shown.context["results"].total.share == 1
    (feed,) = shown.context["feeds"]
    assert (feed.component.code, feed.standing) == ("8.2", "10,00 trên 10,00 điểm")
    (row,) = officer.get(reverse("surveys")).context["rows"]
    assert percent(row["share"].share) == "100,00 %"


def test_settled_dossiers_of_the_period_become_the_population(officer, no_dossiers):
    load_export(no_dossiers, export(LINES))
    officer.post(reverse("survey-new"), FACTS)
    survey = SurveyRound.objects.get()
    place = reverse("survey-population", args=[survey.pk])
    settled = officer.get(place).context["settled"]
    assert settled > 0
    officer.post(place, {"from": "dossiers"})
    assert survey.population.count() == settled
    assert {one.channel for one in survey.population.all()} <= {"direct", "online", "post"}


def test_a_list_with_mistakes_writes_nothing_and_says_where(officer, no_dossiers):
    officer.post(reverse("survey-new"), FACTS)
    survey = SurveyRound.objects.get()
    rows = [{"reference": "H-1", "unit": "Phòng không có"}, {"reference": "H-1"}]
    place = reverse("survey-population", args=[survey.pk])
    page = officer.post(place, {"file": workbook(POPULATION_COLUMNS, rows)})
    assert page.status_code == 422
    assert page.context["problems"][0].place
    assert not survey.population.exists()


def test_a_form_with_mistakes_keeps_what_was_typed(officer, no_dossiers):
    page = officer.post(reverse("survey-new"), {**FACTS, "margin": "50", "closes_on": "1/1/2021"})
    assert page.status_code == 422
    assert page.context["form"].errors
    assert "Khảo sát người dân" in page.content.decode()
    assert not SurveyRound.objects.exists()


def test_a_draft_is_changed_and_an_open_round_is_not(officer, no_dossiers):
    officer.post(reverse("survey-new"), FACTS)
    survey = SurveyRound.objects.get()
    place = reverse("survey-change", args=[survey.pk])
    assert officer.get(place).context["form"]["margin"].value() == "5"
    assert officer.post(place, {**FACTS, "margin": "2,5"}).status_code == 302
    survey.refresh_from_db()
    assert str(survey.margin) == "2.50"
    SurveyRound.objects.update(state="open")
    assert officer.post(place, FACTS).status_code == 422


def test_without_codes_or_counter_a_round_does_not_open(officer, no_dossiers):
    officer.post(reverse("survey-new"), FACTS)
    survey = SurveyRound.objects.get()
    step(officer, survey, "open")
    survey.refresh_from_db()
    assert survey.state == "draft"
    poster = officer.post(
        reverse("survey-counter", args=[survey.pk]), {"daily_limit": "50", "pause": "10"}
    )
    assert poster.content.startswith(b"%PDF")
    step(officer, survey, "open")
    survey.refresh_from_db()
    assert (survey.state, survey.kiosk_daily_limit) == ("open", 50)


def test_results_words_workbook_and_report(officer, answered):
    place = reverse("survey-results", args=[answered.pk])
    assert officer.get(place, {"words": "cho CHAT"}).context["texts_total"] == 2
    assert officer.get(place, {"words": "khong co"}).context["texts_total"] == 0
    shown = officer.get(place).context
    assert shown["parts"][0].key == "matters"
    assert all(line.now.answers >= 5 for part in shown["parts"] for line in part.lines)
    sent = officer.get(reverse("survey-results-export", args=[answered.pk]))
    table = read_table(sent.content, EXPORT_COLUMNS)
    assert table.rows[0].values["answers"] == 12
    head = {"issuing_body": "Sở", "symbol": "BC-S", "signer_title": "Giám đốc"}
    paper = officer.post(reverse("survey-report", args=[answered.pk]), head)
    text = "\n".join(one.text for one in docx.Document(BytesIO(paper.content)).paragraphs)
    assert "Số phiếu: 12." in text
    assert percent(shown["results"].total.share) in text


def test_results_stand_beside_the_round_before(officer, no_dossiers, answered):
    second = opened(no_dossiers, opens_on=date(2021, 11, 2), closes_on=date(2021, 12, 31))
    for _ in range(6):
        second.answer(3)
    now = second.close()
    shown = officer.get(reverse("survey-results", args=[now.pk])).context
    assert shown["comparison"].before.survey == answered
    assert all(line.change < 0 for line in shown["parts"][0].lines)


def test_marked_answers_are_left_out_by_a_reason(officer, no_dossiers):
    survey = opened(no_dossiers).survey
    assert step(officer, survey, "leave_out", reason=" ").status_code == 302
    survey.refresh_from_db()
    assert survey.marked_left_out_because == ""
    step(officer, survey, "leave_out", reason="Cùng một máy")
    survey.refresh_from_db()
    assert survey.marked_left_out_because == "Cùng một máy"


def test_results_of_others_are_looked_at_then_recorded_then_withdrawn(officer, no_dossiers):
    place = reverse("outside-survey-new")
    wrong = [{"matter": "Chung", "answers": 10, "points": 90, "points_possible": 80}]
    page = officer.post(place, {**REPORT, "file": workbook(OUTSIDE_COLUMNS, wrong)})
    assert page.status_code == 422
    assert len(page.context["problems"]) == 1
    right = [{"matter": "Chung", "answers": 10, "points": 60, "points_possible": 80}]
    preview = officer.post(place, {**REPORT, "file": workbook(OUTSIDE_COLUMNS, right)})
    assert not OutsideSurvey.objects.exists()
    assert percent(preview.context["share"]) == "75,00 %"
    officer.post(place, {"confirmed": preview.context["confirmed"]})
    found = OutsideSurvey.objects.get()
    assert officer.post(place, {"confirmed": "spoilt"}).status_code == 422
    withdraw = reverse("outside-survey-withdraw", args=[found.pk])
    officer.post(withdraw, {"reason": ""})
    assert OutsideSurvey.objects.exists()
    officer.post(withdraw, {"reason": "Báo cáo thay thế"})
    assert not OutsideSurvey.objects.exists()


def test_more_rounds_ask_no_more_queries(officer, no_dossiers):
    create_survey(no_dossiers.access("par_officer"), NEW)
    officer.get(reverse("surveys"))
    with CaptureQueriesContext(connection) as with_one:
        officer.get(reverse("surveys"))
    for _ in range(20):
        create_survey(no_dossiers.access("par_officer"), NEW)
    with CaptureQueriesContext(connection) as with_many:
        assert len(officer.get(reverse("surveys")).context["rows"]) == 21
    assert len(with_many) == len(with_one)
