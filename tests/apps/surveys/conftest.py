"""The department of these tests is made once for a module; each test runs within it by itself."""

import copy
from collections.abc import Iterator

import pytest
from django.db import transaction
from tests.departments import Department, make_department


@pytest.fixture(scope="module")
def _kept_department(django_db_setup, django_db_blocker) -> Iterator[Department]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_department("first")
        transaction.set_rollback(True)


@pytest.fixture
def department(_kept_department, db) -> Department:
    return copy.deepcopy(_kept_department)
