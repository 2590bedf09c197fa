"""Signing in as a person of a department, by the page that people use."""

from playwright.sync_api import Page, expect
from tests.browser.seeing import Visit
from tests.departments import PASSWORD


def sign_in(visit: Visit, person: str) -> Page:
    """``person``: as ``Department.people`` names them, of the department “first”."""
    visit.page.context.clear_cookies()
    page = visit.open("/sign-in/")
    page.get_by_label("Tên đăng nhập").fill(f"{person}.first")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url(f"{visit.origin}/")
    return page
