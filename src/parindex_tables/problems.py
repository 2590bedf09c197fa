"""What is wrong with a table: where, with what value, why, and how to mend it."""

from dataclasses import dataclass

from parindex_core.framework import Label

# A value is quoted in a sentence up to this many characters.
_QUOTED = 60
_PLACES = {"vi": ("Bảng", "Dòng", "cột"), "en": ("Table", "Row", "column")}


@dataclass(frozen=True)
class Problem:
    """One thing to mend. ``row`` 0: the file as a whole; ``letter`` "": the row as a whole.

    ``row`` and ``letter`` are those that Excel shows; ``header`` is the column's in the file.
    ``table``: which of a paper's tables, whose columns are counted; 0 in a workbook.
    """

    row: int
    letter: str
    header: str
    value: str
    reason: Label
    mend: Label
    table: int = 0

    def sentence(self, language: str = "vi") -> str:
        """“Dòng 7, cột C (Thời hạn): “abc” không phải số nguyên. Ghi số như 15.”"""
        reason, mend = self.reason.in_language(language), self.mend.in_language(language)
        said = f"{self.quoted} {reason}" if self.value else reason
        place = self.place(language)
        return f"{place}: {said}. {mend}" if place else f"{said[:1].upper()}{said[1:]}. {mend}"

    def place(self, language: str = "vi") -> str:
        """“Dòng 7, cột C (Thời hạn)”; nothing of the file as a whole."""
        if not self.row:
            return ""
        table, row, column = _PLACES["vi" if language == "vi" else "en"]
        place = f"{row} {self.row}"
        if self.table:
            place = f"{table} {self.table}, {place[:1].lower()}{place[1:]}"
        return f"{place}, {column} {self.letter} ({self.header})" if self.letter else place

    @property
    def quoted(self) -> str:
        """The value between quotation marks, cut where it is long."""
        line = " ".join(self.value.split())
        return f"“{line[:_QUOTED]}…”" if len(line) > _QUOTED else f"“{line}”"


class TableRefused(ValueError):
    """The file cannot be read as a table at all; says why and how to mend it."""

    def __init__(self, reason: Label, mend: Label) -> None:
        super().__init__(f"{reason.vi}. {mend.vi}")
        self.problem = Problem(0, "", "", "", reason, mend)


def column_letter(index: int) -> str:
    """“A” of 0, “AA” of 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
