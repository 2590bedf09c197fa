"""The Word styles of a paper: an officer who edits the file changes a style, not each paragraph."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from lxml.etree import SubElement

from parindex_papers import layout

_LEFT = WD_ALIGN_PARAGRAPH.LEFT
_CENTER = WD_ALIGN_PARAGRAPH.CENTER
_JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
_FACES = ("ascii", "hAnsi", "eastAsia", "cs")
_THEME_FACES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True)
class StyleOfPart:
    """A paragraph style; size in points, first line and inset in mm, spaces in points."""

    name: str
    size: int
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = _CENTER
    first_line: float = 0
    before: float = 0
    after: float = 0
    spacing: float = 1
    keep_with_next: bool = False
    inset: float = 0


ISSUER_ABOVE = "Cơ quan chủ quản"
ISSUER = "Cơ quan ban hành"
COUNTRY = "Quốc hiệu"
MOTTO = "Tiêu ngữ"
NUMBER = "Số và ký hiệu"
PLACE = "Địa danh và thời gian"
DISPATCH = "Trích yếu công văn"
KIND = "Tên loại văn bản"
SUBJECT = "Trích yếu"
RULE = "Đường kẻ"
ADDRESSEE = "Kính gửi"
ADDRESSEES = "Kính gửi nhiều nơi"
BODY = "Nội dung"
BASIS = "Căn cứ"
CENTRED = "Dòng giữa"
CELL = "Ô bảng"
RECIPIENTS_TITLE = "Nơi nhận"
RECIPIENTS = "Danh sách nơi nhận"
SIGNER_TITLE = "Chức vụ người ký"
SIGNER_NAME = "Họ tên người ký"
APPENDIX_LABEL = "Số phụ lục"
APPENDIX_TITLE = "Heading 1"
HEADINGS = {1: "Heading 2", 2: "Heading 3"}
PAGE_NUMBER = "Header"

_BODY = {
    "align": _JUSTIFY,
    "after": layout.BETWEEN_PARAGRAPHS,
    "spacing": layout.LINE_SPACING,
    "first_line": layout.FIRST_LINE,
}
_SIZE = layout.BODY_SIZE

STYLES = (
    StyleOfPart(ISSUER_ABOVE, layout.ISSUER_SIZE),
    StyleOfPart(ISSUER, layout.ISSUER_SIZE, bold=True),
    StyleOfPart(COUNTRY, layout.ISSUER_SIZE, bold=True),
    StyleOfPart(MOTTO, layout.MOTTO_SIZE, bold=True),
    StyleOfPart(NUMBER, layout.NUMBER_SIZE),
    StyleOfPart(PLACE, layout.NUMBER_SIZE, italic=True),
    StyleOfPart(DISPATCH, layout.ISSUER_SIZE),
    StyleOfPart(KIND, layout.KIND_SIZE, bold=True, before=14, keep_with_next=True),
    StyleOfPart(
        SUBJECT,
        layout.KIND_SIZE,
        bold=True,
        keep_with_next=True,
        inset=layout.SUBJECT_INSET,
    ),
    StyleOfPart(RULE, 2),
    StyleOfPart(ADDRESSEE, _SIZE, before=12, after=12),
    StyleOfPart(ADDRESSEES, _SIZE, align=_LEFT),
    StyleOfPart(BODY, _SIZE, **_BODY),
    StyleOfPart(BASIS, _SIZE, italic=True, **_BODY),
    StyleOfPart(CENTRED, _SIZE, bold=True, before=6, after=6, keep_with_next=True),
    StyleOfPart(CELL, layout.TABLE_SIZE, align=_LEFT, before=2, after=2),
    StyleOfPart(
        RECIPIENTS_TITLE, layout.RECIPIENTS_TITLE_SIZE, bold=True, italic=True, align=_LEFT
    ),
    StyleOfPart(RECIPIENTS, layout.RECIPIENTS_SIZE, align=_LEFT),
    StyleOfPart(SIGNER_TITLE, _SIZE, bold=True),
    StyleOfPart(SIGNER_NAME, _SIZE, bold=True),
    StyleOfPart(APPENDIX_LABEL, _SIZE, bold=True, keep_with_next=True),
    StyleOfPart(APPENDIX_TITLE, _SIZE, bold=True, keep_with_next=True),
    StyleOfPart(HEADINGS[1], _SIZE, bold=True, keep_with_next=True, **_BODY),
    StyleOfPart(HEADINGS[2], _SIZE, bold=True, italic=True, keep_with_next=True, **_BODY),
    StyleOfPart(PAGE_NUMBER, layout.NUMBER_SIZE),
)


def define_styles(document: Document) -> None:
    """Bring every style into the document; the default of all text becomes the paper's font."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    if defaults is not None:
        properties = defaults.find(qn("w:rPr"))
        _set_faces(properties.find(qn("w:rFonts")))
        language = properties.find(qn("w:lang"))
        language.set(qn("w:val"), "vi-VN")
        language.set(qn("w:eastAsia"), "vi-VN")
    _define(document, StyleOfPart("Normal", _SIZE, align=_LEFT))
    for part in STYLES:
        _define(document, part)


def _define(document: Document, part: StyleOfPart) -> None:
    styles = document.styles
    known = {style.name for style in styles}
    style = (
        styles[part.name]
        if part.name in known
        else styles.add_style(part.name, WD_STYLE_TYPE.PARAGRAPH)
    )
    if not isinstance(style, ParagraphStyle):
        raise TypeError(part.name)
    _set_font(style, part)
    layout_of = style.paragraph_format
    layout_of.alignment = part.align
    layout_of.left_indent = layout_of.right_indent = Mm(part.inset)
    layout_of.first_line_indent = Mm(part.first_line)
    layout_of.space_before = Pt(part.before)
    layout_of.space_after = Pt(part.after)
    layout_of.line_spacing = part.spacing
    layout_of.keep_with_next = part.keep_with_next
    layout_of.widow_control = True


def _set_font(style: ParagraphStyle, part: StyleOfPart) -> None:
    font = style.font
    font.name = layout.FONT
    font.size = Pt(part.size)
    font.bold, font.italic = part.bold, part.italic
    font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.rPr
    if properties is None:
        raise TypeError(part.name)
    _set_faces(properties.find(qn("w:rFonts")))
    for tag, value in (("w:szCs", str(part.size * 2)), ("w:bCs", None), ("w:iCs", None)):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        if value:
            # The size of complex scripts follows directly after the size, as the schema orders.
            size = SubElement(properties, qn(tag))
            size.set(qn("w:val"), value)
            properties.find(qn("w:sz")).addnext(size)


def _set_faces(fonts: Any) -> None:
    """One font for every script: Word looks Vietnamese letters up under several of them."""
    for face in _THEME_FACES:
        fonts.attrib.pop(qn(f"w:{face}"), None)
    for face in _FACES:
        fonts.set(qn(f"w:{face}"), layout.FONT)
