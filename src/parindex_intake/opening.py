"""What happens inside of the bounded process: a file looked at, or read page by page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from parindex_intake import pdf
from parindex_intake.composing import compose
from parindex_intake.kinds import Kind
from parindex_intake.limits import bound_this_process
from parindex_intake.office import as_docx, office
from parindex_intake.pages import Looked, PageText, ReadPage
from parindex_intake.pictures import SHOWN, fitted, open_picture, save_shown
from parindex_intake.recognition import can_recognise, recognise, tesseract
from parindex_intake.refusals import PaperRefused, Reason
from parindex_intake.word_file import MOST_TEXT, text_of_word_file

MOST_PAGES = 400
# Each takes seconds to recognise; a directive has twenty, a plan with its tables sixty.
MOST_SCANNED = 120


def look(path: Path, kind: Kind) -> Looked:
    """Whether the file can be read, without reading it.

    :raises PaperRefused: when it cannot.
    """
    if kind is Kind.PICTURE:
        tesseract()
        open_picture(path)
        return Looked(1, 1)
    if kind is Kind.WORD:
        _refuse_empty(text_of_word_file(path))
        return Looked(1, 0)
    if kind is Kind.OLD_WORD:
        office()
        return Looked(1, 0)
    return _look_into_pdf(path)


def _look_into_pdf(path: Path) -> Looked:
    with pdf.opened(path) as document:
        pages = len(document)
        if pages > MOST_PAGES:
            raise PaperRefused(Reason.TOO_MANY_PAGES, pages=pages, most=MOST_PAGES)
        numbers = range(1, pages + 1)
        can = can_recognise()
        scanned = sum(pdf.is_scan(document, number, can_recognise=can) for number in numbers)
        if scanned > MOST_SCANNED:
            raise PaperRefused(Reason.TOO_MANY_SCANNED, pages=scanned, most=MOST_SCANNED)
        if scanned and not can:
            tesseract()  # says which part of it is missing
        return Looked(pages, scanned)


def read(path: Path, kind: Kind, folder: Path) -> Iterator[ReadPage]:
    """The pages, each with its picture in the folder where it has one.

    :raises PaperRefused: when the file cannot be read, or has no text in the end.
    """
    length = 0
    for page in _pages(path, kind, folder):
        length += len(page.text)
        if length > MOST_TEXT:
            raise PaperRefused(Reason.TOO_LONG, most=MOST_TEXT)
        yield page


def _pages(path: Path, kind: Kind, folder: Path) -> Iterator[ReadPage]:
    if kind is Kind.PDF:
        yield from _pages_of_pdf(path, folder)
    elif kind is Kind.PICTURE:
        yield _recognised(open_picture(path), 1, folder)
    else:
        if kind is Kind.OLD_WORD:
            path = as_docx(path, folder)
            bound_this_process()
        text = text_of_word_file(path)
        _refuse_empty(text)
        yield ReadPage(1, text)


def _pages_of_pdf(path: Path, folder: Path) -> Iterator[ReadPage]:
    can = can_recognise()
    with pdf.opened(path) as document:
        for number in range(1, len(document) + 1):
            picture = pdf.picture_of(document, number)
            if pdf.is_scan(document, number, can_recognise=can):
                yield _recognised(picture, number, folder)
                continue
            factor = max(picture.size) / max(*pdf.size_of(document, number), 1.0)
            words = pdf.words_of(document, number, factor)
            grids = pdf.grids_of(picture) if words else []
            yield _page(compose(words, grids), picture, number, folder, None)


def _recognised(picture: pdf.Image.Image, number: int, folder: Path) -> ReadPage:
    found = recognise(picture, folder)
    return _page(found.page, found.picture, number, folder, found.confidence)


def _page(
    text: PageText,
    picture: pdf.Image.Image,
    number: int,
    folder: Path,
    confidence: int | None,
) -> ReadPage:
    name = f"{number}.webp"
    width, height = save_shown(picture, folder / name)
    factor = max(fitted(picture, SHOWN).size) / max(picture.size)
    words = tuple(word.scaled(factor) for word in text.words)
    return ReadPage(number, text.text, words, name, width, height, confidence)


def _refuse_empty(text: str) -> None:
    if not text.strip():
        raise PaperRefused(Reason.EMPTY)
