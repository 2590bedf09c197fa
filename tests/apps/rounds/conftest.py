import pytest
from tests.apps.rounds.province import Province, make_province


@pytest.fixture
def province(db) -> Province:
    return make_province()


@pytest.fixture
def department_alone(db) -> Province:
    return make_province(departments=1, communes=0)
