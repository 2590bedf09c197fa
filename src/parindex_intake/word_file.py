"""The text of a Word file (.docx): paragraphs with their numbers, tables as rows of pipes."""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] (it has no types)

from parindex_core.vietnamese.folding import fold
from parindex_intake.numbering import Numbering, W
from parindex_intake.refusals import PaperRefused, Reason

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST_PART = 32 << 20
# Characters: as the product reads of pasted text.
MOST_TEXT = 2_000_000
# What blocks, rows and cells may be wrapped in.
CONTAINERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml"))
_PIECE = 256 << 10
# The other form of a drawing for older programs: the same text once more.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Tables without a line that only set the head and the foot of a paper side by side.
_HEAD_AND_FOOT = ("cong hoa xa hoi", "noi nhan")
_MOST_ROWS_SIDE_BY_SIDE = 3


def text_of_word_file(path: Path) -> str:
    """The whole text.

    :raises PaperRefused: when the file is broken, protected, or grows too large when opened.
    """
    text = "\n".join(_blocks(*opened_word_file(path)))
    return unicodedata.normalize("NFC", text)


def opened_word_file(path: Path) -> tuple[Element, Numbering]:
    """What the file holds, and how it counts.

    :raises PaperRefused: when the file is broken, protected, or grows too large when opened.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            body = _part(archive, "word/document.xml")
            numbering = Numbering.of(
                _part(archive, "word/numbering.xml"), _part(archive, "word/styles.xml")
            )
    except etree.XMLSyntaxError as error:
        has_no_memory = error.code == etree.ErrorTypes.ERR_NO_MEMORY
        raise PaperRefused(Reason.TOO_HEAVY if has_no_memory else Reason.BROKEN) from None
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError):
        raise PaperRefused(Reason.BROKEN) from None
    root = None if body is None else body.find(f"{W}body")
    if root is None:
        raise PaperRefused(Reason.BROKEN)
    return root, numbering


def sets_side_by_side(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is the head or the foot of a paper: without lines, for its places alone."""
    folded = fold(" ".join(text for row in rows for text in row))
    return len(rows) <= _MOST_ROWS_SIDE_BY_SIDE and any(w in folded for w in _HEAD_AND_FOOT)


def text_of_paragraph(paragraph: Element) -> str:
    """What a paragraph says, without the number that Word counts for it."""
    return "".join(_pieces(paragraph))


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise PaperRefused(Reason.TOO_HEAVY)
    # Nothing that the file names is fetched, no entity of its own is put in.
    parser = etree.XMLPullParser(
        events=(), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    read = 0
    with archive.open(name) as part:
        while piece := part.read(_PIECE):
            read += len(piece)
            if read > LARGEST_PART:
                raise PaperRefused(Reason.TOO_HEAVY)
            parser.feed(piece)
    return parser.close()


def _blocks(holder: Element, numbering: Numbering) -> Iterator[str]:
    for block in holder:
        if block.tag == f"{W}p":
            yield _paragraph(block, numbering)
        elif block.tag == f"{W}tbl":
            yield from _table(block, numbering)
        elif block.tag in CONTAINERS:
            yield from _blocks(block, numbering)


def _paragraph(paragraph: Element, numbering: Numbering) -> str:
    number = numbering.before(paragraph)
    text = text_of_paragraph(paragraph)
    return f"{number} {text}" if number and text.strip() else text


def _pieces(holder: Element) -> Iterator[str]:
    for one in holder:
        if one.tag == _FALLBACK or one.tag in (f"{W}pPr", f"{W}rPr", f"{W}del"):
            continue
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag == f"{W}tab":
            yield "\t"
        elif one.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif one.tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            yield from _pieces(one)
            if one.tag == f"{W}p":
                yield "\n"


def _table(table: Element, numbering: Numbering) -> Iterator[str]:
    rows = [
        [list(_blocks(cell, numbering)) for cell in row.findall(f"{W}tc")]
        for row in table.findall(f"{W}tr")
    ]
    if sets_side_by_side([[" ".join(cell) for cell in row] for row in rows]):
        for row in rows:
            yield from (line for cell in row for line in cell)
        return
    yield ""
    for row in rows:
        cells = (" ".join(" ".join(cell).replace("|", "/").split()) for cell in row)
        yield f"| {' | '.join(cells)} |"
    yield ""
