"""A department for the tests of registers, and each register in turn."""

import copy
from collections.abc import Iterator

import pytest
from django.db import transaction
from tests.apps.registers.cases import Case
from tests.apps.registers.table import CASES
from tests.departments import Department, make_department


@pytest.fixture(scope="module")
def departments_kept(django_db_setup, django_db_blocker) -> Iterator[tuple[Department, Department]]:
    """Two departments made once for a module; what a test writes in them is put back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_department("first"), make_department("second")
        transaction.set_rollback(True)


@pytest.fixture
def department(departments_kept, db) -> Department:
    return copy.deepcopy(departments_kept[0])


@pytest.fixture
def other_department(departments_kept, db) -> Department:
    return copy.deepcopy(departments_kept[1])


@pytest.fixture(params=CASES, ids=lambda case: case.register.key)
def case(request: pytest.FixtureRequest) -> Case:
    """Every register in turn."""
    return request.param


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path):
    settings.DATA, settings.FILES = tmp_path, tmp_path / "files"
