"""Inspections for the shared tests: one on reform; ``LAW`` makes it one of laws."""

from datetime import date

from tests.apps.registers.cases import Case

from parindex.registers.inspections.register import INSPECTIONS

FACTS = {
    "title": "Công tác cải cách hành chính",
    "kind": "reform",
    "visited": "Chi cục TĐC",
    "plan_number": "5/KH-SKHCN",
    "due_on": date(2021, 8, 31),
    "team": "Thanh tra Sở, Văn phòng Sở",
    "held_on": date(2021, 8, 20),
    "minutes_number": "3/BB-KT",
}

LAW = {"kind": "law", "title": "Pháp luật về đo lường", "visited": "Cửa hàng xăng dầu"}
UNHELD = {"held_on": None, "team": "", "minutes_number": ""}

CASE = Case(
    register=INSPECTIONS,
    facts=FACTS,
    other={"title": "Việc thực hiện kế hoạch năm"},
    nth=lambda n: {"title": f"Cuộc kiểm tra số {n}"},
    corrected=("team", "Văn phòng Sở"),
    unsound=({"held_on": date(2021, 12, 1)}, "held_on"),
    counted={
        "units_inspected": {"inspected": "1", "total": "5"},
        "monitoring_plan_completion": {},
        "inspection_findings_resolved": {},
        "monitoring_handled": {},
    },
    uncounted={"minutes_number": ""},
    left={
        "units_inspected": {"inspected": "0", "total": "5"},
        "monitoring_plan_completion": {},
        "inspection_findings_resolved": {},
        "monitoring_handled": {},
    },
)
