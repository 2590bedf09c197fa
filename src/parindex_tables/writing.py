"""A list written as a workbook that can be read back."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind, Value
from parindex_tables.problems import column_letter

# Typed anew in Excel, such a text would become a formula unless the cell says that it is text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767
# Excel keeps fifteen digits of a number; a longer one stays a text.
_MOST_DIGITS = 15
_LONGEST_LIST = 255
# Rows under the last one in which choices are offered as well.
_ROWS_TO_ADD = 200
_YES_NO = {True: Label("có", "yes"), False: Label("không", "no")}
_KINDS = {
    Kind.TEXT: Label("chữ", "text"),
    Kind.INTEGER: Label("số nguyên", "whole number"),
    Kind.DECIMAL: Label("số", "number"),
    Kind.DATE: Label("ngày/tháng/năm", "day/month/year"),
    Kind.YES_NO: Label("có hoặc không", "yes or no"),
    Kind.CHOICE: Label("một trong danh sách", "one of a list"),
    Kind.FREE: Label("theo câu hỏi của dòng", "as the row asks"),
}
_WIDTHS = {Kind.TEXT: 28, Kind.INTEGER: 12, Kind.DECIMAL: 14, Kind.DATE: 13, Kind.YES_NO: 10}
_DATE_FORMAT = "d/m/yyyy"
_LINE_HEIGHT = 15  # points


@dataclass(frozen=True)
class FillIn:
    """A list that people only fill in: every cell but the open ones is protected.

    A cell is the position of its row, from 0, and the key of its column. ``offered``: the words to
    choose from in an open cell. ``hidden``: columns that only the reading back needs.
    """

    open_cells: frozenset[tuple[int, str]]
    offered: Mapping[tuple[int, str], Sequence[str]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


_NOTHING_TO_FILL_IN = FillIn(frozenset())
# A cell to write in is seen at once, on paper too.
_OPEN = {"locked": False, "bg_color": "#FFF9DB", "border": 1, "border_color": "#B8A24A"}


def write_table(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Value]],
    *,
    title: str = "",
    notices: Sequence[str] = (),
    language: str = "vi",
    fill_in: FillIn | None = None,
) -> bytes:
    """The bytes of an .xlsx: the list on its first sheet, on the second what each column means.

    ``title`` and ``notices`` (such as the date the list is true of) stand above the header.
    ``rows`` hold values by the columns' keys; what has no column is left out. ``fill_in``: what of
    it people may write, without it everything.
    """
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("Danh sách" if language == "vi" else "List")
        notes = book.add_worksheet("Cách ghi" if language == "vi" else "How to fill in")
        first = _write_title(book, sheet, title, notices)
        _write_list(book, sheet, first, columns, rows, language, fill_in or _NOTHING_TO_FILL_IN)
        shown = [one for one in columns if fill_in is None or one.key not in fill_in.hidden]
        _write_notes(book, notes, shown, language)
        if fill_in is not None:
            _protect(book, sheet, first, columns, fill_in)
    return target.getvalue()


def _write_title(book: Workbook, sheet: Worksheet, title: str, notices: Sequence[str]) -> int:
    """Writes what stands above the header; returns the header's row."""
    if title:
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
    start = 1 if title else 0
    for row, notice in enumerate(notices, start=start):
        sheet.write_string(row, 0, notice, book.add_format({"italic": True}))
    end = start + len(notices)
    return end + 1 if end else 0


def _write_list(
    book: Workbook,
    sheet: Worksheet,
    first: int,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Value]],
    language: str,
    fill_in: FillIn,
) -> None:
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EDF3", "border": 1}
    )
    formats, open_formats = _formats(book, {}), _formats(book, _OPEN)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width or _WIDTHS.get(column.kind, 20))
        sheet.write_string(first, index, column.header.in_language(language), head)
    last = first
    for last, row in enumerate(rows, start=first + 1):
        for index, column in enumerate(columns):
            is_open = (last - first - 1, column.key) in fill_in.open_cells
            looks = open_formats if is_open else formats
            _write(sheet, (last, index), column, row.get(column.key), looks, language)
        if fill_in.open_cells:
            # Whoever opens a protected sheet cannot be relied on to fit its rows to their words.
            sheet.set_row(last, _LINE_HEIGHT * _lines(columns, row, fill_in))
    if fill_in.open_cells:
        sheet.set_row(first, 3 * _LINE_HEIGHT)
    sheet.freeze_panes(first + 1, 1)
    sheet.autofilter(first, 0, max(last, first + 1), len(columns) - 1)
    sheet.repeat_rows(first)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for index, column in enumerate(columns):
        offered = _offered(column, language)
        if offered and len(",".join(offered)) <= _LONGEST_LIST:
            validation = {"validate": "list", "source": offered, "error_type": "warning"}
            sheet.data_validation(first + 1, index, last + _ROWS_TO_ADD, index, validation)


def _lines(columns: Sequence[Column], row: Mapping[str, Value], fill_in: FillIn) -> int:
    """How many lines the longest of a row's words take in their column."""
    shown = [column for column in columns if column.key not in fill_in.hidden]
    return max(
        -(-len(str(row.get(column.key) or "")) // (column.width or _WIDTHS.get(column.kind, 20)))
        or 1
        for column in shown
    )


def _protect(
    book: Workbook, sheet: Worksheet, first: int, columns: Sequence[Column], fill_in: FillIn
) -> None:
    """Only the open cells can be written, by mistake at least: the protection has no password."""
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    places = {column.key: index for index, column in enumerate(columns)}
    for key in fill_in.hidden:
        sheet.set_column(places[key], places[key], None, None, {"hidden": True})
    # A list written into the cell itself may hold 255 characters only.
    lists = book.add_worksheet("Lists")
    lists.very_hidden()
    for number, ((row, key), words) in enumerate(fill_in.offered.items(), start=1):
        for index, word in enumerate(words):
            lists.write_string(number - 1, index, word)
        source = f"=Lists!$A${number}:${column_letter(len(words) - 1)}${number}"
        validation = {"validate": "list", "source": source, "error_type": "warning"}
        at = (first + 1 + row, places[key])
        sheet.data_validation(*at, *at, validation)


def _formats(book: Workbook, more: Mapping[str, object]) -> dict[str, Format]:
    top = {"valign": "top", **more}
    return {
        "text": book.add_format({**top, "text_wrap": True, "num_format": "@"}),
        "inert": book.add_format(
            {**top, "text_wrap": True, "num_format": "@", "quote_prefix": True}
        ),
        "free": book.add_format({**top, "text_wrap": True, "num_format": "General"}),
        "integer": book.add_format({**top, "num_format": "#,##0"}),
        "decimal": book.add_format({**top, "num_format": "#,##0.####"}),
        "date": book.add_format({**top, "num_format": _DATE_FORMAT, "align": "left"}),
    }


def _write(
    sheet: Worksheet,
    at: tuple[int, int],
    column: Column,
    value: Value,
    formats: Mapping[str, Format],
    language: str,
) -> None:
    if value is None or value == "":
        sheet.write_blank(*at, None, formats[_blank_format(column)])
    elif isinstance(value, bool):
        sheet.write_string(*at, _YES_NO[value].in_language(language), formats["text"])
    elif isinstance(value, date):
        # Midnight of the day; Excel's calendar has no zone.
        moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001
        sheet.write_datetime(*at, moment, formats["date"])
    elif isinstance(value, int | Decimal) and len(Decimal(value).as_tuple().digits) <= _MOST_DIGITS:
        # Excel holds numbers as floats; up to fifteen digits come back as they went in.
        sheet.write_number(*at, float(value), formats[_blank_format(column)])
    else:
        words = column.choices.get(str(value))
        text = words.in_language(language) if words else str(value)
        kept = formats["inert" if text.startswith(_FORMULA_STARTS) else "text"]
        sheet.write_string(*at, text[:_LONGEST_CELL], kept)


def _blank_format(column: Column) -> str:
    """The format that an empty cell waits in, so that a code typed there keeps its zeros."""
    known = {
        Kind.INTEGER: "integer",
        Kind.DECIMAL: "decimal",
        Kind.DATE: "date",
        Kind.FREE: "free",
    }
    return known.get(column.kind, "text")


def _offered(column: Column, language: str) -> list[str]:
    words = _YES_NO.values() if column.kind is Kind.YES_NO else column.choices.values()
    return [word.in_language(language) for word in words]


def _write_notes(
    book: Workbook, sheet: Worksheet, columns: Sequence[Column], language: str
) -> None:
    heads = {
        "vi": ("Cột", "Bắt buộc", "Cách ghi", "Giá trị được ghi", "Ghi chú"),
        "en": ("Column", "Required", "How to write", "Values", "Note"),
    }[language]
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for index, (head, width) in enumerate(zip(heads, (32, 10, 18, 50, 70), strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, head, book.add_format({"bold": True, "bg_color": "#E8EDF3"}))
    for number, column in enumerate(columns, start=1):
        cells = (
            column.header.in_language(language),
            _YES_NO[column.required].in_language(language),
            _KINDS[column.kind].in_language(language),
            "; ".join(_offered(column, language)),
            column.note.in_language(language) if column.note else "",
        )
        for index, text in enumerate(cells):
            sheet.write_string(number, index, text, wrapped)
    sheet.freeze_panes(1, 0)
