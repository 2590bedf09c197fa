"""Reports that are due: who is told of them on which morning, once, in the mail of the tasks."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.apps.assignments.given import plan_task
from tests.apps.assignments.mail_sink import mail_sink
from tests.apps.reporting.given import (
    DIRECTOR,
    HEAD,
    OFFICER,
    live_on,
    obliged,
    of_agency,
    period,
    report,
)

from parindex.accounts.constants import Role
from parindex.accounts.models import User
from parindex.accounts.services import create_account, grant_role
from parindex.assignments.constants import Rung
from parindex.assignments.daily_work import remind
from parindex.assignments.models import Notice
from parindex.assignments.services.reminding import remind_agency
from parindex.calendars.queries import working_calendar
from parindex.jobs.progress import JobProgress
from parindex.reporting.constants import DUE_REPORTS, ReportState
from parindex.reporting.models import Report
from parindex.settings.mail import mail_server

FILLER = "filler"
TODAY = date(2021, 11, 24)


@pytest.fixture
def owed(department):
    """The fourth quarter: a unit's until 10/12/2021, the agency's until the 15th; no other one."""
    unit = department.units["metrology-sub-department"]
    person = create_account("filler", "Chuyên viên (minh họa)", "a long enough password")
    grant_role(person, Role.UNIT_OFFICER, department.agency, unit)
    department.people[FILLER] = person
    found = obliged(department, units=(unit.key,))
    Report.objects.exclude(period=period(found)).update(state=ReportState.EXCUSED)
    return found


def told(department, found, day):
    """Who was told of a report on a morning, and on which rung."""
    live_on(department, day)
    remind_agency(department.agency, day, working_calendar())
    names = {person.pk: name for name, person in department.people.items()}
    notices = Notice.objects.filter(kind=DUE_REPORTS, item=found.pk, day=day)
    return {names[one.person_id]: one.rung for one in notices}


@pytest.mark.parametrize(
    ("day", "people"),
    [
        (date(2021, 12, 2), {}),
        (date(2021, 12, 3), {FILLER: Rung.IN_7}),
        (date(2021, 12, 7), {FILLER: Rung.IN_3}),
        (date(2021, 12, 9), {FILLER: Rung.IN_1, HEAD: Rung.IN_1}),
        (date(2021, 12, 11), {}),  # a Saturday
        (date(2021, 12, 13), {FILLER: Rung.LATE, HEAD: Rung.LATE}),
        (date(2021, 12, 15), {FILLER: Rung.LATE, HEAD: Rung.LATE, DIRECTOR: Rung.LATE}),
    ],
)
def test_to_who_fills_then_the_head_then_the_director(department, owed, day, people):
    mine = report(period(owed))
    assert told(department, mine, day) == people
    assert told(department, mine, day) == people
    assert Notice.objects.filter(item=mine.pk).count() == len(people)
    Report.objects.filter(pk=mine.pk).update(state=ReportState.SENT, sent_on=day)
    Notice.objects.all().delete()
    assert told(department, mine, day) == {}


def test_the_agencys_report_is_the_offices(department, owed):
    assert told(department, of_agency(period(owed)), date(2021, 12, 8)) == {OFFICER: Rung.IN_7}


def test_a_report_comes_in_the_one_mail_of_the_morning_and_on_the_page(
    department, owed, client, settings
):
    User.objects.filter(pk=department.people[HEAD].pk).update(email="head@example.vn")
    day = date(2021, 12, 14)
    live_on(department, day)
    task = plan_task(department, deadline=date(2021, 12, 13))
    with mail_sink() as sink:
        settings.MAIL_SERVER = mail_server(sink.address)
        settings.PUBLIC_ADDRESS = "https://cchc.example.vn"
        for _ in range(2):
            remind(day, JobProgress())
        (mail,) = sink.messages
    mine = report(period(owed))
    lines = re.findall(r"^- .+", mail.get_content(), re.MULTILINE)
    assert mail["Subject"] == "Công việc ngày 14/12/2021: 2 việc trễ, 0 việc sắp đến hạn"
    unit = department.units["metrology-sub-department"].name
    words = f"Báo cáo cải cách hành chính quý: Quý IV/2021 ({unit})"
    address = settings.PUBLIC_ADDRESS + reverse("report", args=[mine.pk])
    assert lines[0] == f"- 10/12/2021: {words} {address}"
    assert reverse("task", args=[task.pk]) in lines[1]
    client.force_login(department.people[HEAD])
    page = client.get(reverse("notices")).content.decode()
    assert f'href="{reverse("report", args=[mine.pk])}"' in page
    assert "Thiếu, đã quá hạn" in page


def test_a_notice_is_of_a_task_or_of_something_else(department, owed):
    blank = {"person": department.people[HEAD], "agency": department.agency, "rung": Rung.LATE}
    blank |= dict.fromkeys(("due_on", "step_on", "day", "sent_on"), TODAY)
    for about in (
        {},
        {"kind": DUE_REPORTS},
        {"task": plan_task(department), "kind": "x", "item": 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.create(**blank, **about)
