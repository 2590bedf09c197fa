"""Letters recognised on a picture by Tesseract, a program of the machine."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess  # nosec B404
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from parindex_intake.composing import compose
from parindex_intake.pages import PageText, Word
from parindex_intake.pictures import evened, ink_of, upright
from parindex_intake.refusals import PaperRefused, Reason
from parindex_intake.ruling import Grid, find_grids
from parindex_intake.stacking import stacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LANGUAGE = "vie"
LONGEST_PAGE = 120  # seconds
# In per cent: what is recognised worse may stand on its head.
_DOUBTFUL = 60
_WORD_LEVEL = "5"
# In per cent: a letter alone, a sign alone, that are sooner dust than meant.
_DUST, _SIGN = 40, 75
# Signs that stand alone in papers: dashes of lists, “/.”, “&”.
_SIGNS = frozenset('-–—+*•/.,;:()“”"&%>=<≥≤×')


@dataclass(frozen=True)
class Recognised:
    """A page's text, the picture that it was read on, and how sure that was, in per cent."""

    page: PageText
    picture: Image.Image
    confidence: int


@cache
def tesseract() -> str:
    """Where the program is.

    :raises PaperRefused: when it, or its Vietnamese, is not installed.
    """
    found = shutil.which("tesseract")
    if found is None:
        raise PaperRefused(Reason.NO_OCR)
    if LANGUAGE not in _run([found, "--list-langs"], 30).split():
        raise PaperRefused(Reason.NO_VIETNAMESE)
    return found


def can_recognise() -> bool:
    """Whether scans can be read on this machine."""
    try:
        tesseract()
    except PaperRefused:
        return False
    return True


def recognise(picture: Image.Image, folder: Path) -> Recognised:
    """Read a grey picture of a page; ``folder`` is for what the program is handed.

    :raises PaperRefused: when the program is missing, or takes too long over the page.
    """
    first = _recognise(upright(evened(picture)), folder)
    if first.confidence >= _DOUBTFUL:
        return first
    best = first
    for angle in _turns(picture, folder):
        turned = picture.rotate(angle, expand=True, fillcolor=255)
        again = _recognise(upright(evened(turned)), folder)
        best = max(best, again, key=lambda one: one.confidence)
    return best


def _recognise(level: Image.Image, folder: Path) -> Recognised:
    grids = find_grids(ink_of(level))
    words = list(_words_of(_without(level, grids), folder, "3"))
    for grid in grids:
        for stack in stacked(level, grid):
            # A column of cells: lines of one size, one under the other.
            found = _words_of(stack.picture, folder, "6")
            words += [moved for word in found if (moved := stack.back(word)) is not None]
    letters_read = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words)
    confidence = round(sure / letters_read) if letters_read else 0
    return Recognised(compose(words, grids), level, confidence)


def _without(level: Image.Image, grids: Sequence[Grid]) -> Image.Image:
    """The page with its tables white."""
    if not grids:
        return level
    page = level.copy()
    for grid in grids:
        box = (grid.down[0] - 4, grid.across[0] - 4, grid.down[-1] + 4, grid.across[-1] + 4)
        page.paste(255, box)
    return page


def _words_of(picture: Image.Image, folder: Path, mode: str) -> Iterator[Word]:
    path = folder / "page.png"
    picture.save(path, "PNG", compress_level=1)
    command = [tesseract(), str(path), "-", "-l", LANGUAGE, "--psm", mode, "--dpi", "300"]
    # White letters on black are no paper's; looking for them takes a third of the time.
    yield from _words(_run([*command, "-c", "tessedit_do_invert=0", "tsv"], LONGEST_PAGE))


def _words(table: str) -> Iterator[Word]:
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != _WORD_LEVEL or not (row["text"] or "").strip():
            continue
        left, top = float(row["left"]), float(row["top"])
        right, bottom = left + float(row["width"]), top + float(row["height"])
        word = Word(row["text"].strip(), left, top, right, bottom, float(row["conf"]))
        if not _is_speck(word):
            yield word


def _is_speck(word: Word) -> bool:
    """Dust that was taken for a sign: no letter, and little or unsure."""
    if any(map(str.isalnum, word.text)):
        return word.confidence < _DUST and len(word.text) == 1 and not word.text.isdigit()
    return word.confidence < _SIGN or not set(word.text) <= _SIGNS


def _turns(picture: Image.Image, folder: Path) -> Sequence[int]:
    """By how many degrees, counter-clockwise, a page may have to be turned that lies or hangs."""
    path = folder / "turned.png"
    picture.save(path, "PNG", compress_level=1)
    try:
        found = _run([tesseract(), str(path), "-", "--psm", "0"], LONGEST_PAGE)
    except PaperRefused:
        return (90, 270, 180)  # too few letters to tell
    turns = [line.partition(":")[2] for line in found.splitlines() if line.startswith("Rotate:")]
    return [(360 - int(turn)) % 360 for turn in turns if int(turn)]


def _run(command: list[str], seconds: int) -> str:
    try:
        # The program found on the machine's path, and paths of our own making; no shell.
        done = subprocess.run(  # nosec B603
            command,
            capture_output=True,
            check=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, OSError):
        raise PaperRefused(Reason.TOO_HEAVY) from None
    return done.stdout
