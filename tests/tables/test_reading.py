"""Workbooks as people fill them in: what is read, and what is said of what is wrong."""

from datetime import date
from decimal import Decimal

import pytest
from tests.tables.workbooks import COLUMNS, HEADERS, with_part, workbook

from parindex_tables.reading import read_table

ROW = ["1.000358", "Cấp giấy phép", 15, 150000, date(2021, 5, 27), "có", "toàn trình"]
SENTENCES = [
    (0, "", "Dòng 2, cột A (Mã thủ tục): ô trống. Cột này không được để trống."),
    (0, "x" * 21, f"Dòng 2, cột A (Mã thủ tục): “{'x' * 21}” dài 21 ký tự. Viết gọn còn 20 ký tự."),
    (2, "mười", "Dòng 2, cột C (Thời hạn): “mười” không phải số nguyên. Ghi số nguyên, ví dụ 15."),
    (2, 1.5, "Dòng 2, cột C (Thời hạn): “1.5” không phải số nguyên. Ghi số nguyên, ví dụ 15."),
    (2, -1, "Dòng 2, cột C (Thời hạn): “-1” nhỏ hơn 0. Ghi số từ 0 trở lên."),
    (2, 366, "Dòng 2, cột C (Thời hạn): “366” lớn hơn 365. Ghi số không quá 365."),
    (3, "nghìn", "Dòng 2, cột D (Phí): “nghìn” không phải số. Ghi số, ví dụ 12,5."),
    (
        4,
        "30/2/2021",
        "Dòng 2, cột E (Hiệu lực từ): “30/2/2021” không phải ngày tháng. "
        "Ghi ngày/tháng/năm bốn chữ số, ví dụ 27/5/2021.",
    ),
    (
        5,
        "có thể",
        "Dòng 2, cột F (Kết quả giấy): “có thể” không phải có hoặc không. Ghi “có” hoặc “không”.",
    ),
    (
        6,
        "mức 9",
        "Dòng 2, cột G (Mức độ): “mức 9” không có trong danh sách. "
        "Ghi một trong: toàn trình; một phần.",
    ),
]


def test_every_kind_is_read_as_what_it_is():
    reading = read_table(workbook([HEADERS, ROW]), COLUMNS)
    assert reading.problems == ()
    assert reading.rows[0].number == 2
    assert dict(reading.rows[0].values) == {
        "code": "1.000358",
        "name": "Cấp giấy phép",
        "days": 15,
        "fee": Decimal(150000),
        "since": date(2021, 5, 27),
        "on_paper": True,
        "level": "full",
    }


@pytest.mark.parametrize(("index", "value", "sentence"), SENTENCES)
def test_a_wrong_cell_is_named_with_its_reason_and_remedy(index, value, sentence):
    row = [*ROW]
    row[index] = value
    problems = read_table(workbook([HEADERS, row]), COLUMNS).problems
    assert [problem.sentence() for problem in problems] == [sentence]
    assert problems[0].sentence("en").startswith("Row 2, column ")


def test_titles_above_and_other_spellings_of_headers():
    headers = ["MA THU TUC (*)", "ten thu tuc", "MucDo", "Cột lạ"]
    content = workbook([["DANH MỤC"], [], headers, ["1.000358", "Cấp", "MOT PHAN", "bỏ qua"]])
    reading = read_table(content, COLUMNS)
    assert reading.problems == ()
    assert reading.rows[0].number == 4
    assert reading.rows[0].values["level"] == "partial"
    assert reading.rows[0].values["since"] is None
    assert reading.ignored == ("Cột lạ",)


@pytest.mark.parametrize("typed", ["27/5/2021", "2021-05-27", "27.5.2021", "27-05-2021"])
def test_dates_typed_as_text(typed):
    row = [*ROW[:4], typed]
    values = read_table(workbook([HEADERS[:5], row]), COLUMNS).rows[0].values
    assert values["since"] == date(2021, 5, 27)


def test_numbers_typed_as_text_and_what_binary_arithmetic_left():
    rows = [HEADERS, ["a", "n", "1.200", "0,5"], ["b", "n", None, 0.1 + 0.2]]
    columns = [column for column in COLUMNS if column.key != "days"]
    reading = read_table(workbook(rows), columns)
    assert [row.values["fee"] for row in reading.rows] == [Decimal("0.5"), Decimal("0.3")]


def test_a_code_given_twice_names_both_rows():
    problems = read_table(workbook([HEADERS, ROW, ROW]), COLUMNS).problems
    assert [problem.sentence() for problem in problems] == [
        "Dòng 3, cột A (Mã thủ tục): “1.000358” đã có ở dòng 2. Giữ một dòng, xóa dòng kia."
    ]


def test_a_missing_and_a_doubled_column():
    reading = read_table(workbook([["Tên thủ tục", "Phí", "Phí"], ["a", 1, 2]]), COLUMNS)
    assert [problem.sentence() for problem in reading.problems] == [
        "Dòng 1: thiếu cột “Mã thủ tục”. Thêm cột rồi nạp lại.",
        "Dòng 1, cột C (Phí): “Phí” trùng với cột B. Xóa một trong hai cột.",
    ]
    assert reading.rows == ()


def test_merged_headers_are_told_and_merged_titles_are_not():
    content = workbook([["DANH MỤC"], HEADERS, ROW], merged=["C2:D2"])
    problems = read_table(content, COLUMNS).problems
    assert "các ô C2:D2 bị gộp" in problems[0].sentence()
    titled = workbook([["DANH MỤC"], HEADERS, ROW], merged=["A1:G1"])
    assert read_table(titled, COLUMNS).problems == ()


def test_rows_that_hold_nothing_of_the_table_are_passed_over():
    content = workbook([HEADERS, ROW, [], [None] * 9 + ["ghi chú bên ngoài"]])
    assert len(read_table(content, COLUMNS).rows) == 1


def test_a_table_without_rows_says_so():
    problems = read_table(workbook([HEADERS]), COLUMNS).problems
    assert "không có dòng nào" in problems[0].sentence()


def test_hidden_sheets_are_not_read():
    content = workbook([HEADERS, ROW])
    sheet = b"<sheet name='a' sheetId='1' state='hidden' r:id='rId1'/>"
    book = b"<workbook xmlns:r='r'><sheets>" + sheet + b"</sheets></workbook>"
    problems = read_table(with_part(content, "xl/workbook.xml", book), COLUMNS).problems
    assert "không tìm thấy dòng tiêu đề" in problems[0].sentence().lower()


def test_an_error_of_a_formula_is_told():
    content = workbook([HEADERS, ROW])
    sheet = (
        b"<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>code</t></is></c>"
        b"<c r='B1' t='inlineStr'><is><r><t>na</t></r><r><t>me</t></r></is></c></row>"
        b"<row r='2'><c r='A2' t='e'><v>#REF!</v></c><c r='B2' t='str'><f>1</f><v>a_x0041_</v></c>"
        b"</row></sheetData></worksheet>"
    )
    reading = read_table(with_part(content, "xl/worksheets/sheet1.xml", sheet), COLUMNS)
    assert [problem.sentence() for problem in reading.problems] == [
        "Dòng 2, cột A (code): “#REF!” là lỗi của công thức. Sửa công thức hoặc ghi giá trị."
    ]
    assert reading.rows[0].values["name"] == "aA"
