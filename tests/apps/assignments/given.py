"""Papers and tasks of a department, as the tests of assignments need them."""

from datetime import date
from importlib.resources import files

from parindex.assignments.constants import Origin, TaskState
from parindex.assignments.models import Task
from parindex.assignments.services.assigning import NewTask, load_plan_tasks
from parindex.assignments.services.directives import confirm_directive, register_directive

PAPER = files("parindex_core.directives").joinpath("samples/664-KL-SKHCN.txt").read_text("utf-8")


def register(department, person="par_officer", text=PAPER):
    units = list(department.units.values())
    return register_directive(department.access(person), text, units)


def make_task(department, unit="metrology-sub-department", **fields):
    """A task of the seed paper, of the unit head's unit."""
    found, _ = register(department)
    found.confirmed_at = None
    found.save()
    defaults = {"action": "Đăng ký sáng kiến", "deadline": date(2021, 12, 31)}
    new = NewTask(unit=department.units[unit] if unit else None, **(defaults | fields))
    (made,) = confirm_directive(department.access("par_officer"), found, 2021, [new])
    return made


def plan_task(department, unit="metrology-sub-department", origin=Origin.PLAN, **fields):
    """A task that no paper gave."""
    defaults = {"action": "Rà soát đề án", "deadline": date(2021, 12, 31)}
    new = NewTask(unit=department.units[unit], origin=origin, **(defaults | fields))
    (made,) = load_plan_tasks(department.agency, 2021, [new])
    return made


def put_in(task, state, done_on=date(2021, 11, 1)):
    """The task in a state, whatever way led there."""
    Task.objects.filter(pk=task.pk).update(
        state=state,
        done_on=done_on if state in (TaskState.DONE, TaskState.CONFIRMED) else None,
        paused_on=date(2021, 11, 22) if state == TaskState.PAUSED else None,
    )
    task.refresh_from_db()
    return task
