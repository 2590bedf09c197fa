"""Departments for the tests of the apps."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as installed
from django.utils import translation
from tests.apps.attachments.sample_owner import register_sample_owner
from tests.apps.jobs.sample_work import register_sample_work
from tests.audit_guards import erasing_of_the_audit_between_tests  # noqa: F401
from tests.departments import Department, make_department
from tests.installation import Installation, make_installation

from parindex.attachments.owners import OWNER_TYPES, Owner
from parindex.jobs.kinds import DAILY_WORK, JOB_KINDS


@pytest.fixture(autouse=True)
def language_of_the_installation() -> None:
    """A request in English before this test, in the same process, does not choose its language."""
    translation.activate(installed.LANGUAGE_CODE)


@pytest.fixture
def department(kept_department, db) -> Department:
    return kept_department.lay()


@pytest.fixture
def other_department(db) -> Department:
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


@pytest.fixture
def owner(department, settings, tmp_path) -> Iterator[Owner]:
    """Something of the department that files are attached to; the store is a folder of its own."""
    settings.FILES = tmp_path / "files"
    before = dict(OWNER_TYPES)
    register_sample_owner()
    yield Owner(department.agency.pk, "sample", "12:3.4.1")
    OWNER_TYPES.clear()
    OWNER_TYPES.update(before)


@pytest.fixture
def installation(db: None, tmp_path: Path) -> Installation:
    """For tests that start and kill real processes."""
    return make_installation(tmp_path)
