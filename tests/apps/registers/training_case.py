"""Training for the shared tests."""

from datetime import date

from tests.apps.registers.cases import Case

from parindex.registers.training.register import COURSES

FACTS = {
    "title": "Bồi dưỡng kỹ năng giải quyết hồ sơ trực tuyến",
    "subject": "position",
    "organiser": "Trường Chính trị tỉnh",
    "due_on": date(2021, 9, 30),
    "planned_people": 12,
    "decision_number": "45/QĐ-SKHCN",
    "started_on": date(2021, 9, 6),
    "finished_on": date(2021, 9, 10),
    "trained_people": 11,
    "certificates": 11,
}

UNFINISHED = {"finished_on": None, "trained_people": None, "certificates": None}

CASE = Case(
    register=COURSES,
    facts=FACTS,
    other={"title": "Bồi dưỡng ngạch chuyên viên chính"},
    nth=lambda n: {"title": f"Lớp số {n}"},
    corrected=("organiser", "Học viện Hành chính"),
    unsound=({"started_on": date(2021, 12, 1)}, "started_on"),
    counted={"training_completion": {"trained": "11", "planned": "12"}},
    uncounted=UNFINISHED,
    left={"training_completion": {"trained": "0", "planned": "12"}},
)
