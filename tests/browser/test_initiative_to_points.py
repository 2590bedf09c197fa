"""An initiative in a browser: proposed by a unit, approved, recognised, counted in 1.5."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.seeing import Visit, on_a_laptop_seen_on_a_phone
from tests.departments import Department, make_department

pytestmark = on_a_laptop_seen_on_a_phone

MILESTONES = "Chạy thử; 30/6/2021\nÁp dụng; 30/9/2021"
DONE = "Chạy thử; 30/6/2021; 28/6/2021\nÁp dụng; 30/9/2021; 1/9/2021"


@pytest.fixture
def department(transactional_db: None, settings: Any, tmp_path: Path) -> Department:
    settings.DATA = tmp_path
    return make_department("first")


@pytest.fixture
def officer(department: Department) -> Any:
    """Whom `signed_in` signs in first: who keeps the unit's register."""
    return department.people["unit_officer"]


@pytest.fixture
def become(
    department: Department, signed_in: Visit, client: Any, live_server: Any, beside: Any
) -> Callable[[str], None]:
    """Another person at the same screen."""

    def sign_in(person: str) -> None:
        beside(client.force_login, department.people[person])
        cookie = {
            "name": "sessionid",
            "value": client.cookies["sessionid"].value,
            "url": live_server.url,
        }
        signed_in.page.context.add_cookies([cookie])

    return sign_in


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state("networkidle")


def points(visit: Visit) -> str:
    page = visit.open("/scoring/initiatives/")
    expect(page.locator("#panel-title")).to_contain_text("1.5")
    found = re.search(r"\d,\d\d/2,00", page.locator("main").inner_text())
    assert found
    return found[0]


def test_an_initiative_from_proposal_to_points(
    signed_in: Visit, become: Callable[[str], None]
) -> None:
    page = signed_in.open("/registers/initiatives/")
    page.get_by_role("link", name="Đăng ký sáng kiến").first.click()
    page.fill("[name=title]", "Trả kết quả qua mã QR (minh họa)")
    page.fill("[name=registered_on]", "1/2/2021")
    page.fill("[name=milestones]", MILESTONES)
    signed_in.expected.append("422")
    press(page, "Lưu")
    # What is missing is said beside its field, and what was typed is still there.
    expect(page.locator("#id_problem_error")).to_be_visible()
    page.fill("[name=problem]", "Người dân phải đi lại nhiều lần")
    page.fill("[name=solution]", "Gửi mã QR tra cứu khi tiếp nhận")
    press(page, "Lưu")
    place = page.url.removeprefix(signed_in.origin)
    expect(page.locator("main")).to_contain_text("Trễ")
    # Whoever carries it out does not approve it.
    expect(page.get_by_role("button", name="Duyệt")).to_have_count(0)
    assert points(signed_in) == "0,00/2,00"

    become("director")
    page = signed_in.open(place)
    page.fill("[name=approve-approved_on]", "10/2/2021")
    press(page, "Duyệt")
    expect(page.get_by_role("button", name="Duyệt")).to_have_count(0)

    become("unit_officer")
    page = signed_in.open(place)
    page.get_by_role("link", name="Sửa").first.click()
    page.fill("[name=milestones]", DONE)
    press(page, "Lưu")
    expect(page.locator(".proposal-steps .is-done")).to_have_count(2)
    page.fill("[name=complete-completed_on]", "2/9/2021")
    page.fill("[name=complete-result_before]", "3 lần đi lại")
    page.fill("[name=complete-result_after]", "2 lần đi lại")
    press(page, "Ghi kết quả")
    assert points(signed_in) == "0,00/2,00"

    page = signed_in.open(place)
    page.fill("[name=recognise-recognised_on]", "4/10/2021")
    page.fill("[name=recognise-decision_number]", "12/QĐ-SKHCN")
    page.select_option("[name=recognise-decision_level]", "agency")
    press(page, "Ghi quyết định công nhận")
    signed_in.expect_good_page()
    assert points(signed_in) == "1,00/2,00"
    page = signed_in.page
    page.get_by_role("link", name="đã đếm").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("tbody tr a").first.click()
    expect(page.locator("main")).to_contain_text("Trả kết quả qua mã QR")
