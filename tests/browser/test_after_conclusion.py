"""From a concluded round to the public page and one head's accountability, in a browser."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.apps.web.concluded_round import concluded_round
from tests.browser.seeing import Visit, on_a_laptop_seen_on_a_phone
from tests.departments import PASSWORD, Department, make_department

from parindex.accounts.models import User

pytestmark = on_a_laptop_seen_on_a_phone


@pytest.fixture
def department(transactional_db: None, settings: Any, tmp_path: Path) -> Department:
    settings.DATA = tmp_path
    made = make_department("first")
    concluded_round(made)
    return made


@pytest.fixture
def officer(department: Department) -> User:
    """Whom `signed_in` signs in."""
    return department.people["unit_head"]


def become(visit: Visit, person: str) -> None:
    visit.page.context.clear_cookies()
    visit.open("/sign-in/")
    visit.page.fill("#id_username", f"{person}.first")
    visit.page.fill("#id_password", PASSWORD)
    visit.page.locator("main button.btn-primary").click()


def test_a_head_answers_the_director_decides_and_the_council_publishes(signed_in: Visit) -> None:
    page = signed_in.open("/accountability/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Trách nhiệm đối với điểm bị trừ")
    signed_in.expect_good_page()
    page.locator("#deductions").get_by_role("link", name="Ban hành kế hoạch CCHC năm").click()
    answer(page)
    signed_in.expect_good_page()
    become(signed_in, "director")
    page.goto(page.url.split("/sign-in/")[0].rstrip("/") + "/accountability/")
    page.locator("#deductions").get_by_role("link", name="Ban hành kế hoạch CCHC năm").click()
    page.get_by_label("Tính vào đánh giá, xếp loại cuối năm").select_option("completed")
    page.get_by_label("Nội dung kết luận").fill("Hạ một mức xếp loại")
    page.get_by_role("button", name="Kết luận", exact=True).click()
    expect(page.locator("main")).to_contain_text("Hoàn thành nhiệm vụ")
    signed_in.expect_good_page()
    for address in ("/round/result/", "/papers/"):
        signed_in.open(address)
        signed_in.expect_good_page()
    signed_in.open("/papers/accountability/?unit=metrology-sub-department")
    signed_in.expect_good_page()
    for button in ("Tải Word", "Tải PDF"):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename.startswith("phieu-giai-trinh-first-metrology")
    publish(signed_in)


def answer(page: Page) -> None:
    """An answer that is typed, left, found again, and sent."""
    page.get_by_label("Nguyên nhân").select_option("subjective")
    page.get_by_label("Vì sao bị trừ điểm").fill("Tham mưu chậm")
    page.reload()
    expect(page.get_by_label("Vì sao bị trừ điểm")).to_have_value("Tham mưu chậm")
    page.get_by_label("Biện pháp khắc phục").fill("Rà soát hằng tháng")
    page.get_by_label("Khắc phục xong trước ngày").fill("15/12/2021")
    page.get_by_role("button", name="Gửi giải trình").click()
    expect(page.locator("#messages")).to_contain_text("Đã lưu giải trình")


def publish(visit: Visit) -> None:
    """The secretary publishes; then everybody sees the results, without an account."""
    become(visit, "council_secretary")
    page = visit.open("/council/")
    page.goto(f"{visit.origin}/results/")
    expect(page.locator("main")).to_contain_text("Chưa công bố kết quả nào")
    visit.expect_good_page()
    page.goto(f"{visit.origin}/council/")
    page.get_by_role("link", name="Đợt năm 2020").first.click()
    page.get_by_role("link", name="Xếp hạng").click()
    visit.expect_good_page()
    page.get_by_role("link", name="Công bố").click()
    visit.expect_good_page()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Công bố").click()
    expect(page.locator("#messages")).to_contain_text("Đã công bố kết quả")
    page.context.clear_cookies()
    page.goto(f"{visit.origin}/results/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đợt năm 2020")
    visit.expect_good_page()
    page.get_by_role("link", name="English").click()
    expect(page.locator("main")).to_contain_text("Department")
