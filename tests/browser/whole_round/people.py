"""Two departments and the council, with six people in them; no round is open yet."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import Page
from tests.browser.seeing import Visit
from tests.departments import PASSWORD, TODAY

from parindex.accounts.constants import Role
from parindex.accounts.services import create_account, grant_role
from parindex.editions.services import load_edition
from parindex.organisations.constants import AgencyKind
from parindex.organisations.models import Agency, Unit
from parindex.organisations.services import create_agency, create_units
from parindex_core.directives import demo_units

COUNCIL = "Hội đồng thẩm định"
FIRST = "Sở Khoa học và Công nghệ"
SECOND = "Sở Công Thương"


@dataclass(frozen=True)
class Cast:
    """The cookie of each person's session: they are made before the browser's thread runs."""

    cookies: dict[str, Any]

    def enter(self, visit: Visit, person: str, address: str = "/") -> Page:
        """The page at ``address``, as that person sees it."""
        visit.page.context.clear_cookies()
        visit.page.context.add_cookies([self.cookies[person]])
        return visit.open(address)


def make_cast(client: Client, origin: str) -> Cast:
    """Six people: the council's secretary and a member, three of one department, one of another."""
    load_edition(Path(__file__).with_name("edition.yaml"))
    council, _ = _agency("council", COUNCIL, AgencyKind.COUNCIL)
    first, units = _agency("skhcn", FIRST, AgencyKind.DEPARTMENT)
    second, _ = _agency("sct", SECOND, AgencyKind.DEPARTMENT)
    roles: dict[str, list[tuple[Role, Agency, Unit | None]]] = {
        "secretary": [(Role.COUNCIL_SECRETARY, council, None)],
        "member": [(Role.COUNCIL_MEMBER, council, None)],
        "head": [(Role.UNIT_HEAD, first, units["inspectorate"])],
        "officer": [(Role.PAR_OFFICER, first, None)],
        "director": [(Role.DIRECTOR, first, None)],
        # In a small department one person does both.
        "other": [(Role.PAR_OFFICER, second, None), (Role.DIRECTOR, second, None)],
    }
    cookies = {}
    for person, held in roles.items():
        user = create_account(person, f"{person} (minh họa)", PASSWORD)
        for role, agency, unit in held:
            grant_role(user, role, agency, unit)
        client.force_login(user)
        value = client.cookies["sessionid"].value
        cookies[person] = {"name": "sessionid", "value": value, "url": origin}
        client.cookies.clear()
    return Cast(cookies)


def _agency(key: str, name: str, kind: AgencyKind) -> tuple[Agency, dict[str, Unit]]:
    agency = create_agency(key, (name, key), kind=kind, demonstration_date=TODAY)
    units = create_units(agency, demo_units()) if kind != AgencyKind.COUNCIL else []
    return agency, {unit.key: unit for unit in units}
