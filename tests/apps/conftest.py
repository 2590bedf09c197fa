"""Departments for the tests of the apps."""

from collections.abc import Iterator

import pytest
from tests.apps.jobs.sample_work import register_sample_work
from tests.audit_guards import erasing_of_the_audit_between_tests  # noqa: F401
from tests.departments import Department, make_department

from parindex.jobs.kinds import DAILY_WORK, JOB_KINDS


@pytest.fixture
def department(db) -> Department:
    return make_department("first")


@pytest.fixture
def other_department(db, department) -> Department:
    return make_department("second")


@pytest.fixture
def sample_work() -> Iterator[None]:
    """The work of the tests stands in the tables as long as the test runs."""
    kinds, daily = dict(JOB_KINDS), dict(DAILY_WORK)
    DAILY_WORK.clear()
    register_sample_work()
    yield
    for table, before in ((JOB_KINDS, kinds), (DAILY_WORK, daily)):
        table.clear()
        table.update(before)
