"""The demonstration surveys: last year closed with results, this year running and not counted."""

from fractions import Fraction

import pytest
from tests.departments import Department

from parindex.accounts.constants import Role
from parindex.accounts.queries import access
from parindex.accounts.services import create_account, grant_role
from parindex.assessments.constants import Horizon
from parindex.assessments.services import values_of_component
from parindex.demonstration.surveys import LAST_YEAR, MARKED, SO_FAR, load_surveys
from parindex.surveys.constants import RoundState
from parindex.surveys.queries.results import PROCEDURE, UNIT, comparison_of, results_of
from parindex.surveys.queries.rounds import progress_of, surveys_of
from parindex.surveys.queries.words import words_of
from parindex.surveys.refusals import SurveyRefused
from parindex.surveys.services.illustrative import load_illustrative_answers
from parindex.surveys.services.rounds import close_survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def surveyed(department: Department):
    officer = create_account("officer", "Cán bộ CCHC (minh họa)", "a long enough password")
    grant_role(officer, Role.PAR_OFFICER, department.agency)
    load_surveys(department.agency, 2021, department.units)
    return access(officer, department.agency)


def test_last_years_results_are_there_and_this_year_counts_nothing_yet(surveyed, department):
    lines = {(one.survey.year, one.survey.audience): one for one in surveys_of(surveyed)}
    assert len(lines) == 3
    running, citizens, staff = (
        lines[key].survey for key in ((2021, "citizens"), (2020, "citizens"), (2020, "staff"))
    )
    assert (running.state, citizens.state, staff.state) == (
        RoundState.OPEN, RoundState.CLOSED, RoundState.CLOSED,
    )  # fmt: skip
    assert all(one.survey.is_illustrative for one in lines.values())
    found = results_of(surveyed, citizens)
    assert found.answers == LAST_YEAR
    assert Fraction(84, 100) < found.total.share < Fraction(87, 100)
    assert found.groups[UNIT]
    assert found.groups[PROCEDURE]
    assert words_of(surveyed, citizens, search="minh hoa").total > 20
    assert results_of(surveyed, staff).total.share > Fraction(4, 5)
    assert progress_of(surveyed, running).answers == SO_FAR
    assert lines[(2021, "citizens")].marked == MARKED
    for key in ("citizen_satisfaction", "staff_assessment"):
        assert values_of_component(department.assessment, key, Horizon.SO_FAR) == {}
    closed = close_survey(surveyed, running)
    assert comparison_of(surveyed, results_of(surveyed, closed)).before.survey == citizens
    assert values_of_component(department.assessment, "citizen_satisfaction", Horizon.SO_FAR)
    with pytest.raises(SurveyRefused, match="state"):
        load_illustrative_answers(closed, [])
