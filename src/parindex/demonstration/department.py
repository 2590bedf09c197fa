"""Loading of the demonstration, all of it or nothing; what is there already stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from django.db import transaction

from parindex.accounts.queries import access
from parindex.accounts.services import create_account, grant_role
from parindex.assessments.constants import Horizon
from parindex.assessments.services import Origin, load_values, open_assessment
from parindex.assignments.constants import TaskState
from parindex.assignments.services.assigning import NewTask, load_plan_tasks, load_progress
from parindex.demonstration.accounts import ACCOUNTS
from parindex.demonstration.directive import load_directive
from parindex.demonstration.dossiers import load_dossiers
from parindex.demonstration.plan import load_goals
from parindex.demonstration.procedures import load_procedures
from parindex.demonstration.registers import load_registers
from parindex.demonstration.reports import load_periodic_reports
from parindex.demonstration.round import load_rounds
from parindex.demonstration.surveys import load_surveys
from parindex.demonstration.tasks import load_tasks
from parindex.editions.queries import framework_of
from parindex.editions.services import load_edition
from parindex.organisations.queries import agency_by_key
from parindex.organisations.services import create_agency, create_units
from parindex_core.directives import demo_units
from parindex_core.framework import find_edition

if TYPE_CHECKING:
    from parindex.assignments.models import PlanGoal
    from parindex.organisations.models import Agency, Unit

AGENCY_KEY = "skhcn"
YEAR = 2021
TODAY = date(2021, 11, 24)
TARGET_INDEX = Decimal("94.00")
SOURCE = "Số liệu minh họa"


def is_loaded() -> bool:
    """Whether the demonstration's department is in the database."""
    return agency_by_key(AGENCY_KEY) is not None


@transaction.atomic
def load_demonstration(password: str) -> None:
    """Load the department, its year, the paper and the illustrative figures; one transaction."""
    agency = create_agency(
        AGENCY_KEY,
        ("Sở Khoa học và Công nghệ", "Department of Science and Technology"),
        superior="UBND tỉnh Quảng Ngãi",
        place="Quảng Ngãi",
        demonstration_date=TODAY,
    )
    units = create_units(agency, demo_units())
    unit_by_key = {unit.key: unit for unit in units}
    people = {}
    for account in ACCOUNTS:
        people[account.username] = user = create_account(
            account.username, account.full_name, password
        )
        grant_role(user, account.role, agency, unit_by_key[account.unit] if account.unit else None)
    edition = load_edition(find_edition("department-template"))
    assessment = open_assessment(agency, YEAR, edition, units, TARGET_INDEX)
    officer = access(people["officer"], agency, YEAR)
    load_directive(officer, assessment, units)
    figures = _illustrative_figures()
    for horizon in Horizon:
        values = {
            key: _stored(of_component[horizon.value])
            for key, of_component in figures["values"].items()
            if horizon.value in of_component
        }
        load_values(assessment, horizon, values, Origin(figures["as_of"], SOURCE, True))
    goals = load_goals(officer, YEAR, framework_of(edition))
    _load_plan_tasks(agency, unit_by_key, goals, figures["plan_tasks"])
    load_tasks(agency, YEAR, unit_by_key, goals)
    load_procedures(agency, YEAR, unit_by_key)
    load_registers(agency, YEAR, unit_by_key)
    load_dossiers(agency)
    load_periodic_reports(agency, YEAR, unit_by_key)
    load_rounds(agency, YEAR, edition, password)
    # Last year's round is concluded by now: what was surveyed then moves nothing any more.
    load_surveys(agency, YEAR, unit_by_key)


def _load_plan_tasks(
    agency: Agency,
    unit_by_key: Mapping[str, Unit],
    goals: Mapping[str, PlanGoal],
    entries: list[dict[str, Any]],
) -> None:
    made = load_plan_tasks(
        agency,
        YEAR,
        [
            NewTask(
                action=entry["action"],
                unit=unit_by_key[entry["unit"]],
                product=entry["product"],
                deadline=entry["deadline"],
                component_keys=entry["components"],
                goal=goals[entry["components"][0]],
            )
            for entry in entries
        ],
    )
    load_progress(
        {
            task.pk: (TaskState(entry["state"]), entry.get("done_on"))
            for task, entry in zip(made, entries, strict=True)
        }
    )


def _illustrative_figures() -> dict[str, Any]:
    text = files("parindex.demonstration").joinpath("illustrative_values.yaml").read_text("utf-8")
    return yaml.safe_load(text)


def _stored(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in values.items()
    }
