"""Documents under review for the shared tests."""

from datetime import date

from tests.apps.registers.cases import Case

from parindex.registers.legal_documents.register import LEGAL_REVIEWS

FACTS = {
    "title": "Định mức chi cho nhiệm vụ khoa học và công nghệ",
    "document_number": "12/2015/QĐ-UBND",
    "effective_on": date(2015, 4, 1),
    "expired_on": None,
    "due_on": date(2021, 9, 30),
    "reviewed_on": date(2021, 9, 10),
    "finding": "outdated",
    "proposal": "Bãi bỏ",
    "handled_on": date(2021, 10, 5),
    "handling_number": "45/TTr-SKHCN",
}

UNHANDLED = {"handled_on": None, "handling_number": ""}
UNREVIEWED = {"reviewed_on": None, "finding": "", "proposal": "", **UNHANDLED}

CASE = Case(
    register=LEGAL_REVIEWS,
    facts=FACTS,
    other={"title": "Quản lý an toàn bức xạ", "document_number": "7/2016/QĐ-UBND"},
    nth=lambda n: {"title": f"Quy định số {n}", "document_number": f"{n}/2018/QĐ-UBND"},
    corrected=("proposal", "Thay thế"),
    unsound=({"reviewed_on": date(2021, 12, 1)}, "reviewed_on"),
    counted={
        "legal_review_completion": {"reviewed": "1", "planned": "1"},
        "legal_review_handled": {"handled": "1", "found": "1"},
    },
    uncounted={**UNHANDLED},
    left={
        "legal_review_completion": {"reviewed": "1", "planned": "1"},
        "legal_review_handled": {"handled": "0", "found": "1"},
    },
)
