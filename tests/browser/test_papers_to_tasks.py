"""A scanned paper from its file to confirmed work and to the components that count it."""

import re
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from benchmarks.directive_scans import as_pdf, as_scanned_pdf, scanned
from playwright.sync_api import Page, expect
from tests.browser.seeing import Visit
from tests.departments import PASSWORD, Department, make_department

from parindex.jobs.worker import run_waiting

PLAN = """UBND TỈNH QUẢNG NGÃI    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ KHOA HỌC VÀ CÔNG NGHỆ    Độc lập - Tự do - Hạnh phúc
Số: 12/KH-SKHCN    Quảng Ngãi, ngày 15 tháng 01 năm 2021
KẾ HOẠCH
Cải cách hành chính năm 2021

Sở Khoa học và Công nghệ ban hành kế hoạch như sau:

1. Giao Chi cục Tiêu chuẩn Đo lường Chất lượng rà soát thủ tục hành chính trước ngày 15/11/2021.
2. Giao Chi cục Tiêu chuẩn Đo lường Chất lượng số hóa kết quả giải quyết trước ngày 26/11/2021.
3. Giao Chi cục Tiêu chuẩn Đo lường Chất lượng báo cáo kết quả cải cách hành chính trước ngày
20/12/2021.
"""
PROVINCE = """UBND TỈNH QUẢNG NGÃI
Số: 77/UBND-NC    Quảng Ngãi, ngày 02 tháng 8 năm 2021
V/v cải cách hành chính

Kính gửi: Sở Khoa học và Công nghệ

UBND tỉnh yêu cầu:

1. Chi cục Tiêu chuẩn Đo lường Chất lượng rà soát danh mục kỹ thuật trước ngày 15/11/2021.
2. Chi cục Tiêu chuẩn Đo lường Chất lượng gửi kế hoạch kiểm định trước ngày 30/11/2021.
3. Thanh tra Sở kiểm tra việc công khai thủ tục trước ngày 31/12/2021.
"""
SEED = files("parindex_core.directives").joinpath("samples/664-KL-SKHCN.txt").read_text("utf-8")

Beside = Callable[..., Any]


@pytest.fixture
def department(transactional_db: None) -> Department:
    return make_department("first")


def sign_in(visit: Visit, person: str) -> Page:
    visit.page.context.clear_cookies()
    page = visit.open("/sign-in/")
    page.get_by_label("Tên đăng nhập").fill(f"{person}.first")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url(re.compile(r"/$"))
    return page


def send(visit: Visit, beside: Beside, name: str, content: bytes) -> Page:
    """Send a file, and have it read while its page waits; the page goes on by itself."""
    page = visit.open("/directives/new/")
    page.get_by_label("Tệp văn bản").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    beside(run_waiting)
    expect(page).to_have_url(re.compile(r"/directives/\d+/$"), timeout=20_000)
    return page


def decide(page: Page) -> None:
    """An end for every sentence that waits for one, a unit for every task."""
    for select in page.locator(".draft-card select:visible").all():
        if not select.input_value():
            select.select_option("office")
    for sentence in page.locator(".passage.is-left").all():
        if sentence.locator(".draft-card").count() == 0:
            sentence.get_by_label("Để biết").check()


def test_a_scan_shows_its_pages_and_lights_its_tasks(
    visit: Visit, department: Department, beside: Beside
) -> None:
    scan = as_scanned_pdf(scanned(as_pdf(PLAN), seed=2))
    sign_in(visit, "par_officer")
    page = send(visit, beside, "ke-hoach.pdf", scan)
    expect(page.get_by_role("heading", level=1)).to_contain_text("12/KH-SKHCN")
    visit.expect_good_page()
    drafts = page.locator(".draft-card")
    expect(drafts).to_have_count(3)
    second = drafts.nth(1)
    expect(second.get_by_label("Thời hạn")).to_have_value("26/11/2021")
    second.get_by_label("Thời hạn").focus()
    lit = page.locator(".page-picture rect.mark-deadline.is-lit")
    expect(lit).not_to_have_count(0)
    narrow = page.viewport_size is not None and page.viewport_size["width"] < 992
    if narrow:
        page.locator(".review-switch").get_by_role("link", name="Văn bản").click()
    picture = page.locator(".page-picture img").first
    expect(picture).to_be_visible()
    page.wait_for_function("() => document.querySelector('.page-picture img').naturalWidth > 500")
    page.get_by_label("Chữ", exact=True).check()
    expect(page.locator(".review-text")).to_contain_text("Chi cục Tiêu chuẩn Đo lường")
    visit.expect_good_page()


def open_task(visit: Visit, person: str, words: str) -> Page:
    page = sign_in(visit, person)
    visit.open("/tasks/")
    page.locator("tbody").get_by_role("link", name=re.compile(words)).first.click()
    expect(page.locator(".task-heading")).to_contain_text(words)
    return page


def hand_in_and_confirm(visit: Visit, words: str) -> None:
    page = open_task(visit, "unit_head", words)
    page.get_by_role("button", name="Báo đã hoàn thành").click()
    page = open_task(visit, "par_officer", words)
    page.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(page.locator(".page-heading")).to_contain_text("Đã xác nhận")


@pytest.mark.parametrize("page", [(1366, 768)], indirect=True, ids=["laptop"])
def test_from_a_scanned_plan_to_what_its_component_counts(
    visit: Visit, department: Department, beside: Beside
) -> None:
    sign_in(visit, "par_officer")
    page = send(visit, beside, "ke-hoach.pdf", as_scanned_pdf(scanned(as_pdf(PLAN), seed=2)))
    decide(page)
    page.get_by_role("button", name="Giao việc").click()
    expect(page.locator("#messages")).to_contain_text("3 nhiệm vụ")

    # One is late by the demonstration's day, 24/11/2021.
    hand_in_and_confirm(visit, "Rà soát thủ tục")

    # One gets more time.
    page = open_task(visit, "unit_head", "Số hóa kết quả")
    page.locator("summary", has_text="Xin gia hạn").click()
    page.get_by_label("Đến ngày").fill("10/12/2021")
    page.get_by_label("Lý do xin gia hạn").fill("Chờ máy quét")
    page.get_by_role("button", name="Gửi đề nghị").click()
    page = open_task(visit, "director", "Số hóa kết quả")
    page.get_by_label("Đến ngày").fill("10/12/2021")
    page.get_by_label("Căn cứ quyết định").fill("Đồng ý")
    page.get_by_role("button", name="Cho gia hạn", exact=True).click()
    expect(page.locator("main")).to_contain_text("10 tháng 12 năm 2021")
    hand_in_and_confirm(visit, "Số hóa kết quả")

    # One is sent back, and handed in again.
    page = open_task(visit, "unit_head", "Báo cáo kết quả")
    page.get_by_role("button", name="Báo đã hoàn thành").click()
    page = open_task(visit, "par_officer", "Báo cáo kết quả")
    page.locator("summary", has_text="Trả lại đơn vị").click()
    page.get_by_label("Lý do", exact=True).fill("Thiếu số liệu")
    page.locator("details[open]").get_by_role("button", name="Trả lại đơn vị").click()
    expect(page.locator(".page-heading")).to_contain_text("Trả lại")

    visit.open("/scoring/plan_completion/")
    expect(page.locator("#panel-title")).to_contain_text("1.1.3")
    expect(page.locator(".figures")).to_contain_text("2 nhiệm vụ")
    expect(page.locator(".figures")).to_contain_text("3 nhiệm vụ")
    hand_in_and_confirm(visit, "Báo cáo kết quả")
    visit.open("/scoring/plan_completion/")
    expect(page.locator(".arithmetic")).to_contain_text("3/3 = 100,00 %")
    visit.expect_good_page()


@pytest.mark.parametrize("page", [(1366, 768)], indirect=True, ids=["laptop"])
def test_the_seed_paper_and_a_paper_of_the_province(visit: Visit, department: Department) -> None:
    """The seed paper is the agency's own; what the province gives is counted on time and late."""
    page = sign_in(visit, "par_officer")
    for text in (SEED, PROVINCE):
        visit.open("/directives/new/")
        page.get_by_label("Hoặc nội dung văn bản").fill(text)
        page.get_by_role("button", name="Đọc văn bản").click()
        expect(page).to_have_url(re.compile(r"/directives/\d+/$"))
        decide(page)
        page.get_by_role("button", name="Giao việc").click()
        expect(page.locator(".coverage")).to_have_class(re.compile("is-full"))
    hand_in_and_confirm(visit, "Rà soát danh mục")
    hand_in_and_confirm(visit, "Gửi kế hoạch")
    visit.open("/scoring/assigned_tasks/")
    expect(page.locator("#panel-title")).to_contain_text("1.6")
    figures = page.locator(".figures")
    for words in ("1 nhiệm vụ", "3 nhiệm vụ"):
        expect(figures).to_contain_text(words)
    visit.expect_good_page()
