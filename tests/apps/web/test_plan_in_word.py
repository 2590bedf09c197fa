"""The year's plan as a Word file: merged cells, several tables, and files that are none."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from parindex.assignments.models import PlanGoal, Task
from parindex.assignments.queries.plans import plan_of

TOP = ["TT", "Nội dung, nhiệm vụ", "Sản phẩm", "Đơn vị thực hiện", "", "Thời gian"]
UNDER = ["", "", "", "Chủ trì", "Phối hợp", ""]
FIRST = [
    ["I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "", "", "", "", ""],
    ["1", "Ban hành kế hoạch CCHC năm", "Kế hoạch", "Văn phòng Sở", "Các phòng, đơn vị",
     "15/01/2021"],
    ["2", "Báo cáo định kỳ", "Báo cáo", "Văn phòng Sở", "", "Quý II"],
]  # fmt: skip
# Goes on without the header, on a page of its own.
SECOND = [
    ["II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "", "", "", "", ""],
    ["1", "Rà soát thủ tục", "Danh mục", "Thanh tra Sở", "Văn phòng Sở", "Quý III"],
]


def add_table(document, rows, *, header=False):
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
        if row[0] and not any(row[1:]):
            table.cell(at, 0).merge(table.cell(at, len(row) - 1))
    if header:
        table.cell(0, 3).merge(table.cell(0, 4))
        for column in (0, 1, 2, 5):
            table.cell(0, column).merge(table.cell(1, column))
    return table


def plan(first=FIRST, second=SECOND, top=TOP, under=UNDER):
    document = Document()
    add_table(document, [["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]])
    document.add_paragraph("Kế hoạch cải cách hành chính (số liệu minh họa)")
    table = add_table(document, [top, under, *first], header=True)
    # One unit for two rows, as it is drawn: one cell over both.
    table.cell(4, 3).text = ""
    table.cell(3, 3).merge(table.cell(4, 3))
    document.add_paragraph("")
    add_table(document, second)
    add_table(document, [["TT", "Nội dung chi", "Kinh phí"], ["1", "In ấn", "10"]])
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


@pytest.fixture
def officer(client, department):
    client.force_login(department.people["par_officer"])
    return client


def send(client, content, name="ke-hoach.docx"):
    return client.post(reverse("plan-import"), {"file": SimpleUploadedFile(name, content)})


def test_tables_are_read_on_one_after_the_other_with_their_merged_cells(officer, department):
    preview = send(officer, plan())
    assert preview.status_code == 200, preview.context["problems"]
    comparison = preview.context["comparison"]
    assert (comparison.goals, comparison.tasks, preview.context["left_out"]) == (2, 3, 1)
    assert not Task.objects.exists()
    officer.post(reverse("plan-import"), {"confirmed": preview.context["confirmed"]})
    branches = plan_of(department.access("auditor"), 2021)
    assert [(one.goal.number, one.goal.text, one.planned) for one in branches] == [
        ("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", 2), ("II", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", 1),
    ]  # fmt: skip
    issued, report = branches[0].tasks
    assert (issued.unit.name, report.unit.name) == ("Văn phòng Sở", "Văn phòng Sở")
    assert (issued.product, issued.deadline) == ("Kế hoạch", date(2021, 1, 15))
    # “Các phòng, đơn vị”: everyone but the one in charge.
    assert issued.partners.count() == department.agency.units.count() - 1
    assert [unit.name for unit in branches[1].tasks[0].partners.all()] == ["Văn phòng Sở"]


def in_excel():
    """The first table with the second under it, merged as in Word."""
    rows = [["KẾ HOẠCH (số liệu minh họa)"], TOP, UNDER, *map(list, FIRST), *SECOND]
    rows[5][3] = ""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        page = book.add_worksheet()
        for span in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "A4:F4", "A7:F7"):
            page.merge_range(span, "")
        page.merge_range("D5:D6", "")
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                if words:
                    page.write(number, column, words)
    return kept.getvalue()


def test_the_same_form_in_excel_is_read_as_in_word(officer):
    found = [
        send(officer, content, name).context["comparison"]
        for content, name in ((plan(), "a.docx"), (in_excel(), "a.xlsx"))
    ]
    assert found[0] == found[1]
    assert (found[0].goals, found[0].tasks) == (2, 3)


def test_a_mistake_is_named_by_its_table_row_and_column_and_nothing_is_written(officer):
    wrong = ["1", "Rà soát thủ tục", "Danh mục", "Phòng Không Có", "", "Quý III"]
    page = send(officer, plan(second=[SECOND[0], wrong]))
    assert page.status_code == 422
    (problem,) = page.context["problems"]
    assert problem.place == "Bảng 2, dòng 2, cột 4 (Chủ trì)"
    assert problem.value == "Phòng Không Có"
    assert not Task.objects.exists()
    assert not PlanGoal.objects.exists()


def with_part(content, name, part):
    whole = io.BytesIO(content)
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return whole.getvalue()


def words_alone():
    kept = io.BytesIO()
    document = Document()
    document.add_paragraph("Kế hoạch")
    document.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (lambda: with_part(plan(), "word/vbaProject.bin", b"x"), "ke-hoach.docm", "macro"),
        (lambda: with_part(plan(), "word/media/a.png", bytes(80 << 20)), "a.docx", "giải nén"),
        (lambda: b"PK\x03\x04", "a.docx", "hỏng"),
        (lambda: b"%PDF-1.7", "a.docx", "không phải tệp word"),
        (words_alone, "a.docx", "không có bảng"),
        (lambda: plan(top=["a"] * 6, under=["b"] * 6), "a.docx", "không tìm thấy dòng tiêu đề"),
    ],
    ids=["macros", "bomb", "broken", "pdf", "no table", "other heads"],
)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(officer, content, name, words):
    page = send(officer, content(), name)
    assert page.status_code == 422
    (problem,) = page.context["problems"]
    assert words in problem.words.lower()
    assert not PlanGoal.objects.exists()
