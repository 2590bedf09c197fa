"""What only the register of petitions has: working days, its steps, what is left out and why."""

from datetime import date

import pytest
from tests.apps.registers.petition_case import CASE, UNANSWERED
from tests.apps.registers.writing import record, seen, so_far
from tests.departments import TODAY

from parindex.accounts.services import PermissionRefused
from parindex.dossiers.queries.portal import portal_scores
from parindex.editions.measures import measure_of
from parindex.registers.petitions.services.steps import answer, publish
from parindex.registers.refusals import EntryRefused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"channel": ""}, "channel"),
        ({"days_allowed": None}, "days_allowed"),
        ({"answer_number": ""}, "answer_number"),
        ({"answered_on": None}, "answered_on"),
        ({"answered_on": date(2021, 9, 5)}, "answered_on"),
        ({**UNANSWERED, "satisfaction": "satisfied"}, "answered_on"),
    ],
)
def test_what_contradicts_itself(department, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, CASE, **facts)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("received_on", "answered_on", "on_time"),
    [
        # Ten working days after Monday the 6th, without 2/9 to 3/9 before it: Monday the 20th.
        (date(2021, 9, 6), date(2021, 9, 20), "1"),
        (date(2021, 9, 6), date(2021, 9, 21), "0"),
        # Over the National Day (2 and 3 September): from 30/8 ten working days end on 15/9.
        (date(2021, 8, 30), date(2021, 9, 15), "1"),
        (date(2021, 8, 30), date(2021, 9, 16), "0"),
    ],
)
def test_working_days_decide(department, received_on, answered_on, on_time) -> None:
    record(
        department,
        CASE,
        received_on=received_on,
        answered_on=answered_on,
        published_on=None,
        satisfaction="",
    )
    assert so_far(department, CASE)["petitions_on_time"] == {"on_time": on_time, "received": "1"}


def test_one_that_is_not_due_yet_is_left_out(department) -> None:
    record(department, CASE, received_on=date(2021, 11, 22), **UNANSWERED)
    found = measure_of("petitions_on_time").rows(department.agency, 2021, TODAY, "", 0, 10)
    assert [row.left_out for row in found.rows] == ["phải trả lời trước hết ngày 6/12/2021"]
    assert so_far(department, CASE)["petitions_on_time"] == {"on_time": "0", "received": "0"}


def test_answering_and_making_public(department) -> None:
    kept = record(department, CASE, **UNANSWERED)
    head = department.access("unit_head")
    answered = answer(head, seen(CASE, kept), date(2021, 9, 17), " 90/SKHCN-VP ")
    assert (answered.state, answered.answer_number) == ("answered", "90/SKHCN-VP")
    shown = publish(head, seen(CASE, kept), date(2021, 9, 20), "dissatisfied")
    assert shown.satisfaction == "dissatisfied"
    assert so_far(department, CASE) == CASE.counted


def test_petitions_give_two_components_of_decision_766(client, department, settings, tmp_path):
    settings.DATA = tmp_path
    officer = department.access("par_officer")
    codes = ("PETITION_PROCESSING_ON_TIME", "PETITION_HANDLING_SATISFACTION")

    def figures(period="2021"):
        scores = portal_scores(officer, period, TODAY)
        found = {line.code: line for group in scores.groups for line in group.lines}
        return [
            (line.figure.numerator, line.figure.denominator, str(line.points))
            for line in map(found.get, codes)
            if line.figure
        ]

    # Without a petition of the year the register says nothing: figures are entered by hand.
    assert figures() == []
    record(department, CASE)
    assert figures() == [(1, 1, "6.00"), (1, 1, "6.00")]
    record(department, CASE, **CASE.nth(2), satisfaction="dissatisfied")
    late = record(department, CASE, **CASE.nth(3), answered_on=date(2021, 10, 11), satisfaction="",
                  published_on=None)  # fmt: skip
    record(department, CASE, **CASE.nth(4), **{**UNANSWERED, "received_on": date(2021, 11, 22)})
    assert figures() == [(2, 3, "4.00"), (1, 3, "2.00")]
    # A month without any is full; before the year nothing was recorded.
    assert figures("2021-10") == [(0, 0, "6.00"), (0, 0, "6.00")]
    assert figures("2020") == []
    client.force_login(department.people["auditor"])
    place = f"/dossiers/portal/{codes[0]}/?year=2021"
    rest = client.get(place)
    assert [one.entry for one in rest.context["found"].petitions] == [late]
    assert f'href="/registers/petitions/{late.pk}/"' in rest.content.decode()
    assert client.get(f"{place}&rows=denominator").context["found"].total == 3
    with pytest.raises(PermissionRefused):
        portal_scores(department.access("stranger"), "2021", TODAY)
