"""The seed paper from its text and from its scan to tasks, reports, points and reminders."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from benchmarks.directive_scans import as_pdf, as_scanned_pdf, scanned
from playwright.sync_api import Page, expect
from tests.apps.assignments.mail_sink import Sink, mail_sink
from tests.apps.reporting.given import OTHER, obliged, period, report, written
from tests.browser.seeing import Visit, on_a_laptop
from tests.browser.signing_in import sign_in
from tests.departments import Department
from tests.kept import Kept

from parindex.accounts.models import User
from parindex.assignments.daily_work import remind
from parindex.assignments.models import Task
from parindex.jobs.progress import JobProgress
from parindex.jobs.worker import run_waiting
from parindex.organisations.models import Agency
from parindex.reporting.models import Obligation
from parindex.settings.mail import mail_server

SEED = files("parindex_core.directives").joinpath("samples/664-KL-SKHCN.txt").read_text("utf-8")
PROVINCE = """UBND TỈNH QUẢNG NGÃI
Số: 77/UBND-NC    Quảng Ngãi, ngày 02 tháng 8 năm 2021
V/v cải cách hành chính

Kính gửi: Sở Khoa học và Công nghệ

UBND tỉnh yêu cầu:

1. Chi cục Tiêu chuẩn Đo lường Chất lượng rà soát danh mục kỹ thuật trước ngày 15/11/2021.
2. Chi cục Tiêu chuẩn Đo lường Chất lượng gửi kế hoạch kiểm định trước ngày 30/11/2021.
3. Thanh tra Sở kiểm tra việc công khai thủ tục trước ngày 31/12/2021.
"""
TODAY = date(2021, 11, 24)
LATE, LONGER, RETURNED = "Rà soát thủ tục", "Số hóa kết quả", "Báo cáo kết quả"
MISSING = "Báo cáo cải cách hành chính quý: Quý III/2021"

Beside = Callable[..., Any]


@pytest.fixture
def department(kept_department: Kept[Department], transactional_db: None) -> Department:
    made = kept_department.lay()
    for name in ("unit_head", "director", "par_officer"):
        User.objects.filter(pk=made.people[name].pk).update(email=f"{name}@example.vn")
    return made


@pytest.fixture
def owed(department: Department) -> Obligation:
    """Two units owe a report a quarter; quarter III is over, the inspectorate has written IV."""
    made = obliged(department)
    written(department, report(period(made, 4), OTHER), "par_officer")
    return made


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A mail server on loopback that the product sends its digests to."""
    with mail_sink() as server:
        settings.MAIL_SERVER = mail_server(server.address)
        yield server


def paste(visit: Visit, text: str) -> Page:
    page = visit.open("/directives/new/")
    page.get_by_label("Hoặc nội dung văn bản").fill(text)
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page).to_have_url(re.compile(r"/directives/\d+/$"))
    return page


def send_scan(visit: Visit, beside: Beside, name: str, text: str) -> Page:
    """Send the paper's scanned pages, and have them read while their page waits."""
    page = visit.open("/directives/new/")
    scan = as_scanned_pdf(scanned(as_pdf(text), seed=2))
    page.get_by_label("Tệp văn bản").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": scan}
    )
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    beside(run_waiting)
    expect(page).to_have_url(re.compile(r"/directives/\d+/$"), timeout=180_000)
    return page


def count_as_plan(page: Page) -> None:
    """The director's own paper carries the year's plan out; an officer says so."""
    page.get_by_role("link", name="Sửa", exact=True).click()
    page.get_by_label("Nhiệm vụ là của").select_option("plan")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".reading-facts")).to_contain_text("Kế hoạch cải cách hành chính năm")


def decide(page: Page) -> None:
    """An end for every sentence that waits for one, a unit for every task."""
    for select in page.locator(".draft-card select:visible").all():
        if not select.input_value():
            select.select_option("office")
    for sentence in page.locator(".passage.is-left").all():
        if sentence.locator(".draft-card").count() == 0:
            sentence.get_by_label("Để biết").check()


def assign(page: Page) -> None:
    decide(page)
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_role("button", name="Giao việc")).to_have_count(0)
    expect(page.locator(".coverage")).to_have_class(re.compile("is-full"))


def correct(page: Page, place: int, day: str, words: str) -> None:
    """Reassign a draft, with another deadline and the officer's words."""
    draft = page.locator(".draft-card").nth(place)
    draft.get_by_label("Đơn vị chủ trì").select_option("metrology-sub-department")
    draft.get_by_label("Thời hạn").fill(day)
    draft.get_by_label("Việc cần làm").fill(words)


def open_task(visit: Visit, person: str, words: str) -> Page:
    page = sign_in(visit, person)
    visit.open("/tasks/")
    page.locator("tbody").get_by_role("link", name=re.compile(words)).first.click()
    expect(page.locator(".task-heading")).to_contain_text(words)
    return page


def hand_in_and_confirm(visit: Visit, words: str) -> None:
    page = open_task(visit, "unit_head", words)
    page.get_by_role("button", name="Báo đã hoàn thành").click()
    expect(page.get_by_role("button", name="Báo đã hoàn thành")).to_have_count(0)
    page = open_task(visit, "par_officer", words)
    page.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(page.locator(".page-heading")).to_contain_text("Đã xác nhận")


def get_more_time(visit: Visit, words: str, day: str) -> None:
    page = open_task(visit, "unit_head", words)
    page.locator("summary", has_text="Xin gia hạn").click()
    page.get_by_label("Đến ngày").fill(day)
    page.get_by_label("Lý do xin gia hạn").fill("Chờ máy quét")
    page.get_by_role("button", name="Gửi đề nghị").click()
    expect(page.get_by_role("button", name="Gửi đề nghị")).to_have_count(0)
    page = open_task(visit, "director", words)
    page.get_by_label("Đến ngày").fill(day)
    page.get_by_label("Căn cứ quyết định").fill("Đồng ý")
    page.get_by_role("button", name="Cho gia hạn", exact=True).click()
    expect(page.locator("main")).to_contain_text("10 tháng 12 năm 2021")


def send_back(visit: Visit, words: str) -> None:
    page = open_task(visit, "unit_head", words)
    page.get_by_role("button", name="Báo đã hoàn thành").click()
    expect(page.get_by_role("button", name="Báo đã hoàn thành")).to_have_count(0)
    page = open_task(visit, "par_officer", words)
    page.locator("summary", has_text="Trả lại đơn vị").click()
    page.get_by_label("Lý do", exact=True).fill("Thiếu số liệu")
    page.locator("details[open]").get_by_role("button", name="Trả lại đơn vị").click()
    expect(page.locator(".page-heading")).to_contain_text("Trả lại")


def file_reports(visit: Visit) -> None:
    """Quarter III by the unit's head, after its day; quarter IV of the inspectorate in time."""
    page = sign_in(visit, "unit_head")
    visit.open("/reporting/")
    page.get_by_role("link", name="Thiếu, đã quá hạn").click()
    page.get_by_label("Tin, bài").fill("12")
    page.get_by_label("Kết quả").fill("Rà soát 12 thủ tục")
    page.get_by_role("button", name="Ký duyệt và gửi").click()
    expect(page.locator(".status", has_text="Gửi trễ").first).to_be_visible()
    page = sign_in(visit, "director")
    visit.open("/reporting/")
    page.get_by_role("link", name="Quý IV/2021").click()
    page.get_by_role("link", name="Thanh tra Sở").click()
    page.get_by_role("button", name="Ký duyệt và gửi").click()
    expect(page.locator(".status", has_text="Đã gửi").first).to_be_visible()


def expect_counted(visit: Visit, component: str, code: str, *counts: str) -> None:
    page = visit.open(f"/scoring/{component}/")
    expect(page.locator("#panel-title")).to_contain_text(code)
    for count in counts:
        expect(page.locator(".figures")).to_contain_text(count)


def told(sink: Sink) -> dict[str, list[str]]:
    """By whom each mail went to, the tasks and reports that it names, in their order."""
    lines = {
        str(message["To"]): re.findall(
            r"^- [^:]+: (.+?)(?: trước ngày [0-9/]+)? \(", message.get_content(), re.MULTILINE
        )
        for message in sink.messages
    }
    assert len(lines) == len(sink.messages), "somebody got two mails"
    return lines


def a_morning(day: date, agency_key: str) -> None:
    """The product's morning of that day, twice: a worker that starts again sends nothing twice."""
    Agency.objects.filter(key=agency_key).update(demonstration_date=day)
    for _ in range(2):
        remind(day, JobProgress())


@on_a_laptop
def test_from_the_seed_paper_to_points_and_reminders(
    visit: Visit, department: Department, owed: Obligation, beside: Beside, sink: Sink
) -> None:
    page = sign_in(visit, "par_officer")
    paste(visit, SEED)
    count_as_plan(page)
    correct(page, 0, "15/11/2021", LATE)
    correct(page, 1, "26/11/2021", LONGER)
    correct(page, 2, "20/12/2021", RETURNED)
    assign(page)
    planned = beside(Task.objects.count)
    # Its scan is the same paper: every sentence is a task already, or was for information.
    send_scan(visit, beside, "664.pdf", SEED)
    expect(page.locator(".reading-facts")).to_contain_text("Kế hoạch cải cách hành chính năm")
    expect(page.locator(".draft-card:visible")).to_have_count(0)
    assign(page)
    assert beside(Task.objects.count) == planned
    paste(visit, PROVINCE)
    assign(page)

    beside(a_morning, TODAY, department.agency.key)
    late, soon = [LATE, "Rà soát danh mục kỹ thuật"], [LONGER, "Gửi kế hoạch kiểm định"]
    # Quarter III is missing of both units and of the agency; the inspectorate has no head.
    assert told(sink) == {
        "unit_head@example.vn": [MISSING, *late, *soon],
        "director@example.vn": [MISSING, MISSING, MISSING, *late],
        "par_officer@example.vn": [MISSING, MISSING],
    }

    hand_in_and_confirm(visit, LATE)
    get_more_time(visit, LONGER, "10/12/2021")
    hand_in_and_confirm(visit, LONGER)
    send_back(visit, RETURNED)
    hand_in_and_confirm(visit, "Rà soát danh mục")
    hand_in_and_confirm(visit, "Gửi kế hoạch")
    file_reports(visit)

    sign_in(visit, "par_officer")
    expect_counted(visit, "plan_completion", "1.1.3", "2 nhiệm vụ", f"{planned} nhiệm vụ")
    expect_counted(visit, "assigned_tasks", "1.6", "1 nhiệm vụ", "3 nhiệm vụ")
    expect_counted(visit, "reports_complete", "1.2.1", "1 báo cáo")
    expect_counted(visit, "reports_on_time", "1.2.2", "1 báo cáo")
    hand_in_and_confirm(visit, RETURNED)
    visit.open("/scoring/plan_completion/")
    expect(page.locator(".arithmetic")).to_contain_text(f"3/{planned} = ")
    page.get_by_role("link", name=f"Mở {planned} dòng đã đếm").click()
    expect(page.locator("tbody tr").filter(has_text=RETURNED)).to_contain_text("664/KL-SKHCN")
    visit.expect_good_page()

    # Of what was due only the reports are that nobody handed in.
    sink.messages.clear()
    beside(a_morning, date(2021, 11, 25), department.agency.key)
    assert told(sink) == {
        "director@example.vn": [MISSING, MISSING],
        "par_officer@example.vn": [MISSING, MISSING],
    }
