"""Departments for the tests of the apps."""

import pytest
from tests.audit_guards import erasing_of_the_audit_between_tests  # noqa: F401
from tests.departments import Department, make_department


@pytest.fixture
def department(db) -> Department:
    return make_department("first")


@pytest.fixture
def other_department(db, department) -> Department:
    return make_department("second")
