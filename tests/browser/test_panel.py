"""The panel beside the tree: its place, its address, its drafts; on a phone and without script."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect
from tests.browser.conftest import BrowserThread
from tests.browser.seeing import Visit
from tests.browser.test_weight import LIMIT, cost
from tests.departments import Department, make_department

from parindex.accounts.models import User
from parindex.assessments.constants import Horizon
from parindex.assessments.services import Origin, load_values

PAGE = "/scoring/plan_completion/"
COMPLETED = "Bao nhiêu nhiệm vụ của Kế hoạch CCHC năm đã hoàn thành?"


@pytest.fixture
def department(transactional_db: None) -> Department:
    made = make_department("first")
    values = {"plan_completion": {"completed": "41", "planned": "50"}}
    load_values(made.assessment, Horizon.SO_FAR, values, Origin(date(2021, 10, 31), "sổ"))
    return made


@pytest.fixture
def officer(department: Department) -> User:
    """Whom `signed_in` signs in."""
    return department.people["par_officer"]


def is_phone(page: Page) -> bool:
    return page.viewport_size is not None and page.viewport_size["width"] < 500


def scroll_of(page: Page) -> float:
    return page.evaluate("() => window.scrollY")


def test_the_tree_keeps_its_place(signed_in: Visit) -> None:
    page = signed_in.open("/scoring/")
    page.locator("tr.is-scored a").nth(40).click()
    expect(page.locator("#panel-title")).to_be_focused()
    assert (scroll_of(page) == 0) is is_phone(page)
    before = scroll_of(page)
    expect(page.locator("tr[aria-current]")).to_have_count(1)
    page.locator("[data-close-panel]:visible").first.click()
    expect(page).to_have_url(re.compile(r"/scoring/$"))
    expect(page.locator("#panel")).to_be_empty()
    if is_phone(page):
        assert scroll_of(page) > 0
    else:
        assert abs(scroll_of(page) - before) < 200


def test_back_and_forward_show_the_address(signed_in: Visit) -> None:
    page = signed_in.open("/scoring/?q=ke+hoach")
    page.locator("tr.is-scored a").first.click()
    expect(page.locator("#panel-title")).to_contain_text("1.1.1")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/scoring/\?q=ke\+hoach$"))
    expect(page.locator("#panel-title")).to_have_count(0)
    page.go_forward()
    expect(page.locator("#panel-title")).to_contain_text("1.1.1")
    assert page.locator("#filter-words").input_value() == "ke hoach"


def test_rows_fold_and_stay_folded(signed_in: Visit) -> None:
    page = signed_in.open("/scoring/")
    first = page.locator("[data-fold=steering]")
    expect(first).to_have_attribute("aria-expanded", "true")
    first.click()
    expect(page.locator("#row-plan_completion")).to_be_hidden()
    expect(first).to_have_attribute("aria-expanded", "false")
    page.reload()
    expect(page.locator("#row-plan_completion")).to_be_hidden()
    # What a filter finds shows, folded or not.
    page.locator("#filter-words").fill("hoan thanh ke hoach")
    expect(page.locator("#row-plan_completion")).to_be_visible()
    signed_in.expect_good_page()


def test_a_filter_leaves_the_open_panel_alone(signed_in: Visit) -> None:
    page = signed_in.open(PAGE)
    if is_phone(page):
        return
    page.locator("#filter-words").fill("sang kien")
    expect(page).to_have_url(re.compile(r"/scoring/plan_completion/\?q=sang(\+|%20)kien$"))
    expect(page.locator("#panel-title")).to_contain_text("1.1.3")
    expect(page.locator("tr.is-scored")).to_have_count(1)
    expect(page.locator("#filter-words")).to_be_focused()
    page.locator("[data-close-panel]:visible").first.click()
    expect(page).to_have_url(re.compile(r"/scoring/\?q=sang(\+|%20)kien$"))


def test_what_was_typed_survives_until_it_is_saved(signed_in: Visit) -> None:
    page = signed_in.open(f"{PAGE}?enter=so_far")
    page.get_by_label(COMPLETED).fill("44")
    page.reload()
    expect(page.get_by_label(COMPLETED)).to_have_value("44")
    expect(page.get_by_text("Bản nháp").or_(page.get_by_text("bản nháp")).first).to_be_visible()
    expect(page.locator("#preview")).to_contain_text("44/50")
    signed_in.expect_good_page()
    page.get_by_label("Nguồn số liệu").fill("Sổ nhiệm vụ")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("2,05 → 2,20")
    page = signed_in.open(f"{PAGE}?enter=so_far")
    expect(page.get_by_role("button", name="Bỏ bản nháp")).to_have_count(0)


def test_a_conflict_shows_both_versions_and_can_be_resolved(
    signed_in: Visit, department: Department
) -> None:
    page = signed_in.open(f"{PAGE}?enter=so_far")
    # As if somebody else had saved 41 after this page was opened on 30.
    seen = json.dumps({"completed": "30", "planned": "50"})
    page.locator("[name=seen]").evaluate("(field, seen) => { field.value = seen; }", seen)
    page.get_by_label(COMPLETED).fill("45")
    page.get_by_label("Nguồn số liệu").fill("Sổ nhiệm vụ")
    signed_in.expected.append("422")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".conflict")).to_contain_text("41 nhiệm vụ")
    expect(page.locator(".conflict")).to_contain_text("45 nhiệm vụ")
    expect(page.get_by_label(COMPLETED)).to_have_value("45")
    signed_in.expect_good_page()
    page.get_by_role("button", name="Lưu số liệu của tôi").click()
    expect(page.locator("#messages")).to_contain_text("2,05 → 2,25")


@pytest.mark.parametrize("address", ["/", "/scoring/", PAGE, f"{PAGE}?enter=year_end"])
def test_pages_fit_at_twice_the_size(signed_in: Visit, address: str) -> None:
    """200 % on a laptop of 1366 × 768 leaves a window of 683 × 384."""
    signed_in.page.set_viewport_size({"width": 683, "height": 384})
    signed_in.open(address)
    signed_in.expect_good_page()


def test_the_first_page_with_its_chart_is_light(signed_in: Visit) -> None:
    responses: list[Response] = []
    signed_in.page.on("response", lambda response: responses.append(response))
    signed_in.open("/")
    fetched = {response.url: cost(response) for response in responses if response.ok}
    assert any("bar_charts.js" in url for url in fetched)
    assert sum(fetched.values()) < LIMIT, fetched


@pytest.fixture
def scriptless(
    browser_thread: BrowserThread, browser: Browser, live_server: Any, client: Any, officer: User
) -> Iterator[Page]:
    """A page of the officer's in a browser that runs no script."""
    client.force_login(officer)
    session = client.cookies["sessionid"].value

    def open_page() -> Page:
        context = browser.new_context(
            java_script_enabled=False, locale="vi-VN", base_url=live_server.url
        )
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return context.new_page()

    opened = browser_thread.run(open_page)
    yield opened
    browser_thread.run(opened.context.close)


def test_everything_works_without_script(scriptless: Page) -> None:
    page = scriptless
    page.goto("/scoring/")
    page.locator("#filter-words").fill("hoan thanh ke hoach cchc")
    page.get_by_role("button", name="Lọc").click()
    page.get_by_role("link", name="Mức độ hoàn thành kế hoạch CCHC", exact=True).click()
    page.get_by_role("link", name="Nhập số liệu đến nay").click()
    page.get_by_label(COMPLETED).fill("45")
    page.get_by_label("Nguồn số liệu").fill("Sổ nhiệm vụ")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("2,05 → 2,25")
