"""A province whose first agency has figures."""

import pytest
from tests.apps.rounds.province import Province, enter_figures, make_province


@pytest.fixture
def province(db, settings, tmp_path) -> Province:
    settings.FILES = tmp_path / "files"
    province = make_province(departments=2, communes=0)
    enter_figures(province, province.agencies[0], share=80)
    return province
