"""What the office's pages of surveys cost: as many queries for much as for little."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.surveys.rounds import CITIZENS, NEW, opened
from tests.apps.web.test_surveys import words_for

from parindex.surveys.services.outside import MatterResult, OutsideReport, record_outside_survey
from parindex.surveys.services.questionnaires import begin_draft
from parindex.surveys.services.rounds import create_survey
from parindex.surveys.services.samples import Person, draw_sample, load_population

MOST_QUERIES = 20


@pytest.fixture
def officer(client, no_dossiers):
    client.force_login(no_dossiers.people["par_officer"])
    return client


@pytest.fixture
def asked(officer):
    """How many queries a page asks, once what a process keeps is kept."""

    def count(name, *arguments):
        place = reverse(name, args=arguments)
        assert officer.get(place).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            officer.get(place)
        assert len(queries) <= MOST_QUERIES
        return len(queries)

    return count


def of_procedures(number):
    """A population of that many procedures, in two channels."""
    return [
        Person(reference=f"{place}", procedure=f"1.{place // 2:06d}",
               channel="online" if place % 2 else "direct")
        for place in range(2 * number)
    ]  # fmt: skip


def test_a_population_of_many_procedures(asked, no_dossiers):
    officer = no_dossiers.access("par_officer")
    seen = []
    for number in (1, 40):
        survey = create_survey(officer, NEW)
        load_population(officer, survey, of_procedures(number))
        draw_sample(officer, survey, seed=7)
        seen.append(
            [asked(name, survey.pk) for name in ("survey", "survey-population", "survey-codes")]
        )
    assert seen[0] == seen[1]


def test_a_round_with_many_answers(asked, no_dossiers):
    few, many = opened(no_dossiers, 60), opened(no_dossiers, 60)
    for survey, answers in ((few, 6), (many, 40)):
        words = words_for(survey.survey, "Chỗ chờ hơi chật")
        for _ in range(answers):
            survey.answer(4, **words)
    assert asked("survey", few.survey.pk) == asked("survey", many.survey.pk)
    assert asked("survey-counter", few.survey.pk) == asked("survey-counter", many.survey.pk)
    closed = [one.close() for one in (few, many)]
    results = [asked("survey-results", survey.pk) for survey in closed]
    assert results[0] == results[1]


def test_many_questionnaires(asked, no_dossiers):
    officer = no_dossiers.access("par_officer")
    draft = begin_draft(officer, CITIZENS)
    pages = ("questionnaires", "questionnaire-new", "survey-new")
    few = [asked(name) for name in pages]
    for _ in range(10):
        begin_draft(officer, CITIZENS)
    assert [asked(name) for name in pages] == few
    for name in ("questionnaire-draft", "questionnaire-words", "questionnaire-section-new"):
        assert asked(name, draft.pk) <= 8
    assert asked("questionnaire-preview", CITIZENS) <= 8


def test_many_reports_of_others(asked, no_dossiers):
    def report(number):
        matter = MatterResult("Chung", 100, Decimal(400), Decimal(500))
        facts = (2021, "citizens", "Sở Nội vụ", f"{number}/BC-SNV", (matter,), date(2021, 11, 1))
        named = ("year", "audience", "conducted_by", "source", "results", "published_on")
        return OutsideReport(**dict(zip(named, facts, strict=True)))

    officer = no_dossiers.access("par_officer")
    record_outside_survey(officer, report(1))
    few = asked("outside-surveys")
    for number in range(2, 12):
        record_outside_survey(officer, report(number))
    assert asked("outside-surveys") == few
