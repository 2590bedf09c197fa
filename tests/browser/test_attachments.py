"""Attaching files in a real browser: dropped, chosen, refused, without script; withdrawn."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from tests.apps.attachments.sample_owner import DOCX, PDF, PNG
from tests.browser import attachment_page
from tests.browser.attachment_page import ADDRESS
from tests.browser.conftest import BrowserThread
from tests.browser.seeing import Visit
from tests.departments import Department, make_department

from parindex.accounts.models import User
from parindex.attachments.owners import OWNER_TYPES


@pytest.fixture
def officer(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[User]:
    """Whom `signed_in` signs in; with the page of the test, and a store of its own."""
    settings.FILES = tmp_path / "files"
    settings.ATTACHMENT_SIZE = 5 << 20
    settings.ROOT_URLCONF = "tests.browser.attachment_page"
    before = dict(OWNER_TYPES)
    attachment_page.register()
    department: Department = make_department("first")
    yield department.people["par_officer"]
    OWNER_TYPES.clear()
    OWNER_TYPES.update(before)


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_files_are_attached_one_by_one_each_with_its_answer(signed_in: Visit) -> None:
    signed_in.expected.append("422")
    page = signed_in.open(ADDRESS)
    expect(page.get_by_text("Chưa đính kèm gì.")).to_be_visible()
    expect(page.get_by_role("button", name="Đính kèm")).to_be_hidden()
    page.locator("input[type=file]").set_input_files(
        [
            file("Báo cáo quý IV.pdf", PDF),
            file("trang.pdf", b"<html>"),
            file("to.pdf", PDF + bytes(6 << 20)),
            file("ảnh chụp.png", PNG),
            file("Kế hoạch.docx", DOCX),
        ]
    )
    lines = page.locator("[data-upload-list] li")
    expect(lines).to_have_text(
        [
            re.compile(r"^Báo cáo quý IV\.pdf\s*đã đính kèm$"),
            re.compile(r"^trang\.pdf\s*Nội dung tệp không thuộc loại được nhận"),
            re.compile(r"^to\.pdf\s*lớn hơn 5 MB"),
            re.compile(r"^ảnh chụp\.png\s*đã đính kèm$"),
            re.compile(r"^Kế hoạch\.docx\s*đã đính kèm$"),
        ]
    )
    listed = page.locator("[data-attachment-list] li")
    expect(listed).to_have_count(3)
    expect(listed.first).to_contain_text("PDF · 1 KB")
    signed_in.expect_good_page()


def test_a_dropped_file_is_attached_and_an_image_opens(signed_in: Visit) -> None:
    page = signed_in.open(ADDRESS)
    page.evaluate(
        "bytes => { const data = new DataTransfer();"
        " data.items.add(new File([new Uint8Array(bytes)], 'thả.png'));"
        " document.querySelector('[data-upload]').dispatchEvent("
        "   new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); }",
        list(PNG),
    )
    link = page.locator("[data-attachment-list] a", has_text="thả.png").first
    expect(link).to_be_visible()
    with page.expect_popup() as popup:
        link.click()
    popup.value.wait_for_load_state()
    assert popup.value.evaluate("() => document.images[0].naturalWidth") == 1
    popup.value.close()


def test_citing_and_withdrawing(signed_in: Visit) -> None:
    page = signed_in.open(ADDRESS)
    page.get_by_role("link", name="Viện dẫn văn bản theo số").click()
    signed_in.expect_good_page()
    page.get_by_label("Số, ký hiệu văn bản").fill("664/KL-SKHCN")
    page.get_by_label("Cơ quan ban hành").fill("Sở Khoa học và Công nghệ")
    page.get_by_label("Ngày").fill("27/5/2021")
    page.get_by_role("button", name="Viện dẫn").click()
    row = page.locator("[data-attachment-list] li")
    expect(row).to_contain_text("664/KL-SKHCN · 27/5/2021 · Sở Khoa học và Công nghệ")
    page.get_by_role("link", name="Rút lại 664/KL-SKHCN").click()
    page.get_by_label("Lý do").fill("Nhầm số")
    signed_in.expect_good_page()
    page.get_by_role("button", name="Rút lại").click()
    page.get_by_text("Đã rút: 1").click()
    expect(page.locator(".attachment-withdrawn li")).to_contain_text("Nhầm số")
    signed_in.expect_good_page()


@pytest.fixture
def scriptless(
    browser: Browser, browser_thread: BrowserThread, live_server: Any, client: Any, officer: User
) -> Iterator[Page]:
    """The page of the test, for the officer, in a browser that runs no script."""
    client.force_login(officer)
    session = client.cookies["sessionid"].value

    def open_page() -> Page:
        context = browser.new_context(java_script_enabled=False, locale="vi-VN")
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}{ADDRESS}")
        return page

    page = browser_thread.run(open_page)
    yield page
    browser_thread.run(page.context.close)


def test_attaching_works_without_script(browser_thread: BrowserThread, scriptless: Page) -> None:
    page = scriptless
    page.locator("input[type=file]").set_input_files(
        [file("a.pdf", PDF), file("b.html", b"<html>")]
    )
    page.get_by_role("button", name="Đính kèm").click()
    expect(page.locator("[data-attachment-list] li")).to_have_count(1)
    expect(page.locator("#messages")).to_contain_text("b.html: Nội dung tệp")
    expect(page.locator("#messages")).to_contain_text("Đã đính kèm 1 tệp.")
