"""A paper as .docx, with real styles, sections and fields; the same bytes for the same paper."""

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.shared import Mm, Pt
from docx.table import _Cell

from parindex_papers import docx_styles as styles
from parindex_papers import layout, words
from parindex_papers.docx_parts import (
    add_grid,
    add_landscape_section,
    add_page_number,
    draw_rule,
    keep_row_whole,
    set_page,
    write_lines,
    write_rule,
)
from parindex_papers.docx_tables import add_table
from parindex_papers.model import Appendix, Block, Heading, Paper, Paragraph, Signature
from parindex_papers.words import printable

# A document's times would change its bytes; the day of a paper stands in its text.
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
_LINES_TO_SIGN_IN = 4


def write_docx(paper: Paper) -> bytes:
    """The paper as a Word document."""
    document = docx.Document()
    styles.define_styles(document)
    set_page(document.sections[0], is_landscape=False)
    add_page_number(document.sections[0].header.paragraphs[0])
    _add_header(document, paper)
    _add_title(document, paper)
    _add_blocks(document, paper.body, layout.TEXT_WIDTH)
    _add_foot(document, paper)
    for place, appendix in enumerate(paper.appendices):
        _add_appendix(document, paper, appendix, place)
    _describe(document, paper)
    return _saved(document)


def _add_header(document: Document, paper: Paper) -> None:
    head = paper.letterhead
    left, right = layout.LEFT_OF_HEADER, layout.RIGHT_OF_HEADER
    grid = add_grid(document, 2, [left, right], has_lines=False)
    issuer = words.issuer(head.issuing_body)
    lines = [(words.issuer(head.superior), styles.ISSUER_ABOVE)] if head.superior else []
    write_lines(grid.cell(0, 0), [*lines, (issuer, styles.ISSUER)])
    write_rule(
        grid.cell(0, 0), layout.rule_under(issuer.split("\n")[-1], layout.ISSUER_SIZE, left), left
    )
    write_lines(grid.cell(0, 1), [(layout.COUNTRY, styles.COUNTRY), (layout.MOTTO, styles.MOTTO)])
    write_rule(grid.cell(0, 1), layout.MOTTO_RULE, right)
    number = [(printable(words.number_line(head)), styles.NUMBER)]
    if not paper.kind:
        number.append((printable(words.subject_of_dispatch(paper.subject)), styles.DISPATCH))
    write_lines(grid.cell(1, 0), number)
    write_lines(grid.cell(1, 1), [(printable(words.place_and_date(head)), styles.PLACE)])


def _add_title(document: Document, paper: Paper) -> None:
    if paper.kind:
        document.add_paragraph(printable(paper.kind).upper(), style=styles.KIND)
        subject = printable(paper.subject)
        document.add_paragraph(subject, style=styles.SUBJECT)
        room = layout.TEXT_WIDTH - 2 * layout.SUBJECT_INSET
        length = layout.rule_under(subject, layout.KIND_SIZE, room)
        rule = document.add_paragraph(style=styles.RULE)
        draw_rule(rule, length, layout.TEXT_WIDTH)
    if paper.is_illustrative:
        _add_illustrative(document)
    if paper.deciding:
        document.add_paragraph(printable(paper.deciding).upper(), style=styles.CENTRED)
    lines = words.addressee_lines(paper.addressees)
    for line in lines:
        style = styles.ADDRESSEE if len(lines) == 1 else styles.ADDRESSEES
        paragraph = document.add_paragraph(printable(line), style=style)
        if len(lines) > 1:
            indent = layout.TEXT_WIDTH * (0.25 if line == lines[0] else 0.35)
            paragraph.paragraph_format.left_indent = Mm(indent)
            paragraph.paragraph_format.space_before = Pt(12 if line == lines[0] else 0)
            paragraph.paragraph_format.space_after = Pt(12 if line == lines[-1] else 0)


def _add_illustrative(document: Document) -> None:
    paragraph = document.add_paragraph(style=styles.PLACE)
    paragraph.add_run(words.ILLUSTRATIVE)
    paragraph.paragraph_format.space_after = Pt(layout.BETWEEN_PARAGRAPHS)


def _add_blocks(document: Document, blocks: tuple[Block, ...], available: float) -> None:
    looks = {"body": styles.BODY, "basis": styles.BASIS, "centred": styles.CENTRED}
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraph = document.add_paragraph(style=looks[block.look])
            if block.lead:
                paragraph.add_run(f"{printable(block.lead)} ").bold = True
            paragraph.add_run(printable(block.text))
        elif isinstance(block, Heading):
            document.add_paragraph(printable(block.text), style=styles.HEADINGS[block.level])
        else:
            add_table(document, block, available)


def _add_foot(document: Document, paper: Paper) -> None:
    widths: list[float] = [layout.LEFT_OF_FOOT, layout.RIGHT_OF_FOOT]
    document.add_paragraph(style=styles.RULE).paragraph_format.keep_with_next = True
    grid = add_grid(document, 2 if paper.co_signature else 1, widths, has_lines=False)
    keep_row_whole(grid, 0)
    _write_signature(grid.cell(0, 1), paper.signature)
    recipients = grid.cell(0, 0)
    if paper.co_signature:
        _write_signature(grid.cell(0, 0), paper.co_signature)
        recipients = grid.cell(1, 0)
        recipients.paragraphs[0].paragraph_format.space_before = Pt(12)
    if paper.recipients:
        lines = words.recipient_lines(tuple(map(printable, paper.recipients)))
        listed = [(line, styles.RECIPIENTS) for line in lines]
        write_lines(recipients, [("Nơi nhận:", styles.RECIPIENTS_TITLE), *listed])


def _write_signature(cell: _Cell, signature: Signature) -> None:
    titles = [part for part in (signature.authority, signature.title) if part]
    lines = [(printable(title).upper(), styles.SIGNER_TITLE) for title in titles]
    gap = [("", styles.SIGNER_NAME)] * _LINES_TO_SIGN_IN
    write_lines(cell, [*lines, *gap, (printable(signature.name), styles.SIGNER_NAME)])


def _add_appendix(document: Document, paper: Paper, appendix: Appendix, place: int) -> None:
    add_landscape_section(document)
    document.add_paragraph(words.appendix_label(paper, place), style=styles.APPENDIX_LABEL)
    document.add_paragraph(printable(appendix.title).upper(), style=styles.APPENDIX_TITLE)
    attached = document.add_paragraph(printable(words.attached_to(paper)), style=styles.PLACE)
    rule = document.add_paragraph(style=styles.RULE)
    length = layout.rule_under(attached.text, layout.NUMBER_SIZE, layout.WIDE_TEXT_WIDTH)
    draw_rule(rule, length, layout.WIDE_TEXT_WIDTH)
    if paper.is_illustrative:
        _add_illustrative(document)
    document.add_paragraph(style=styles.RULE)
    _add_blocks(document, appendix.blocks, layout.WIDE_TEXT_WIDTH)


def _describe(document: Document, paper: Paper) -> None:
    about = document.core_properties
    # Word refuses properties longer than 255 characters.
    about.title = f"{printable(paper.kind)} {printable(paper.subject)}".strip()[:255]
    about.author = about.last_modified_by = printable(paper.letterhead.issuing_body)[:255]
    about.comments, about.language = "", "vi-VN"
    about.created = about.modified = _NO_TIME


def _saved(document: Document) -> bytes:
    """The package written anew: python-docx stamps each part with the machine's clock."""
    stamped, result = io.BytesIO(), io.BytesIO()
    document.save(stamped)
    with (
        zipfile.ZipFile(stamped) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return result.getvalue()
