"""What only the register of public finance has: the latest quarter, several units, the rules."""

from datetime import date
from decimal import Decimal

import pytest
from tests.apps.registers.finance_case import CASE
from tests.apps.registers.writing import OFFICERS_UNIT, record, so_far
from tests.departments import TODAY

from parindex.editions.measures import measure_of
from parindex.registers.refusals import EntryRefused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"quarter": 5}, "quarter"),
        ({"quarter": 0}, "quarter"),
        ({"autonomy": ""}, "autonomy"),
        ({"assigned": None}, "assigned"),
        ({"assigned": Decimal(-1)}, "assigned"),
        ({"disbursed": Decimal(21601)}, "disbursed"),
        ({"recommendations_done": 5}, "recommendations_done"),
        ({"as_of": date(2020, 9, 30)}, "as_of"),
    ],
)
def test_what_contradicts_itself(department, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, CASE, **facts)
    assert refused.value.field == field


def test_the_latest_quarter_holds_the_ones_before(department) -> None:
    record(department, CASE)
    record(department, CASE, **CASE.other, disbursed=Decimal(9000))
    assert so_far(department, CASE) == CASE.counted
    found = measure_of("budget_disbursement").rows(department.agency, 2021, TODAY, "", 0, 10)
    assert [row.left_out for row in found.rows] == ["đã nằm trong số liệu quý 3", ""]


def test_units_add_up_and_the_weakest_stands_for_autonomy(department) -> None:
    record(department, CASE)
    record(department, CASE, unit=OFFICERS_UNIT, autonomy="none", assigned=100, disbursed=50)
    counted = so_far(department, CASE)
    assert counted["financial_autonomy"] == {"autonomy": "none"}
    assert counted["budget_disbursement"] == {"disbursed": "15530.5", "assigned": "21700"}
    assert counted["audit_recommendations"] == {"implemented": "6", "due": "8"}
