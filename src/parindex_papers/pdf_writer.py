"""A paper as PDF/A with its font embedded; the same bytes for the same paper, on any machine."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import typst

from parindex_papers import layout, words
from parindex_papers.model import Block, Heading, Paper, Row, Signature, Table
from parindex_papers.words import printable

# Where the asset build puts the font (python -m parindex.web.assets).
FONTS = Path(__file__).resolve().parents[2] / "build" / "fonts"
_TEMPLATE = Path(__file__).with_name("paper.typ")
# A row with more than this many characters in a cell may be torn apart by the end of a page.
_LONG_CELL = 600
# Words this long fit no line of text, or no column; nothing shorter is broken, dossier codes least.
_LONG_WORD = 60
_LONG_WORD_OF_CELL = 30
# PDF/A wants a date of the document; the clock's would change its bytes.
_NO_DAY = date(1980, 1, 1)
_BREAK_HERE = "\u200b"


class FontsMissing(Exception):
    """The folder of fonts lacks the papers' font: the assets were not built."""


def write_pdf(paper: Paper, fonts: Path = FONTS) -> bytes:
    """The paper as PDF/A-2b.

    :raises FontsMissing: a fallback font would drop Vietnamese letters, so there is none.
    """
    require_fonts(fonts)
    return typst.compile(
        _TEMPLATE,
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_described(paper), ensure_ascii=False)},
        pdf_standards=["a-2b"],
        format="pdf",
    )


def require_fonts(fonts: Path) -> None:
    """Go on only where the papers' font is.

    :raises FontsMissing: otherwise.
    """
    if not any(fonts.glob(f"{layout.EMBEDDED_FONT}*.ttf")):
        raise FontsMissing(
            f"No {layout.EMBEDDED_FONT} font in {fonts}. Run: python -m parindex.web.assets"
        )


def _described(paper: Paper) -> dict[str, Any]:
    head = paper.letterhead
    return {
        "layout": _measures(),
        "title": f"{printable(paper.kind)} {printable(paper.subject)}".strip(),
        "author": printable(head.issuing_body),
        "date": (head.day or _NO_DAY).timetuple()[:3],
        "superior": words.issuer(head.superior).split("\n") if head.superior else "",
        "issuer": words.issuer(head.issuing_body).split("\n"),
        "country": layout.COUNTRY,
        "motto": layout.MOTTO,
        "number": printable(words.number_line(head)).replace(" ", "\u00a0"),
        "dispatch": "" if paper.kind else _text(words.subject_of_dispatch(paper.subject)),
        "place": printable(words.place_and_date(head)),
        "kind": printable(paper.kind).upper(),
        "subject": _text(paper.subject),
        "illustrative": words.ILLUSTRATIVE if paper.is_illustrative else "",
        "deciding": _text(paper.deciding).upper(),
        "addressees": [_text(line) for line in words.addressee_lines(paper.addressees)],
        "body": [_block(block) for block in paper.body],
        "signature": _signature(paper.signature),
        "co_signature": _signature(paper.co_signature) if paper.co_signature else None,
        "recipients": [_text(line) for line in words.recipient_lines(paper.recipients)],
        "appendices": [
            {
                "label": words.appendix_label(paper, place),
                "title": _text(appendix.title).upper(),
                "attached": _text(words.attached_to(paper)),
                "blocks": [_block(block) for block in appendix.blocks],
            }
            for place, appendix in enumerate(paper.appendices)
        ],
    }


def _measures() -> dict[str, str | float]:
    return {
        "font": layout.EMBEDDED_FONT,
        "top": layout.MARGIN_TOP,
        "bottom": layout.MARGIN_BOTTOM,
        "left": layout.MARGIN_LEFT,
        "right": layout.MARGIN_RIGHT,
        "header_left": layout.LEFT_OF_HEADER,
        "header_right": layout.RIGHT_OF_HEADER,
        "foot_left": layout.LEFT_OF_FOOT,
        "foot_right": layout.RIGHT_OF_FOOT,
        "issuer": layout.ISSUER_SIZE,
        "motto": layout.MOTTO_SIZE,
        "number": layout.NUMBER_SIZE,
        "kind": layout.KIND_SIZE,
        "body": layout.BODY_SIZE,
        "table": layout.TABLE_SIZE,
        "recipients_title": layout.RECIPIENTS_TITLE_SIZE,
        "recipients": layout.RECIPIENTS_SIZE,
        "subject_inset": layout.SUBJECT_INSET,
        "first_line": layout.FIRST_LINE,
        "between": layout.BETWEEN_PARAGRAPHS,
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Heading):
        return {"kind": "heading", "text": _text(block.text), "level": block.level}
    return {
        "kind": "paragraph",
        "text": _text(block.text),
        "lead": _text(block.lead),
        "look": block.look,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "columns": [
            {"title": _text(column.title), "share": column.share, "align": column.align}
            for column in table.columns
        ],
        "rows": [_row(table, row) for row in table.rows],
        "empty": _text(table.empty_text),
    }


def _row(table: Table, row: Row) -> dict[str, Any]:
    cells = [
        words.cell_text(column, value)
        for column, value in zip(table.columns, row.cells, strict=True)
    ]
    return {
        "cells": [_text(cell, _LONG_WORD_OF_CELL) for cell in cells],
        "emphasis": row.emphasis,
        "breakable": any(len(cell) > _LONG_CELL for cell in cells),
    }


def _signature(signature: Signature) -> dict[str, Any]:
    titles = [part for part in (signature.authority, signature.title) if part]
    return {
        "titles": [_text(title).upper() for title in titles],
        "name": _text(signature.name),
    }


def _text(text: str, longest: int = _LONG_WORD) -> str:
    """Printable text in which a word of more characters than ``longest`` breaks anywhere."""
    return "".join(
        _BREAK_HERE.join(piece) if len(piece) > longest else piece
        for piece in _pieces(printable(text))
    )


def _pieces(text: str) -> list[str]:
    """Words and the white space between them, in order."""
    pieces = [""]
    for character in text:
        if character.isspace() != pieces[-1][-1:].isspace():
            pieces.append("")
        pieces[-1] += character
    return pieces
