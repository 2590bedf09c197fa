"""Facts fill components: what a measure counts, what a person enters instead, and both."""

from datetime import date

import pytest
from tests.departments import Department

from parindex.assessments.constants import Horizon
from parindex.assessments.counting import recount_measures
from parindex.assessments.models import ComponentCount, ComponentScore
from parindex.assessments.services import Origin, enter_values, values_of_component
from parindex.editions import measures
from parindex.editions.measures import (
    Count,
    Measure,
    MeasureRows,
    MeasureTwice,
    facts_changed,
    register_measures,
)
from parindex.editions.queries import framework_of

KEY = "plan_completion"
DAY = date(2021, 11, 24)


class Register:
    """A register of a test: how many of how many are done, None before its first entry."""

    def __init__(self) -> None:
        self.done: tuple[int, int] | None = None

    def count(self, agency: object, year: int, today: date) -> Count | None:
        if self.done is None:
            return None
        completed, planned = self.done
        values = {"completed": str(completed), "planned": str(planned)}
        return Count(values, today, "Sổ thử", planned)


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    monkeypatch.setattr(measures, "_measures", {})
    kept = Register()
    rows = MeasureRows(0, ())
    register_measures(Measure("test.done", KEY, "Sổ thử", kept.count, lambda *asked: rows))
    return kept


def _values(department: Department) -> dict[str, str]:
    return values_of_component(department.assessment, KEY, Horizon.SO_FAR)


def _points(department: Department) -> str:
    found = ComponentScore.objects.get(
        assessment=department.assessment, component_key=KEY, horizon=Horizon.SO_FAR
    )
    return str(found.points)


def _enter(department: Department, values: dict[str, str]) -> None:
    component = framework_of(department.assessment.edition).component(KEY)
    granted = department.access("par_officer")
    origin = Origin(DAY, "Báo cáo 12/BC-SKHCN")
    seen = _values(department)
    enter_values(
        granted, department.assessment, component, Horizon.SO_FAR, values, origin, seen=seen
    )


@pytest.mark.django_db
def test_changed_facts_move_the_component(department: Department, register: Register) -> None:
    facts_changed(department.agency, department.assessment.year, "test.done")
    assert _values(department) == {}
    register.done = (45, 50)
    facts_changed(department.agency, department.assessment.year, "test.done")
    assert _values(department) == {"completed": "45", "planned": "50"}
    assert _points(department) == "2.25"
    register.done = None
    facts_changed(department.agency, department.assessment.year, "test.done")
    assert _values(department) == {}
    assert _points(department) == "None"


@pytest.mark.django_db
def test_a_persons_figures_stand_beside_the_count_until_taken_away(
    department: Department, register: Register
) -> None:
    register.done = (45, 50)
    recount_measures(department.agency, department.assessment.year)
    _enter(department, {"completed": "48", "planned": "50"})
    register.done = (46, 50)
    recount_measures(department.agency, department.assessment.year)
    assert _values(department) == {"completed": "48", "planned": "50"}
    count = ComponentCount.objects.get(assessment=department.assessment, component_key=KEY)
    assert count.values == {"completed": "46", "planned": "50"}
    _enter(department, {})
    assert _values(department) == {"completed": "46", "planned": "50"}
    assert _points(department) == "2.30"


@pytest.mark.django_db
def test_a_count_that_the_rule_refuses_says_why_and_fills_nothing(
    department: Department, register: Register
) -> None:
    register.done = (51, 50)
    recount_measures(department.agency, department.assessment.year)
    assert _values(department) == {}
    count = ComponentCount.objects.get(assessment=department.assessment, component_key=KEY)
    assert count.problem


@pytest.mark.django_db
def test_a_measure_not_named_stays_as_it_was(department: Department, register: Register) -> None:
    register.done = (45, 50)
    facts_changed(department.agency, department.assessment.year, "another.measure")
    assert _values(department) == {}


@pytest.mark.django_db
def test_a_year_that_is_not_open_has_nothing_to_fill(
    department: Department, register: Register
) -> None:
    register.done = (45, 50)
    facts_changed(department.agency, 1999)
    assert ComponentCount.objects.count() == 0


def test_two_measures_never_fill_one_component(register: Register) -> None:
    rows = MeasureRows(0, ())
    with pytest.raises(MeasureTwice):
        register_measures(Measure("test.other", KEY, "Sổ khác", register.count, lambda *a: rows))
    with pytest.raises(MeasureTwice):
        register_measures(
            Measure("test.done", "plan_issued", "Sổ thử", register.count, lambda *a: rows)
        )
