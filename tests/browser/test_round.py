"""An agency's round in a real browser: from a sent-back note to a submission, then explanations."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.apps.attachments.sample_owner import PDF
from tests.apps.rounds.province import NOW, Province, advance, deduct, make_province
from tests.browser.seeing import Visit, on_a_laptop_seen_on_a_phone
from tests.kept import Kept, make_once

from parindex.rounds.constants import State
from parindex.rounds.models import SelfScore
from parindex.rounds.services import send_back

pytestmark = on_a_laptop_seen_on_a_phone

KEY = "plan_completion"


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Kept[Province]:
    return make_once(django_db_blocker, make_sent_back)


@pytest.fixture
def province(
    kept: Kept[Province], transactional_db: None, settings: Any, tmp_path: Path
) -> Province:
    settings.FILES = tmp_path / "files"
    return kept.lay()


def make_sent_back() -> Province:
    """Two agencies: self-scored with a criterion sent back, and explaining a deduction."""
    made = make_province(departments=2, communes=0)
    first, second = made.agencies
    participant = advance(made, first, State.SELF_SCORED)
    SelfScore.objects.filter(participant=participant, component_key=KEY).update(explanation="")
    office = made.of(first, "par_officer")
    send_back(office, participant, KEY, "Thiếu biên bản nghiệm thu", now=NOW)
    advance(made, second, State.SUBMITTED)
    deduct(made, second, KEY, "0")
    advance(made, second, State.EXPLAINING)
    return made


@pytest.fixture
def sessions(province: Province, live_server: Any, client: Any) -> dict[str, Any]:
    """A cookie a person, made before the browser's thread asks for pages."""
    found = {}
    for person in (
        "other_head.department-0",
        "par_officer.department-0",
        "director.department-0",
        "other_head.department-1",
        "director.department-1",
    ):
        client.force_login(province.people[person])
        value = client.cookies["sessionid"].value
        found[person] = {"name": "sessionid", "value": value, "url": live_server.url}
        client.cookies.clear()
    return found


def sign_in(visit: Visit, sessions: dict[str, Any], person: str, address: str) -> Page:
    visit.page.context.clear_cookies()
    visit.page.context.add_cookies([sessions[person]])
    return visit.open(address)


def test_from_a_sent_back_note_to_the_submission(visit: Visit, sessions: dict[str, Any]) -> None:
    visit.expected.append("422")
    page = sign_in(visit, sessions, "other_head.department-0", "/")
    card = page.locator(".home-round")
    expect(card).to_contain_text("1 tiêu chí bị trả lại; 1 tiêu chí thiếu tài liệu kiểm chứng")
    card.get_by_role("link").click()
    expect(page.locator("#missing tbody tr")).to_have_count(1)
    visit.expect_good_page()
    page.locator("#missing").get_by_role("link", name="Mức độ hoàn thành kế hoạch").click()
    panel = page.locator("#panel")
    expect(panel.locator(".tone-warning").first).to_contain_text("Thiếu biên bản nghiệm thu")
    expect(panel.get_by_text("Chưa có tài liệu kiểm chứng")).to_be_visible()
    panel.locator("input[type=file]").set_input_files(
        {"name": "Biên bản.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    expect(panel.locator("[data-attachment-list] li")).to_contain_text("Biên bản.pdf")
    # What asked for it is answered.
    expect(panel.get_by_text("Chưa có tài liệu kiểm chứng")).to_be_hidden()
    panel.get_by_text("Đề nghị mức điểm thấp hơn").click()
    panel.get_by_label("Số điểm đề nghị").fill("2,5")
    panel.get_by_label("Vì sao thấp hơn mức theo quy tắc").fill("Một nhiệm vụ chưa nghiệm thu")
    panel.get_by_role("button", name="Lưu mức đề nghị").click()
    expect(panel).to_contain_text("Không được cao hơn mức theo quy tắc")
    visit.expect_good_page()
    panel.get_by_label("Số điểm đề nghị").fill("2")
    panel.get_by_role("button", name="Lưu mức đề nghị").click()
    expect(panel.locator("#self-score")).to_contain_text("Đề nghị 2,00 điểm")
    visit.expect_good_page()
    panel.get_by_role("link", name="Nộp phần của Văn phòng Sở").click()
    page.get_by_role("button", name="Nộp điểm tự chấm của đơn vị").click()
    expect(page.locator("#messages")).to_contain_text("Đã nộp: Văn phòng Sở.")

    page = sign_in(visit, sessions, "par_officer.department-0", "/round/")
    visit.expect_good_page()
    page.get_by_role("button", name="Ký duyệt điểm tự chấm").click()
    page = sign_in(visit, sessions, "director.department-0", "/round/")
    page.get_by_text("Nộp Hội đồng thẩm định").first.click()
    visit.expect_good_page()
    page.get_by_role("button", name="Nộp ngay").click()
    expect(page.locator("#submissions")).to_contain_text(re.compile("[0-9a-f]{64}"))
    expect(page.locator(".round-next-title")).to_have_text("Hội đồng đang thẩm định")
    visit.expect_good_page()


def test_a_deduction_is_explained_by_two_people_and_handed_in(
    visit: Visit, sessions: dict[str, Any]
) -> None:
    visit.expected.append("422")
    page = sign_in(visit, sessions, "other_head.department-1", "/round/")
    page.get_by_role("link", name="Đến trang giải trình").click()
    visit.expect_good_page()
    page.get_by_role("link", name=re.compile("^Giải trình 1.1.3")).click()
    page.get_by_label("Cơ quan giải trình").fill("Biên bản nghiệm thu gửi kèm")
    # What was typed outlives leaving the page.
    page.reload()
    expect(page.get_by_label("Cơ quan giải trình")).to_have_value("Biên bản nghiệm thu gửi kèm")
    page.locator(".round-explain input[type=file]").set_input_files(
        {"name": "Biên bản.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    expect(page.locator(".round-explain [data-attachment-list] li")).to_have_count(1)
    page.evaluate("document.querySelector('[name=seen]').value = '7'")
    page.get_by_role("button", name="Lưu giải trình").click()
    expect(page.locator("#messages")).to_contain_text("Đã lưu.")
    page.get_by_role("link", name=re.compile("^Sửa giải trình 1.1.3")).click()
    page.get_by_label("Cơ quan giải trình").fill("Bản của tôi")
    page.evaluate("document.querySelector('[name=seen]').value = '7'")
    page.get_by_role("button", name="Lưu giải trình").click()
    conflict = page.locator(".conflict")
    expect(conflict).to_contain_text("Biên bản nghiệm thu gửi kèm")
    expect(conflict).to_contain_text("Bản của tôi")
    visit.expect_good_page()
    page.get_by_role("button", name="Lưu giải trình").click()
    expect(page.locator(".round-said")).to_contain_text("Bản của tôi")

    page = sign_in(visit, sessions, "director.department-1", "/round/explanations/")
    page.get_by_text("Nộp giải trình").first.click()
    visit.expect_good_page()
    page.get_by_role("button", name="Nộp ngay").click()
    expect(page.locator(".alert-box.tone-info")).to_contain_text("không sửa được nữa")
    visit.expect_good_page()
