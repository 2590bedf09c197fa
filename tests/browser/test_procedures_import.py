"""A catalogue taken in: mistakes by cell, a look at every change, the confirmation, the points."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.seeing import Visit, on_a_laptop_seen_on_a_phone
from tests.departments import Department, make_department

from parindex.accounts.models import User
from parindex.procedures.table_columns import COLUMNS
from parindex_tables.writing import write_table

pytestmark = on_a_laptop_seen_on_a_phone

UNIT = "Chi cục TĐC"
ROWS = (
    {
        "code": "1.000358",
        "name": "Cấp giấy phép tiến hành công việc bức xạ – sử dụng thiết bị X-quang chẩn đoán",
        "field": "An toàn bức xạ và hạt nhân",
        "unit": UNIT,
        "processing_time": 25,
        "online_level": "level_4",
        "one_stop": True,
        "public_parts": "đủ",
    },
    {
        "code": "1.000359",
        "name": "Công bố hợp chuẩn dựa trên kết quả tự đánh giá",
        "field": "Tiêu chuẩn đo lường chất lượng",
        "unit": UNIT,
        "processing_time": 5,
        "one_stop": True,
    },
)
MISTAKEN = ({**ROWS[0], "unit": "Phòng Không có"}, {**ROWS[1], "code": "1.359"})


@pytest.fixture
def department(transactional_db: None) -> Department:
    return make_department("first")


@pytest.fixture
def officer(department: Department) -> User:
    """Whom `signed_in` signs in."""
    return department.people["par_officer"]


def workbook(folder: Path, name: str, *rows: dict) -> Path:
    path = folder / name
    path.write_bytes(write_table(COLUMNS, rows))
    return path


def bring(page: Page, file: Path) -> None:
    page.get_by_label("Tệp danh mục").set_input_files(file)
    page.get_by_role("button", name="Xem thay đổi").click()


def test_a_catalogue_is_taken_in(signed_in: Visit, tmp_path: Path) -> None:
    page = signed_in.open("/procedures/import/")
    signed_in.expect_good_page()
    signed_in.expected.append("422")
    bring(page, workbook(tmp_path, "sai.xlsx", *MISTAKEN))
    problems = page.locator("tbody tr")
    expect(problems).to_have_count(1)
    expect(problems.first).to_contain_text("Dòng 2, cột D (Đơn vị giải quyết)")
    signed_in.expect_good_page()
    bring(page, workbook(tmp_path, "danh-muc.xlsx", *ROWS))
    expect(page.get_by_text("danh-muc.xlsx: 2 mới, 0 thay đổi")).to_be_visible()
    page.get_by_role("button", name="Ghi tất cả").click()
    expect(page.get_by_text("Đã nhập: 2 thủ tục mới")).to_be_visible()
    page = signed_in.open("/procedures/import/")
    bring(page, workbook(tmp_path, "sua.xlsx", {**ROWS[0], "processing_time": 20}, ROWS[1]))
    expect(page.get_by_text("Thời hạn giải quyết: 25 → 20")).to_be_visible()
    page.get_by_text("Giữ nguyên: 1").click()
    signed_in.expect_good_page()
    page.get_by_role("button", name="Ghi tất cả").click()
    page = signed_in.open("/scoring/procedure_disclosure/")
    page.get_by_role("link", name="Mở 2 dòng đã đếm").click()
    expect(page.locator("tbody tr").filter(has_text="1.000359")).to_contain_text("đ) ")
