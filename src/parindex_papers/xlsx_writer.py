"""A paper's tables as .xlsx: numbers stay numbers, days stay days, text is never a formula.

Excel shows separators by the machine's language; on a Vietnamese one ``#,##0.00`` is 1.234,56.
"""

import io
import math
import re
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from parindex_papers import layout, words
from parindex_papers.model import Cell, Column, Emphasis, Paper, Row, Table
from parindex_papers.words import printable

_NO_TIME = datetime(1980, 1, 1)  # noqa: DTZ001
_DAY = r"d\/m\/yyyy"
_WIDTH_OF_SHEET = 150
_LINE_HEIGHT = 16
_TALLEST_ROW = 409
_LONGEST_NAME = 31
_LONGEST_CELL = 32_767
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\']")


class PaperWithoutTable(ValueError):
    """A workbook is made of tables, and the paper has none."""


def write_xlsx(paper: Paper) -> bytes:
    """A workbook with a sheet for each table of the paper.

    :raises PaperWithoutTable: when there is none.
    """
    tables = list(paper.tables())
    if not tables:
        raise PaperWithoutTable(paper.subject)
    result = io.BytesIO()
    book = xlsxwriter.Workbook(result, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties(
        {
            "title": printable(paper.subject)[:255],
            "author": printable(paper.letterhead.issuing_body)[:255],
            "created": _NO_TIME,
        }
    )
    formats = _Formats(book)
    taken: set[str] = set()
    for table in tables:
        _write_sheet(book.add_worksheet(_sheet_name(table.name, taken)), paper, table, formats)
    book.close()
    return result.getvalue()


class _Formats:
    """Excel's cell formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **wanted: Any) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            base = {"font_name": layout.FONT, "font_size": layout.TABLE_SIZE, "text_wrap": True}
            self._made[key] = self._book.add_format({**base, "valign": "top", **wanted})
        return self._made[key]


def _write_sheet(sheet: Worksheet, paper: Paper, table: Table, formats: _Formats) -> None:
    last = len(table.columns) - 1
    lines = [(words.issuer(paper.letterhead.issuing_body).replace("\n", " "), True)]
    lines.append((printable(f"{paper.kind} {paper.subject}".strip()), True))
    lines.append((words.attached_to(paper), False))
    if paper.is_illustrative:
        lines.append((words.ILLUSTRATIVE, False))
    for at, (text, is_bold) in enumerate(lines):
        sheet.write_string(
            at, 0, text, formats.of(bold=is_bold, italic=not is_bold, text_wrap=False)
        )
    start = len(lines) + 1
    _set_page(sheet, table, start)
    widths = _widths(table)
    sheet.set_row(start, _height(widths, [column.title for column in table.columns]))
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, widths[at])
        style = formats.of(bold=True, align="center", valign="vcenter", border=1)
        sheet.write_string(start, at, printable(column.title), style)
    for at, row in enumerate(table.rows, start + 1):
        texts = [words.cell_text(*cell) for cell in zip(table.columns, row.cells, strict=True)]
        sheet.set_row(at, _height(widths, texts))
        _write_row(sheet, at, table, row, formats)
    if not table.rows:
        style = formats.of(italic=True, align="center", border=1)
        if last:
            sheet.merge_range(start + 1, 0, start + 1, last, "", style)
        sheet.write_string(start + 1, 0, printable(table.empty_text), style)


def _widths(table: Table) -> list[float]:
    """Widths in characters, by the columns' shares."""
    shares = sum(column.share for column in table.columns)
    return [max(10, _WIDTH_OF_SHEET * column.share / shares) for column in table.columns]


def _height(widths: list[float], texts: list[str]) -> float:
    """Points that the longest cell needs: not every program fits rows to wrapped text by itself.

    Bold capitals and words that do not fill their line take about a sixth more than the letters.
    """
    lines = max(
        sum(max(1, math.ceil(len(line) * 7 / 6 / width)) for line in text.split("\n"))
        for width, text in zip(widths, texts, strict=True)
    )
    return min(_TALLEST_ROW, _LINE_HEIGHT * lines + 3)


def _set_page(sheet: Worksheet, table: Table, start: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(
        *(
            millimetres / 25.4
            for millimetres in (
                layout.MARGIN_LEFT,
                layout.MARGIN_RIGHT,
                layout.MARGIN_TOP,
                layout.MARGIN_BOTTOM,
            )
        )
    )
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&C&P", {"margin": layout.PAGE_NUMBER_FROM_EDGE / 25.4})
    sheet.repeat_rows(start)
    sheet.freeze_panes(start + 1, 0)


def _write_row(sheet: Worksheet, at: int, table: Table, row: Row, formats: _Formats) -> None:
    for place, (column, value) in enumerate(zip(table.columns, row.cells, strict=True)):
        style = formats.of(
            border=1, align=column.align, **_face(row.emphasis), **_number_format(column, value)
        )
        if value is None:
            sheet.write_blank(at, place, None, style)
        elif isinstance(value, str):
            sheet.write_string(at, place, printable(value)[:_LONGEST_CELL], style)
        elif isinstance(value, int | Decimal):
            sheet.write_number(at, place, value, style)  # pyright: ignore[reportArgumentType]
        else:
            sheet.write_datetime(at, place, datetime.combine(value, time()), style)


def _face(emphasis: Emphasis) -> dict[str, bool]:
    return {} if emphasis == "plain" else {emphasis: True}


def _number_format(column: Column, value: Cell) -> dict[str, str]:
    if value is None or isinstance(value, str):
        return {}
    if not isinstance(value, int | Decimal):
        return {"num_format": _DAY}
    places = column.places
    if places is None:
        exponent = Decimal(value).normalize().as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
    return {"num_format": f"#,##0.{'0' * places}" if places else "#,##0"}


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes: at most 31 characters, none of []:*?/\\', unlike the others."""
    clean = _FORBIDDEN_IN_NAME.sub(" ", printable(name)).strip()[:_LONGEST_NAME] or "Bảng"
    unique, number = clean, 2
    while unique.casefold() in taken:
        ending = f" ({number})"
        unique, number = clean[: _LONGEST_NAME - len(ending)] + ending, number + 1
    taken.add(unique.casefold())
    return unique
