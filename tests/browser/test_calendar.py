"""The working calendar: an administrator sets a day by decision and sees it in its month."""

import pytest
from playwright.sync_api import expect
from tests.browser.seeing import Visit
from tests.departments import make_department

from parindex.accounts.models import User


@pytest.fixture
def officer(transactional_db: None) -> User:
    """Whom `signed_in` signs in."""
    return make_department("first").people["administrator"]


def test_a_day_is_set_by_decision(signed_in: Visit) -> None:
    page = signed_in.open("/calendar/?year=2021")
    page.get_by_label("Ngày", exact=True).fill("10/9/2021")
    page.get_by_label("Theo quyết định là").select_option("free")
    page.get_by_label("Quyết định hoặc sự kiện").fill("123/TB-BNV ngày 1/9/2021")
    page.get_by_role("button", name="Ghi ngày này").click()
    september = page.get_by_role("region", name="Tháng 9")
    expect(september).to_contain_text("Nghỉ: 123/TB-BNV ngày 1/9/2021")
    expect(september).to_contain_text("19 ngày làm việc")
    signed_in.expect_good_page()
