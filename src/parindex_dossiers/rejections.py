"""The file of refused rows: to be mended in Excel and loaded again as it is."""

import csv
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from parindex_dossiers.checking import Problem
from parindex_dossiers.exports import BrokenRow, Export
from parindex_dossiers.mapping import ColumnMapping
from parindex_dossiers.vocabulary import REJECTION_HEADERS

_FORMULA = ("=", "+", "@", "-")


class Rejections:
    """Gathers what was refused; rows hold only the columns that the store would have kept."""

    def __init__(self, mapping: ColumnMapping) -> None:
        self.places = sorted(mapping.fields.values())
        self.headers = tuple(mapping.headers[place] for place in self.places)
        self.problems: list[Problem] = []
        self._rows: dict[int, tuple[str | None, ...]] = {}

    def add(self, problems: Sequence[Problem], rows: pl.DataFrame) -> None:
        """Take problems and the rows they are about (text by place of column, and ``place``)."""
        self.problems.extend(problems)
        columns = [str(place) for place in self.places]
        places = rows["place"].to_list() if rows.height else []
        for place, row in zip(places, rows.select(columns).iter_rows(), strict=True):
            self._rows[place] = row

    def count(self, broken: Sequence[BrokenRow]) -> int:
        """How many rows were refused."""
        return len(self._rows) + len(broken)

    def listed(self, export: Export) -> list[tuple[int, str, str, str]]:
        """(row, column, value, reason) of every problem, by row."""
        listed = [
            (export.row_number(problem.place), problem.column, problem.value, problem.reason)
            for problem in self.problems
        ]
        listed += [(row.row, "", "", _broken(row)) for row in export.broken]
        return sorted(listed)

    def write(self, path: Path, export: Export) -> None:
        """One line a row, semicolons, BOM; several problems of a row are joined by “ | ”."""
        reasons: dict[int, list[Problem]] = {}
        for problem in self.problems:
            reasons.setdefault(problem.place, []).append(problem)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow([*REJECTION_HEADERS, *self.headers])
            for place, row in sorted(self._rows.items()):
                found = reasons[place]
                writer.writerow(
                    [
                        export.row_number(place),
                        *(
                            _guarded(" | ".join(part))
                            for part in (
                                [problem.column for problem in found],
                                [problem.value for problem in found],
                                [problem.reason for problem in found],
                            )
                        ),
                        *(_guarded(cell or "") for cell in row),
                    ]
                )
            for row in export.broken:
                writer.writerow([row.row, "", "", _broken(row), *("" for _ in self.headers)])


def _broken(row: BrokenRow) -> str:
    return (
        f"Dòng có {row.cells} ô trong khi tiêu đề có {row.expected} ô; sửa dòng này trong tệp gốc "
        "(nội dung không chép sang đây vì có thể có dữ liệu cá nhân)."
    )


def _guarded(cell: str) -> str:
    """A cell that Excel would take for a formula gets an apostrophe, which the reader takes off."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
