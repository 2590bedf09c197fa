"""A morning of the one-stop officer, and what the unit and its head do with a late dossier."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.apps.agency_dossiers.conftest import (
    LATE,
    LATE_NOW,
)
from tests.apps.attachments.sample_owner import PDF
from tests.browser.seeing import Visit, on_a_laptop_seen_on_a_phone
from tests.departments import Department
from tests.kept import Kept

from parindex.accounts.models import User
from parindex.dossiers.services.causes import ProvenCause, propose_objective_cause


@pytest.fixture
def department(
    kept_loaded: Kept[Department], transactional_db: None, settings: Any, tmp_path: Path
) -> Department:
    settings.DATA, settings.FILES = tmp_path, tmp_path / "files"
    return kept_loaded.lay()


@pytest.fixture
def officer(department: Department, request: pytest.FixtureRequest) -> User:
    """Whom `signed_in` signs in."""
    return department.people[request.param]


@on_a_laptop_seen_on_a_phone
@pytest.mark.parametrize("officer", ["one_stop_officer"], indirect=True)
def test_a_morning_of_the_one_stop_officer(signed_in: Visit) -> None:
    page = signed_in.open("/")
    tiles = page.locator(".home-dossiers")
    expect(tiles.get_by_role("heading", name="Hồ sơ hôm nay")).to_be_visible()
    expect(tiles).to_contain_text("chỉ tiêu: trên 50,00 %")
    signed_in.expect_good_page()
    tiles.locator(".stat", has_text="Đang trễ hạn").get_by_role("link", name="1").click()
    expect(page.get_by_role("heading", name="Trễ hạn và đến hạn")).to_be_visible()
    signed_in.expect_good_page()
    page.get_by_role("link", name=LATE_NOW).click()
    expect(page.locator(".reasoning")).to_contain_text("Kết luận: trễ hạn")
    signed_in.expect_good_page()

    signed_in.open("/dossiers/")
    expect(page.locator(".chart svg").first).to_be_visible()
    page.locator(".chart-table summary").first.click()
    signed_in.expect_good_page()
    page.get_by_label("Kỳ", exact=True).select_option("2021-Q2")
    page.get_by_role("button", name="Xem").click()
    expect(page.locator("#period")).to_contain_text("Quý II/2021")
    row = page.locator("#indicators tbody tr", has_text="3.4.1")
    row.get_by_role("link", name="2", exact=True).click()
    expect(page.locator("#counted tbody tr")).to_have_count(2)
    signed_in.expect_good_page()

    signed_in.open("/dossiers/apologies/")
    page.get_by_label(LATE).check()
    page.get_by_label("Lý do trả kết quả trễ").fill("Hồ sơ cần lấy ý kiến chuyên môn")
    page.get_by_role("button", name="Ghi thư cho hồ sơ đã chọn").click()
    expect(page.locator("#letters-table tbody tr")).to_contain_text("1/TXL")
    signed_in.expect_good_page()
    with page.expect_download() as download:
        page.get_by_role("link", name=".docx 1/TXL").click()
    assert download.value.suggested_filename == f"thu-xin-loi-{LATE}.docx"
    signed_in.open("/dossiers/units/")
    signed_in.expect_good_page()


@pytest.fixture
def proposed(department: Department) -> None:
    """An officer of the unit has proposed why a dossier is late."""
    proven = ProvenCause("Hệ thống của tỉnh gián đoạn", "12/TB-STTTT", date(2021, 4, 9))
    propose_objective_cause(department.access("metrology_officer"), LATE, proven)


@pytest.mark.parametrize("officer", ["unit_head"], indirect=True)
def test_a_head_decides_and_proposes(signed_in: Visit, proposed: None) -> None:
    page = signed_in.open("/dossiers/causes/")
    waiting = page.locator(".decision-list li")
    expect(waiting).to_contain_text("chưa đính kèm tệp")
    waiting.locator("summary", has_text="Trả lại").click()
    signed_in.expect_good_page()
    waiting.get_by_role("button", name="Duyệt").click()
    expect(page.locator("#causes tbody tr")).to_contain_text("Đã duyệt")
    expect(waiting).to_have_count(0)

    signed_in.open(f"/dossiers/of/{LATE_NOW}/")
    cause = page.locator("#cause")
    cause.locator("summary", has_text="Đề nghị nguyên nhân khách quan").click()
    cause.get_by_label("Nguyên nhân", exact=True).fill("Bão số 9")
    cause.get_by_label("Số văn bản chứng minh").fill("7/TB-UBND")
    cause.get_by_label("Ngày văn bản").fill("10/11/2021")
    file = {"name": "thong-bao.pdf", "mimeType": "application/pdf", "buffer": PDF}
    cause.locator("#cause-files").set_input_files(file)
    signed_in.expect_good_page()
    cause.get_by_role("button", name="Trình thủ trưởng duyệt").click()
    expect(cause).to_contain_text("Chờ thủ trưởng duyệt")
    expect(cause).to_contain_text("thong-bao.pdf")
    signed_in.expect_good_page()
