"""Offline and with a script: the workbook out and back, a token made and revoked."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.seeing import Visit
from tests.departments import make_department

from parindex.accounts.models import User
from parindex.web.offline_table import COLUMNS, KEY_COLUMNS
from parindex_tables.reading import read_table
from parindex_tables.writing import write_table

ALL = (*COLUMNS, *KEY_COLUMNS)


@pytest.fixture
def officer(transactional_db: None) -> User:
    """Whom `signed_in` signs in."""
    return make_department("first").people["par_officer"]


def filled(template: Path, target: Path, value: object) -> Path:
    """The workbook with the plan's tasks counted."""
    rows = [dict(row.values) for row in read_table(template.read_bytes(), ALL).rows]
    of_plan = [row for row in rows if row["code"] == "1.1.3"]
    told = {"as_of": date(2021, 11, 20), "source": "Sổ nhiệm vụ (minh họa)"}
    of_plan[0].update(value=value, **told)
    of_plan[1].update(value=50)
    target.write_bytes(write_table(ALL, rows, title="Biểu"))
    return target


def test_the_workbook_goes_out_and_comes_back(signed_in: Visit, tmp_path: Path) -> None:
    page = signed_in.open("/scoring/offline/")
    signed_in.expect_good_page()
    with page.expect_download() as download:
        page.get_by_role("link", name="Biểu để điền").click()
    template = tmp_path / "template.xlsx"
    download.value.save_as(template)
    signed_in.expected.append("422")
    page.get_by_label("Biểu đã điền").set_input_files(
        filled(template, tmp_path / "wrong.xlsx", "nhiều")
    )
    page.get_by_role("button", name="Xem thay đổi").click()
    expect(page.get_by_role("row", name="nhiều")).to_contain_text("cột G (Giá trị mới)")
    signed_in.expect_good_page()
    page.get_by_label("Biểu đã điền").set_input_files(filled(template, tmp_path / "good.xlsx", 45))
    page.get_by_role("button", name="Xem thay đổi").click()
    expect(page.get_by_role("row", name="1.1.3")).to_contain_text("2,25")
    signed_in.expect_good_page()
    page.get_by_role("button", name="Ghi tất cả").click()
    expect(page.locator("#messages")).to_contain_text("Đã nạp số liệu của 1 tiêu chí")


def test_a_token_is_made_shown_once_and_revoked(signed_in: Visit) -> None:
    page = signed_in.open("/tokens/")
    page.get_by_label("Chương trình làm gì").fill("Gửi số liệu hằng đêm (minh họa)")
    page.get_by_label("Đọc công việc của cơ quan").check()
    signed_in.expect_good_page()
    page.get_by_role("button", name="Tạo mã").click()
    assert page.get_by_label("Mã", exact=True).input_value().startswith("parindex_")
    signed_in.expect_good_page()
    page.get_by_role("link", name="Tôi đã sao chép").click()
    row = page.get_by_role("row", name="Gửi số liệu hằng đêm")
    expect(row).to_contain_text("Còn hiệu lực")
    signed_in.expect_good_page()
    row.get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_role("row", name="Gửi số liệu hằng đêm")).to_contain_text("Đã thu hồi")
    page.get_by_role("link", name="Chương trình gọi được những gì").click()
    signed_in.expect_good_page()
