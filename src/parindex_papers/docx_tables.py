"""A paper's tables in Word: a header that repeats, rows that stay whole, exact widths."""

from copy import deepcopy

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import Table as Grid
from docx.table import _Cell

from parindex_papers import docx_styles as styles
from parindex_papers.docx_parts import add_grid, keep_row_whole, repeat_row
from parindex_papers.model import Emphasis, Table
from parindex_papers.words import cell_text, printable

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def column_widths(table: Table, available: float) -> list[float]:
    """Widths in mm that fill ``available`` in the proportion of the columns' shares."""
    shares = sum(column.share for column in table.columns)
    return [available * column.share / shares for column in table.columns]


def add_table(document: Document, table: Table, available: float) -> None:
    """The table over ``available`` mm, then a small gap that keeps it from the next text."""
    grid = add_grid(document, 2, column_widths(table, available), has_lines=True)
    keep_row_whole(grid, 0)
    keep_row_whole(grid, 1)
    repeat_row(grid, 0)
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _write(cell, printable(column.title), "center", "bold")
    if table.rows:
        _write_rows(grid, table)
    else:
        cells = grid.rows[1].cells
        _write(cells[0].merge(cells[-1]), printable(table.empty_text), "center", "italic")
    gap = document.add_paragraph(style=styles.RULE)
    gap.paragraph_format.space_after = Pt(6)


def _write_rows(grid: Grid, table: Table) -> None:
    # Copying one prepared row is a hundred times faster than python-docx's add_row on long tables.
    pattern = grid.rows[1]._tr
    body = grid._tbl
    for row in table.rows:
        line = deepcopy(pattern)
        body.append(line)
        for found, column, value in zip(line.tc_lst, table.columns, row.cells, strict=True):
            _write(_Cell(found, grid), cell_text(column, value), column.align, row.emphasis)
    body.remove(pattern)


def _write(cell: _Cell, text: str, align: str, emphasis: Emphasis) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = styles.CELL
    paragraph.alignment = _ALIGN[align]
    run = paragraph.add_run(text)
    if emphasis != "plain":
        run.bold, run.italic = emphasis == "bold", emphasis == "italic"
