"""Taking a paper in, making its tasks, finding both."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.apps.assignments.given import PAPER, make_task, register

from parindex.accounts.services import PermissionRefused
from parindex.assignments.constants import Step, TaskState
from parindex.assignments.models import Directive, Task
from parindex.assignments.queries.directives import (
    DirectiveFilter,
    directive,
    directives_of,
    drafts_of,
    tasks_of_directive,
)
from parindex.assignments.queries.tasks import (
    TaskFilter,
    counts_by_standing,
    task,
    task_counts_by_unit,
    tasks_for_component,
    tasks_of,
)
from parindex.assignments.services.assigning import NewTask, UnitElsewhere
from parindex.assignments.services.directives import (
    DirectiveAlreadyConfirmed,
    DirectiveRefused,
    confirm_directive,
)
from parindex.assignments.services.steps import ReasonMissing, take_step
from parindex.audit.queries import history

PEOPLE = ["par_officer", "director", "auditor", "administrator", "stranger"]
UNIT_PEOPLE = ["unit_head", "unit_officer"]


def test_the_seed_paper_becomes_a_directive_with_ten_items(department):
    found, created = register(department)
    assert created
    assert (found.number, found.issued_on) == ("664/KL-SKHCN", date(2021, 5, 27))
    assert len(found.reading["items"]) == 10
    assert found.text == PAPER
    assert (
        history(found.agency_id, "directive", found.pk)[0].actor == department.people["par_officer"]
    )


def test_the_same_paper_is_kept_once_in_an_agency(department, other_department):
    first, _ = register(department)
    second, created = register(department, text=PAPER.replace("\n", "\r\n"))
    assert (second.pk, created) == (first.pk, False)
    _, created_elsewhere = register(other_department)
    assert created_elsewhere


@pytest.mark.parametrize("text", ["", " \n\t ", "x" * 2_000_001], ids=["empty", "blank", "long"])
def test_what_is_no_paper_is_refused(department, text):
    with pytest.raises(DirectiveRefused):
        register(department, text=text)
    assert not Directive.objects.exists()


@pytest.mark.parametrize("person", [*PEOPLE, *UNIT_PEOPLE])
def test_who_registers_and_confirms_directives(department, person):
    found, _ = register(department)
    if person == "par_officer":
        access = department.access(person)
        with pytest.raises(ReasonMissing):
            confirm_directive(access, found, 2021, [])
        assert confirm_directive(access, found, 2021, [], "Chỉ thông báo") == []
        return
    with pytest.raises(PermissionRefused):
        register(department, person)
    with pytest.raises(PermissionRefused):
        confirm_directive(department.access(person), found, 2021, [])


def test_the_drafts_of_the_seed_paper(department):
    found, _ = register(department)
    drafts = drafts_of(found, list(department.units.values()))
    third = [draft for draft in drafts if draft.item_number == "3"]
    assert {draft.unit.key for draft in third} == {
        "office", "technology-management", "metrology-sub-department",
    }  # fmt: skip
    assert {draft.deadline for draft in third} == {date(2021, 12, 31)}
    # “Các phòng, đơn vị”: a draft for each of the five.
    assert len([draft for draft in drafts if draft.item_number == "6"]) == 5
    # The Department itself: the officer names the unit.
    assert {draft.unit for draft in drafts if draft.item_number == "9"} == {None}
    for draft in drafts:
        assert found.text[slice(*draft.span)].strip()
    # Three sentences of the ninth item, each the source of its own task.
    assert len({draft.span for draft in drafts if draft.item_number == "9"}) == 3


def test_confirming_makes_the_tasks_once(department):
    found, _ = register(department)
    access = department.access("par_officer")
    new = NewTask(
        action="Đăng ký sáng kiến",
        unit=department.units["office"],
        partners=[department.units["inspectorate"]],
        component_keys=["initiatives", "plan_issued"],
    )
    (made,) = confirm_directive(access, found, 2021, [new])
    assert made.state == TaskState.ASSIGNED
    assert list(made.partners.all()) == [department.units["inspectorate"]]
    assert tasks_for_component(access, 2021, "initiatives") == [made]
    assert tasks_for_component(access, 2021, "initiative") == []
    with pytest.raises(DirectiveAlreadyConfirmed):
        confirm_directive(access, found, 2021, [new])
    assert Task.objects.count() == 1


def test_lists_narrow_by_unit_state_timing_and_folded_words(department):
    access = department.access("par_officer")
    late = make_task(department, deadline=date(2021, 11, 1), action="Gửi thư xin lỗi")
    soon = make_task(department, unit="office", deadline=date(2021, 11, 26))
    whole = make_task(department, unit=None, deadline=None, action="Sắp xếp bộ máy")

    def listed(**narrowed):
        return list(tasks_of(access, 2021, TaskFilter(**narrowed)))

    assert set(listed()) == {late, soon, whole}
    assert listed(timing="late") == [late]
    assert listed(timing="soon") == [soon]
    assert listed(unit_id=department.units["office"].pk) == [soon]
    assert listed(words="thu xin loi") == [late]
    assert listed(words="SẮP xếp") == [whole]
    assert listed(state="done") == []
    assert listed() == [late, soon, whole]
    assert listed(without_unit=True) == [whole]
    backwards = tasks_of(access, 2021, TaskFilter(), "-deadline")
    assert list(backwards) == [soon, late, whole]
    office = TaskFilter(unit_id=department.units["office"].pk, timing="late")
    assert counts_by_standing(access, 2021, office) == {
        "all": 1, "late": 0, "soon": 1, "running": 0, "done": 0,
        "state_assigned": 1, "state_accepted": 0, "state_in_progress": 0, "state_paused": 0,
        "state_returned": 0, "state_done": 0, "state_confirmed": 0, "state_cancelled": 0,
    }  # fmt: skip
    counts = task_counts_by_unit(access, 2021, department.units.values())
    assert {(c.unit.key if c.unit else None): (c.late, c.soon, c.running) for c in counts} == {
        "metrology-sub-department": (1, 0, 0),
        "office": (0, 1, 0),
        None: (0, 0, 1),
    }


def test_directives_are_found_without_diacritics(department):
    found, _ = register(department)
    access = department.access("auditor")
    assert list(directives_of(access, DirectiveFilter("664"))) == [found]
    assert directives_of(access)[0].item_count == 10
    assert list(directives_of(access, DirectiveFilter("CẢI cach"))) == [found]
    assert list(directives_of(access, DirectiveFilter("vệ tinh quangngai"))) == []


def test_another_agencys_papers_and_tasks_are_not_there(department, other_department):
    made = make_task(department)
    outside = other_department.access("par_officer")
    assert directive(outside, made.directive_id) is None
    assert task(outside, made.pk) is None
    assert list(directives_of(outside)) == []
    assert list(tasks_of(outside, 2021, TaskFilter())) == []


@pytest.mark.parametrize(
    "fields",
    [{"state": "forgotten"}, {"state": "done"}, {"done_on": date(2021, 1, 1)}],
    ids=["unknown state", "done without a day", "a day without being done"],
)
def test_the_database_refuses_a_task_that_contradicts_itself(department, fields):
    made = make_task(department)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=made.pk).update(**fields)


def test_a_role_in_one_agency_reaches_no_paper_or_task_of_another(department, other_department):
    found, _ = register(other_department)
    made = make_task(other_department, deadline=None)
    foreign = department.access("par_officer")
    with pytest.raises(PermissionRefused):
        confirm_directive(foreign, found, 2021, [NewTask("Việc", None)])
    with pytest.raises(PermissionRefused):
        take_step(foreign, made, Step.HAND_IN)
    assert tasks_of_directive(foreign, found) == []
    made.refresh_from_db()
    assert made.state == TaskState.ASSIGNED


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("hồ sơ", True), ("ho so", True), ("o so", False), ("664/kl-skhcn", True), ("(hồ", True)],
)
def test_words_are_found_from_their_start_whatever_stands_around_them(department, words, is_found):
    make_task(department, action="Trả lời Kết luận 664/KL-SKHCN (hồ sơ trễ)")
    found = tasks_of(department.access("par_officer"), 2021, TaskFilter(words=words))
    assert found.exists() is is_found


@pytest.mark.parametrize("place", ["unit", "partner"])
def test_no_task_goes_to_a_unit_of_another_agency(department, other_department, place):
    found, _ = register(department)
    ours, theirs = department.units["office"], other_department.units["office"]
    new = (
        NewTask("Đăng ký sáng kiến", theirs)
        if place == "unit"
        else NewTask("Đăng ký sáng kiến", ours, partners=[theirs])
    )
    with pytest.raises(UnitElsewhere):
        confirm_directive(department.access("par_officer"), found, 2021, [new])
    found.refresh_from_db()
    assert found.confirmed_at is None
    assert not Task.objects.exists()
