"""What WordprocessingML has and python-docx has no words for: rules, fields, grids, sections."""

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from parindex_papers import docx_styles as styles
from parindex_papers import layout

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def element(tag: str, **attributes: str) -> Any:
    """A WordprocessingML element with attributes of its own namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def draw_rule(paragraph: Paragraph, length: float, available: float) -> None:
    """A line of ``length`` mm in the middle of ``available`` mm, on a paragraph of its own."""
    side = Mm((available - length) / 2)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = side
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(3)
    form.space_before = Pt(2)
    borders = element("pBdr")
    borders.append(element("top", val="single", sz="6", space="1", color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def add_page_number(paragraph: Paragraph) -> None:
    """The field PAGE, which Word and LibreOffice count themselves."""
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "2"), ("end", "")):
        run = paragraph.add_run(text if kind == "text" else "")
        if kind == "":
            instruction = element("instrText")
            instruction.text = text
            run._r.append(instruction)
        elif kind != "text":
            run._r.append(element("fldChar", fldCharType=kind))


def set_page(section: Section, is_landscape: bool) -> None:
    """A4 with the decree's margins; the first page of every section shows no number."""
    width, height = layout.SHORT_EDGE, layout.LONG_EDGE
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width = Mm(height if is_landscape else width)
    section.page_height = Mm(width if is_landscape else height)
    section.top_margin, section.bottom_margin = Mm(layout.MARGIN_TOP), Mm(layout.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.MARGIN_LEFT), Mm(layout.MARGIN_RIGHT)
    section.header_distance = section.footer_distance = Mm(layout.PAGE_NUMBER_FROM_EDGE)
    section.different_first_page_header_footer = True


def add_landscape_section(document: Document) -> None:
    """The next pages lie on their side and count from 1."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(section, is_landscape=True)
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.find(qn("w:pgMar")).addnext(element("pgNumType", start="1"))


def add_grid(document: Document, rows: int, widths: list[float], has_lines: bool) -> Table:
    """A table of fixed columns, ``widths`` in mm; without lines it only places its text."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    properties = table._tbl.tblPr
    borders = element("tblBorders")
    for edge in _EDGES:
        line = {"val": "single", "sz": "4", "space": "0", "color": "000000"}
        borders.append(element(edge, **(line if has_lines else {"val": "nil"})))
    margins = element("tblCellMar")
    for edge in ("left", "right"):
        margins.append(element(edge, w="85" if has_lines else "0", type="dxa"))
    place = properties.find(qn("w:tblLayout"))
    place.addprevious(borders)
    place.addnext(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def keep_row_whole(table: Table, place: int) -> None:
    """The row is not torn apart by the end of a page."""
    table.rows[place]._tr.get_or_add_trPr().append(element("cantSplit"))


def repeat_row(table: Table, place: int) -> None:
    """The row stands at the top of every page that the table reaches."""
    table.rows[place]._tr.get_or_add_trPr().append(element("tblHeader"))


def write_lines(cell: _Cell, lines: list[tuple[str, str]]) -> None:
    """Paragraphs of (text, style) into a cell, the first in the paragraph it is born with."""
    for at, (text, style) in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text)


def write_rule(cell: _Cell, length: float, available: float) -> None:
    """A rule as the last paragraph of a cell."""
    draw_rule(cell.add_paragraph(style=styles.RULE), length, available)
