"""PDF files by PDFium: how many pages, which have their text with them, words and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from parindex_intake.pages import Word
from parindex_intake.pictures import RECOGNISED, ink_of
from parindex_intake.refusals import PaperRefused, Reason
from parindex_intake.ruling import Grid, find_grids

# A page with fewer letters has no text layer that one could read: a stamp, a page number.
_FEWEST_LETTERS = 40
# A scan that somebody's program has put letters under.
_PICTURE_SHARE = 0.7
# Letters as fonts of before Unicode (TCVN3) leave them: “Kh«ng cã g×”.
_OLD_FONT_ONLY = frozenset("¸µ¶·¹¨¾»¼½©®ª«¬§Æ×Þßþ")
_OLD_FONT_SHARE = 0.04
_PASSWORD_ERROR = 4


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The file, for reading.

    :raises PaperRefused: when it is broken, without pages, or protected by a password.
    """
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        is_protected = getattr(error, "err_code", None) == _PASSWORD_ERROR
        is_protected = is_protected or "password" in str(error).lower()
        raise PaperRefused(Reason.PASSWORD if is_protected else Reason.BROKEN) from None
    try:
        if len(document) == 0:
            raise PaperRefused(Reason.BROKEN)
        yield document
    finally:
        document.close()


def is_scan(document: pdfium.PdfDocument, number: int, *, can_recognise: bool) -> bool:
    """Whether the page's letters have to be recognised, or are better so: it is one picture."""
    with _page(document, number) as page:
        text = _letters(page)
        if sum(map(str.isalpha, text)) < _FEWEST_LETTERS or _is_of_old_font(text):
            return _has_picture(page) or _is_of_old_font(text)
        return can_recognise and _has_picture(page)


def words_of(document: pdfium.PdfDocument, number: int, factor: float) -> list[Word]:
    """The words of a page's text layer, where they stand on a picture of ``factor`` per point."""
    with _page(document, number) as page:
        height = page.get_height()
        text = page.get_textpage()
        words: list[Word] = []
        letters: list[str] = []
        boxes: list[tuple[float, float, float, float]] = []

        def close_word() -> None:
            word = "".join(letters).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if boxes and word.strip():
                left, bottom = min(b[0] for b in boxes), min(b[1] for b in boxes)
                right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
                place = left, height - top, right, height - bottom
                words.append(Word(word, *place).scaled(factor))
            letters.clear()
            boxes.clear()

        for at in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, at))
            if letter.isspace() or letter in "\0\x02\ufffe\xad":
                close_word()
                continue
            box = text.get_charbox(at, loose=True)
            # A column's next word comes without a space between them.
            if boxes and not -20 < box[0] - boxes[-1][2] < max(2.0, 0.35 * (box[3] - box[1] + 4)):
                close_word()
            letters.append(letter)
            boxes.append(box)
        close_word()
        return words


def picture_of(document: pdfium.PdfDocument, number: int) -> Image.Image:
    """The page as grey, its long side that of ``RECOGNISED`` whatever the sheet's size."""
    with _page(document, number) as page:
        longest = max(*page.get_size(), 1.0)
        bitmap = page.render(scale=RECOGNISED / longest, grayscale=True)
        try:
            return bitmap.to_pil().convert("L")
        finally:
            bitmap.close()


def grids_of(picture: Image.Image) -> list[Grid]:
    """The ruled tables of a page's picture."""
    return find_grids(ink_of(picture))


def size_of(document: pdfium.PdfDocument, number: int) -> tuple[float, float]:
    """Width and height of a page in its own points."""
    with _page(document, number) as page:
        return page.get_size()


@contextmanager
def _page(document: pdfium.PdfDocument, number: int) -> Iterator[pdfium.PdfPage]:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        raise PaperRefused(Reason.BROKEN) from None
    try:
        yield page
    finally:
        page.close()


def _letters(page: pdfium.PdfPage) -> str:
    text = page.get_textpage()
    try:
        count = text.count_chars()
        return "".join(chr(raw.FPDFText_GetUnicode(text, at)) for at in range(min(count, 4000)))
    finally:
        text.close()


def _is_of_old_font(text: str) -> bool:
    letters = [letter for letter in text if not letter.isspace()]
    odd = sum(letter in _OLD_FONT_ONLY for letter in letters)
    return bool(letters) and odd > _OLD_FONT_SHARE * len(letters)


def _has_picture(page: pdfium.PdfPage) -> bool:
    """Whether one picture fills most of the page."""
    width, height = page.get_size()
    whole = max(width * height, 1.0)
    covered = 0.0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        with suppress(pdfium.PdfiumError):
            if raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
                wide = min(right.value, width) - max(left.value, 0.0)
                high = min(top.value, height) - max(bottom.value, 0.0)
                covered += max(wide, 0.0) * max(high, 0.0)
    return covered >= _PICTURE_SHARE * whole
