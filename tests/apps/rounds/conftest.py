import pytest
from tests.apps.rounds.province import Province


@pytest.fixture
def province(kept_province, db) -> Province:
    return kept_province.lay()


@pytest.fixture
def department_alone(kept_department_alone, db) -> Province:
    return kept_department_alone.lay()
