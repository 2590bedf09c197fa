"""``parindex agencies`` and ``parindex measures``: every leaf says what fills it."""

import json
from datetime import date

import pytest
from tests.apps.registers import initiative_case
from tests.apps.registers.writing import record
from tests.departments import TODAY
from typer.testing import CliRunner

from parindex.assessments.constants import Horizon
from parindex.assessments.feeding import BY_HAND, feeding_of
from parindex.assessments.services import Origin, load_values
from parindex.cli import app
from parindex.editions.measures import measure_of

LEAVES = 53
pytestmark = pytest.mark.django_db


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def test_agencies_are_listed(department, other_department) -> None:
    answer = run("agencies", "--json")
    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == [
        {"key": "first", "name": "Sở Khoa học và Công nghệ"},
        {"key": "second", "name": "Sở Khoa học và Công nghệ"},
    ]
    assert "first  Sở Khoa học và Công nghệ" in run("agencies").stdout


def test_every_leaf_says_what_fills_it(department) -> None:
    record(department, initiative_case.CASE)
    by_hand = {"plan_issued": {"issued": "on_time"}}
    origin = Origin(date(2021, 10, 31), "Báo cáo", is_illustrative=True)
    load_values(department.assessment, Horizon.SO_FAR, by_hand, origin)
    answer = run("measures", "--agency", "first", "--year", "2021", "--json")
    assert answer.exit_code == 0
    lines = {line["component"]: line for line in json.loads(answer.stdout)}
    assert set(lines) == {one.key for one in department.framework.components}
    assert len(lines) == LEAVES
    assert lines["initiatives"] == {
        "component": "initiatives",
        "fed_by": "initiatives.recognised",
        "variables": {"recognised": "1"},
        "rows": 1,
        "as_of": TODAY.isoformat(),
    }
    for key, line in lines.items():
        measure = measure_of(key)
        assert line["fed_by"] == (measure.name if measure else BY_HAND)
    assert (
        "1.5  initiatives.recognised: recognised = 1 (1, 24/11/2021)"
        in run("measures", "--agency", "first", "--year", "2021").stdout
    )


def test_by_hand_stands_what_was_entered(department, monkeypatch) -> None:
    monkeypatch.setattr("parindex.assessments.feeding.measure_of", lambda key: None)
    by_hand = {"plan_issued": {"issued": "on_time"}}
    load_values(department.assessment, Horizon.SO_FAR, by_hand, Origin(date(2021, 10, 31)))
    (line,) = [one for one in feeding_of(department.agency, 2021) if one.variables]
    assert (line.component.key, line.fed_by, line.rows) == ("plan_issued", BY_HAND, 0)
    assert (dict(line.variables), line.as_of) == ({"issued": "on_time"}, date(2021, 10, 31))


@pytest.mark.parametrize(
    ("asked", "said"),
    [(("nobody", "2021"), "There is no agency"), (("first", "2019"), "has not opened")],
)
def test_what_is_not_there_is_said(department, asked, said) -> None:
    answer = run("measures", "--agency", asked[0], "--year", asked[1])
    assert answer.exit_code == 1
    assert said in answer.stderr
