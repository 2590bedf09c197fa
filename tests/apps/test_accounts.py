import pytest
from django.db import IntegrityError, transaction

from parindex.accounts.constants import Permission, Role
from parindex.accounts.models import Membership
from parindex.accounts.queries import access, agencies_of
from parindex.accounts.services import (
    PermissionRefused,
    create_account,
    grant_role,
    require,
    require_view,
)
from parindex.audit.models import AuditEvent

OF_COUNCIL = {Permission.VIEW_ROUNDS, Permission.RUN_ROUNDS, Permission.APPRAISE}
OF_ADMINISTRATORS = {Permission.KEEP_CALENDAR, Permission.VIEW_AUDIT, Permission.REVOKE_TOKENS}
OF_HEADS = {
    Permission.DECIDE_ON_ANSWERS,
    Permission.APPROVE_OBJECTIVE_CAUSES,
    Permission.SIGN_REPORTS,
}
AGENCY_WIDE = {
    "par_officer": set(Permission) - OF_COUNCIL - OF_HEADS - OF_ADMINISTRATORS,
    "director": {
        Permission.VIEW,
        Permission.CONFIRM_TASKS,
        Permission.SUBMIT_SCORES,
        Permission.SET_TARGETS,
        Permission.DECIDE_ON_ANSWERS,
        Permission.APPROVE_OBJECTIVE_CAUSES,
        Permission.APPROVE_ENTRIES,
        Permission.DECIDE_EXTENSIONS,
        Permission.SIGN_REPORTS,
    },
    "one_stop_officer": {
        Permission.VIEW,
        Permission.LOAD_DOSSIERS,
        Permission.RECORD_APOLOGIES,
    },
    "council_secretary": {Permission.VIEW_ROUNDS, Permission.RUN_ROUNDS},
    "council_member": {Permission.VIEW_ROUNDS, Permission.APPRAISE},
    "auditor": {Permission.VIEW, Permission.VIEW_ROUNDS, Permission.VIEW_AUDIT},
    "administrator": OF_ADMINISTRATORS,
    "unit_head": set(),
    "unit_officer": set(),
    "stranger": set(),
}
OF_OFFICERS = {
    Permission.VIEW,
    Permission.ENTER_VALUES,
    Permission.REPORT_TASKS,
    Permission.KEEP_PROCEDURES,
    Permission.EXPLAIN_DEDUCTIONS,
    Permission.RECORD_APOLOGIES,
    Permission.PROPOSE_OBJECTIVE_CAUSES,
    Permission.KEEP_REGISTERS,
    Permission.FILL_REPORTS,
}
IN_OWN_UNIT = {
    "unit_officer": OF_OFFICERS,
    "unit_head": OF_OFFICERS
    | {
        Permission.ANSWER_FOR_DEDUCTIONS,
        Permission.APPROVE_OBJECTIVE_CAUSES,
        Permission.APPROVE_ENTRIES,
        Permission.CLOSE_REGISTERS,
        Permission.DELEGATE_TASKS,
        Permission.SIGN_REPORTS,
    },
}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("person", AGENCY_WIDE)
def test_what_a_role_may_for_the_whole_agency(department, person, permission):
    assert department.access(person).may(permission) is (permission in AGENCY_WIDE[person])


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("person", ["unit_head", "unit_officer"])
def test_a_unit_role_reaches_its_own_unit_only(department, person, permission):
    access = department.access(person)
    own = access.units[0]
    other = next(unit for unit in department.units.values() if unit != own)
    assert access.may(permission, own) is (permission in IN_OWN_UNIT[person])
    assert not access.may(permission, other)


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("par_officer", True),
        ("director", True),
        ("auditor", True),
        ("unit_head", True),
        ("unit_officer", True),
        ("one_stop_officer", True),
        ("council_secretary", False),
        ("council_member", False),
        ("administrator", False),
        ("stranger", False),
    ],
)
def test_who_sees_an_agency(department, person, sees):
    access = department.access(person)
    assert access.may_view is sees
    if not sees:
        with pytest.raises(PermissionRefused):
            require_view(access)


def test_roles_in_one_agency_grant_nothing_in_another(department, other_department):
    officer = department.people["par_officer"]
    from_outside = type(other_department)(
        other_department.agency, {}, other_department.assessment, {"officer": officer}
    ).access("officer")
    assert not from_outside.may_view
    assert not any(from_outside.may(permission) for permission in Permission)


def test_a_closed_account_may_nothing(department):
    officer = department.people["par_officer"]
    officer.is_active = False
    assert not department.access("par_officer").may_view


def test_a_refusal_is_logged(department, caplog):
    with caplog.at_level("WARNING", "parindex.accounts"), pytest.raises(PermissionRefused):
        require(department.access("auditor"), Permission.ASSIGN_TASKS)
    assert "assign_tasks" in caplog.text


def test_two_roles_of_one_person_add_up(department):
    head = department.people["unit_head"]
    grant_role(head, Role.UNIT_OFFICER, department.agency, department.units["office"])
    access = department.access("unit_head")
    assert access.may(Permission.ENTER_VALUES, department.units["office"])
    assert access.may(Permission.ENTER_VALUES, department.units["metrology-sub-department"])
    # The home page is about the first of the units, in the agency's order.
    assert access.own_unit == department.units["office"]


def test_granting_a_role_twice_is_one_membership_and_one_event(department):
    user = create_account("twice", "Twice", "a long enough password")
    for _ in range(2):
        grant_role(user, Role.AUDITOR, department.agency)
    assert Membership.objects.filter(user=user).count() == 1
    assert AuditEvent.objects.filter(action="grant_role", target_id=str(user.pk)).count() == 1
    assert agencies_of(user) == [department.agency]


def test_only_agencies_that_a_role_opens_are_chosen_from(department, other_department):
    user = create_account("both", "Both", "a long enough password")
    grant_role(user, Role.ADMINISTRATOR, department.agency)
    assert agencies_of(user) == []
    grant_role(user, Role.AUDITOR, other_department.agency)
    assert agencies_of(user) == [other_department.agency]
    grant_role(user, Role.COUNCIL_MEMBER, department.agency, year=2021)
    assert agencies_of(user) == [other_department.agency, department.agency]


def test_a_role_of_one_year_grants_nothing_in_another(department):
    user = create_account("yearly", "Yearly", "a long enough password")
    grant_role(user, Role.PAR_OFFICER, department.agency, year=2021)
    grant_role(user, Role.AUDITOR, department.agency)
    assert access(user, department.agency, 2021).may(Permission.ENTER_VALUES)
    for year in (2022, None):
        in_other_years = access(user, department.agency, year)
        assert in_other_years.may_view
        assert not in_other_years.may(Permission.ENTER_VALUES)


@pytest.mark.parametrize(
    ("role", "in_unit"),
    [(Role.PAR_OFFICER, True), (Role.UNIT_HEAD, False), ("king", False)],
)
def test_the_database_refuses_a_role_that_does_not_fit_its_unit(department, role, in_unit):
    unit = department.units["office"] if in_unit else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            user=department.people["stranger"], agency=department.agency, unit=unit, role=role
        )
