"""The year's plan: its tree, a workbook taken in whole or not at all, goals by hand."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parindex.assignments.constants import Origin
from parindex.assignments.models import PlanGoal, Task
from parindex.assignments.queries.plans import plan_of
from parindex.assignments.services.assigning import NewTask, TaskRefused, assign_task
from parindex.assignments.services.plan_goals import add_goal

HEADS = ["STT", "Nội dung", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời hạn", "Tiêu chí"]
ROWS = [
    ["I", "Công tác chỉ đạo, điều hành", "", "", "", "", ""],
    ["1", "Kế hoạch và báo cáo", "", "", "", "", ""],
    ["1.1", "Ban hành kế hoạch CCHC năm", "Kế hoạch", "Văn phòng Sở", "", date(2021, 1, 15), ""],
    ["1.2", "Báo cáo định kỳ", "Báo cáo", "Văn phòng Sở", "Thanh tra Sở", "Hằng quý", "1.2.1"],
    ["II", "Cải cách thủ tục hành chính", "", "", "", "", ""],
    ["2.1", "Rà soát thủ tục", "Danh mục", "Thanh tra Sở", "", "Quý III", ""],
]


def workbook(rows=ROWS, heads=HEADS, merged=""):
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    for place, row in enumerate([heads, *rows]):
        sheet.write_row(place, 0, row)
    if merged:
        sheet.merge_range(merged, "Gộp")
    book.close()
    return whole.getvalue()


@pytest.fixture
def officer(client, department):
    client.force_login(department.people["par_officer"])
    return client


def send(client, content):
    return client.post(
        reverse("plan-import"), {"file": SimpleUploadedFile("ke-hoach.xlsx", content)}
    )


def test_a_plan_is_shown_before_it_is_written_and_written_once(officer, department):
    preview = send(officer, workbook())
    assert preview.status_code == 200
    comparison = preview.context["comparison"]
    assert (comparison.goals, comparison.tasks, comparison.same) == (3, 3, 0)
    assert not Task.objects.exists()
    confirmed = preview.context["confirmed"]
    officer.post(reverse("plan-import"), {"confirmed": confirmed})
    tasks = Task.objects.filter(origin=Origin.PLAN)
    # What recurs is a task for each of its days that is still to come: the last quarter's.
    assert tasks.count() == 3
    branches = plan_of(department.access("auditor"), 2021)
    assert [(b.goal.number, b.depth, b.planned) for b in branches] == [
        ("I", 0, 2), ("1", 1, 2), ("II", 0, 1),
    ]  # fmt: skip
    issued = tasks.get(item_number="1.1")
    assert (issued.goal.text, issued.deadline) == ("Kế hoạch và báo cáo", date(2021, 1, 15))
    report = tasks.filter(item_number="1.2").first()
    assert [unit.key for unit in report.partners.all()] == ["inspectorate"]
    by_code = {leaf.key: leaf.code for leaf in department.framework.components}
    served = report.components.values_list("component_key", flat=True)
    assert [by_code[key] for key in served] == ["1.2.1"]
    # Where the file names none, the words of the component say it.
    served = issued.components.values_list("component_key", flat=True)
    assert "1.1.1" in [by_code[key] for key in served]
    again = officer.post(reverse("plan-import"), {"confirmed": confirmed}, follow=True)
    assert "đã có đủ" in again.content.decode()
    assert Task.objects.count() == 3
    page = officer.get(reverse("plan"))
    assert page.status_code == 200
    assert "Công tác chỉ đạo, điều hành" in page.content.decode()


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        (["1", "Việc", "", "Phòng Không Có", "", "Quý I", ""], "cột D", "không có đơn vị"),
        (["1", "Việc", "", "", "Thanh tra Sở", "Quý I", ""], "cột D", "cần đơn vị chủ trì"),
        (["1", "Việc", "", "Thanh tra Sở", "", "bao giờ cũng được", ""], "cột F", "không phải"),
        (["1", "Việc", "", "Thanh tra Sở", "", "31/02/2021", ""], "cột F", "không phải"),
        (["1", "Việc", "", "Thanh tra Sở", "", date(2022, 1, 1), ""], "cột F", "trong năm 2021"),
        (["1", "Việc", "", "Thanh tra Sở", "", "Quý I", "9.9.9"], "cột G", "9.9.9"),
        (["1", "", "", "Thanh tra Sở", "", "Quý I", ""], "cột B", "trống"),
    ],
    ids=["unit", "no unit", "time", "no day", "year", "component", "words"],
)
def test_every_mistake_is_named_by_its_cell_and_nothing_is_written(officer, row, place, words):
    page = send(officer, workbook([*ROWS[:3], row]))
    assert page.status_code == 422
    (problem,) = page.context["problems"]
    assert f"Dòng 5, {place}" in problem.place
    assert words in problem.words
    assert not Task.objects.exists()
    assert not PlanGoal.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: workbook(merged="A1:B1"), "gộp"),
        (lambda: b"PK", "hỏng"),
        (lambda: workbook([]), "không có dòng"),
        (lambda: workbook(heads=["a", "b", "c", "d", "e", "f", "g"]), "tiêu đề"),
    ],
    ids=["merged", "broken", "no rows", "other heads"],
)
def test_a_workbook_that_is_no_plan_is_refused_in_words(officer, content, words):
    page = send(officer, content())
    assert page.status_code == 422
    assert words in " ".join(problem.words for problem in page.context["problems"]).lower()


def test_a_preview_is_one_persons(officer, client, department, other_department):
    confirmed = send(officer, workbook()).context["confirmed"]
    client.force_login(other_department.people["par_officer"])
    assert client.post(reverse("plan-import"), {"confirmed": confirmed}).status_code == 422
    assert client.post(reverse("plan-import"), {"confirmed": "spoilt"}).status_code == 422
    assert not Task.objects.exists()


def test_a_plan_of_a_thousand_rows_asks_the_database_in_proportion(
    officer, department, django_assert_max_num_queries
):
    rows = [["", f"Việc số {n}", "", "Văn phòng Sở", "", "Quý III", ""] for n in range(200)]
    preview = send(officer, workbook(rows))
    with django_assert_max_num_queries(1_250):
        officer.post(reverse("plan-import"), {"confirmed": preview.context["confirmed"]})
    assert Task.objects.count() == 200


def test_a_goal_is_added_by_hand_under_another(officer, department):
    officer.post(reverse("plan"), {"text": "Mục tiêu", "number": "I"})
    (first,) = PlanGoal.objects.all()
    officer.post(reverse("plan"), {"text": "Nhóm việc", "number": "1", "parent": first.pk})
    assert PlanGoal.objects.get(parent=first).text == "Nhóm việc"
    assert officer.post(reverse("plan"), {"text": " "}).status_code == 422


@pytest.mark.parametrize("person", ["director", "auditor", "unit_head"])
def test_others_read_the_plan_and_change_nothing(client, department, person):
    client.force_login(department.people[person])
    assert client.get(reverse("plan")).status_code == 200
    assert client.post(reverse("plan"), {"text": "x"}).status_code == 403
    assert client.get(reverse("plan-import")).status_code == 403
    assert send(client, workbook()).status_code == 403


def test_a_goal_is_renamed_unless_somebody_else_was_first(officer, department):
    goal = add_goal(department.access("par_officer"), 2021, "I", "Mục tiêu", None)
    address = reverse("plan-goal", args=[goal.pk])
    seen = officer.get(address).context["seen"]
    officer.post(address, {"number": "II", "text": "Mục tiêu mới", "seen": seen})
    goal.refresh_from_db()
    assert str(goal) == "II Mục tiêu mới"
    late = officer.post(address, {"number": "", "text": "Của tôi", "seen": seen})
    assert late.status_code == 422
    assert "II Mục tiêu mới" in late.content.decode()
    goal.refresh_from_db()
    assert goal.text == "Mục tiêu mới"


BY_HAND = {
    "action": "Ban hành kế hoạch CCHC năm của Sở",
    "origin": "plan",
    "unit": "inspectorate",
    "period": "6",
}


@pytest.mark.parametrize(
    ("components", "served"), [("", "1.1.1"), ("1.2.1", "1.2.1"), ("-", None), ("9.9.9", False)]
)
def test_a_task_by_hand_stands_under_its_goal_and_serves_components(
    officer, department, components, served
):
    goal = add_goal(department.access("par_officer"), 2021, "I", "Mục tiêu", None)
    address = f"{reverse('task-new')}?goal={goal.pk}"
    assert officer.get(address).context["form"]["goal"].value() == str(goal.pk)
    sent = officer.post(address, {**BY_HAND, "goal": goal.pk, "components": components})
    if served is False:
        assert sent.status_code == 422
        assert "9.9.9" in sent.context["form"].errors["components"][0]
        assert not Task.objects.exists()
        return
    task = Task.objects.get()
    assert (task.goal, task.origin) == (goal, Origin.PLAN)
    by_key = {leaf.key: leaf.code for leaf in department.framework.components}
    keys = task.components.values_list("component_key", flat=True)
    codes = [by_key[key] for key in keys]
    assert served in codes if served else codes == []


def test_no_task_stands_under_anothers_goal_or_under_one_it_was_not_given_by(
    officer, department, other_department
):
    theirs = add_goal(other_department.access("par_officer"), 2021, "", "Của họ", None)
    own = add_goal(department.access("par_officer"), 2021, "", "Của ta", None)
    assert officer.get(reverse("plan-goal", args=[theirs.pk])).status_code == 404
    for goal, origin in ((theirs, "plan"), (own, "province")):
        sent = {**BY_HAND, "goal": goal.pk, "origin": origin}
        assert officer.post(reverse("task-new"), sent).status_code == 422
        new = NewTask("Việc", department.units["inspectorate"], goal=goal, origin=origin)
        with pytest.raises(TaskRefused):
            assign_task(department.access("par_officer"), 2021, new)
    assert not Task.objects.exists()
