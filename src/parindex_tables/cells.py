"""Cells of a sheet as the file has them, read in a stream: no sheet is ever held whole.

ECMA-376 (Office Open XML), part 1, chapter 18. Only what a table needs is read: values, never
formulas; dates by the format of the cell; merged ranges.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from xml.parsers import expat

from parindex_core.framework import Label
from parindex_tables.container import Container, broken_file
from parindex_tables.problems import TableRefused

MOST_ROWS = 20_000
MOST_COLUMNS = 500
_MOST_MERGED = 10_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Cell(NamedTuple):
    """A cell that is not empty: ``kind`` is text, number, date, yes_no or error.

    ``text``: a number as XML writes it, a date in ISO (with a time where it has one), “1” or “0”.
    """

    kind: str
    text: str


@dataclass
class SheetRows:
    """Rows that hold something, by their number, each with its cells by column from 0."""

    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    # (first row, first column, last row, last column), columns from 0.
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    # More is merged than was kept.
    merged_left_out: bool = False


@dataclass(frozen=True)
class CellWords:
    """What cells refer to: shared strings, which formats are dates, and where days count from."""

    strings: tuple[str, ...]
    date_styles: frozenset[int]
    first_day: datetime


class XmlReader:
    """Feeds a part to handlers by local names; refuses what declares entities."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = lambda name, attributes: self.start(
            name.rpartition(":")[2], attributes
        )
        self.parser.EndElementHandler = lambda name: self.end(name.rpartition(":")[2])
        self.parser.StartDoctypeDeclHandler = self._refuse

    def read(self, container: Container, part: str) -> None:
        """Read the whole part.

        :raises TableRefused: when it is no XML, or declares a document type.
        """
        try:
            for piece in container.pieces(part):
                self.parser.Parse(piece, False)
            self.parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, OverflowError) as problem:
            if isinstance(problem, TableRefused):
                raise
            raise broken_file() from problem

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""

    def end(self, name: str) -> None:
        """An element closes."""

    def _refuse(self, *_: object) -> None:
        raise broken_file()


class SheetReader(XmlReader):
    """Reads one worksheet into ``found``."""

    def __init__(self, words: CellWords) -> None:
        super().__init__()
        self.parser.CharacterDataHandler = self._characters
        self.found = SheetRows()
        self._words = words
        self._row = self._column = 0
        self._type = self._style = ""
        self._value: list[str] | None = None
        self._cell_text = ""
        self._phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v" or (name == "t" and not self._phonetic):
            self._value = []
        elif name == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = -1
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name in ("v", "t") and self._value is not None:
            self._cell_text += "".join(self._value)
            self._value = None
        elif name == "c":
            self._end_cell()
        elif name == "rPh":
            self._phonetic = False

    def _characters(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        if reference:
            self._row, self._column = _position(reference)
        else:
            self._column += 1
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._cell_text = ""

    def _end_cell(self) -> None:
        cell = self._cell()
        if cell is None:
            return
        if self._column >= MOST_COLUMNS:
            raise _too_wide()
        if self._row not in self.found.rows and len(self.found.rows) >= MOST_ROWS:
            raise _too_long()
        self.found.rows.setdefault(self._row, {})[self._column] = cell

    def _cell(self) -> Cell | None:
        text = self._cell_text
        if self._type == "s" and text:
            text = self._words.strings[int(text)] if int(text) < len(self._words.strings) else ""
        elif self._type in ("inlineStr", "str"):
            text = unescaped(text)
        if not text.strip():
            return None
        if self._type in ("s", "str", "inlineStr"):
            return Cell("text", text)
        if self._type == "n" and int(self._style) in self._words.date_styles:
            return _moment(text, self._words.first_day)
        kind = {"n": "number", "d": "date", "b": "yes_no", "e": "error"}.get(self._type, "text")
        return Cell(kind, text.strip())

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if not last:
            return
        if len(self.found.merged) >= _MOST_MERGED:
            self.found.merged_left_out = True
            return
        (top, left), (bottom, right) = _position(first), _position(last)
        self.found.merged.append((top, left, bottom, right))


class StringsReader(XmlReader):
    """Reads the shared strings into ``strings``."""

    def __init__(self) -> None:
        super().__init__()
        self.parser.CharacterDataHandler = self._characters
        self.strings: list[str] = []
        self._string: list[str] = []
        self._in_text = self._phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._string = []
        elif name == "t":
            self._in_text = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        if name == "si":
            self.strings.append(unescaped("".join(self._string)))
        elif name == "t":
            self._in_text = False
        elif name == "rPh":
            self._phonetic = False

    def _characters(self, text: str) -> None:
        if self._in_text:
            self._string.append(text)


def unescaped(text: str) -> str:
    """The text with Excel's “_x000D_” as the characters that they stand for."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def letters_index(letters: str) -> int:
    """0 of “A”, 26 of “AA”."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _position(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        raise broken_file()
    return int(match[2]), letters_index(match[1])


def _moment(text: str, first_day: datetime) -> Cell:
    serial = float(text)
    try:
        moment = first_day + timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return Cell("number", text)
    return Cell("date", moment.isoformat(sep=" "))


def _too_long() -> TableRefused:
    return TableRefused(
        Label(
            f"trang tính có hơn {MOST_ROWS} dòng có dữ liệu".replace("20000", "20.000"),
            f"the sheet has more than {MOST_ROWS:,} rows that hold something",
        ),
        Label("Chia thành nhiều tệp rồi nạp lần lượt.", "Split it and load the parts in turn."),
    )


def _too_wide() -> TableRefused:
    return TableRefused(
        Label(
            f"trang tính có hơn {MOST_COLUMNS} cột",
            f"the sheet has more than {MOST_COLUMNS} columns",
        ),
        Label(
            "Xóa các cột không dùng ở bên phải rồi nạp lại.",
            "Delete the columns on the right that are not used, and load it again.",
        ),
    )
