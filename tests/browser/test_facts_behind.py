"""From a figure of the component panel to the very dossiers that it counts."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.apps.agency_dossiers.conftest import (
    LATE,
    ON_TIME,
)
from tests.browser.seeing import Visit
from tests.departments import Department
from tests.kept import Kept

from parindex.accounts.models import User


@pytest.fixture
def department(
    kept_loaded: Kept[Department], transactional_db: None, settings: Any, tmp_path: Path
) -> Department:
    settings.DATA = tmp_path
    return kept_loaded.lay()


@pytest.fixture
def officer(department: Department) -> User:
    """Whom `signed_in` signs in."""
    return department.people["par_officer"]


def test_a_figure_opens_onto_its_dossiers(signed_in: Visit) -> None:
    page = signed_in.open("/scoring/dossiers_on_time/")
    expect(page.locator(".figures")).to_contain_text("3 hồ sơ")
    page.get_by_role("link", name="Mở 5 dòng đã đếm").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(5)
    expect(rows.filter(has_text=LATE)).to_contain_text("Trễ hạn")
    signed_in.expect_good_page()
    page.get_by_role("link", name="Hồ sơ giải quyết đúng và sớm hạn").click()
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text=ON_TIME)).to_have_count(1)
    page.get_by_role("link", name="Về tiêu chí").click()
    expect(page.locator("#panel-title")).to_contain_text("3.4.1")
