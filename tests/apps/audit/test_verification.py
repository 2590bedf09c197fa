"""``parindex audit verify`` says which record broke, and how."""

import json
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from typer.testing import CliRunner

from parindex.audit.guards import guard_names, install_guards
from parindex.audit.links import BEGINNING
from parindex.audit.models import AuditEvent, ChainHead
from parindex.audit.services import record_event
from parindex.cli import app

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def five_records() -> list[AuditEvent]:
    for number in range(1, 6):
        with transaction.atomic():
            record_event(None, f"write {number}", ("thing", number), after={"points": "2.25"})
    return list(AuditEvent.objects.order_by("position"))


@contextmanager
def owner_of_the_database():
    """Whoever owns the database can take its guards away, and put them back as if nothing was."""
    with connection.cursor() as cursor:
        for name in guard_names(connection):
            table = "audit_auditevent" if "event" in name else "audit_chainhead"
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
        yield cursor
    install_guards(connection)


def verify(*options: str) -> tuple[int, dict]:
    outcome = CliRunner().invoke(app, ["audit", "verify", "--json", *options])
    return outcome.exit_code, json.loads(outcome.stdout)


def test_an_untouched_chain_is_whole(five_records):
    code, found = verify()
    assert code == 0
    assert found == {
        "whole": True,
        "events": 5,
        "waiting": 0,
        "head": five_records[-1].link,
        "expected_position": None,
        "breaks": [],
    }


def test_an_empty_chain_is_whole(db):
    code, found = verify("--expect", BEGINNING)
    assert (code, found["head"], found["expected_position"]) == (0, BEGINNING, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", "'another'"),
        ("action", "'another'"),
        ("target_id", "'6'"),
        ("after", '\'{"points": "2.50"}\''),
        ("at", "'2020-01-01 00:00:00+00:00'"),
        ("link", f"'{'f' * 64}'"),
    ],
)
def test_a_changed_record_is_named(five_records, field, value):
    with owner_of_the_database() as cursor:
        cursor.execute(f"UPDATE audit_auditevent SET {field} = {value} WHERE position = 3")
    code, found = verify()
    assert code == 1
    first = found["breaks"][0]
    assert (first["fault"], first["position"], first["event"]) == ("changed", 3, five_records[2].pk)
    # The record after a changed link no longer fits either; any other change stays one fault.
    assert [entry["position"] for entry in found["breaks"]] == ([3, 4] if field == "link" else [3])


def test_a_deleted_record_is_named(five_records):
    with owner_of_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE position IN (2, 3)")
    code, found = verify()
    assert code == 1
    assert [(entry["fault"], entry["position"]) for entry in found["breaks"]] == [
        ("missing", 2),
        ("missing", 3),
    ]


def test_records_that_change_places_are_named(five_records):
    with owner_of_the_database() as cursor:
        cursor.execute("UPDATE audit_auditevent SET position = 99 WHERE position = 2")
        cursor.execute("UPDATE audit_auditevent SET position = 2 WHERE position = 3")
        cursor.execute("UPDATE audit_auditevent SET position = 3 WHERE position = 99")
    code, found = verify()
    assert code == 1
    assert {entry["position"] for entry in found["breaks"]} >= {2, 3}


def test_a_cut_tail_shows_by_the_head(five_records):
    with owner_of_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE position > 3")
    code, found = verify()
    assert code == 1
    assert [(entry["fault"], entry["position"]) for entry in found["breaks"]] == [
        ("missing", 4),
        ("missing", 5),
        ("head_differs", 5),
    ]


def test_a_cut_tail_with_its_head_shows_by_the_hash_noted_before(five_records):
    with owner_of_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE position > 3")
        cursor.execute(f"UPDATE audit_chainhead SET position = 3, link = '{five_records[2].link}'")
    assert verify()[0] == 0
    code, found = verify("--expect", five_records[4].link)
    assert code == 1
    assert found["breaks"] == [
        {
            "fault": "expected_not_found",
            "position": None,
            "event": None,
            "detail": five_records[4].link,
        }
    ]


def test_the_hash_noted_before_is_found_under_later_records(five_records):
    code, found = verify("--expect", five_records[1].link)
    assert (code, found["expected_position"]) == (0, 2)


def test_a_head_set_back_or_taken_away_shows(five_records):
    with owner_of_the_database() as cursor:
        cursor.execute("UPDATE audit_chainhead SET position = 2")
    assert [entry["fault"] for entry in verify()[1]["breaks"]] == ["head_differs"]
    with owner_of_the_database():
        ChainHead.objects.all().delete()
    assert [entry["fault"] for entry in verify()[1]["breaks"]] == ["head_gone"]


def test_a_guard_taken_away_shows(five_records):
    on = " ON audit_auditevent" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER audit_event_kept{on}")
    code, found = verify()
    install_guards(connection)
    assert code == 1
    assert [(entry["fault"], entry["detail"]) for entry in found["breaks"]] == [
        ("guard_missing", "audit_event_kept")
    ]


def test_a_person_reads_the_outcome_in_both_languages(five_records):
    outcome = CliRunner().invoke(app, ["audit", "verify"])
    assert outcome.exit_code == 0
    assert "Nhật ký còn nguyên. / The audit is whole." in outcome.stdout
    assert five_records[-1].link in outcome.stdout
    with owner_of_the_database() as cursor:
        cursor.execute("UPDATE audit_auditevent SET reason = 'x' WHERE position = 2")
    outcome = CliRunner().invoke(app, ["audit", "verify"])
    assert outcome.exit_code == 1
    assert f"#2 (id {five_records[1].pk})" in outcome.stdout


def test_what_is_no_hash_is_refused():
    outcome = CliRunner().invoke(app, ["audit", "verify", "--expect", "abc"])
    assert outcome.exit_code == 2
