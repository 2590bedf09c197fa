"""The chain of audit events: linked after every commit, whoever writes at once; guarded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from tests.installation import Installation

from parindex.audit.guards import missing_guards
from parindex.audit.links import BEGINNING, link_of
from parindex.audit.models import AuditEvent, ChainHead
from parindex.audit.services import record_event


def record(action: str) -> None:
    with transaction.atomic():
        record_event(None, action, ("thing", 1), after={"points": "2.25", "unit": "Văn phòng"})


@transaction.atomic
def record_and_fail() -> None:
    record_event(None, "undone", ("thing", 1))
    raise ZeroDivisionError


def test_the_form_of_a_link_is_frozen():
    event = AuditEvent(
        id=7,
        at="2021-11-24T08:00:00Z",
        action="enter_values",
        target_type="component",
        target_id="1:initiatives",
        after={"b": "2", "a": "Đạt"},
        reason="sổ",
    )
    event.at = AuditEvent._meta.get_field("at").to_python(event.at)
    assert link_of(BEGINNING, event, 1) == (
        "4a4b8cc601fdf72a5561812047ab4b34aab1c7b95fae331c6de6a32c6740ab04"
    )


@pytest.mark.django_db(transaction=True)
def test_every_committed_event_has_its_place():
    for action in ("first", "second", "third"):
        record(action)
    events = list(AuditEvent.objects.order_by("id"))
    assert [event.position for event in events] == [1, 2, 3]
    previous = BEGINNING
    for event in events:
        assert event.link == link_of(previous, event, event.position)
        previous = event.link
    head = ChainHead.objects.get()
    assert (head.position, head.link) == (3, previous)


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_leaves_no_gap():
    record("first")
    with pytest.raises(ZeroDivisionError):
        record_and_fail()
    record("second")
    assert list(AuditEvent.objects.order_by("id").values_list("action", "position")) == [
        ("first", 1),
        ("second", 2),
    ]


@pytest.mark.django_db(transaction=True)
def test_what_a_crash_left_without_a_link_the_next_writer_links():
    AuditEvent.objects.create(action="before the crash", target_type="thing", target_id="1")
    record("after it")
    assert list(AuditEvent.objects.order_by("position").values_list("action", flat=True)) == [
        "before the crash",
        "after it",
    ]


def run(*command: str, installation: Installation) -> subprocess.CompletedProcess[str]:
    environment = installation.environment | {"DJANGO_SETTINGS_MODULE": "parindex.settings.base"}
    return subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, check=False
    )


def test_fifty_writers_at_once_make_one_chain(installation):
    """In a database of its own, which threads can share: a file on SQLite."""
    writers = Path(__file__).with_name("fifty_writers.py")
    written = run(str(writers), installation=installation)
    assert written.returncode == 0, written.stderr
    command = ("-c", "from parindex.cli import main; main()", "audit", "verify", "--json")
    verified = run(*command, installation=installation)
    assert verified.returncode == 0, verified.stderr
    found = json.loads(verified.stdout)
    assert (found["events"], found["waiting"]) == (300, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM audit_auditevent",
        "DELETE FROM audit_chainhead",
        "UPDATE audit_auditevent SET reason = 'another'",
        "UPDATE audit_auditevent SET actor_id = NULL, after = NULL",
        "UPDATE audit_auditevent SET link = '', position = NULL",
        "UPDATE audit_auditevent SET link = 'another'",
        "UPDATE audit_auditevent SET position = 5",
        "UPDATE audit_chainhead SET position = 0",
        "UPDATE audit_chainhead SET link = 'another'",
    ],
)
def test_the_database_refuses_to_change_what_is_recorded(attack):
    record("kept")
    before = list(AuditEvent.objects.values())
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)
    assert list(AuditEvent.objects.values()) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("field", ["reason", "action", "target_id", "search_text"])
def test_the_database_refuses_to_change_an_event_that_waits_for_its_link(field):
    with transaction.atomic():
        event = record_event(None, "waiting", ("thing", 1))
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE audit_auditevent SET {field} = 'x', link = 'y', position = 1"
                f" WHERE id = {event.pk}"
            )


@pytest.mark.django_db(transaction=True)
def test_postgresql_refuses_to_empty_the_table():
    record("kept")
    if connection.vendor == "postgresql":
        with (
            pytest.raises(DatabaseError, match="never changed or deleted"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("TRUNCATE audit_auditevent")
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_the_migrated_database_has_every_guard():
    assert missing_guards(connection) == []
