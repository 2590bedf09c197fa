"""A whole round in the browser: six people, two departments and the council, real files."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.apps.attachments.sample_owner import DOCX, PDF, PNG
from tests.browser.seeing import Visit, on_a_laptop
from tests.browser.whole_round.people import FIRST, SECOND, Cast, make_cast

PLAN, INSPECTION = "Hoàn thành kế hoạch", "Kiểm tra cải cách hành chính"


@pytest.fixture
def cast(
    transactional_db: None, settings: Any, tmp_path: Path, client: Any, live_server: Any
) -> Cast:
    settings.FILES = tmp_path / "files"
    settings.DATA = tmp_path
    return make_cast(client, live_server.url)


# The pages' own tests look at them on a phone as well.
@on_a_laptop
def test_a_round_from_its_opening_to_a_heads_answer(visit: Visit, cast: Cast) -> None:
    visit.expected.append("422")
    open_the_round(cast.enter(visit, "secretary"))
    score_the_unit(visit, cast)
    score_the_department(visit, cast)
    score_the_other_department(visit, cast)
    appraise(visit, cast)
    explain(visit, cast)
    decide_again(visit, cast)
    conclude(visit, cast)
    see_the_public_page(visit)
    answer_for_the_deduction(visit, cast)


def open_the_round(page: Page) -> None:
    page.get_by_role("link", name="Mở đợt đánh giá").first.click()
    page.get_by_label("Tên đợt đánh giá").fill("Chỉ số CCHC năm 2021")
    for place, box in enumerate(page.locator(".council-days input").all()):
        box.fill(f"{10 + place}/12/2021")
    page.get_by_label("Tên khối").first.fill("Các sở")
    page.get_by_label("Tên tiếng Anh").first.fill("Departments")
    for name in (FIRST, SECOND):
        page.get_by_label(name).first.check()
    page.get_by_label("member (minh họa)").first.check()
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Mở đợt cho 2 cơ quan").click()
    expect(page.locator("h1")).to_have_text("Chỉ số CCHC năm 2021")


def enter_figures(page: Page, figures: Mapping[str, str], source: str) -> None:
    page.get_by_role("link", name="Nhập số liệu đến nay").click()
    for question, value in figures.items():
        box = page.get_by_label(question)
        if box.evaluate("element => element.tagName") == "SELECT":
            box.select_option(label=value)
        else:
            box.fill(value)
    page.get_by_label("Nguồn số liệu").fill(source)
    expect(page.locator("#preview")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("→")


def attach(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").first.set_input_files([file])
    expect(page.locator("[data-attachment-list]").first).to_contain_text(name)


def score_the_unit(visit: Visit, cast: Cast) -> None:
    """The head of a unit enters, proves and hands in the unit's component."""
    page = cast.enter(visit, "head", "/scoring/inspection/")
    enter_figures(page, {"Đã kiểm tra đúng hạn chưa?": "đúng hạn"}, "Kết luận kiểm tra")
    attach(page, "Kết luận kiểm tra.pdf", PDF)
    visit.expect_good_page()
    page.goto(f"{visit.origin}/round/")
    page.locator(".round-next").get_by_role("button").click()
    expect(page.locator(".round-next")).to_contain_text("Đơn vị của anh/chị đã nộp")


def score_the_department(visit: Visit, cast: Cast) -> None:
    """The Office signs off too early; the submission waits for the evidence that is missing."""
    page = cast.enter(visit, "officer", "/scoring/plan/")
    figures = {"Bao nhiêu nhiệm vụ đã xong?": "45", "Kế hoạch có bao nhiêu nhiệm vụ?": "50"}
    enter_figures(page, figures, "Sổ theo dõi nhiệm vụ")
    visit.open("/round/")
    hand_in_every_unit(page)
    page.locator(".round-next").get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("Văn phòng đã tổng hợp")

    page = cast.enter(visit, "director", "/round/")
    page.locator(".round-next summary").click()
    page.get_by_role("button", name="Nộp ngay").click()
    expect(page.locator(".round-reasons")).to_contain_text(PLAN)

    page = cast.enter(visit, "officer", "/round/?send_back=plan#send-back")
    page.get_by_label("Nhắn đơn vị").fill("Thiếu báo cáo")
    page.locator("#send-back").get_by_role("button").click()
    visit.open("/scoring/plan/")
    expect(page.locator(".round-standing")).to_contain_text("Thiếu báo cáo")
    attach(page, "Báo cáo kế hoạch.docx", DOCX)
    visit.open("/round/")
    hand_in_every_unit(page)
    page.locator(".round-next").get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("Văn phòng đã tổng hợp")
    submit(visit, cast.enter(visit, "director", "/round/"))


def hand_in_every_unit(page: Page) -> None:
    """The Office hands in for the units that have not."""
    buttons = page.locator("#units form button")
    while buttons.count():
        before = buttons.count()
        buttons.first.click()
        expect(buttons).to_have_count(before - 1)


def submit(visit: Visit, page: Page) -> None:
    page.locator(".round-next summary").click()
    page.get_by_role("button", name="Nộp ngay").click()
    expect(page.locator("#submissions")).to_contain_text("SHA-256")
    visit.expect_good_page()


def score_the_other_department(visit: Visit, cast: Cast) -> None:
    page = cast.enter(visit, "other", "/scoring/plan/")
    figures = {"Bao nhiêu nhiệm vụ đã xong?": "48", "Kế hoạch có bao nhiêu nhiệm vụ?": "50"}
    enter_figures(page, figures, "Sổ theo dõi nhiệm vụ")
    attach(page, "Báo cáo.png", PNG)
    visit.open("/scoring/inspection/")
    enter_figures(page, {"Đã kiểm tra đúng hạn chưa?": "trễ hạn"}, "Kế hoạch kiểm tra")
    page.locator("summary", has_text="Giải thích vì sao không có").click()
    page.get_by_label("Không có tài liệu hoặc số liệu vì").fill("Đoàn kiểm tra chưa ký kết luận")
    page.get_by_role("button", name="Lưu giải trình").click()
    expect(page.locator("#evidence")).to_contain_text("Đoàn kiểm tra chưa ký kết luận")
    visit.open("/round/")
    hand_in_every_unit(page)
    page.locator(".round-next").get_by_role("button").click()
    submit(visit, page)
    # What the first department has submitted is closed to the other.
    visit.expected.append("403")
    expect(visit.open("/council/").locator("h1")).to_contain_text("chưa được giao vai trò")


def appraise(visit: Visit, cast: Cast) -> None:
    """The member takes half off one component, and takes over the rest."""
    page = cast.enter(visit, "member")
    page.get_by_role("link", name="Chỉ số CCHC năm 2021").first.click()
    page.get_by_role("link", name=FIRST).first.click()
    page.get_by_role("link", name=INSPECTION).click()
    page.get_by_text("Trừ điểm", exact=True).click()
    page.get_by_label("Điểm còn lại").fill("1")
    page.get_by_label("Lý do trừ điểm").select_option(label="Thực hiện chậm so với thời hạn")
    page.get_by_label("Nêu rõ trường hợp này").fill("Kết luận ký sau thời hạn")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("1,00 trên 2,00 điểm tự chấm")
    for name in (FIRST, SECOND):
        cast.enter(visit, "member")
        page.get_by_role("link", name="Chỉ số CCHC năm 2021").first.click()
        page.get_by_role("link", name=name).first.click()
        page.get_by_role("button", name=re.compile("Chấp nhận điểm tự chấm")).click()
        expect(page.locator("#messages")).not_to_be_empty()


def take_steps(visit: Visit, cast: Cast, steps: int) -> Page:
    """The secretary takes the next step for both agencies, as often as said."""
    page = cast.enter(visit, "secretary")
    page.get_by_role("link", name="Chỉ số CCHC năm 2021").first.click()
    for _ in range(steps):
        page.get_by_role("button", name="Thực hiện cho 2 cơ quan").first.click()
        expect(page.locator("#messages")).to_contain_text("2 cơ quan")
    return page


def explain(visit: Visit, cast: Cast) -> None:
    """The first department answers, with a new file; the other has nothing to explain."""
    take_steps(visit, cast, 2)
    page = cast.enter(visit, "officer", "/round/explanations/")
    page.get_by_role("link", name=re.compile("^Giải trình")).last.click()
    page.get_by_label("Cơ quan giải trình").fill("Kết luận ký đúng hạn, gửi kèm bản ký số")
    page.get_by_role("button", name="Lưu giải trình").click()
    expect(page.locator("#inspection")).to_contain_text("gửi kèm bản ký số")
    page.get_by_role("link", name=re.compile("Sửa giải trình")).click()
    attach(page, "Bản ký số.pdf", PDF + b"\n%")
    visit.expect_good_page()
    visit.open("/round/explanations/")
    page.locator("summary", has_text="Nộp giải trình").click()
    page.get_by_role("button", name="Nộp ngay").click()
    expect(page.locator("main")).to_contain_text("Giải trình đã nộp")
    # Nothing was taken off the other department: nobody waits for it.
    page = cast.enter(visit, "other", "/round/")
    expect(page.locator(".round-next")).to_contain_text("Hội đồng không trừ điểm nào")


def decide_again(visit: Visit, cast: Cast) -> None:
    """At the second look the member gives back half of what was taken."""
    page = cast.enter(visit, "member")
    page.get_by_role("link", name="Chỉ số CCHC năm 2021").first.click()
    page.get_by_role("link", name=FIRST).first.click()
    page.get_by_role("link", name=INSPECTION).click()
    expect(page.locator("main")).to_contain_text("gửi kèm bản ký số")
    page.get_by_text("Trừ điểm", exact=True).click()
    page.get_by_label("Điểm còn lại").fill("1,5")
    page.get_by_label("Lý do trừ điểm").select_option(label="Thực hiện chậm so với thời hạn")
    page.get_by_label("Nêu rõ trường hợp này").fill("Vẫn chậm hai ngày")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("1,50 trên 2,00 điểm tự chấm")


def conclude(visit: Visit, cast: Cast) -> None:
    """Survey points, conclusion, ranking: 5,40 + 1,50 + 1,60 and 5,76 + 1,00 + 1,80 of 10."""
    page = take_steps(visit, cast, 1)
    page.get_by_role("link", name="Điểm điều tra xã hội học").click()
    page.get_by_label(f"{FIRST}, 2.1").fill("1,6")
    page.get_by_label(f"{SECOND}, 2.1").fill("1,8")
    page.get_by_label("Nguồn của điểm vừa thay đổi").fill("Báo cáo 12/BC-SNV")
    page.get_by_role("button", name="Lưu điểm").click()
    expect(page.locator("#messages")).to_contain_text("Đã lưu 2 giá trị.")
    page.get_by_role("link", name="Tổng quan").last.click()
    page.get_by_role("button", name="Kết luận", exact=True).click()
    page.get_by_role("link", name="Xếp hạng").click()
    expect(page.locator("tbody tr").nth(0)).to_contain_text(SECOND)
    expect(page.locator("tbody tr").nth(0)).to_contain_text("85,60")
    expect(page.locator("tbody tr").nth(1)).to_contain_text("85,00")
    page.get_by_role("link", name="Công bố").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Công bố").click()
    expect(page.locator("#messages")).to_contain_text("Đã công bố kết quả")


def see_the_public_page(visit: Visit) -> None:
    visit.page.context.clear_cookies()
    page = visit.open("/results/")
    expect(page.locator("h1")).to_have_text("Chỉ số CCHC năm 2021")
    expect(page.locator("tbody tr").nth(0)).to_contain_text(SECOND)
    expect(page.locator("main")).not_to_contain_text("gửi kèm bản ký số")
    visit.expect_good_page()


def answer_for_the_deduction(visit: Visit, cast: Cast) -> None:
    """The head whose unit owns the component answers; the director decides how it counts."""
    page = cast.enter(visit, "head", "/accountability/")
    page.locator("#deductions").get_by_role("link", name=INSPECTION).click()
    page.get_by_label("Nguyên nhân").select_option("subjective")
    page.get_by_label("Vì sao bị trừ điểm").fill("Trình ký chậm hai ngày")
    page.get_by_label("Biện pháp khắc phục").fill("Lập lịch ký từ đầu quý")
    page.get_by_label("Khắc phục xong trước ngày").fill("15/12/2021")
    page.get_by_role("button", name="Gửi giải trình").click()
    expect(page.locator("#messages")).to_contain_text("Đã lưu giải trình")
    page = cast.enter(visit, "director", "/accountability/")
    page.locator("#deductions").get_by_role("link", name=INSPECTION).click()
    page.get_by_label("Tính vào đánh giá, xếp loại cuối năm").select_option("completed")
    page.get_by_label("Nội dung kết luận").fill("Nhắc nhở trong họp cơ quan")
    page.get_by_role("button", name="Kết luận", exact=True).click()
    expect(page.locator("main")).to_contain_text("Hoàn thành nhiệm vụ")
    visit.open("/scoring/inspection/")
    expect(page.locator(".panel-points")).to_contain_text("−0,50")
