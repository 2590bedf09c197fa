"""A person's day, a unit's board, a month, kept filters, the calendar's address, a new task."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from tests.apps.assignments.given import PAPER, make_task, plan_task, put_in

from parindex.accounts.models import Membership
from parindex.assignments.constants import TaskState
from parindex.assignments.models import CalendarFeed, SavedFilter, Task
from parindex.assignments.services.directives import register_directive
from parindex.assignments.services.extensions import ask_extension
from parindex.assignments.services.personal import make_feed
from parindex.web.icalendar import calendar_text

pytestmark = pytest.mark.django_db
HEAD, OFFICER, DIRECTOR, AUDITOR = "unit_head", "par_officer", "director", "auditor"


@pytest.fixture
def opened(client, department):
    """A page as a person sees it."""

    def open_page(person, name, *arguments, **query):
        client.force_login(department.people[person])
        return client.get(reverse(name, args=arguments), query)

    return open_page


def words(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def work(department):
    """Tasks of the head's unit: late, soon, far, handed in; one of another unit, one to help in."""
    made = {
        "late": plan_task(department, deadline=date(2021, 11, 19), action="Việc trễ"),
        "soon": plan_task(department, deadline=date(2021, 11, 26), action="Việc sắp đến"),
        "far": plan_task(department, deadline=date(2021, 12, 30), action="Việc còn xa"),
        "done": plan_task(department, deadline=date(2021, 12, 1), action="Việc đã nộp"),
        "other": plan_task(
            department, "office", deadline=date(2021, 11, 25), action="Việc của Văn phòng"
        ),
        "helped": plan_task(
            department, "office", partners=[department.units["metrology-sub-department"]],
            action="Việc phối hợp",
        ),
    }  # fmt: skip
    put_in(made["done"], TaskState.DONE)
    ask_extension(department.access(HEAD), made["soon"], date(2021, 12, 3), "chờ số liệu")
    return made


def test_the_day_of_a_head(opened, work):
    answer = opened(HEAD, "my-day")
    assert [line["task"] for line in answer.context["due"]] == [work["late"], work["soon"]]
    assert [line["task"] for line in answer.context["unacknowledged"]] == [work["helped"]]
    assert answer.context["to_confirm"] == []
    assert "1 việc trễ, 1 việc đến hạn trong 7 ngày" in words(answer)
    # What is only counted leads to where it is listed.
    assert f'<a href="{reverse("task-board")}">3 việc chờ nhận, xem trên Bảng</a>' in words(answer)


def test_the_day_of_a_director(opened, work):
    day = opened(DIRECTOR, "my-day").context
    assert [line["task"] for line in day["to_confirm"]] == [work["done"]]
    assert [request.task for request in day["day"].requests] == [work["soon"]]
    assert day["due"] == []


def test_the_day_of_an_officer_is_what_was_delegated_or_is_nobodys(opened, department, work):
    officer = department.people["unit_officer"]
    Membership.objects.filter(user=officer).update(
        unit=department.units["metrology-sub-department"]
    )
    Task.objects.filter(pk=work["late"].pk).update(person=officer)
    Task.objects.filter(pk=work["soon"].pk).update(person=department.people[HEAD])
    day = opened("unit_officer", "my-day").context
    assert [line["task"] for line in day["due"]] == [work["late"]]


@pytest.mark.parametrize("person", [HEAD, OFFICER, DIRECTOR])
@pytest.mark.parametrize(("name", "most"), [("my-day", 10), ("task-board", 10), ("task-month", 10)])
@pytest.mark.parametrize("count", [1, 40])
def test_pages_ask_as_often_for_few_and_for_many(
    client, department, work, name, most, person, count, django_assert_max_num_queries
):
    for number in range(count):
        plan_task(department, deadline=date(2021, 11, 26), action=f"Việc {number}")
    client.force_login(department.people[person])
    client.get(reverse(name))
    with django_assert_max_num_queries(most):
        client.get(reverse(name))


def test_the_board_shows_one_unit_or_all(opened, work):
    of_unit = opened(HEAD, "task-board")
    assert "Việc trễ" in words(of_unit)
    assert "Việc của Văn phòng" not in words(of_unit)
    whole = opened(HEAD, "task-board", unit="")
    assert "Việc của Văn phòng" in words(whole)
    counts = {column["state"]: column["count"] for column in whole.context["columns"]}
    assert counts == {
        "assigned": 5, "accepted": 0, "in_progress": 0, "paused": 0, "done": 1, "confirmed": 0,
    }  # fmt: skip


def test_a_long_column_leads_to_the_list(opened, department):
    for number in range(23):
        plan_task(department, action=f"Việc {number}")
    answer = opened(OFFICER, "task-board", unit="metrology-sub-department")
    (column,) = [one for one in answer.context["columns"] if one["count"]]
    assert (len(column["lines"]), column["more"]) == (20, 3)
    assert "còn 3 việc trong danh sách" in words(answer)


def test_a_month_shows_each_day_with_its_tasks(opened, department, work):
    for number in range(6):
        plan_task(department, deadline=date(2021, 11, 20), action=f"Việc ngày nghỉ {number}")
    answer = opened(OFFICER, "task-month", month="2021-11", unit="")
    days = {
        cell.day.day: (cell.found.count, cell.more)
        for week in answer.context["weeks"]
        for cell in week
        if cell and cell.found
    }
    # Saturday the 20th is due on Monday the 22nd.
    assert days == {19: (1, 0), 22: (6, 2), 25: (1, 0), 26: (1, 0)}
    listed = opened(OFFICER, "tasks", due="2021-11-22")
    assert len(listed.context["rows"]) == 6
    assert opened(OFFICER, "task-month", month="2021-99").context["first"] == date(2021, 11, 1)


def test_the_office_sees_who_has_not_opened_what(opened, work):
    assert len(opened(OFFICER, "tasks-unopened").context["rows"]) == 6
    opened(HEAD, "task", work["late"].pk)
    rows = opened(OFFICER, "tasks-unopened").context["rows"]
    assert work["late"] not in [row.task for row, _status in rows]
    assert opened(HEAD, "tasks-unopened").status_code == 403


def test_filters_are_kept_and_forgotten(client, department, opened):
    client.force_login(department.people[HEAD])
    sent = {"name": "Trễ của tôi", "query": "timing=late&page=3&next=//evil&unit=office"}
    client.post(reverse("task-filters"), sent)
    saved = SavedFilter.objects.get()
    assert (saved.person, saved.query) == (department.people[HEAD], "unit=office&timing=late")
    assert "Trễ của tôi" in words(opened(HEAD, "tasks"))
    assert "Trễ của tôi" not in words(opened(OFFICER, "tasks"))
    client.force_login(department.people[OFFICER])
    client.post(reverse("task-filters"), {"remove": str(saved.pk)})
    assert SavedFilter.objects.exists()
    client.force_login(department.people[HEAD])
    assert "Hãy đặt tên cho bộ lọc" in words(
        client.post(reverse("task-filters"), {"name": " ", "query": ""}, follow=True)
    )
    client.post(reverse("task-filters"), {"remove": str(saved.pk)})
    assert not SavedFilter.objects.exists()


def test_a_calendar_program_reads_its_persons_tasks_and_nothing_else(client, department, work):
    secret = make_feed(department.access(HEAD))
    assert CalendarFeed.objects.get().digest != secret
    answer = client.get(reverse("calendar-feed", args=[secret]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = words(answer).replace("\r\n ", "")
    assert "SUMMARY:Việc trễ" in text
    assert "DTSTART;VALUE=DATE:20211119" in text
    assert "Việc của Văn phòng" not in text
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("closed", ["revoked", "made anew", "inactive", "without a role"])
def test_an_address_that_was_closed_opens_nothing(client, department, work, closed):
    head = department.access(HEAD)
    address = reverse("calendar-feed", args=[make_feed(head)])
    assert client.get(address).status_code == 200
    if closed == "revoked":
        client.force_login(department.people[HEAD])
        client.post(reverse("task-feed"), {"revoke": "1"})
        client.logout()
    elif closed == "made anew":
        make_feed(head)
    elif closed == "inactive":
        head.user.is_active = False
        head.user.save()
    else:
        Membership.objects.filter(user=head.user).delete()
    assert client.get(address).status_code == 404
    assert client.get(reverse("calendar-feed", args=["x" * 43])).status_code == 404


def test_a_person_moved_to_another_unit_reads_that_units_tasks(client, department, work):
    secret = make_feed(department.access(HEAD))
    Membership.objects.filter(user=department.people[HEAD]).update(unit=department.units["office"])
    text = words(client.get(reverse("calendar-feed", args=[secret]))).replace("\r\n ", "")
    assert "Việc của Văn phòng" in text
    assert "Việc trễ" not in text


def test_the_address_is_shown_once(opened, client, department):
    client.force_login(department.people[HEAD])
    made = client.post(reverse("task-feed"), {"make": "1"})
    assert "/feeds/" in words(made)
    assert "/feeds/" not in words(opened(HEAD, "task-feed"))


def test_lines_of_a_calendar_are_short_and_escaped(department):
    made = plan_task(department, action="Báo cáo; gồm: a, b\nvà " + "ế" * 150)

    text = calendar_text(
        [made], "Sở", "https://cchc.example.vn", datetime(2021, 11, 24, tzinfo=UTC)
    )
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "")
    assert "SUMMARY:Báo cáo\\; gồm: a\\, b\\nvà ế" in whole
    assert f"UID:task-{made.pk}@cchc.example.vn" in whole
    assert text.endswith("END:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("sent", "days"),
    [
        ({"deadline": "1/12/2021"}, [date(2021, 12, 1)]),
        ({"period": "12"}, [date(2021, 12, 31)]),
        ({"recurrence": "monthly", "day": "20"}, [date(2021, 12, 20)]),
        ({"recurrence": "monthly", "day": "26"}, [date(2021, 11, 26), date(2021, 12, 26)]),
    ],
)
def test_a_task_by_hand_on_a_day_by_a_periods_end_or_again_and_again(
    client, department, sent, days
):
    client.force_login(department.people[OFFICER])
    whole = {"action": "Báo cáo", "unit": "office", "origin": "province"} | sent
    client.post(reverse("task-new"), whole)
    made = Task.objects.order_by("deadline")
    assert [task.deadline for task in made] == days
    assert {task.origin for task in made} == {"province"}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"deadline": "1/12/2021", "period": "12"},
        {"deadline": "1/12/2022"},
        {"recurrence": "monthly", "day": "32"},
    ],
)
def test_a_task_says_when_in_one_way_within_the_year(client, department, sent):
    client.force_login(department.people[OFFICER])
    whole = {"action": "Báo cáo", "unit": "office", "origin": "plan"} | sent
    assert client.post(reverse("task-new"), whole).status_code == 422
    assert not Task.objects.exists()


def test_what_has_become_of_a_paper(opened, department):
    made = make_task(department, item_number="3", span=(0, 10))
    answer = opened(AUDITOR, "directive-coverage", made.directive_id)
    by_number = {one.passage.item_number: one for one in answer.context["review"].passages}
    assert [card.task for card in by_number["3"].tasks] == [made]
    counts = answer.context["counts"]
    assert counts == {
        "sentences": counts["sentences"],
        "covered": 1,
        "tasks": 1,
        "done": 0,
        "late": 0,
    }
    assert counts["sentences"] > 10
    assert "Chưa thành việc của ai" in words(answer)


def test_another_agencys_paper_is_not_there(opened, other_department):
    units = list(other_department.units.values())
    found, _new = register_directive(other_department.access(OFFICER), PAPER, units)
    assert opened(OFFICER, "directive-coverage", found.pk).status_code == 404
