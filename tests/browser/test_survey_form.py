"""A survey's form in a browser: accessible on every page, light, and whole without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Response
from tests.apps.surveys.rounds import OpenRound, opened
from tests.browser.conftest import BrowserThread
from tests.browser.seeing import Visit
from tests.departments import make_department

from parindex.surveys.models import SurveyAnswer
from parindex.web.views.survey_form import form_address

LIGHT = 40_000  # bytes, not compressed


@pytest.fixture
def round_(transactional_db: None) -> OpenRound:
    return opened(make_department("surveyed"), 8)


def fill_in(page: Page, then) -> None:
    """Every choice answered with its fourth answer or the last, page by page, to the end."""
    while page.locator("form").count():
        for group in page.locator("fieldset").all():
            buttons = group.locator("input[type=radio]")
            if buttons.count():
                buttons.nth(min(3, buttons.count() - 1)).check()
        then()
        page.locator(".survey-next").click()
        page.wait_for_load_state("load")


def test_every_page_is_accessible_and_light(visit: Visit, round_: OpenRound) -> None:
    fetched: list[Response] = []
    visit.page.on("response", lambda response: fetched.append(response))
    page = visit.open(form_address(round_.codes[0].code))
    assert sum(len(response.body()) for response in fetched) < LIGHT
    visit.expect_good_page()
    visit.expected.append("422")
    page.locator(".survey-next").click()
    page.wait_for_load_state("load")
    assert page.locator(".survey-problems li").count() == 4
    fill_in(page, visit.expect_good_page)
    assert page.locator("h1").inner_text() == "Xin cảm ơn"
    visit.expect_good_page()
    visit.expected.append("404")
    visit.open(form_address(round_.codes[0].code))
    visit.expect_good_page()


@pytest.fixture
def without_scripts(browser, browser_thread: BrowserThread, live_server) -> Iterator[Page]:
    def open_page() -> Page:
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, java_script_enabled=False
        )
        context.set_default_timeout(30_000)
        return context.new_page()

    opened_page = browser_thread.run(open_page)
    yield opened_page
    browser_thread.run(opened_page.context.close)


def test_a_form_is_handed_in_without_scripts(
    without_scripts: Page, round_: OpenRound, live_server, beside
) -> None:
    without_scripts.goto(live_server.url + form_address(round_.codes[0].code))
    fill_in(without_scripts, lambda: None)
    assert "Xin cảm ơn" in without_scripts.content()
    assert beside(SurveyAnswer.objects.count) == 1
