"""Files as they arrive: honest ones and others, made as small as they can be."""

import io
import zipfile
from collections.abc import Sequence

import typst
from docx import Document
from PIL import Image
from pypdf import PdfReader, PdfWriter

WORDS = "Giao Văn phòng Sở báo cáo Giám đốc Sở kết quả trước ngày 30 tháng 6 năm 2021."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf_of(*pages: str) -> bytes:
    """A PDF with its text, a page for each."""
    source = "#set page(width: 300pt, height: 200pt)\n" + "\n#pagebreak()\n".join(pages)
    return typst.compile(source.encode())


def scan_of(pages: int, size: tuple[int, int] = (60, 80)) -> bytes:
    """A PDF of pictures only."""
    kept = io.BytesIO()
    first, *others = [Image.new("L", size, 255) for _ in range(pages)]
    first.save(kept, "PDF", save_all=True, append_images=others, resolution=72)
    return kept.getvalue()


def locked(pdf: bytes) -> bytes:
    """The PDF with a password."""
    writer = PdfWriter(PdfReader(io.BytesIO(pdf)))
    writer.encrypt("mat-khau", algorithm="RC4-128")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def word_file(paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A .docx as Word would save it."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                table.cell(at, column).text = words
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def word_archive(body: str, numbering: str = "") -> bytes:
    """A .docx of these parts alone."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
        if numbering:
            archive.writestr("word/numbering.xml", numbering)
    return kept.getvalue()


def counted_word_file() -> bytes:
    """Paragraphs that Word numbers by itself: articles, points, letters, a bullet."""
    forms = (("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "o"))
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(forms)
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )
    said = ((1, 0, "Một"), (1, 1, "Chữ a"), (1, 1, "Chữ b"), (1, 0, "Hai"), (1, 1, "Lại chữ a"),
            (1, 2, "Gạch"), (2, 0, "Danh sách khác"))  # fmt: skip
    paragraphs = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        f"</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        for number, depth, words in said
    )
    return word_archive(f"<w:document {W}><w:body>{paragraphs}</w:body></w:document>", numbering)
