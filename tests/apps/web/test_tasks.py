"""Pages of tasks: the list with its filters and its file for Excel, and a task's steps."""

import csv
from datetime import date
from importlib.resources import files
from io import StringIO

import pytest
from django.urls import reverse

from parindex.assignments.constants import Step, TaskState
from parindex.assignments.models import Task
from parindex.assignments.services.assigning import NewTask, load_plan_tasks
from parindex.assignments.services.directives import confirm_directive, register_directive
from parindex.assignments.services.steps import take_step

PAPER = files("parindex_core.directives").joinpath("samples/664-KL-SKHCN.txt").read_text("utf-8")
READERS = ["par_officer", "director", "auditor", "unit_head", "unit_officer"]


@pytest.fixture
def tasks(department) -> dict[str, Task]:
    """A late, a soon, a handed-in and a recurring task of the paper, and one of the plan."""
    units, access = department.units, department.access("par_officer")
    found, _ = register_directive(access, PAPER, list(units.values()))
    third = found.reading["items"][2]
    metrology, office = units["metrology-sub-department"], units["office"]
    span = (third["span"][0], third["span"][1])
    new = {
        "late": NewTask("Gửi thư xin lỗi", metrology, "3", span, deadline=date(2021, 11, 1),
                        partners=[office], component_keys=["initiatives"], target="> 50 %"),
        "soon": NewTask("Đăng ký sáng kiến", office, "3", span, deadline=date(2021, 11, 26)),
        "done": NewTask("=CMD() tuyên truyền", office, "5", deadline=date(2021, 12, 31)),
        "monthly": NewTask("Báo cáo tháng", None, "6", deadline_text="hằng tháng, trước ngày 20"),
    }  # fmt: skip
    made = dict(zip(new, confirm_directive(access, found, 2021, list(new.values())), strict=True))
    take_step(access, made["done"], Step.HAND_IN)
    (made["plan"],) = load_plan_tasks(
        department.agency, 2021, [NewTask("Rà soát đề án", office, deadline=date(2021, 12, 30))]
    )
    return made


def sign_in(client, department, person):
    client.force_login(department.people[person])
    return client


def listed(page) -> list[int]:
    return [row.task.pk for row in page.context["rows"]]


def names(tasks, page) -> list[str]:
    by_id = {task.pk: name for name, task in tasks.items()}
    return [by_id[pk] for pk in listed(page)]


@pytest.mark.parametrize("person", READERS)
@pytest.mark.parametrize("name", ["tasks", "tasks-export", "task"])
def test_everybody_of_the_agency_sees_tasks(client, department, tasks, person, name):
    address = reverse(name, args=[tasks["late"].pk] if name == "task" else [])
    page = sign_in(client, department, person).get(address)
    assert page.status_code == 200
    assert "Gửi thư xin lỗi" in page.content.decode()


@pytest.mark.parametrize("person", ["administrator", "stranger"])
@pytest.mark.parametrize("name", ["tasks", "tasks-export", "task"])
def test_whoever_sees_no_agency_sees_no_task(client, department, tasks, person, name):
    address = reverse(name, args=[tasks["late"].pk] if name == "task" else [])
    assert sign_in(client, department, person).get(address).status_code == 403


@pytest.mark.parametrize("name", ["tasks", "tasks-export"])
def test_nobody_sees_tasks_without_signing_in(client, name):
    assert client.get(reverse(name)).url.startswith(reverse("sign-in"))


def test_another_agencys_tasks_are_not_there(client, department, other_department, tasks):
    sign_in(client, other_department, "par_officer")
    address = reverse("task", args=[tasks["late"].pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"step": "hand_in"}).status_code == 404
    assert listed(client.get(reverse("tasks"))) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["late", "soon", "plan", "done", "monthly"]),
        ({"unit": "office"}, ["late", "soon", "plan", "done"]),
        ({"unit": "none"}, ["monthly"]),
        ({"unit": "no-such-unit"}, ["late", "soon", "plan", "done", "monthly"]),
        ({"timing": "late"}, ["late"]),
        ({"timing": "soon"}, ["soon"]),
        ({"timing": "soon", "unit": "inspectorate"}, []),
        ({"timing": "running"}, ["plan", "monthly"]),
        ({"timing": "done"}, ["done"]),
        ({"unit": "office", "part": "lead"}, ["soon", "plan", "done"]),
        ({"state": "done"}, ["done"]),
        ({"state": "assigned", "timing": "late"}, ["late"]),
        ({"words": "TUYEN truyen"}, ["done"]),
        ({"sort": "-deadline"}, ["done", "plan", "soon", "late", "monthly"]),
        ({"sort": "unit"}, ["soon", "plan", "done", "late", "monthly"]),
        ({"sort": "-state"}, ["done", "late", "soon", "plan", "monthly"]),
        ({"sort": "password"}, ["late", "soon", "plan", "done", "monthly"]),
        ({"page": "99"}, ["late", "soon", "plan", "done", "monthly"]),
    ],
)
def test_the_list_narrows_and_sorts(client, department, tasks, asked, found):
    page = sign_in(client, department, "director").get(reverse("tasks"), asked)
    assert names(tasks, page) == found


def test_the_tabs_count_what_the_filter_leaves(client, department, tasks):
    page = sign_in(client, department, "director").get(
        reverse("tasks"), {"unit": "office", "timing": "soon"}
    )
    tabs = [(tab["url"], tab["count"], tab["is_current"]) for tab in page.context["tabs"]]
    assert tabs == [
        ("?unit=office", 4, False),
        ("?unit=office&timing=late", 1, False),
        ("?unit=office&timing=soon", 1, True),
        ("?unit=office&state=assigned", 3, False),
        ("?unit=office&state=done", 1, False),
    ]


def test_a_row_leads_to_its_source_and_to_the_criteria_it_serves(client, department, tasks):
    content = sign_in(client, department, "director").get(reverse("tasks")).content.decode()
    assert f"{reverse('directive', args=[tasks['late'].directive_id])}#item-3" in content
    assert reverse("component", args=["initiatives"]) in content
    assert "hằng tháng, trước ngày 20" in content


def test_the_file_for_excel_holds_what_is_shown(client, department, tasks):
    sign_in(client, department, "director")
    answer = client.get(reverse("tasks-export"), {"unit": "office", "sort": "-deadline"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "nhiem-vu-2021.csv" in answer["Content-Disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Nhiệm vụ"] for row in rows] == [
        "'=CMD() tuyên truyền", "Rà soát đề án", "Đăng ký sáng kiến", "Gửi thư xin lỗi",
    ]  # fmt: skip
    last = rows[-1]
    assert last["Đơn vị chủ trì"] == "Chi cục Tiêu chuẩn Đo lường Chất lượng"
    assert last["Đơn vị phối hợp"] == "Văn phòng Sở"
    assert (last["Thời hạn"], last["Trạng thái"]) == ("1/11/2021", "Quá hạn")


@pytest.mark.parametrize("count", [3, 60])
def test_the_list_asks_the_database_as_often_for_3_and_for_60_tasks(
    client, department, count, django_assert_num_queries
):
    units = department.units
    new = [
        NewTask(
            f"Việc {number}",
            units["office"],
            partners=[units["inspectorate"]],
            component_keys=["initiatives"],
        )
        for number in range(count)
    ]
    load_plan_tasks(department.agency, 2021, new)
    sign_in(client, department, "director")
    client.get(reverse("tasks"))
    with django_assert_num_queries(11):
        page = client.get(reverse("tasks"), {"sort": "unit"})
    assert len(listed(page)) == min(count, 50)
    if count > 50:
        assert len(listed(client.get(reverse("tasks"), {"page": "2"}))) == count - 50


def test_an_empty_list_says_what_to_do_first(client, department):
    content = sign_in(client, department, "par_officer").get(reverse("tasks")).content.decode()
    assert "Chưa giao nhiệm vụ nào" in content
    assert reverse("directives") in content


def test_a_task_shows_its_sentence_and_its_history(client, department, tasks):
    page = sign_in(client, department, "auditor").get(reverse("task", args=[tasks["late"].pk]))
    content = page.content.decode()
    assert "mdi phong, don vi dang ky va trién khai" in page.context["sentence"]
    assert "Quá hạn" in content
    assert "par_officer first" in content
    assert [event["what"] for event in page.context["events"]] == ["Giao nhiệm vụ"]
    assert page.context["steps"] == []


@pytest.mark.parametrize(
    ("person", "name", "offered"),
    [
        ("par_officer", "late", ["hand_in", "accept", "start", "pause", "cancel"]),
        ("unit_head", "late", ["hand_in", "accept", "start"]),
        ("unit_officer", "late", []),
        ("unit_head", "soon", []),
        ("director", "late", []),
        ("director", "done", ["confirm", "return"]),
        ("par_officer", "done", ["confirm", "return"]),
        ("unit_head", "done", []),
    ],
)
def test_only_steps_that_may_be_taken_are_offered(client, department, tasks, person, name, offered):
    page = sign_in(client, department, person).get(reverse("task", args=[tasks[name].pk]))
    assert [step.step for step in page.context["steps"]] == offered


def test_a_step_is_taken_once_and_told(client, department, tasks):
    sign_in(client, department, "unit_head")
    address = reverse("task", args=[tasks["late"].pk])
    done = client.post(address, {"step": "hand_in", "seen": "1"}, follow=True)
    assert done.redirect_chain == [(address, 302)]
    assert "Trạng thái nhiệm vụ nay là: Đã hoàn thành, chờ xác nhận." in done.content.decode()
    again = client.post(address, {"step": "hand_in", "seen": "1"}, follow=True)
    assert [e["what"] for e in again.context["events"]].count("Trạng thái") == 1
    assert again.context["status"] == "done_late"


def test_the_second_of_two_is_shown_what_the_first_did_and_keeps_the_words(
    client, department, tasks
):
    sign_in(client, department, "par_officer")
    address = reverse("task", args=[tasks["late"].pk])
    client.post(address, {"step": "start", "seen": "1"})
    second = client.post(address, {"step": "cancel", "seen": "1", "reason": "Giao nhầm"})
    assert second.status_code == 422
    content = second.content.decode()
    assert "Nhiệm vụ vừa được người khác thay đổi" in content
    assert "Giao nhầm" in content
    assert 'name="seen" value="2"' in content


def test_a_step_of_another_role_is_refused(client, department, tasks):
    sign_in(client, department, "unit_head")
    assert (
        client.post(reverse("task", args=[tasks["soon"].pk]), {"step": "hand_in"}).status_code
        == 403
    )
    tasks["soon"].refresh_from_db()
    assert tasks["soon"].state == TaskState.ASSIGNED


def test_sending_back_asks_for_its_reason(client, department, tasks):
    sign_in(client, department, "par_officer")
    address = reverse("task", args=[tasks["done"].pk])
    unexplained = client.post(address, {"step": "return", "reason": "  "})
    assert unexplained.status_code == 422
    assert "Hãy ghi lý do" in unexplained.content.decode()
    explained = client.post(address, {"step": "return", "reason": "Thiếu biên bản"}, follow=True)
    assert "Thiếu biên bản" in explained.content.decode()
    tasks["done"].refresh_from_db()
    assert (tasks["done"].state, tasks["done"].done_on) == (TaskState.RETURNED, None)


@pytest.mark.parametrize(
    ("step", "said"),
    [("confirm", "Không thể thực hiện bước này"), ("forgotten", "Không có bước này")],
)
def test_a_step_that_does_not_follow_is_explained(client, department, tasks, step, said):
    sign_in(client, department, "par_officer")
    address = reverse("task", args=[tasks["late"].pk])
    assert said in client.post(address, {"step": step}, follow=True).content.decode()
    tasks["late"].refresh_from_db()
    assert tasks["late"].state == TaskState.ASSIGNED
