"""Drafts of legal documents for the shared tests."""

from datetime import date

from tests.apps.registers.cases import Case

from parindex.registers.legal_documents.register import LEGAL_DRAFTS

FACTS = {
    "title": "Quy định hỗ trợ đổi mới công nghệ",
    "kind": "decision",
    "programme": "Quyết định 15/QĐ-UBND",
    "due_on": date(2021, 8, 31),
    "is_shortened": False,
    "proposed_on": date(2021, 2, 1),
    "drafted_on": date(2021, 5, 10),
    "consulted_from": date(2021, 5, 17),
    "consulted_to": date(2021, 6, 16),
    "appraised_on": date(2021, 7, 20),
    "appraisal_number": "112/BC-STP",
    "submitted_on": date(2021, 8, 20),
    "issued_on": date(2021, 9, 15),
    "issue_number": "30/2021/QĐ-UBND",
    "effective_on": date(2021, 9, 28),
    "expired_on": None,
}

UNISSUED = {"issued_on": None, "issue_number": "", "effective_on": None}
UNAPPRAISED = {"appraised_on": None, "appraisal_number": ""}
UNSUBMITTED = {"submitted_on": None, **UNISSUED}

CASE = Case(
    register=LEGAL_DRAFTS,
    facts=FACTS,
    other={"title": "Quy định quản lý đo lường"},
    nth=lambda n: {"title": f"Quy định số {n}"},
    corrected=("programme", "Nghị quyết 02/NQ-HĐND"),
    unsound=({"proposed_on": date(2021, 12, 1)}, "proposed_on"),
    counted={
        "legal_programme_completion": {"on_time": "1", "late": "0", "planned": "1"},
        "legal_due_procedure": {"by_due_procedure": "1", "issued": "1"},
    },
    uncounted={"submitted_on": date(2021, 9, 3), **UNAPPRAISED},
    left={
        "legal_programme_completion": {"on_time": "0", "late": "1", "planned": "1"},
        "legal_due_procedure": {"by_due_procedure": "0", "issued": "1"},
    },
)
