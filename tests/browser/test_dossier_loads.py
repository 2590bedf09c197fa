"""From an export with mistakes to the points: loaded, mended, loaded again, seen in the panel."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect
from tests.apps.agency_dossiers.conftest import HEADERS, LINES, with_one_stop_officer
from tests.browser.seeing import Visit, on_a_laptop_seen_on_a_phone
from tests.departments import Department, make_department

from parindex.accounts.models import User
from parindex.jobs.worker import run_waiting

# A day, a channel and a code that cannot be: rows 2, 4 and 5 of the file.
pytestmark = on_a_laptop_seen_on_a_phone

MISTAKES = {0: (5, "hôm qua"), 2: (3, "9"), 3: (0, "")}
LEVEL_3 = (LINES[0][0], LINES[3][0])


@pytest.fixture
def department(transactional_db: None, settings: Any, tmp_path: Path) -> Department:
    settings.DATA = tmp_path / "data"
    return with_one_stop_officer(make_department("first"))


@pytest.fixture
def officer(department: Department) -> User:
    """Whom `signed_in` signs in."""
    return department.people["one_stop_officer"]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """The export of a one-stop system, with three rows that cannot be."""
    path = tmp_path / "ho-so-2021.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        for number, line in enumerate(LINES):
            place, wrong = MISTAKES.get(number, (0, line[0]))
            sheet.write_row(number + 1, 0, [*line[:place], wrong, *line[place + 1 :]])
    return path


def mended(refused: Path, target: Path) -> Path:
    """The file of refused rows after a person has put the right values in."""
    rows = list(csv.reader(io.StringIO(refused.read_text("utf-8-sig")), delimiter=";"))
    first = len(rows[0]) - (len(HEADERS) - 1)
    for row in rows[1:]:
        number = int(row[0]) - 2
        place, _ = MISTAKES[number]
        row[first + place] = LINES[number][place]
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return target


def load(visit: Visit, file: Path, beside: Callable[..., Any]) -> Page:
    """Choose a file, look at it, load it; the worker works while the person is elsewhere."""
    page = visit.open("/dossiers/loads/new/")
    page.get_by_label("Tệp xuất từ hệ thống một cửa").set_input_files(file)
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.locator(".way-steps [aria-current]")).to_contain_text("Kiểm tra cột và dòng")
    visit.expect_good_page()
    page.get_by_role("button", name="Nạp", exact=True).click()
    expect(page.locator(".job")).to_be_visible()
    visit.expect_good_page()
    visit.open("/dossiers/loads/")
    beside(run_waiting)
    visit.open("/dossiers/loads/")
    page.get_by_role("link", name=file.name).click()
    expect(page.locator(".way-steps [aria-current]")).to_contain_text("Kết quả")
    visit.expect_good_page()
    return page


def test_refused_rows_are_mended_and_the_points_open_onto_the_very_dossiers(
    signed_in: Visit, export: Path, tmp_path: Path, beside: Callable[..., Any]
) -> None:
    page = signed_in.open("/dossiers/loads/")
    expect(page.locator(".empty-state")).to_contain_text("Chưa nạp tệp hồ sơ nào")
    signed_in.expect_good_page()
    page = load(signed_in, export, beside)
    expect(page.locator(".tone-warning")).to_contain_text("3 trong 8 dòng bị từ chối")
    expect(page.locator("#problems tbody tr")).to_have_count(3)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải các dòng bị từ chối").click()
    refused = tmp_path / download.value.suggested_filename
    download.value.save_as(refused)
    page = load(signed_in, mended(refused, tmp_path / "da-sua.csv"), beside)
    expect(page.locator(".tone-success")).to_contain_text("Đã nạp cả 3 dòng")

    page = signed_in.open("/scoring/dossiers_on_time/")
    expect(page.locator("#panel-title")).to_contain_text("3.4.1")
    expect(page.locator(".figures")).to_contain_text("3 hồ sơ")
    page.get_by_role("link", name="Mở 5 dòng đã đếm").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(5)
    for number in MISTAKES:
        expect(rows.filter(has_text=LINES[number][0])).to_have_count(1)

    page = signed_in.open("/scoring/dossiers_level_3/")
    expect(page.locator("#panel-title")).to_contain_text("7.2.2")
    page.locator(".figures").get_by_role("link", name="2 hồ sơ").click()
    expect(rows).to_have_count(2)
    for code in LEVEL_3:
        expect(rows.filter(has_text=code)).to_have_count(1)

    page = signed_in.open("/dossiers/portal/")
    expect(page.locator("#portal")).to_contain_text("thêm 4 hồ sơ đúng hạn")
    signed_in.expect_good_page()
    page.get_by_role("link", name="Tỷ lệ hồ sơ giải quyết đúng hạn").click()
    expect(rows).to_have_count(4)
    signed_in.expect_good_page()
    signed_in.open("/dossiers/figures/")
    signed_in.expect_good_page()
