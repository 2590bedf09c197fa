"""Equipment for the shared tests."""

from datetime import date
from decimal import Decimal

from tests.apps.registers.cases import Case

from parindex.registers.equipment.register import EQUIPMENT

FACTS = {
    "title": "Máy quét tài liệu",
    "norm": 3,
    "norm_source": "Nghị định 61/2018/NĐ-CP",
    "stock": 1,
    "counted_on": date(2021, 3, 1),
    "budget": Decimal("24.500"),
    "planned_on": date(2021, 3, 15),
    "approved_on": date(2021, 4, 1),
    "decision_number": "31/QĐ-SKHCN",
    "bought_on": date(2021, 6, 10),
    "bought": 2,
}

UNBOUGHT = {"bought_on": None, "bought": None}

CASE = Case(
    register=EQUIPMENT,
    facts=FACTS,
    other={"title": "Máy tra cứu thông tin"},
    nth=lambda n: {"title": f"Thiết bị số {n}"},
    corrected=("norm_source", "Quyết định của UBND tỉnh"),
    unsound=({"counted_on": date(2021, 12, 1)}, "counted_on"),
    counted={"one_stop_equipment": {"equipment": "full"}},
    uncounted=UNBOUGHT,
    left={"one_stop_equipment": {"equipment": "partial"}},
    unapproved={"approved_on": None, "decision_number": "", **UNBOUGHT},
)
