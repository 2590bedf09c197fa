"""Findings of inspections for the shared tests: of monitoring, without a visit."""

from datetime import date

from tests.apps.registers.cases import Case

from parindex.registers.inspections.register import INSPECTION_FINDINGS

FACTS = {
    "title": "Phương tiện đo quá hạn kiểm định",
    "kind": "law",
    "inspection": "",
    "recommendation": "Kiểm định lại",
    "addressed_to": "others",
    "addressee": "UBND huyện",
    "due_on": date(2021, 9, 30),
    "handled_on": date(2021, 9, 10),
    "handling_number": "40/SKHCN-TTr",
}

OPEN = {"handled_on": None, "handling_number": ""}

CASE = Case(
    register=INSPECTION_FINDINGS,
    facts=FACTS,
    other={"title": "Nhãn hàng hóa thiếu nội dung"},
    nth=lambda n: {"title": f"Vấn đề số {n}"},
    corrected=("recommendation", "Thu hồi"),
    unsound=({"handled_on": date(2021, 12, 1)}, "handled_on"),
    counted={
        "inspection_findings_resolved": {},
        "monitoring_handled": {"handled": "1", "found": "1"},
    },
    uncounted=OPEN,
    left={
        "inspection_findings_resolved": {},
        "monitoring_handled": {"handled": "0", "found": "1"},
    },
)
