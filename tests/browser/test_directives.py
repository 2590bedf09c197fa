"""From a pasted paper to confirmed work, in a real browser."""

import re
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect
from tests.browser.seeing import Visit, on_a_laptop_seen_on_a_phone
from tests.browser.signing_in import sign_in
from tests.departments import Department, make_department

PAPER = files("parindex_core.directives").joinpath("samples/664-KL-SKHCN.txt").read_text("utf-8")
HOSTILE = """SỞ KHOA HỌC VÀ CÔNG NGHỆ
Số: 9/KL-SKHCN    Quảng Ngãi, ngày 05 tháng 6 năm 2021
KẾT LUẬN
về <script>document.title = "bad"</script> và {{ request.user.password }}

Giám đốc Sở kết luận như sau:

1. Giao Văn phòng Sở <img src=x onerror="document.title='bad'"> báo cáo trước ngày 30/6/2021.

2. Giao Thanh tra Sở kiểm tra trong quý III/2021.
"""

# Of what has the focus: its name, where the bar that stays lies over its middle.
UNDER_A_BAR = """() => {
  const it = document.activeElement, place = it.getBoundingClientRect();
  const [x, y] = [place.left + place.width / 2, place.top + place.height / 2];
  const over = document.elementFromPoint(x, y);
  const bar = over && over.closest(".review-actions, .main-menu, .review-switch");
  return bar && !bar.contains(it) ? [it.name || it.textContent.trim()] : [];
}"""


@pytest.fixture
def department(transactional_db: None) -> Department:
    return make_department("first")


def read_paper(visit: Visit, text: str) -> Page:
    page = visit.open("/directives/new/")
    page.get_by_label("Nội dung văn bản").fill(text)
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page).to_have_url(re.compile(r"/directives/\d+/$"))
    return page


@on_a_laptop_seen_on_a_phone
def test_from_the_paper_to_confirmed_work(visit: Visit, department: Department) -> None:
    sign_in(visit, "par_officer")
    page = visit.open("/directives/")
    visit.expect_good_page()
    page.get_by_role("link", name="Đọc văn bản mới").first.click()
    visit.expect_good_page()
    page = read_paper(visit, PAPER)
    expect(page.get_by_role("heading", level=1)).to_contain_text("664/KL-SKHCN")
    expect(page.locator(".coverage")).to_contain_text("câu đã có người chịu trách nhiệm")
    visit.expect_good_page()

    # What is doubtful is answered, one unit and one deadline are changed.
    for select in page.locator(".draft-card select").all():
        if not select.input_value():
            select.select_option("office")
    for sentence in page.locator(".passage.is-left").all():
        sentence.get_by_label("Để biết").check()
    third = page.locator("#part-3 .draft-card").first
    third.get_by_label("Đơn vị chủ trì").select_option("metrology-sub-department")
    third.get_by_label("Thời hạn").fill("31/02/2021")
    third.get_by_label("Việc cần làm").fill("Đăng ký sáng kiến của Chi cục")
    page.get_by_role("button", name="Giao việc").click()
    visit.expected.append("422")
    expect(page.locator(".field-error")).to_contain_text("ngày/tháng/năm")
    third = page.locator("#part-3 .draft-card").first
    expect(third.get_by_label("Việc cần làm")).to_have_value("Đăng ký sáng kiến của Chi cục")
    visit.expect_good_page()
    third.get_by_label("Thời hạn").fill("26/11/2021")
    page.get_by_role("button", name="Giao việc").click()
    expect(page.locator("#messages")).to_contain_text("nhiệm vụ")
    expect(page.locator(".coverage")).to_contain_text(re.compile(r"\b(\d+)/\1\b"))
    expect(page.get_by_role("button", name="Giao việc")).to_have_count(0)
    visit.expect_good_page()

    visit.open("/tasks/?unit=metrology-sub-department&words=dang+ky+sang+kien")
    row = page.locator("tbody tr", has_text="Đăng ký sáng kiến của Chi cục")
    expect(row).to_contain_text("26/11/2021")
    expect(row).to_contain_text("Sắp đến hạn")
    visit.expect_good_page()
    row.get_by_role("link", name="Đăng ký sáng kiến của Chi cục").click()
    expect(page.get_by_text("Trạng thái nhiệm vụ nay là")).to_have_count(0)
    task = page.url.removeprefix(visit.origin)

    sign_in(visit, "unit_head")
    visit.open(task)
    expect(page.get_by_role("button", name="Xác nhận hoàn thành")).to_have_count(0)
    page.get_by_role("button", name="Báo đã hoàn thành").click()
    expect(page.locator("#messages")).to_contain_text("Đã hoàn thành, chờ xác nhận")
    visit.expect_good_page()

    sign_in(visit, "par_officer")
    visit.open(task)
    page.locator("summary", has_text="Trả lại đơn vị").click()
    expect(page.get_by_label("Lý do")).to_be_visible()
    visit.expect_good_page()
    page.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(page.locator(".page-heading")).to_contain_text("Đã xác nhận")
    expect(page.locator(".step-list")).to_have_count(0)
    visit.expect_good_page()


def test_a_task_lights_its_phrases_and_a_phrase_its_tasks(
    visit: Visit, department: Department
) -> None:
    sign_in(visit, "par_officer")
    page = read_paper(visit, PAPER)
    narrow = page.viewport_size is not None and page.viewport_size["width"] < 992
    inspectorate = page.locator("#part-7 .draft-card").first
    phrase = page.locator("mark.mark-unit", has_text="Thanh tra So")
    inspectorate.get_by_label("Thời hạn").focus()
    expect(phrase).to_have_class(re.compile("is-lit"))
    if not narrow:
        # The paper scrolls in its own frame to the phrase.
        expect(phrase).to_be_in_viewport()
    else:
        expect(phrase).to_be_hidden()
        page.locator(".review-switch").get_by_role("link", name="Văn bản").click()
    phrase.click()
    expect(inspectorate).to_have_class(re.compile("is-lit"))
    expect(inspectorate).to_be_in_viewport()


@on_a_laptop_seen_on_a_phone
def test_what_the_keyboard_reaches_is_under_no_bar(visit: Visit, department: Department) -> None:
    sign_in(visit, "par_officer")
    page = read_paper(visit, HOSTILE)
    page.locator("#main").focus()
    hidden = []
    for _place in range(30):
        page.keyboard.press("Tab")
        hidden += page.evaluate(UNDER_A_BAR)
    assert hidden == []


def test_an_address_leads_to_the_item_in_the_paper(visit: Visit, department: Department) -> None:
    sign_in(visit, "par_officer")
    page = read_paper(visit, PAPER)
    address = page.url.removeprefix(visit.origin)
    visit.open("/directives/")
    visit.open(f"{address}#item-9")
    expect(page.locator("mark", has_text="Kip thoi sap Xep")).to_be_in_viewport()
    visit.expect_good_page()


def test_what_was_typed_survives_a_closed_page(visit: Visit, department: Department) -> None:
    sign_in(visit, "par_officer")
    page = read_paper(visit, PAPER)
    address = page.url.removeprefix(visit.origin)
    page.locator("#draft-0").get_by_label("Việc cần làm").fill("Việc gõ dở")
    visit.open("/directives/")
    visit.open(address)
    expect(page.locator("#draft-0").get_by_label("Việc cần làm")).to_have_value("Việc gõ dở")


def test_hostile_text_in_a_paper_shows_as_text(visit: Visit, department: Department) -> None:
    sign_in(visit, "par_officer")
    page = read_paper(visit, HOSTILE)
    expect(page).not_to_have_title(re.compile("bad"))
    paper = page.locator(".review-text")
    expect(paper).to_contain_text('<script>document.title = "bad"</script>')
    expect(paper).to_contain_text("{{ request.user.password }}")
    expect(paper.locator("script, img")).to_have_count(0)
    expect(page.locator("#draft-0").get_by_label("Việc cần làm")).to_have_value(
        re.compile("<img src=x")
    )
    visit.expect_accessible()


def test_an_empty_agency_is_told_where_to_begin(visit: Visit, department: Department) -> None:
    page = sign_in(visit, "par_officer")
    visit.open("/tasks/")
    expect(page.locator(".empty-state")).to_contain_text("Chưa giao nhiệm vụ nào")
    visit.expect_good_page()
    page.get_by_role("link", name="Đến Văn bản chỉ đạo").click()
    expect(page.locator(".empty-state")).to_contain_text("Chưa có văn bản nào")
    visit.expect_good_page()
