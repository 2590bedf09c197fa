"""The council in a real browser: scoring beside evidence, running a round, opening one."""

import re
from pathlib import Path
from typing import Any

import pytest
import typst
from playwright.sync_api import Page, expect
from tests.apps.attachments.sample_owner import upload
from tests.apps.rounds.province import Province, advance, deduct, make_province
from tests.browser.seeing import Visit, on_a_laptop_seen_on_a_phone
from tests.kept import Kept, make_once

from parindex.attachments.services import store_upload
from parindex.rounds.constants import State
from parindex.rounds.evidence import evidence_owner

pytestmark = on_a_laptop_seen_on_a_phone

KEY = "plan_issued"
PAPER = '#set page(paper: "a5")\n= Kế hoạch cải cách hành chính\nSố liệu minh họa'


@pytest.fixture(scope="module")
def kept(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Kept[Province]:
    return make_once(django_db_blocker, make_judged, tmp_path_factory.mktemp("judged"))


@pytest.fixture
def province(
    kept: Kept[Province], transactional_db: None, settings: Any, tmp_path: Path
) -> Province:
    settings.DATA, settings.FILES = tmp_path, tmp_path / "files"
    return kept.lay()


def make_judged() -> Province:
    """Three agencies: submitted with a PDF, appraised, and still entering figures."""
    made = make_province(departments=2, communes=1)
    first, second = made.agencies[:2]
    owner = evidence_owner(made.participant(first), KEY)
    paper = typst.compile(PAPER.encode())
    store_upload(made.of(first, "par_officer"), owner, upload(paper), "KH.pdf")
    advance(made, first, State.SUBMITTED)
    advance(made, second, State.SUBMITTED)
    deduct(made, second, KEY, "0.25")
    advance(made, second, State.APPRAISED)
    return made


@pytest.fixture
def sessions(province: Province, live_server: Any, client: Any) -> dict[str, Any]:
    """A cookie a person, made before the browser's thread asks for pages."""
    found = {}
    for person in ("secretary", "member", "second_member"):
        client.force_login(province.people[person])
        value = client.cookies["sessionid"].value
        found[person] = {"name": "sessionid", "value": value, "url": live_server.url}
        client.cookies.clear()
    return found


def sign_in(visit: Visit, sessions: dict[str, Any], person: str) -> Page:
    visit.page.context.clear_cookies()
    visit.page.context.add_cookies([sessions[person]])
    return visit.open("/")


def test_two_members_score_beside_the_evidence(visit: Visit, sessions: dict[str, Any]) -> None:
    visit.expected.append("422")
    page = sign_in(visit, sessions, "member")
    expect(page).to_have_url(re.compile(r"/council/$"))
    visit.expect_good_page()
    page.get_by_role("link", name=re.compile("Chấm 49 tiêu chí của 1 cơ quan")).click()
    page.get_by_role("link", name="Cơ quan department-0").click()
    expect(page.locator("h1")).to_have_text("Cơ quan department-0")
    visit.expect_good_page()
    page.get_by_role("link", name="Ban hành kế hoạch CCHC năm").click()
    address = page.url
    expect(page.locator("iframe.council-paper")).to_be_visible()
    expect(page.get_by_label("Điểm còn lại")).to_be_hidden()
    page.get_by_text("Trừ điểm", exact=True).click()
    page.get_by_label("Điểm còn lại").fill("0,2")
    page.get_by_label("Lý do trừ điểm").select_option(label="Thực hiện chậm so với thời hạn")
    page.get_by_label("Nêu rõ trường hợp này").fill("Ban hành sau thời hạn của tỉnh")
    visit.expect_good_page()
    page.get_by_role("button", name="Lưu và sang tiêu chí tiếp").click()
    expect(page.locator("h1")).to_contain_text("1.1.2")
    expect(page.locator("#messages")).to_contain_text("0,20 trên 0,50 điểm tự chấm")
    page.get_by_text("Theo cách chấm, từ số liệu của Hội đồng").click()
    page.locator(".for-by_rule select").first.select_option("false")
    expect(page.locator("#preview")).to_contain_text("0,25 trên 0,50 điểm")

    # The second member had opened the component before the first saved.
    sign_in(visit, sessions, "second_member")
    page.goto(address)
    page.evaluate("document.querySelector('[name=seen]').value = '0'")
    page.get_by_label("Nêu rõ trường hợp này").fill("Chỉ chậm một ngày")
    page.get_by_label("Điểm còn lại").fill("0,4")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".alert-box.tone-error")).to_contain_text("Ban hành sau thời hạn của tỉnh")
    expect(page.get_by_label("Nêu rõ trường hợp này")).to_have_value("Chỉ chậm một ngày")
    visit.expect_good_page()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".timeline li")).to_have_count(2)
    page.get_by_role("link", name="Tiếp theo").click()
    expect(page.locator("h1")).to_contain_text("1.1.2")


def test_the_secretary_runs_the_round(visit: Visit, sessions: dict[str, Any]) -> None:
    visit.expected.append("422")
    page = sign_in(visit, sessions, "secretary")
    page.get_by_role("link", name="Xác định chỉ số CCHC năm 2021").click()
    expect(page.locator("h1")).to_have_text("Xác định chỉ số CCHC năm 2021")
    visit.expect_good_page()
    page.get_by_role("button", name="Xem còn thiếu gì").click()
    expect(page.locator(".tone-error")).to_contain_text("còn ở trạng thái “Đang nhập số liệu”")
    page.get_by_role("button", name="Thực hiện cho 1 cơ quan").click()
    expect(page.locator("#messages")).to_contain_text("1 cơ quan")

    page.get_by_role("link", name="Ma trận").click()
    cells = page.locator("tbody[data-grid] td a")
    expect(cells).to_have_count(106)
    visit.expect_good_page()
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_attribute("href", re.compile(r"/plan_content/$"))

    page.get_by_role("link", name="Điểm điều tra xã hội học").click()
    page.get_by_label("Cơ quan department-0, 8.2").fill("11")
    page.get_by_role("button", name="Lưu điểm").click()
    expect(page.get_by_text("Từ 0 đến 10,00, tối đa hai chữ số thập phân.")).to_be_visible()
    visit.expect_good_page()
    page.get_by_label("Cơ quan department-0, 8.2").fill("8,75")
    page.get_by_label("Nguồn của điểm vừa thay đổi").fill("Báo cáo 12/BC-SNV")
    page.get_by_role("button", name="Lưu điểm").click()
    expect(page.locator("#messages")).to_contain_text("Đã lưu 1 giá trị.")

    page.get_by_role("link", name="Điểm thưởng, điểm phạt").click()
    page.get_by_label("Cơ quan", exact=True).select_option(label="Cơ quan department-0")
    page.get_by_label("Điểm", exact=True).fill("1,5")
    page.get_by_label("Căn cứ").fill("Sáng kiến được công nhận")
    page.get_by_role("button", name="Ghi điểm").click()
    expect(page.locator("#adjustments")).to_contain_text("+1,50")
    visit.expect_good_page()
    visit.open(re.sub(r"points/$", "settings/", page.url.removeprefix(visit.origin)))
    visit.expect_good_page()


def test_a_round_is_opened_from_last_years(visit: Visit, sessions: dict[str, Any]) -> None:
    page = sign_in(visit, sessions, "secretary")
    page.get_by_role("link", name="Mở đợt đánh giá").click()
    communes = page.locator("fieldset[data-check-all]").nth(0)
    expect(communes.get_by_text("Tất cả (2/2)")).to_be_visible()
    communes.get_by_text("Tất cả (2/2)").click()
    expect(communes.get_by_text("Tất cả (0/2)")).to_be_visible()
    communes.get_by_text("Cơ quan department-1").click()
    visit.expect_good_page()
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Đợt đánh giá sẽ được mở như sau")).to_be_visible()
    visit.expect_good_page()
    page.get_by_role("button", name="Mở đợt cho 2 cơ quan").click()
    expect(page.locator("#messages")).to_contain_text("Đã mở đợt cho 2 cơ quan.")
    expect(page.locator("h1")).to_have_text("Xác định chỉ số CCHC năm 2022")
