"""A quarterly report of two units, one of them late, and what the component panel makes of it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.apps.reporting.given import OTHER, obliged, period, report, written
from tests.browser.seeing import Visit, on_a_laptop_seen_on_a_phone
from tests.departments import Department
from tests.kept import Kept

from parindex.accounts.models import User
from parindex.reporting.models import FormVersion, Obligation
from parindex.reporting.services.forms import create_form

pytestmark = on_a_laptop_seen_on_a_phone


@pytest.fixture
def department(kept_department: Kept[Department], transactional_db: None) -> Department:
    return kept_department.lay()


@pytest.fixture
def owed(department: Department) -> Obligation:
    """Quarter III is over for both units, quarter IV is not due; the inspectorate has written."""
    made = obliged(department)
    for number in (3, 4):
        written(department, report(period(made, number), OTHER), "par_officer")
    return made


@pytest.fixture
def drafted(department: Department) -> FormVersion:
    """A form that is being designed."""
    return create_form(department.access("par_officer"), "Mẫu mới")


@pytest.fixture
def officer(department: Department) -> User:
    """Whom `signed_in` signs in."""
    return department.people["par_officer"]


@pytest.fixture
def as_person(signed_in: Visit, department: Department, client: Any, beside: Any) -> Any:
    """Goes on as another person of the department."""

    def become(person: str) -> Page:
        def session() -> str:
            client.force_login(department.people[person])
            return client.cookies["sessionid"].value

        cookie = {"name": "sessionid", "value": beside(session), "url": signed_in.origin}
        signed_in.page.context.add_cookies([cookie])
        return signed_in.page

    return become


def test_two_units_report_and_the_panel_counts_who_was_late(
    signed_in: Visit, as_person: Any, owed: Obligation
) -> None:
    visit = signed_in
    page = visit.open("/reporting/")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("tbody tr").filter(has_text="Quý III")).to_contain_text("0/2 đã gửi")
    visit.expect_good_page()
    # A head writes, and signs the report of the quarter that is over: it is late.
    page = as_person("unit_head")
    visit.open("/reporting/")
    page.get_by_role("link", name="Thiếu, đã quá hạn").click()
    visit.expect_good_page()
    page.get_by_label("Tin, bài").fill("12")
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.get_by_text("Đã lưu. Báo cáo chưa được gửi.")).to_be_visible()
    page.get_by_label("Kết quả").fill("Rà soát 12 thủ tục")
    page.get_by_role("button", name="Ký duyệt và gửi").click()
    expect(page.locator(".status", has_text="Gửi trễ").first).to_be_visible()
    # The director signs for the inspectorate, the report of the quarter that is not over yet.
    page = as_person("director")
    visit.open("/reporting/")
    page.get_by_role("link", name="Quý IV/2021").click()
    page.get_by_role("link", name="Thanh tra Sở").click()
    page.get_by_role("button", name="Ký duyệt và gửi").click()
    expect(page.locator(".status", has_text="Đã gửi").first).to_be_visible()
    # The Office takes what came, and puts it together.
    page = as_person("par_officer")
    visit.open("/reporting/")
    page.get_by_role("link", name="Quý III/2021").click()
    visit.expect_good_page()
    page.get_by_role("link", name="Chi cục").click()
    page.get_by_role("button", name="Tiếp nhận báo cáo").click()
    expect(page.locator(".status", has_text="Đã tiếp nhận").first).to_be_visible()
    page.get_by_role("link", name="Quý III/2021").click()
    page.get_by_role("link", name="Báo cáo của cơ quan").click()
    expect(page.get_by_label("Tin, bài")).to_have_value("12")
    visit.expect_good_page()
    # The panel: one is missing, one was late, and each opens onto its row.
    visit.open("/scoring/reports_complete/")
    expect(page.locator(".figures")).to_contain_text("1 báo cáo")
    visit.open("/scoring/reports_on_time/")
    expect(page.locator(".figures")).to_contain_text("1 báo cáo")
    page.get_by_role("link", name="Mở 4 dòng đã đếm").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.filter(has_text="Chi cục").first).to_contain_text("Quý III/2021")
    visit.expect_good_page()


@pytest.mark.parametrize(
    "address",
    ["obligations/", "obligations/new/", "forms/", "forms/{draft}/", "obligations/{owed}/"],
)
def test_what_the_office_keeps_reads_well(
    signed_in: Visit, owed: Obligation, drafted: FormVersion, address: str
) -> None:
    page = signed_in.open(f"/reporting/{address.format(draft=drafted.form_id, owed=owed.pk)}")
    for shut in page.locator("main details").all()[:2]:
        shut.locator("summary").click()
    signed_in.expect_good_page()
