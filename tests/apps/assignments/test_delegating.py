"""Handing down, handing over, notes, and who has seen a task."""

import pytest
from tests.apps.assignments.given import make_task, put_in

from parindex.accounts.constants import Role
from parindex.accounts.services import PermissionRefused, create_account, grant_role
from parindex.assignments.constants import TaskState
from parindex.assignments.models import ProgressNote, Receipt
from parindex.assignments.queries.receipts import unopened
from parindex.assignments.services.assigning import UnitElsewhere
from parindex.assignments.services.delegating import (
    PersonElsewhere,
    delegate_task,
    reassign_task,
)
from parindex.assignments.services.notes import NoteRefused, add_note
from parindex.assignments.services.receipts import acknowledge, note_opening
from parindex.assignments.services.steps import (
    ReasonMissing,
    StepRefused,
    TaskChangedMeanwhile,
)
from parindex.audit.queries import history


@pytest.fixture
def specialist(department):
    """An officer of the unit head's unit."""
    person = create_account("specialist", "Chuyên viên (minh họa)", "a long enough password")
    unit = department.units["metrology-sub-department"]
    grant_role(person, Role.UNIT_OFFICER, department.agency, unit)
    department.people["specialist"] = person
    return person


def test_the_head_hands_a_task_down_and_takes_it_back(department, specialist):
    made = make_task(department)
    head = department.access("unit_head")
    assert delegate_task(head, made, specialist, seen=1).person == specialist
    event = history(made.agency_id, "task", made.pk)[0]
    assert (event.action, event.after) == ("delegate_task", {"person": specialist.pk})
    assert delegate_task(head, made, None, seen=2).person is None


@pytest.mark.parametrize("person", ["specialist", "unit_officer", "director", "auditor"])
def test_who_may_not_hand_down(department, specialist, person):
    made = make_task(department)
    with pytest.raises(PermissionRefused):
        delegate_task(department.access(person), made, specialist)


def test_only_people_of_the_unit_are_put_in_charge(department, specialist):
    made = make_task(department)
    head = department.access("unit_head")
    with pytest.raises(PersonElsewhere):
        delegate_task(head, made, department.people["unit_officer"])
    with pytest.raises(TaskChangedMeanwhile):
        delegate_task(head, made, specialist, seen=7)
    with pytest.raises(StepRefused):
        delegate_task(head, put_in(made, TaskState.CONFIRMED), specialist)


def test_another_unit_has_to_accept_anew(department, specialist):
    made = make_task(department, partners=[department.units["office"]])
    delegate_task(department.access("unit_head"), made, specialist)
    put_in(made, TaskState.IN_PROGRESS)
    office = department.units["office"]
    officer = department.access("par_officer")
    with pytest.raises(ReasonMissing):
        reassign_task(officer, made, office, [], " ")
    moved = reassign_task(officer, made, office, [made.unit, office], "đúng chức năng")
    assert (moved.unit, moved.person, moved.state) == (office, None, TaskState.ASSIGNED)
    assert [unit.key for unit in moved.partners.all()] == ["metrology-sub-department"]


def test_who_may_not_hand_over(department, other_department):
    made = make_task(department)
    office = department.units["office"]
    for person in ("unit_head", "director", "auditor", "stranger"):
        with pytest.raises(PermissionRefused):
            reassign_task(department.access(person), made, office, [], "lý do")
    with pytest.raises(UnitElsewhere):
        reassign_task(
            department.access("par_officer"), made, other_department.units["office"], [], "lý do"
        )


def test_units_concerned_write_notes_and_others_do_not(department):
    made = make_task(department, partners=[department.units["inspectorate"]])
    for person in ("unit_head", "unit_officer", "par_officer"):
        add_note(department.access(person), made, f"{person} đang làm")
    assert ProgressNote.objects.count() == 3
    for person in ("director", "auditor", "stranger"):
        with pytest.raises(PermissionRefused):
            add_note(department.access(person), made, "lời")
    head = department.access("unit_head")
    add_note(head, made, "xong một nửa")
    add_note(head, made, "xong một nửa ")
    assert ProgressNote.objects.count() == 4
    for text in (" \n", "x" * 5001):
        with pytest.raises(NoteRefused):
            add_note(head, made, text)
    with pytest.raises(StepRefused):
        add_note(head, put_in(made, TaskState.CONFIRMED), "thêm")


def test_who_has_not_opened_what(department):
    made = make_task(department, partners=[department.units["inspectorate"]])
    officer, head = department.access("par_officer"), department.access("unit_head")
    told = {(row.task.pk, row.unit.key) for row in unopened(officer, 2021)}
    assert told == {(made.pk, "metrology-sub-department"), (made.pk, "inspectorate")}
    note_opening(department.access("auditor"), made)
    note_opening(officer, made)
    assert not Receipt.objects.exists()
    note_opening(head, made)
    note_opening(head, made)
    assert [row.unit.key for row in unopened(officer, 2021)] == ["inspectorate"]
    assert Receipt.objects.get().acknowledged_at is None
    with pytest.raises(PermissionRefused):
        unopened(head, 2021)


def test_units_acknowledge_for_themselves(department):
    made = make_task(department, partners=[department.units["inspectorate"]])
    partner = department.access("unit_officer")
    acknowledge(partner, made)
    acknowledge(partner, made)
    receipt = Receipt.objects.get()
    assert receipt.unit == department.units["inspectorate"]
    assert receipt.acknowledged_by == department.people["unit_officer"]
    for person in ("par_officer", "director", "auditor"):
        with pytest.raises(PermissionRefused):
            acknowledge(department.access(person), made)
