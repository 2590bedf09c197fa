"""What tests of the apps and of the browser start from: each made once a process, see ``kept``."""

from pathlib import Path
from typing import Any

import pytest
from tests.apps.agency_dossiers.conftest import make_loaded_department
from tests.apps.rounds.province import (
    Province,
    make_province,
    make_province_with_figures,
    make_submitted_province,
)
from tests.departments import Department, make_department
from tests.installation import keep_migrated
from tests.kept import Kept, make_once
from tests.sharing_out import OneStartScheduling
from xdist.remote import Producer


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneStartScheduling:
    return OneStartScheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that start processes or read papers and dossiers begin: the last ones are short."""
    here = Path(__file__).parent
    long = {here / name for name in ("dossiers", "intake")}
    items.sort(
        key=lambda item: (
            "installation" not in getattr(item, "fixturenames", ())
            and long.isdisjoint(item.path.parents)
        )
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The session's database, and a copy of it for the installations of tests."""
    with django_db_blocker.unblock():
        keep_migrated()


@pytest.fixture(scope="session")
def kept_department(django_db_setup: None, django_db_blocker: Any) -> Kept[Department]:
    return make_once(django_db_blocker, lambda: make_department("first"))


@pytest.fixture(scope="session")
def kept_loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Kept[Department]:
    """A department with dossiers in its store."""
    folder = tmp_path_factory.mktemp("loaded")
    return make_once(django_db_blocker, make_loaded_department, folder)


@pytest.fixture(scope="session")
def kept_province(django_db_setup: None, django_db_blocker: Any) -> Kept[Province]:
    return make_once(django_db_blocker, make_province)


@pytest.fixture(scope="session")
def kept_department_alone(django_db_setup: None, django_db_blocker: Any) -> Kept[Province]:
    return make_once(django_db_blocker, lambda: make_province(departments=1, communes=0))


@pytest.fixture(scope="session")
def kept_with_figures(django_db_setup: None, django_db_blocker: Any) -> Kept[Province]:
    return make_once(django_db_blocker, make_province_with_figures)


@pytest.fixture(scope="session")
def kept_submitted(django_db_setup: None, django_db_blocker: Any) -> Kept[Province]:
    return make_once(django_db_blocker, make_submitted_province)
