"""Organisation and staff for the shared tests: a case for each of its registers."""

from datetime import date

from tests.apps.registers.cases import Case

from parindex.registers.staffing.register import (
    DELEGATION,
    DISCIPLINE,
    EVALUATIONS,
    POSTS,
    QUOTAS,
    STRUCTURE,
)

STRUCTURE_CASE = Case(
    register=STRUCTURE,
    facts={
        "title": "Sáp nhập hai phòng chuyên môn",
        "decision_number": "412/QĐ-UBND",
        "effective_on": date(2021, 3, 15),
        "due_on": date(2021, 6, 30),
        "done_on": date(2021, 6, 30),
    },
    other={"title": "Giải thể phòng trung gian"},
    nth=lambda n: {"title": f"Sắp xếp số {n}"},
    corrected=("decision_number", "413/QĐ-UBND"),
    unsound=({"done_on": date(2021, 12, 1)}, "done_on"),
    counted={"reorganisation": {"reorganisation": "on_time"}},
    uncounted={"done_on": date(2021, 7, 1)},
    left={"reorganisation": {"reorganisation": "late"}},
)
QUOTA_CASE = Case(
    register=QUOTAS,
    facts={
        "title": "Báo cáo sử dụng biên chế quý III",
        "counted_on": date(2021, 9, 30),
        "assigned": 12,
        "used": 12,
        "deputies_allowed": 2,
        "deputies": 2,
    },
    other={"counted_on": date(2021, 6, 30)},
    nth=lambda n: {"counted_on": date(2021, 1, n + 1)},
    corrected=("title", "Báo cáo biên chế quý III"),
    unsound=({"deputies": None}, "deputies"),
    counted={
        "posts_within_quota": {"used": "12", "assigned": "12"},
        "deputies_within_rules": {"compliant": "1", "total": "1"},
    },
    uncounted={"used": 13, "deputies": 3},
    left={
        "posts_within_quota": {"used": "13", "assigned": "12"},
        "deputies_within_rules": {"compliant": "0", "total": "1"},
    },
)
DELEGATION_CASE = Case(
    register=DELEGATION,
    facts={
        "title": "Phân cấp quản lý đo lường",
        "checked_on": date(2021, 9, 15),
        "report_number": "61/BC-SKHCN",
        "result": "full",
    },
    other={"title": "Phân cấp quản lý cán bộ"},
    nth=lambda n: {"title": f"Phân cấp số {n}"},
    corrected=("report_number", "62/BC-SKHCN"),
    unsound=({"checked_on": date(2021, 12, 1)}, "checked_on"),
    counted={"decentralisation": {"decentralisation": "full"}},
    uncounted={"result": "partial"},
    left={"decentralisation": {"decentralisation": "partial"}},
)
POST_CASE = Case(
    register=POSTS,
    facts={
        "title": "Quản lý đo lường",
        "position": "VT05.1",
        "kind": "civil_servant",
        "norm": "Chuyên viên",
        "staff_code": "CB-017",
        "held": "Chuyên viên",
        "fit": "matching",
        "why": "",
        "filled_on": date(2021, 1, 4),
    },
    other={"position": "VT05.2", "staff_code": "CB-018"},
    nth=lambda n: {"position": f"VT06.{n}", "staff_code": f"CB-2{n}"},
    corrected=("norm", "Chuyên viên hoặc tương đương"),
    unsound=({"filled_on": date(2021, 12, 1)}, "filled_on"),
    counted={
        "civil_servant_structure": {"matching": "1", "total": "1"},
        "public_employee_structure": {},
    },
    uncounted={"held": "Cán sự", "fit": "below", "why": "Chưa đủ chứng chỉ"},
    left={
        "civil_servant_structure": {"matching": "0", "total": "1"},
        "public_employee_structure": {},
    },
)
EVALUATION_CASE = Case(
    register=EVALUATIONS,
    facts={
        "title": "Đánh giá, xếp loại năm",
        "due_on": date(2021, 10, 30),
        "done_on": date(2021, 10, 30),
        "result_number": "90/TB-SKHCN",
        "is_by_procedure": True,
    },
    other={"title": "Xếp loại viên chức"},
    nth=lambda n: {"title": f"Đợt đánh giá số {n}"},
    corrected=("result_number", "91/TB-SKHCN"),
    unsound=({"done_on": date(2021, 12, 1)}, "done_on"),
    counted={"staff_evaluation_due": {"evaluation": "on_time"}},
    uncounted={"is_by_procedure": False},
    left={"staff_evaluation_due": {"evaluation": "late"}},
)
DISCIPLINE_CASE = Case(
    register=DISCIPLINE,
    facts={
        "title": "Báo cáo kỷ luật, kỷ cương quý III",
        "quarter": "3",
        "reported_on": date(2021, 10, 5),
        "violations": 2,
    },
    other={"quarter": "2"},
    # A unit's year has four quarters, of which the third is there: the fourth further one is the
    # first again.
    nth=lambda n: {"quarter": "124"[(n - 2) % 3]},
    corrected=("title", "Báo cáo kỷ cương quý III"),
    unsound=({"reported_on": date(2021, 12, 1)}, "reported_on"),
    counted={"administrative_discipline": {"violations": "2"}},
    uncounted={"violations": 0},
    left={"administrative_discipline": {"violations": "0"}},
)

CASES = (
    STRUCTURE_CASE,
    QUOTA_CASE,
    DELEGATION_CASE,
    POST_CASE,
    EVALUATION_CASE,
    DISCIPLINE_CASE,
)
