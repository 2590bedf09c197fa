"""A department as small as a test needs: three units, a person for every role."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parindex.accounts.constants import Role
from parindex.accounts.models import User
from parindex.accounts.queries import Access, access
from parindex.accounts.services import create_account, grant_role
from parindex.assessments.models import Assessment
from parindex.assessments.services import open_assessment
from parindex.editions.queries import framework_of
from parindex.editions.services import load_edition
from parindex.organisations.models import Agency, Unit
from parindex.organisations.services import create_agency, create_units
from parindex_core.directives import demo_units
from parindex_core.framework import Framework, find_edition

PASSWORD = "a long enough password"
TODAY = date(2021, 11, 24)


@dataclass
class Department:
    """An agency of the demonstration's units with its year, and a person in every role."""

    agency: Agency
    units: dict[str, Unit]
    assessment: Assessment
    people: dict[str, User]

    @property
    def framework(self) -> Framework:
        return framework_of(self.assessment.edition)

    def access(self, person: str) -> Access:
        return access(self.people[person], self.agency)


def make_department(key: str) -> Department:
    """A department whose accounts are called after their role and its key."""
    agency = create_agency(
        key, ("Sở Khoa học và Công nghệ", "Department"), demonstration_date=TODAY
    )
    units = create_units(agency, demo_units())
    by_key = {unit.key: unit for unit in units}
    edition = load_edition(find_edition("department-template"))
    assessment = open_assessment(agency, 2021, edition, units, Decimal("92.00"))
    people: dict[str, User] = {}
    for role, unit in (
        (Role.PAR_OFFICER, None),
        (Role.DIRECTOR, None),
        (Role.AUDITOR, None),
        (Role.ADMINISTRATOR, None),
        (Role.ONE_STOP_OFFICER, None),
        (Role.COUNCIL_SECRETARY, None),
        (Role.COUNCIL_MEMBER, None),
        (Role.UNIT_HEAD, "metrology-sub-department"),
        (Role.UNIT_OFFICER, "inspectorate"),
    ):
        user = create_account(f"{role.value}.{key}", f"{role.value} {key}", PASSWORD)
        grant_role(user, role, agency, by_key[unit] if unit else None)
        people[role.value] = user
    people["stranger"] = create_account(f"stranger.{key}", f"stranger {key}", PASSWORD)
    return Department(agency, by_key, assessment, people)
