"""Communications for the shared tests."""

from datetime import date

from tests.apps.registers.cases import Case

from parindex.registers.communications.register import COMMUNICATIONS

FACTS = {
    "title": "Chuyên mục cải cách hành chính trên trang tin",
    "kind": "reform",
    "form": "website",
    "channel": "Trang thông tin điện tử của Sở",
    "audience": "Người dân, doanh nghiệp",
    "due_on": date(2021, 8, 31),
    "held_on": date(2021, 8, 20),
    "reach": 1200,
    "departments": None,
    "districts": None,
    "enterprises": None,
    "citizens": None,
    "link": "https://example.org/cchc",
}

CASE = Case(
    register=COMMUNICATIONS,
    facts=FACTS,
    other={"title": "Hội nghị phổ biến dịch vụ công trực tuyến"},
    nth=lambda n: {"title": f"Tin bài số {n}"},
    corrected=("audience", "Doanh nghiệp khoa học và công nghệ"),
    unsound=({"held_on": date(2021, 12, 1)}, "held_on"),
    counted={
        "communication_plan_completion": {"completed": "1", "planned": "1"},
        "communication_forms": {"distinct_forms": "1"},
    },
    uncounted={"held_on": None, "reach": None},
    left={
        "communication_plan_completion": {"completed": "0", "planned": "1"},
        "communication_forms": {"distinct_forms": "0"},
    },
)
