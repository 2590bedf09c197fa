"""Administration figures and the quality system for the shared tests."""

from datetime import date

from tests.apps.registers.cases import Case

from parindex.registers.administration.register import DIGITAL_WORK, QUALITY

PERIOD = {
    "title": "Quý III năm 2021",
    "begins_on": date(2021, 7, 1),
    "ends_on": date(2021, 9, 30),
    "documents": 1610,
    "documents_signed": 1500,
    "work_files": 305,
    "work_files_online": 230,
}

DIGITAL_WORK_CASE = Case(
    register=DIGITAL_WORK,
    facts=PERIOD,
    other={"begins_on": date(2021, 4, 1), "ends_on": date(2021, 6, 30)},
    nth=lambda n: {"begins_on": date(2021, 1, n), "ends_on": date(2021, 1, n)},
    corrected=("title", "Quý III, đã đối chiếu với văn thư"),
    unsound=({"documents_signed": 1611}, "documents_signed"),
    counted={
        "digitally_signed_documents": {"signed": "1500", "total": "1610"},
        "work_files_online": {"online": "230", "total": "305"},
    },
    uncounted={"documents_signed": 0, "work_files_online": 0},
    left={
        "digitally_signed_documents": {"signed": "0", "total": "1610"},
        "work_files_online": {"online": "0", "total": "305"},
    },
)

DECLARED = {
    "title": "Công bố hệ thống quản lý chất lượng",
    "event": "declaration",
    "held_on": date(2021, 4, 12),
    "document_number": "40/QĐ-SKHCN",
    "scope": "Toàn bộ thủ tục hành chính của Sở",
    "found": None,
    "mended": None,
}

QUALITY_CASE = Case(
    register=QUALITY,
    facts=DECLARED,
    other={"title": "Công bố lại hệ thống"},
    nth=lambda n: {"title": f"Công bố lần {n}"},
    corrected=("scope", "50 thủ tục hành chính"),
    unsound=({"held_on": date(2021, 12, 1)}, "held_on"),
    counted={"quality_management": {"iso9001": "declared"}},
    uncounted={"event": "audit"},
    left={"quality_management": {"iso9001": "none"}},
)
