"""Writing entries in tests as people do."""

from typing import Any

from tests.apps.registers.cases import Case
from tests.departments import Department

from parindex.assessments.constants import Horizon
from parindex.assessments.services import values_of_component
from parindex.registers.models import Entry
from parindex.registers.services.keeping import Seen, record_entry

HEADS_UNIT, OFFICERS_UNIT = "metrology-sub-department", "inspectorate"


def record(
    department: Department,
    case: Case,
    person: str = "par_officer",
    unit: str = HEADS_UNIT,
    reason: str = "",
    **facts: Any,
) -> Entry:
    """A sound entry of the case, with what a test is about."""
    values = {**case.facts, **facts}
    access = department.access(person)
    return record_entry(access, case.register, department.units[unit], 2021, values, reason)


def seen(case: Case, entry: Entry) -> Seen:
    """The entry as a page opened now would show it."""
    return Seen(entry.pk, case.register.model.objects.get(pk=entry.pk).version)


def so_far(department: Department, case: Case) -> dict[str, dict[str, str]]:
    """The values of the components that the register feeds."""
    assessment = department.assessment
    return {key: values_of_component(assessment, key, Horizon.SO_FAR) for key in case.keys}


def all_values(department: Department) -> dict[str, dict[str, str]]:
    """The values of every component of the department."""
    assessment = department.assessment
    return {
        one.key: values_of_component(assessment, one.key, Horizon.SO_FAR)
        for one in department.framework.components
    }
