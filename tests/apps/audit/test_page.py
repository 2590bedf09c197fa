"""The page of the audit: who sees what, narrowed, exported; and the refusals on it."""

import ast
import csv
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

import parindex
from parindex.accounts.constants import Permission
from parindex.accounts.services import PermissionRefused, require
from parindex.audit.models import AuditEvent
from parindex.audit.services import record_event, recording_refusals
from parindex.web.audit_list import said
from parindex.web.audit_words import ACTIONS


@pytest.fixture
def written(department, other_department):
    """Four events of the first agency's work, one of the second's, one of the installation's."""
    officer = department.people["par_officer"]
    agency_id = department.agency.pk
    with transaction.atomic():
        record_event(
            officer,
            "enter_values",
            ("component", "1:initiatives"),
            agency_id=agency_id,
            before={"values": {}},
            after={"values": {"registered": "45"}},
            reason="Sổ sáng kiến",
        )
        record_event(
            officer,
            "change_task_state",
            ("task", 7),
            agency_id=agency_id,
            before={"state": "assigned"},
            after={"state": "done"},
        )
        record_event(None, "load_progress", ("task", 8), agency_id=agency_id)
        record_event(
            other_department.people["par_officer"],
            "enter_values",
            ("task", 7),
            agency_id=other_department.agency.pk,
            reason="của Sở khác",
        )
        record_event(None, "load_edition", ("edition", 1), after={"key": "qd766"})
    return department  # fmt: skip


def page(client, department, person, **asked):
    client.force_login(department.people[person])
    return client.get(reverse("audit"), asked)


def shown(answer) -> list[tuple[str, str]]:
    return [
        (row.event.action, row.event.target_id)
        for row in answer.context["rows"]
        if row.event.target_type in ("component", "task", "edition")
    ]


@pytest.mark.parametrize("name", ["audit", "audit-export"])
@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("auditor", 200),
        ("administrator", 200),
        ("par_officer", 403),
        ("director", 403),
        ("unit_head", 403),
        ("unit_officer", 403),
        ("one_stop_officer", 403),
        ("council_secretary", 403),
        ("council_member", 403),
        ("stranger", 403),
    ],
)
def test_who_reads_the_audit(client, department, name, person, status):
    client.force_login(department.people[person])
    assert client.get(reverse(name)).status_code == status
    assert client.post(reverse(name)).status_code == 405


def test_the_auditor_sees_the_agencys_events_alone(client, written):
    answer = page(client, written, "auditor")
    assert shown(answer) == [
        ("load_progress", "8"),
        ("change_task_state", "7"),
        ("enter_values", "1:initiatives"),
    ]
    content = answer.content.decode()
    assert "Sổ sáng kiến" in content
    assert "registered: 45" in content
    assert "của Sở khác" not in content
    assert "qd766" not in content


def test_the_administrator_sees_accounts_and_the_installation_but_no_work(client, written):
    answer = page(client, written, "administrator")
    assert ("load_edition", "1") in shown(answer)
    assert {action for action, _ in shown(answer)} == {"load_edition"}
    content = answer.content.decode()
    assert "Sổ sáng kiến" not in content
    assert "Giao vai trò" in content
    # The words of the work are not to be found out by searching for them either.
    assert shown(page(client, written, "administrator", words="so sang kien")) == []
    assert "enter_values" not in dict(answer.context["actions"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "SO sang KIEN"}, [("enter_values", "1:initiatives")]),
        ({"words": "45 initiatives"}, [("enter_values", "1:initiatives")]),
        ({"words": "no such words"}, []),
        ({"action": "change_task_state"}, [("change_task_state", "7")]),
        ({"target": "task"}, [("load_progress", "8"), ("change_task_state", "7")]),
        ({"target": "task", "number": "8"}, [("load_progress", "8")]),
        ({"actor": "0", "target": "task"}, [("load_progress", "8")]),
        ({"actor": "-5", "target": "task", "number": "8"}, [("load_progress", "8")]),
        ({"since": "1/1/2020", "target": "task", "number": "8"}, [("load_progress", "8")]),
        ({"until": "1/1/2020"}, []),
        ({"target": "task", "number": "8", "page": "99"}, [("load_progress", "8")]),
        ({"words": "\x00", "target": "task", "number": "8"}, [("load_progress", "8")]),
    ],
)
def test_the_list_narrows(client, written, asked, found):
    assert shown(page(client, written, "auditor", **asked)) == found


def test_a_day_holds_its_last_moment(client, written):
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    day = "{0.day}/{0.month}/{0.year}".format
    assert len(shown(page(client, written, "auditor", since=day(today), until=day(today)))) == 3
    assert shown(page(client, written, "auditor", until=day(yesterday))) == []


def test_one_persons_events(client, written):
    officer = written.people["par_officer"]
    answer = page(client, written, "auditor", actor=str(officer.pk))
    assert {row.event.actor_id for row in answer.context["rows"]} == {officer.pk}


def test_a_day_that_is_none_is_said(client, written):
    answer = page(client, written, "auditor", since="soon")
    assert answer.status_code == 200
    assert "31/12/2021" in answer.content.decode()


@pytest.mark.parametrize("count", [3, 120])
def test_the_page_asks_the_database_eight_times(
    client, department, count, django_assert_num_queries
):
    officer = department.people["par_officer"]
    with transaction.atomic():
        for number in range(count):
            record_event(officer, "assign_task", ("task", number), agency_id=department.agency.pk)
    client.force_login(department.people["auditor"])
    with django_assert_num_queries(8):
        client.get(reverse("audit"))


def test_the_file_for_excel_has_every_page_and_the_links(client, written):
    client.force_login(written.people["auditor"])
    answer = client.get(reverse("audit-export"), {"target": "component", "number": "1:initiatives"})
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["Việc"], row["Lý do"], row["Sau"]) for row in rows] == [
        ("Nhập số liệu", "Sổ sáng kiến", "values.registered: 45")
    ]


def test_a_refusal_is_recorded_with_who_what_where_and_when(client, department):
    client.force_login(department.people["auditor"])
    assert client.get(reverse("directive-new")).status_code == 403
    event = AuditEvent.objects.get(action="refuse")
    assert event.actor == department.people["auditor"]
    assert event.agency == department.agency
    assert event.after == {"permission": "register_directives", "place": "GET /directives/new/"}
    assert timezone.now() - event.at < timedelta(minutes=1)
    content = page(client, department, "auditor", action="refuse").content.decode()
    assert "GET /directives/new/" in content


@pytest.mark.django_db(transaction=True)
def test_a_refusal_outlives_the_transaction_that_it_undoes(department):
    @transaction.atomic
    def service():
        record_event(None, "half a write", ("thing", 1))
        require(department.access("auditor"), Permission.ASSIGN_TASKS)

    with pytest.raises(PermissionRefused), recording_refusals("a job"):
        service()
    assert not AuditEvent.objects.filter(action="half a write").exists()
    event = AuditEvent.objects.get(action="refuse")
    assert event.after == {"permission": "assign_tasks", "place": "a job"}
    assert event.link


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ({}, ""),
        ({"a": {"b": "1", "c": None}, "d": [1, "x"]}, "a.b: 1; a.c: –; d: 1, x"),
        (["x", "y"], "x, y"),
        ("x", "x"),
        ({"done": True}, "done: có"),
    ],
)
def test_values_are_said_on_one_line(value, words):
    assert said(value) == words


def literal_actions() -> set[str]:
    """Every action that a service records by its name."""
    found = set()
    for path in Path(parindex.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_recording = isinstance(node, ast.Call) and "record_event" in ast.unparse(node.func)
            if is_recording and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                found.add(node.args[1].value)
    return found


def test_every_action_that_a_service_records_has_its_words():
    assert "enter_values" in literal_actions()
    assert literal_actions() - set(ACTIONS) == set()
