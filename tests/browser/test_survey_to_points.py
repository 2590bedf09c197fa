"""A survey in a browser, from its questionnaire to the points of 8.2 and 8.3, and to their rows."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.apps.surveys.phones import Phone
from tests.browser.conftest import BrowserThread
from tests.browser.seeing import Visit
from tests.browser.test_survey_form import fill_in
from tests.departments import Department, make_department

from parindex.surveys.table_columns import POPULATION_COLUMNS
from parindex.web.views.survey_codes import CODE_COLUMNS
from parindex.web.views.survey_form import form_address
from parindex_tables.reading import read_table
from parindex_tables.writing import write_table

ANSWERS, OF_THEM_ON_SCREEN = 30, 3


@pytest.fixture
def department(transactional_db: None, settings: Any, tmp_path: Path) -> Department:
    settings.DATA = tmp_path
    return make_department("surveyed")


@pytest.fixture
def new_page(browser: Browser, browser_thread: BrowserThread) -> Iterator[Callable[..., Page]]:
    """Opens a page of that size, in the browser's thread."""
    contexts = []

    def open_page(width: int, height: int, **named: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", **named
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        browser_thread.run(context.close)


@pytest.fixture
def office(
    new_page: Callable[..., Page],
    browser_thread: BrowserThread,
    live_server: Any,
    client: Any,
    department: Department,
) -> Iterator[Visit]:
    """The PAR officer at a laptop."""
    client.force_login(department.people["par_officer"])
    cookie = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "url": live_server.url,
    }
    page = browser_thread.run(new_page, 1366, 768)
    browser_thread.run(page.context.add_cookies, [cookie])
    visiting = browser_thread.run(Visit, page, live_server.url)
    yield visiting
    visiting.expect_quiet()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state("networkidle")


def write_questionnaire(office: Visit, audience: str) -> None:
    """A shipped one with a question of the office's own, asked only of some, published."""
    page = office.open(f"/surveys/questionnaires/new/?from={audience}@1")
    press(page, "Tạo bản nháp")
    page.get_by_role("link", name="Phần mới").click()
    page.fill("[name=title_vi]", "Phòng chờ")
    page.fill("[name=title_en]", "Waiting room")
    page.fill("[name=q0-text_vi]", "Chỗ ngồi đủ và sạch")
    page.fill("[name=q0-text_en]", "")
    press(page, "chọn một")
    assert page.input_value("[name=q0-text_vi]") == "Chỗ ngồi đủ và sạch"
    page.fill("[name=q1-text_vi]", "Có phải chờ lâu không?")
    page.fill("[name=q1-text_en]", "Did you wait for long?")
    for place, (vi, en) in enumerate((("Có", "Yes"), ("Không", "No"))):
        page.fill(f"[name=q1-o{place}-vi]", vi)
        page.fill(f"[name=q1-o{place}-en]", en)
    office.expected.append("422")
    press(page, "Lưu phần này")
    error = page.locator("#id_q0-text_en_error")
    expect(error).to_contain_text("Chưa viết gì ở đây")
    office.expect_good_page()
    page.fill("[name=q0-text_en]", "Seats are enough and clean")
    press(page, "Lưu phần này")
    office.expect_good_page()
    press(page, "Ban hành phiên bản này")
    expect(page.locator("main")).to_contain_text(f"{audience}@2")


def open_round(office: Visit, audience: str, folder: Path) -> list[str]:
    """Created, its list of codes taken, drawn, codes downloaded, opened; the codes."""
    page = office.open("/surveys/new/")
    page.fill("[name=title]", f"Khảo sát {audience} (số liệu minh họa)")
    page.select_option("[name=questionnaire]", f"{audience}@2")
    for name, day in (
        ("period_first", "1/1/2021"),
        ("period_last", "30/9/2021"),
        ("opens_on", "1/11/2021"),
        ("closes_on", "31/12/2021"),
    ):
        page.fill(f"[name={name}]", day)
    press(page, "Tạo đợt khảo sát")
    rows = [{"reference": f"H-{number:03d}"} for number in range(36)]
    people = folder / f"{audience}.xlsx"
    people.write_bytes(write_table(POPULATION_COLUMNS, rows))
    page.set_input_files("[name=file]", people)
    press(page, "Nhập danh sách")
    page.get_by_role("link", name="Đợt khảo sát", exact=True).first.click()
    press(page, "Chọn mẫu")
    page.get_by_role("link", name="In mã phiếu").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tệp Excel (.xlsx)").first.click()
    content = Path(download.value.path()).read_bytes()
    page.get_by_role("link", name="Đợt khảo sát", exact=True).first.click()
    press(page, "Mở đợt khảo sát")
    office.expect_good_page()
    return [row.values["code"] for row in read_table(content, CODE_COLUMNS).rows]


@pytest.mark.parametrize(
    ("audience", "code", "key", "points"),
    [
        ("citizen-satisfaction", "8.2", "citizen_satisfaction", "8,00/10,00"),
        ("staff-assessment", "8.3", "staff_assessment", "3,20/4,00"),
    ],
)
def test_from_the_questionnaire_to_the_points(
    office: Visit,
    new_page: Callable[..., Page],
    live_server: Any,
    tmp_path: Path,
    audience: str,
    code: str,
    key: str,
    points: str,
) -> None:
    write_questionnaire(office, audience)
    codes = open_round(office, audience, tmp_path)
    for place, one in enumerate(codes[:OF_THEM_ON_SCREEN]):
        phone = new_page(360, 740, java_script_enabled=bool(place))
        phone.goto(live_server.url + form_address(one))
        seen: list[str] = []
        fill_in(phone, lambda phone=phone, seen=seen: seen.append(phone.content()))
        assert "Chỗ ngồi đủ và sạch" in seen[-1]
        assert "Xin cảm ơn" in phone.content()
    port = urlsplit(live_server.url).port
    assert port is not None
    for one in codes[OF_THEM_ON_SCREEN:ANSWERS]:
        Phone(port).answer(one)
    page = office.page
    page.reload()
    expect(page.locator("main")).to_contain_text(str(ANSWERS))
    page.check("#id_for_good")
    press(page, "Đóng hẳn đợt khảo sát")
    page.get_by_role("link", name="Kết quả", exact=True).first.click()
    expect(page.locator(".stat-grid")).to_contain_text("80,00 %")
    office.expect_good_page()
    page = office.open(f"/scoring/{key}/")
    expect(page.locator("#panel-title")).to_contain_text(code)
    expect(page.locator("main")).to_contain_text(points)
    page.get_by_role("link", name="đã đếm").click()
    expect(page.locator("tbody tr").first).to_contain_text("Khảo sát")
    office.expect_good_page()
