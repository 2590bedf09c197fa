"""Public finance for the shared tests."""

from datetime import date
from decimal import Decimal

from tests.apps.registers.cases import Case

from parindex.registers.finance.register import FINANCE

FACTS = {
    "title": "Quý III năm 2021",
    "quarter": 3,
    "as_of": date(2021, 9, 30),
    "autonomy": "partial",
    "assigned": Decimal("21600.000"),
    "disbursed": Decimal("15480.500"),
    "recommendations_due": 4,
    "recommendations_done": 3,
}

CASE = Case(
    register=FINANCE,
    facts=FACTS,
    other={"quarter": 2, "title": "Quý II năm 2021", "as_of": date(2021, 6, 30)},
    nth=lambda n: {"quarter": 1, "as_of": date(2021, 1, n)},
    corrected=("title", "Số liệu quý III, đã đối chiếu kho bạc"),
    unsound=({"recommendations_done": 5}, "recommendations_done"),
    counted={
        "financial_autonomy": {"autonomy": "partial"},
        "budget_disbursement": {"disbursed": "15480.5", "assigned": "21600"},
        "audit_recommendations": {"implemented": "3", "due": "4"},
    },
    uncounted={"autonomy": "full", "disbursed": Decimal(0), "recommendations_done": 0},
    left={
        "financial_autonomy": {"autonomy": "full"},
        "budget_disbursement": {"disbursed": "0", "assigned": "21600"},
        "audit_recommendations": {"implemented": "0", "due": "4"},
    },
)
