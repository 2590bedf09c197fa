"""Petitions for the shared tests."""

from datetime import date

from tests.apps.registers.cases import Case

from parindex.registers.petitions.register import PETITIONS

FACTS = {
    "title": "Biểu mẫu đăng ký trên cổng khác với biểu mẫu niêm yết",
    "channel": "portal",
    "subject": "rules",
    "procedure_code": "1.000358",
    "received_on": date(2021, 9, 6),
    "days_allowed": 10,
    "answered_on": date(2021, 9, 15),
    "answer_number": "88/SKHCN-VP",
    "published_on": date(2021, 9, 16),
    "satisfaction": "satisfied",
}

UNANSWERED = {"answered_on": None, "answer_number": "", "published_on": None, "satisfaction": ""}

CASE = Case(
    register=PETITIONS,
    facts=FACTS,
    other={"title": "Thời gian chờ tại bộ phận một cửa"},
    nth=lambda n: {"title": f"Kiến nghị số {n}"},
    corrected=("procedure_code", "1.000377"),
    unsound=({"received_on": date(2021, 12, 1)}, "received_on"),
    counted={"petitions_on_time": {"on_time": "1", "received": "1"}},
    uncounted=UNANSWERED,
    left={"petitions_on_time": {"on_time": "0", "received": "1"}},
)
