"""Each register in turn, with files of its own."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.apps.registers.cases import Case
from tests.apps.registers.table import CASES


@pytest.fixture(params=CASES, ids=lambda case: case.register.key)
def case(request: pytest.FixtureRequest) -> Case:
    """Every register in turn."""
    return request.param


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Settings, tmp_path: Path) -> None:
    settings.DATA, settings.FILES = tmp_path, tmp_path / "files"
