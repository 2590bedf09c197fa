"""The department is made once for each module of these tests, and put back after each test."""

import copy

import pytest
from tests.apps.rounds.shared import keep
from tests.departments import make_department


@pytest.fixture(scope="module")
def kept_department(django_db_setup, django_db_blocker):
    yield from keep(django_db_blocker, lambda: make_department("first"))


@pytest.fixture
def department(kept_department, db):
    return copy.deepcopy(kept_department)
