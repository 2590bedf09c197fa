"""A scanned paper: its pages beside what was read in them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from benchmarks.directive_scans import as_pdf, as_scanned_pdf, scanned
from playwright.sync_api import Page, expect
from tests.browser.seeing import Visit
from tests.browser.signing_in import sign_in
from tests.departments import Department, make_department

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

Beside = Callable[..., Any]


@pytest.fixture
def department(transactional_db: None) -> Department:
    return make_department("first")


def send(visit: Visit, beside: Beside, name: str, content: bytes) -> Page:
    """Send a file, and have it read while its page waits; the page goes on by itself."""
    page = visit.open("/directives/new/")
    page.get_by_label("Tệp văn bản").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    beside(run_waiting)
    expect(page).to_have_url(re.compile(r"/directives/\d+/$"), timeout=180_000)
    return page


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
