"""Merged cells as the printed forms of provinces have them; what is not clear stays refused."""

import io
import sys
import tracemalloc

import pytest
import xlsxwriter
from tests.tables.workbooks import with_part

from parindex_core.framework import Label
from parindex_tables.columns import Column
from parindex_tables.reading import read_table

COLUMNS = (
    Column("number", Label("TT", "No.")),
    Column("text", Label("Nội dung", "What"), required=True),
    Column("product", Label("Sản phẩm", "Product")),
    Column("lead", Label("Chủ trì", "Lead"), also_called=("Đơn vị thực hiện",)),
    Column("partners", Label("Phối hợp", "Partners")),
    Column("time", Label("Thời gian", "Time")),
)
TOP = ["TT", "Nội dung", "Sản phẩm", "Đơn vị thực hiện", None, "Thời gian"]
UNDER = [None, None, None, "Chủ trì", "Phối hợp", None]
HEADS = ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3")
FLAT = ["TT", "Nội dung", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời gian"]


def sheet(rows, merged=()):
    """The rows with ranges merged around what stands in their first cells."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        page = book.add_worksheet()
        for span in merged:
            page.merge_range(span, "")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    page.write(number, column, value)
    return kept.getvalue()


def read(rows, merged=()):
    return read_table(sheet(rows, merged), COLUMNS, takes_merged=True)


def said(reading):
    assert [one.sentence() for one in reading.problems] == []
    return [[row.values[column.key] for column in COLUMNS] for row in reading.rows]


def test_the_usual_form_of_a_province_is_read():
    rows = [
        ["KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH (số liệu minh họa)"], TOP, UNDER,
        ["1", "2", "3", "4", "5", "6"],
        ["I. CÔNG TÁC CHỈ ĐẠO"],
        ["1", "Ban hành kế hoạch", "Kế hoạch", "Văn phòng Sở", "Các phòng", "Quý I"],
        ["2", "Báo cáo", "Báo cáo", None, None, "Quý II"],
        ["II", "CẢI CÁCH THỦ TỤC"],
        ["1", "Rà soát", "Danh mục", "Thanh tra Sở", None, "Quý III"],
        [None, None, "Báo cáo", None, None, "Quý IV"],
    ]  # fmt: skip
    merged = ("A1:F1", *HEADS, "A5:F5", "D6:D7", "E6:E7", "B8:F8", "A9:A10", "B9:B10", "D9:D10")
    assert said(read(rows, merged)) == [
        [None, "I. CÔNG TÁC CHỈ ĐẠO", None, None, None, None],
        ["1", "Ban hành kế hoạch", "Kế hoạch", "Văn phòng Sở", "Các phòng", "Quý I"],
        ["2", "Báo cáo", "Báo cáo", "Văn phòng Sở", "Các phòng", "Quý II"],
        ["II", "CẢI CÁCH THỦ TỤC", None, None, None, None],
        ["1", "Rà soát", "Danh mục", "Thanh tra Sở", None, "Quý III"],
        ["1", "Rà soát", "Báo cáo", "Thanh tra Sở", None, "Quý IV"],
    ]


def test_a_merged_cell_makes_no_row_of_one_that_holds_nothing():
    rows = [FLAT, ["1", "Việc", "Kế hoạch", "A"], [None] * 7 + ["ghi chú"], ["2", "Việc hai"]]
    assert [row[1] for row in said(read(rows, ("D2:D4",)))] == ["Việc", "Việc hai"]


def test_a_heading_over_two_columns_is_one_while_the_second_is_empty():
    rows = [["TT", "Nội dung", None, "Chủ trì"], ["1", "Việc", None, "A"]]
    assert said(read(rows, ("B1:C1",)))[0][1:4] == ["Việc", None, "A"]
    rows[1][2] = "Còn gì nữa"
    (problem,) = read(rows, ("B1:C1",)).problems
    assert "các ô B1:C1 bị gộp" in problem.sentence()


ROW = ["1", "Việc", "Kế hoạch", "Văn phòng", None, "Quý I"]


@pytest.mark.parametrize(
    ("span", "place"),
    [
        # One unit for both columns: in charge, taking part, or both?
        ("D2:E2", "Dòng 2, cột D (Chủ trì)"),
        # A heading goes on into the rows.
        ("C1:C2", "Dòng 1, cột C (Sản phẩm)"),
        ("E2:F3", "Dòng 2, cột E (Phối hợp)"),
    ],
)
def test_what_can_be_read_in_two_ways_is_told_by_its_cells(span, place):
    rows = [FLAT, ROW[:], ["2", "Việc hai"]]
    if span == "E2:F3":
        rows[1][4:] = ["Các phòng", None]
    if span == "C1:C2":
        rows[1][2] = None
    (problem,) = read(rows, (span,)).problems
    assert problem.sentence().startswith(place)
    assert f"các ô {span} bị gộp" in problem.sentence()


def with_merges(spans, rows=(FLAT, ROW)):
    content = sheet(rows)
    book = io.BytesIO(content)
    import zipfile

    with zipfile.ZipFile(book) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    cells = b"".join(b"<mergeCell ref='%s'/>" % span.encode() for span in spans)
    part = part.replace(b"</sheetData>", b"</sheetData><mergeCells>" + cells + b"</mergeCells>")
    return with_part(content, "xl/worksheets/sheet1.xml", part)


def test_a_value_hidden_under_a_merged_cell_is_told():
    content = with_merges(["B2:C2"])
    (problem,) = read_table(content, COLUMNS, takes_merged=True).problems
    assert "các ô B2:C2 bị gộp" in problem.sentence()


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        (["A2:F1048576"] * 9_000, "bị gộp"),
        ([f"A{n}:F{n + 1}" for n in range(2, 9_000)], "bị gộp"),
        (["H2:H3"] * 10_001, "quá nhiều ô gộp"),
    ],
    ids=["all of it", "overlapping", "without end"],
)
def test_hostile_ranges_cost_no_more_than_the_table(spans, words):
    rows = [FLAT, *([str(n), "Việc", None, "A"] for n in range(3_000))]
    content = with_merges(spans, rows)
    tracemalloc.start()
    problems = read_table(content, COLUMNS, takes_merged=True).problems
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert words in problems[0].sentence()
    assert most < 64 << 20


def test_headings_merged_again_and_again_look_at_the_rows_once():
    rows = [FLAT, *([str(n), "Việc", None, "A"] for n in range(300))]
    few, many = (calls_of(with_merges(["F1:H1"] * times, rows)) for times in (200, 2_000))
    assert many < 3 * few


def calls_of(content):
    """How many functions reading the sheet calls; it has no problem."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        reading = read_table(content, COLUMNS, takes_merged=True)
    finally:
        sys.setprofile(None)
    assert reading.problems == ()
    return calls
