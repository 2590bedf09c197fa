"""Missions for the shared tests."""

from datetime import date
from decimal import Decimal

from tests.apps.registers.cases import Case

from parindex.registers.missions.register import MISSIONS

FACTS = {
    "title": "Ứng dụng công nghệ tưới tiết kiệm nước",
    "level": "province",
    "lead": "Trung tâm Ứng dụng tiến bộ KH&CN",
    "budget": Decimal("1250.500"),
    "started_on": date(2021, 1, 15),
    "due_on": date(2021, 9, 30),
    "milestones": [{"title": "Báo cáo giữa kỳ", "due_on": "2021-06-30", "done_on": "2021-06-28"}],
    "extended_to": None,
    "extension_number": "",
    "finished_on": date(2021, 9, 20),
    "accepted_on": date(2021, 10, 20),
    "acceptance_number": "77/QĐ-SKHCN",
    "grade": "passed",
}

UNACCEPTED = {"accepted_on": None, "acceptance_number": "", "grade": ""}
UNFINISHED = {"finished_on": None, **UNACCEPTED}

CASE = Case(
    register=MISSIONS,
    facts=FACTS,
    other={"title": "Bảo tồn giống cây bản địa"},
    nth=lambda n: {"title": f"Nhiệm vụ số {n}"},
    corrected=("lead", "Trường đại học của tỉnh"),
    unsound=({"started_on": date(2021, 12, 1)}, "started_on"),
    counted={
        "missions_on_schedule": {"on_time": "1", "late": "0", "planned": "1"},
        "missions_passed": {"passed": "1", "accepted": "1"},
    },
    uncounted={"grade": "failed", "finished_on": date(2021, 10, 4)},
    left={
        "missions_on_schedule": {"on_time": "0", "late": "1", "planned": "1"},
        "missions_passed": {"passed": "0", "accepted": "1"},
    },
)
