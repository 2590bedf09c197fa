"""Procedures in a real browser, on the demonstration: found, read, changed, published, reviewed."""

import re

from playwright.sync_api import Page, expect
from tests.browser.seeing import Visit, on_a_laptop_seen_on_a_phone
from tests.browser.test_scoring import sign_in

pytestmark = on_a_laptop_seen_on_a_phone

CODE = "1.009004"


def test_a_procedure_is_found_read_and_changed(visit: Visit, demonstration: None) -> None:
    page = sign_in(visit, "officer")
    page.get_by_role("link", name="Thủ tục hành chính").first.click()
    expect(page).to_have_url(re.compile(r"/procedures/$"))
    expect(page.get_by_role("link", name="3.2.2 TTHC công khai đầy đủ các bộ phận")).to_be_visible()
    visit.expect_good_page()
    page.get_by_role("searchbox").fill("cap phep x quang")
    page.get_by_role("button", name="Xem").click()
    expect(page.locator("#procedures tbody tr")).to_have_count(1)
    page.get_by_role("link", name=CODE).click()
    expect(page.locator(".chart-drawing svg")).to_have_count(3)
    expect(page.get_by_text("ngày làm việc so với hạn 25/3/2021: đúng hạn").first).to_be_visible()
    visit.expect_good_page()
    settled = page.locator("#dossiers .stat").nth(1).get_by_role("link")
    count = settled.inner_text()
    settled.click()
    expect(page.locator("caption").first).to_contain_text(count)
    visit.open(f"/procedures/{CODE}/")
    page.get_by_role("link", name="Ghi thay đổi").click()
    _record_a_change(visit, page)
    expect(page.locator(".timeline").first).to_contain_text("nay là 18")


def _record_a_change(visit: Visit, page: Page) -> None:
    """A wrong day is said, the draft outlives a reload, and the version then stands."""
    time = page.get_by_role("textbox", name="Thời hạn giải quyết")
    day = page.get_by_label("áp dụng từ ngày")
    visit.expect_good_page()
    time.fill("18")
    day.fill("31/11/2021")
    visit.expected.append("422")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".field-error").first).to_be_visible()
    expect(time).to_have_value("18")
    visit.expect_good_page()
    day.fill("24/11/2021")
    visit.open(f"/procedures/{CODE}/edit/")
    expect(time).to_have_value("18")
    expect(day).to_have_value("24/11/2021")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Đã ghi thủ tục hành chính")


def test_what_is_due_is_published(visit: Visit, demonstration: None) -> None:
    page = sign_in(visit, "officer")
    visit.open("/procedures/publication/")
    expect(page.locator("#publications")).to_contain_text("trễ hạn")
    visit.expect_good_page()
    page.get_by_role("link", name="Ghi căn cứ pháp lý mới").click()
    page.get_by_label("Căn cứ pháp lý", exact=True).fill("Thông tư 09/2021/TT-BKHCN (minh họa)")
    page.get_by_label("Ngày có hiệu lực").fill("20/12/2021")
    page.get_by_role("searchbox").fill(CODE)
    page.get_by_role("checkbox", name=re.compile(CODE)).check()
    visit.expect_good_page()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Có 1 TTHC phải công bố")
    row = page.locator("#publications tr", has_text=CODE).filter(has_text="Chưa ký")
    # Five working days before Monday 20/12/2021.
    expect(row).to_contain_text("hạn 13/12/2021, còn 13 ngày làm việc")
    row.get_by_role("link", name="Ghi ngày").click()
    page.get_by_label("Số quyết định công bố").fill("1200/QĐ-UBND (minh họa)")
    page.get_by_label("Ngày ký").fill("22/11/2021")
    visit.expect_good_page()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("sớm 15 ngày làm việc so với hạn 13/12/2021")).to_be_visible()


def test_procedures_are_reviewed_and_simplified(visit: Visit, demonstration: None) -> None:
    page = sign_in(visit, "technology")
    visit.open("/procedures/review/")
    visit.expect_good_page()
    page.locator("summary", has_text="Đưa TTHC vào kế hoạch").click()
    page.get_by_label("Hạn rà soát").fill("15/12/2021")
    page.get_by_role("checkbox", name=re.compile("1.009021")).check()
    visit.expect_good_page()
    page.get_by_role("button", name="Đưa vào kế hoạch", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Đã đưa 1 TTHC")
    page.get_by_role("link", name="Ghi kết quả rà soát 1.009021").click()
    page.get_by_label("Kết quả rà soát").fill("Giữ nguyên (minh họa)")
    visit.expect_good_page()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#reviews")).to_contain_text("Giữ nguyên (minh họa)")
    page.get_by_role("link", name="Đơn giản hóa").click()
    visit.expect_good_page()
    page.locator("#proposals tbody th a").first.click()
    visit.expect_good_page()
    page.get_by_label("Số, ký hiệu văn bản").fill("77/TTr-SKHCN (minh họa)")
    page.get_by_label("Ngày văn bản").fill("23/11/2021")
    page.get_by_role("button", name="Ghi bước này").click()
    expect(page.locator(".proposal-steps").first).to_contain_text("77/TTr-SKHCN")
