import pytest
from django.db import transaction

from parindex.audit.queries import history
from parindex.audit.services import AuditOutsideTransaction, record_event


@pytest.mark.django_db(transaction=True)
def test_a_write_is_not_recorded_outside_of_its_transaction():
    with pytest.raises(AuditOutsideTransaction):
        record_event(None, "anything", ("thing", 1))
    assert history(0, "thing", 1) == []


def test_the_history_of_an_object_is_its_own_and_newest_first(department):
    officer = department.people["par_officer"]
    with transaction.atomic():
        record_event(officer, "first", ("thing", 1), after={"points": "2.25"}, reason="why")
        record_event(officer, "second", ("thing", 1), before={"points": "2.25"})
        record_event(officer, "elsewhere", ("thing", 2))
    found = history(0, "thing", 1)
    assert [event.action for event in found] == ["second", "first"]
    assert found[1].after == {"points": "2.25"}
    assert found[1].reason == "why"
    assert found[1].actor == officer


@pytest.mark.django_db(transaction=True)
def test_a_write_undone_takes_its_record_with_it():
    def write_and_fail():
        with transaction.atomic():
            record_event(None, "undone", ("thing", 3))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert history(0, "thing", 3) == []
