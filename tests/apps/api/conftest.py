"""A province whose first agency has figures."""

import pytest
from tests.apps.rounds.province import Province


@pytest.fixture
def province(kept_with_figures, db, settings, tmp_path) -> Province:
    settings.FILES = tmp_path / "files"
    return kept_with_figures.lay()
