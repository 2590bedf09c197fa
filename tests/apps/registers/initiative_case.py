"""Initiatives for the shared tests."""

from datetime import date

from tests.apps.registers.cases import Case

from parindex.registers.initiatives.register import INITIATIVES

FACTS = {
    "title": "Trả kết quả qua mã QR",
    "problem": "Người dân phải đi lại nhiều lần",
    "solution": "Gửi mã QR tra cứu khi tiếp nhận",
    "expected_effect": "Giảm một lần đi lại",
    "members": "",
    "registered_on": date(2021, 2, 1),
    "approved_on": date(2021, 2, 10),
    "milestones": [{"title": "Chạy thử", "due_on": "2021-06-30", "done_on": "2021-06-28"}],
    "completed_on": date(2021, 8, 2),
    "result_before": "3 lần đi lại",
    "result_after": "2 lần đi lại",
    "recognised_on": date(2021, 10, 4),
    "decision_number": "12/QĐ-SKHCN",
    "decision_level": "agency",
}

UNRECOGNISED = {"recognised_on": None, "decision_number": "", "decision_level": ""}

CASE = Case(
    register=INITIATIVES,
    facts=FACTS,
    other={"title": "Họp không giấy"},
    nth=lambda n: {"title": f"Sáng kiến {n}"},
    corrected=("members", "Nhóm thực hiện của đơn vị"),
    unsound=({"recognised_on": date(2021, 12, 1)}, "recognised_on"),
    counted={"initiatives": {"recognised": "1"}},
    uncounted=UNRECOGNISED,
    left={"initiatives": {"recognised": "0"}},
    unapproved={
        "approved_on": None,
        "completed_on": None,
        "result_before": "",
        "result_after": "",
        **UNRECOGNISED,
    },
)
