"""When tasks are due: the calendar, what recurs, more time asked for and granted."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.apps.assignments.given import make_task, plan_task, put_in, register

from parindex.accounts.services import PermissionRefused
from parindex.assignments.constants import Step, TaskState
from parindex.assignments.due_days import due_day
from parindex.assignments.models import Extension, Task
from parindex.assignments.queries.directives import drafts_of
from parindex.assignments.services.assigning import NewTask, TaskRefused, assign_task
from parindex.assignments.services.directives import confirm_directive
from parindex.assignments.services.extensions import (
    ExtensionRefused,
    ask_extension,
    decide_extension,
)
from parindex.assignments.services.steps import TaskChangedMeanwhile, take_step
from parindex.audit.queries import history
from parindex_core.vietnamese.working_days import WorkingCalendar

MONTHLY = """UBND TỈNH QUẢNG NGÃI
Số: 12/CV-UBND
Quảng Ngãi, ngày 01 tháng 9 năm 2021

1. Văn phòng Sở báo cáo công tác cải cách hành chính hằng tháng trước ngày 20.
2. Thanh tra Sở phối hợp.
"""


@pytest.mark.parametrize(
    ("deadline", "due_on"),
    [
        (date(2021, 11, 24), date(2021, 11, 24)),
        (date(2021, 11, 20), date(2021, 11, 22)),
        # National day and the holiday beside it, then a weekend is none: Thursday 2, Friday 3.
        (date(2021, 9, 2), date(2021, 9, 6)),
        # 31/12/2022 is a Saturday, New Year's holiday is moved to Monday and Tuesday follows.
        (date(2022, 12, 31), date(2023, 1, 3)),
        (None, None),
    ],
)
def test_what_ends_on_a_day_off_is_due_on_the_next_working_day(deadline, due_on):
    assert due_day(WorkingCalendar(), deadline) == due_on


def test_a_decision_on_the_calendar_moves_the_day():
    calendar = WorkingCalendar.corrected([date(2021, 11, 24)], [date(2021, 11, 20)])
    assert due_day(calendar, date(2021, 11, 24)) == date(2021, 11, 25)
    assert due_day(calendar, date(2021, 11, 20)) == date(2021, 11, 20)


def test_monthly_work_becomes_a_task_of_each_month(department):
    text = (
        f"UBND TỈNH QUẢNG NGÃI\nSố: 12/CV-UBND\nQuảng Ngãi, ngày 01 tháng 9 năm 2021\n\n{MONTHLY}"
    )
    found, _ = register(department, text=text)
    # It came with the month; without a word it is taken to have come today, the 24th of November.
    found.received_on = date(2021, 9, 1)
    found.save()
    (draft,) = [d for d in drafts_of(found, list(department.units.values())) if d.recurrence]
    assert (draft.recurrence, draft.day) == ("monthly", 20)
    new = NewTask(
        draft.action,
        department.units["office"],
        deadline_text=draft.deadline_text,
        recurrence=draft.recurrence,
        day=draft.day,
    )
    made = confirm_directive(department.access("par_officer"), found, 2021, [new])
    assert [task.deadline for task in made] == [date(2021, month, 20) for month in (9, 10, 11, 12)]
    # The 20th of November 2021 is a Saturday.
    assert [task.due_on.day for task in made] == [20, 20, 22, 20]
    assert len({task.series_id for task in made}) == 1
    assert str(made[0].series) == draft.deadline_text
    assert {task.origin for task in made} == {"province"}


def test_nothing_recurs_before_the_paper_came(department):
    text = f"UBND TỈNH QUẢNG NGÃI\nSố: 13/CV-UBND\nQuảng Ngãi, ngày 03/11/2021\n\n{MONTHLY}"
    found, _ = register(department, text=text)
    new = NewTask("Báo cáo", department.units["office"], recurrence="weekly")
    made = confirm_directive(department.access("par_officer"), found, 2021, [new])
    assert made[0].deadline == date(2021, 11, 26)


def test_a_day_that_the_officer_sets_takes_the_place_of_what_recurs(department):
    new = NewTask("Báo cáo", department.units["office"], recurrence="monthly", day=26)
    officer = department.access("par_officer")
    # Today is the 24th of November.
    assert [task.deadline.month for task in assign_task(officer, 2021, new)] == [11, 12]
    one = NewTask(
        "Báo cáo", department.units["office"], deadline=date(2021, 12, 1), recurrence="monthly"
    )
    (made,) = assign_task(officer, 2021, one)
    assert (made.series, made.deadline) == (None, date(2021, 12, 1))


def test_a_series_has_each_day_once(department):
    new = NewTask("Báo cáo", department.units["office"], recurrence="quarterly")
    (made,) = assign_task(department.access("par_officer"), 2021, new)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(
            agency=made.agency, year=2021, action="Báo cáo", series=made.series,
            deadline=made.deadline, due_on=made.due_on,
        )  # fmt: skip


def test_who_assigns_tasks_by_hand(department):
    new = NewTask("Báo cáo", department.units["office"], deadline=date(2021, 12, 1))
    for person in ("unit_head", "director", "auditor", "stranger"):
        with pytest.raises(PermissionRefused):
            assign_task(department.access(person), 2021, new)
    officer = department.access("par_officer")
    with pytest.raises(TaskRefused):
        assign_task(officer, 2021, NewTask(" ", None))
    with pytest.raises(TaskRefused):
        assign_task(officer, 2021, NewTask("Báo cáo", None, deadline=date(2022, 1, 1)))
    assert not Task.objects.exists()


def asked(department, **fields):
    made = make_task(department, deadline=date(2021, 11, 26), **fields)
    return made, ask_extension(
        department.access("unit_head"), made, date(2021, 12, 4), "chờ kết quả đo"
    )


def test_time_is_asked_for_and_granted_and_the_first_deadline_stays(department):
    made, request = asked(department)
    assert (request.due_before, request.asked_on) == (date(2021, 11, 26), date(2021, 11, 24))
    decide_extension(department.access("director"), request, date(2021, 12, 4), "có căn cứ")
    made.refresh_from_db()
    # The 4th of December is a Saturday.
    assert (made.deadline, made.extended_to, made.due_on) == (
        date(2021, 11, 26), date(2021, 12, 4), date(2021, 12, 6),
    )  # fmt: skip
    assert made.is_moved
    event = history(made.agency_id, "task", made.pk)[0]
    assert (event.action, event.reason) == ("grant_extension", "có căn cứ")
    assert event.before == {"due_on": "2021-11-26"}


def test_time_refused_moves_nothing_and_may_be_asked_for_again(department):
    made, request = asked(department)
    decide_extension(department.access("par_officer"), request, None, "không có căn cứ")
    made.refresh_from_db()
    assert (made.due_on, made.version) == (date(2021, 11, 26), 1)
    ask_extension(department.access("unit_head"), made, date(2021, 12, 1), "xin xem lại")
    assert Extension.objects.filter(decided_by=None).count() == 1


@pytest.mark.parametrize("person", ["unit_officer", "director", "auditor", "stranger"])
def test_who_may_not_ask(department, person):
    made = make_task(department, deadline=date(2021, 11, 26))
    with pytest.raises(PermissionRefused):
        ask_extension(department.access(person), made, date(2021, 12, 1), "lý do")


@pytest.mark.parametrize("person", ["unit_head", "unit_officer", "auditor", "stranger"])
def test_who_may_not_decide(department, person):
    _made, request = asked(department)
    with pytest.raises(PermissionRefused):
        decide_extension(department.access(person), request, date(2021, 12, 1), "được")
    assert Extension.objects.get().is_open


def test_what_cannot_be_asked_for(department):
    head = department.access("unit_head")
    late = make_task(department, deadline=date(2021, 11, 23))
    without = plan_task(department, deadline=None)
    done = put_in(plan_task(department, deadline=date(2021, 12, 1)), TaskState.DONE)
    running = plan_task(department, deadline=date(2021, 12, 1))
    for made, until, reason, problem in (
        (late, date(2021, 12, 1), "lý do", "too_late"),
        (without, date(2021, 12, 1), "lý do", "no_deadline"),
        (done, date(2021, 12, 9), "lý do", "state"),
        (running, date(2021, 12, 1), "lý do", "not_later"),
        (running, date(2021, 12, 9), "  ", "reason"),
    ):
        with pytest.raises(ExtensionRefused) as refusal:
            ask_extension(head, made, until, reason)
        assert refusal.value.problem == problem
    ask_extension(head, running, date(2021, 12, 9), "lý do")
    with pytest.raises(ExtensionRefused, match="open_already"):
        ask_extension(head, running, date(2021, 12, 9), "lý do")


def test_what_cannot_be_granted(department):
    made, request = asked(department)
    director = department.access("director")
    for until, reason, problem in (
        (date(2021, 11, 26), "được", "not_later"),
        (date(2021, 12, 1), " ", "reason"),
    ):
        with pytest.raises(ExtensionRefused, match=problem):
            decide_extension(director, request, until, reason)
    take_step(department.access("unit_head"), made, Step.HAND_IN)
    with pytest.raises(ExtensionRefused, match="state"):
        decide_extension(director, request, date(2021, 12, 1), "được")
    decide_extension(director, request, None, "đã nộp")
    with pytest.raises(ExtensionRefused, match="decided"):
        decide_extension(director, request, None, "lần nữa")


def test_asking_on_an_old_screen_shows_what_it_is_now(department):
    made = make_task(department, deadline=date(2021, 11, 26))
    take_step(department.access("par_officer"), made, Step.START)
    with pytest.raises(TaskChangedMeanwhile):
        ask_extension(department.access("unit_head"), made, date(2021, 12, 1), "lý do", seen=1)


def test_another_agencys_time_is_not_decided_on(department, other_department):
    _made, request = asked(other_department)
    with pytest.raises(PermissionRefused):
        decide_extension(department.access("director"), request, None, "không")
