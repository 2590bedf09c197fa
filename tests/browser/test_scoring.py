"""From the home page to a component's points and back, in a real browser, on the demonstration."""

import re

from playwright.sync_api import Page, Route, expect
from tests.browser.conftest import DEMONSTRATION_PASSWORD
from tests.browser.seeing import Visit, on_a_laptop

PASSWORD = DEMONSTRATION_PASSWORD


def sign_in(visit: Visit, person: str) -> Page:
    page = visit.open("/sign-in/")
    page.get_by_label("Tên đăng nhập").fill(person)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url(f"{visit.origin}/")
    page.wait_for_load_state("networkidle")
    return page


def test_home_says_where_we_stand(visit: Visit, demonstration: None) -> None:
    for person in ("director", "officer", "metrology", "auditor"):
        visit.page.context.clear_cookies()
        page = sign_in(visit, person)
        expect(page.get_by_text("Chỉ số đến nay").first).to_be_visible()
        expect(page.get_by_text("số liệu minh họa").first).to_be_visible()
        expect(page.get_by_text("không phải bảng chính thức").first).to_be_visible()
        expect(page.locator(".chart-drawing svg").first).to_be_visible()
        visit.expect_good_page()


def test_a_loss_on_the_home_page_opens_its_component(visit: Visit, demonstration: None) -> None:
    page = sign_in(visit, "director")
    page.get_by_role("link", name=re.compile("Mức độ hài lòng")).first.click()
    expect(page).to_have_url(re.compile(r"/scoring/citizen_satisfaction/"))
    expect(page.locator("#panel-title")).to_contain_text("8.2")


def test_the_panel_explains_and_keeps_its_address(visit: Visit, demonstration: None) -> None:
    page = sign_in(visit, "officer")
    visit.open("/scoring/")
    visit.expect_good_page()
    page.get_by_role("link", name="Mức độ hoàn thành kế hoạch CCHC", exact=True).click()
    expect(page).to_have_url(re.compile(r"/scoring/plan_completion/"))
    expect(page.locator(".arithmetic").first).to_contain_text("41/50 = 82,00 %")
    # Point 1 of the paper, as the OCR left it, and the tasks that come from it.
    expect(page.locator("blockquote")).to_contain_text("CCHC nam 2021")
    expect(page.locator(".task-lines li").first).to_be_visible()
    visit.expect_good_page()
    page.reload()
    expect(page.locator("#panel-title")).to_contain_text("1.1.3")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/scoring/$"))


def test_entering_figures_shows_the_points_before_they_are_saved(
    visit: Visit, demonstration: None
) -> None:
    page = sign_in(visit, "officer")
    visit.open("/scoring/plan_completion/")
    page.get_by_role("link", name="Nhập số liệu đến nay").click()
    completed = page.get_by_label("Bao nhiêu nhiệm vụ của Kế hoạch CCHC năm đã hoàn thành?")
    completed.fill("45")
    expect(page.locator("#preview")).to_contain_text("2,25")
    visit.expect_good_page()
    completed.fill("55")
    expect(page.locator("#preview")).to_contain_text("55")
    visit.expected.append("422")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".field-error, [role=alert]").first).to_be_visible()
    expect(completed).to_have_value("55")
    completed.fill("45")
    page.get_by_label("Nguồn số liệu").fill("Sổ theo dõi nhiệm vụ")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("2,05 → 2,25")
    expect(page.locator(".arithmetic").first).to_contain_text("45/50 = 90,00 %")
    expect(page.locator(".panel-part").last).to_contain_text("Cán bộ CCHC")


@on_a_laptop
def test_a_preview_that_a_newer_figure_overtakes_is_given_up(
    visit: Visit, demonstration: None
) -> None:
    page = sign_in(visit, "officer")
    slow: list[Route] = []

    def keep_the_first(route: Route) -> None:
        if slow:
            route.continue_()
        else:
            slow.append(route)

    page.route(re.compile("/scoring/plan_completion/preview/"), keep_the_first)
    page.goto(f"{visit.origin}/scoring/plan_completion/")
    page.get_by_role("link", name="Nhập số liệu đến nay").click()
    completed = page.get_by_label("Bao nhiêu nhiệm vụ của Kế hoạch CCHC năm đã hoàn thành?")
    completed.fill("45")
    expect(page.locator("#preview")).to_contain_text("2,25")
    assert len(slow) == 1


def test_an_auditor_enters_nothing(visit: Visit, demonstration: None) -> None:
    page = sign_in(visit, "auditor")
    visit.open("/scoring/plan_completion/")
    expect(page.locator(".arithmetic").first).to_be_visible()
    expect(page.get_by_role("link", name="Nhập số liệu đến nay")).to_have_count(0)
    visit.expect_good_page()


def test_the_tree_is_searched_without_diacritics(visit: Visit, demonstration: None) -> None:
    page = sign_in(visit, "officer")
    visit.open("/scoring/")
    page.get_by_role("searchbox").fill("sang kien")
    expect(page.locator("tr.is-scored")).to_have_count(1)
    expect(page).to_have_url(re.compile("q=sang"))
