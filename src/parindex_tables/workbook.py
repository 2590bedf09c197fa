"""A workbook's sheets in their order, and what their cells refer to."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from parindex_tables.cells import CellWords, SheetReader, SheetRows, StringsReader, XmlReader
from parindex_tables.container import Container

# Formats of days and times that every Excel knows by number, those of East Asia included.
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NO_DATE_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTERS = re.compile("[dmyhs]", re.IGNORECASE)
# Days count from here; a leap day that never was makes it a day early. ECMA-376, 18.17.4.1.
_SINCE_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 (a day of a calendar has no zone)
_SINCE_1904 = datetime(1904, 1, 1)  # noqa: DTZ001


class _BookReader(XmlReader):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[str] = []
        self.first_day = _SINCE_1900

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            self.sheets += [value for key, value in attributes.items() if key.endswith(":id")]
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.first_day = _SINCE_1904


class _RelationReader(XmlReader):
    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            self.targets[attributes.get("Id", "")] = target.lstrip("/")


class _StyleReader(XmlReader):
    def __init__(self) -> None:
        super().__init__()
        self.date_styles: set[int] = set()
        self._formats: dict[str, str] = {}
        self._in_cells = False
        self._count = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            if self._is_date(attributes.get("numFmtId", "0")):
                self.date_styles.add(self._count)
            self._count += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def _is_date(self, number: str) -> bool:
        code = self._formats.get(number)
        if code is None:
            return int(number) in _DATE_FORMATS
        return bool(_DATE_LETTERS.search(_NO_DATE_PART.sub("", code)))


def sheets_of(container: Container) -> Iterator[SheetRows]:
    """The visible sheets in their order, one at a time.

    :raises TableRefused: where a part is broken.
    """
    book, relations, styles, strings = (
        _BookReader(), _RelationReader(), _StyleReader(), StringsReader(),
    )  # fmt: skip
    book.read(container, "xl/workbook.xml")
    relations.read(container, "xl/_rels/workbook.xml.rels")
    if "xl/styles.xml" in container:
        styles.read(container, "xl/styles.xml")
    if "xl/sharedStrings.xml" in container:
        strings.read(container, "xl/sharedStrings.xml")
    words = CellWords(tuple(strings.strings), frozenset(styles.date_styles), book.first_day)
    for identity in book.sheets:
        part = relations.targets.get(identity, "")
        if part in container:
            sheet = SheetReader(words)
            sheet.read(container, part)
            yield sheet.found
