"""An export opened for reading: its headers first, then its rows in pieces of text.

Whatever the format, a piece holds the wanted columns as text, so that one checking serves all.
Row numbers are those that a person sees: the first row of the file or sheet is row 1.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from parindex_dossiers.errors import ExportUnreadable
from parindex_dossiers.vocabulary import SPELLINGS, SYNTHETIC_HEADER, compact

# The header is looked for in the first rows: exports put titles and notices above it.
ROWS_BEFORE_HEADER = 20
_SYNTHETIC_WORDS = ("dulieutonghop", "syntheticdata")


@dataclass(frozen=True)
class Piece:
    """Rows as text. ``frame`` has a column for each wanted header, named by its place."""

    frame: pl.DataFrame
    done: float
    """The share of the file read so far, for a progress bar only."""


@dataclass(frozen=True)
class BrokenRow:
    """A row that has more or fewer cells than the header."""

    row: int
    cells: int
    expected: int


@dataclass
class Export:
    """An opened export. ``read`` yields its pieces and fills ``broken`` and ``blank``."""

    path: Path
    headers: tuple[str, ...]
    first_row: int
    read: Callable[[Sequence[int]], Iterator[Piece]]
    synthetic: bool = False
    broken: list[BrokenRow] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)

    def row_number(self, place: int) -> int:
        """The row of the place-th record that ``read`` gave, counted from 0."""
        skipped = sorted([broken.row for broken in self.broken] + self.blank)
        row = self.first_row + place
        while (moved := self.first_row + place + bisect_right(skipped, row)) != row:
            row = moved
        return row


def header_place(rows: Iterable[Sequence[str]]) -> int | None:
    """Which of the first rows is the header: the one with the most known names."""
    known = [
        sum(compact(cell) in SPELLINGS for cell in row)
        for _, row in zip(range(ROWS_BEFORE_HEADER), rows, strict=False)
    ]
    best = max(known, default=0)
    return known.index(best) if best >= 2 else None


def says_synthetic(cells: Iterable[str]) -> bool:
    """Whether titles or headers say that the export is made up."""
    reduced = [compact(cell) for cell in cells]
    marks = (*_SYNTHETIC_WORDS, compact(SYNTHETIC_HEADER))
    return any(mark in cell for cell in reduced for mark in marks)


def no_header(path: Path) -> ExportUnreadable:
    """What to say of a file in whose first rows no header is found."""
    return ExportUnreadable(
        f"Không tìm thấy dòng tiêu đề trong {ROWS_BEFORE_HEADER} dòng đầu của {path.name}. Cần các "
        "cột như “Mã hồ sơ”, “Ngày tiếp nhận”; đặt tên cột ở một dòng rồi nạp lại."
    )


def clean_headers(cells: Sequence[object]) -> tuple[str, ...]:
    """Headers without line breaks and outer spaces; an empty one stays empty."""
    return tuple(" ".join(str(cell if cell is not None else "").split()) for cell in cells)


def open_export(path: Path) -> Export:
    """Open an export by what its name ends in.

    :raises ExportUnreadable: with what is wrong and how to mend it.
    """
    from parindex_dossiers.export_csv import open_csv
    from parindex_dossiers.export_json import open_json
    from parindex_dossiers.export_tables import open_parquet, open_xlsx

    openers: dict[str, Callable[[Path], Export]] = {
        ".csv": open_csv,
        ".txt": open_csv,
        ".tsv": open_csv,
        ".xlsx": open_xlsx,
        ".xlsm": open_xlsx,
        ".json": open_json,
        ".parquet": open_parquet,
    }
    if not path.is_file():
        raise ExportUnreadable(f"Không có tệp {path}. Kiểm tra đường dẫn và tên tệp.")
    opener = openers.get(path.suffix.lower())
    if opener is None:
        raise ExportUnreadable(
            f"Không đọc được tệp loại “{path.suffix}”. Xuất lại dạng .xlsx, .csv, .json hoặc "
            ".parquet."
        )
    try:
        if path.stat().st_size == 0:
            raise ExportUnreadable(
                f"{path.name} là tệp rỗng (0 byte). Xuất lại tệp từ hệ thống một cửa."
            )
        return opener(path)
    except OSError as problem:
        raise ExportUnreadable(
            f"Không đọc được tệp {path.name}. Kiểm tra đường dẫn và quyền đọc tệp."
        ) from problem
