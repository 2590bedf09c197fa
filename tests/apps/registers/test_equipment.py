"""What only the register of equipment has: gaps against the norm, and the steps of a purchase."""

from datetime import date
from decimal import Decimal

import pytest
from tests.apps.registers.equipment_case import CASE, UNBOUGHT
from tests.apps.registers.writing import record, seen, so_far

from parindex.accounts.services import PermissionRefused
from parindex.registers.equipment.services.steps import approve_purchase, buy, plan_purchase
from parindex.registers.refusals import EntryRefused

pytestmark = pytest.mark.django_db

NO_PURCHASE = {"planned_on": None, "budget": None, **CASE.unapproved}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"norm": 0}, "norm"),
        ({"stock": None}, "stock"),
        ({"budget": Decimal(-1)}, "budget"),
        ({"decision_number": ""}, "decision_number"),
        ({"bought": None}, "bought"),
        ({"planned_on": None}, "approved_on"),
        ({"counted_on": date(2021, 7, 1)}, "bought_on"),
    ],
)
def test_what_contradicts_itself(department, facts, field) -> None:
    with pytest.raises(EntryRefused) as refused:
        record(department, CASE, **facts)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("stocks", "said"),
    [
        ((3, 4), "full"),
        ((3, 2), "partial"),
        ((0, 1), "partial"),
        ((0, 0), "none"),
    ],
)
def test_the_shop_as_a_whole(department, stocks, said) -> None:
    for number, stock in enumerate(stocks):
        record(department, CASE, title=f"Thiết bị {number}", stock=stock, **NO_PURCHASE)
    assert so_far(department, CASE) == {"one_stop_equipment": {"equipment": said}}


def test_the_steps_of_a_purchase(department) -> None:
    kept = record(department, CASE, "unit_officer", "inspectorate", **NO_PURCHASE)
    assert (kept.state, kept.gap) == ("missing", 2)
    officer, head = department.access("unit_officer"), department.access("par_officer")
    planned = plan_purchase(officer, seen(CASE, kept), date(2021, 3, 15), Decimal("24.5"))
    assert planned.state == "planned"
    with pytest.raises(PermissionRefused):
        approve_purchase(officer, seen(CASE, kept), date(2021, 4, 1), "31/QĐ-SKHCN")
    assert (
        approve_purchase(head, seen(CASE, kept), date(2021, 4, 1), "31/QĐ-SKHCN").state
        == "approved"
    )
    assert buy(officer, seen(CASE, kept), date(2021, 6, 10), 1).state == "missing"
    assert so_far(department, CASE) == CASE.left


def test_no_purchase_without_its_pieces(department) -> None:
    with pytest.raises(EntryRefused):
        record(department, CASE, **{**UNBOUGHT, "bought": 2})
