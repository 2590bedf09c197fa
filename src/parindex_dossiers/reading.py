"""The rows of an export on their way from the file to the staged months."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from parindex_dossiers.basis import Basis
from parindex_dossiers.checking import Checked, Checker, Problem
from parindex_dossiers.exports import Export, Piece, open_export
from parindex_dossiers.mapping import ColumnMapping
from parindex_dossiers.merging import Progress
from parindex_dossiers.names import FoundNames, Names, names_in
from parindex_dossiers.rejections import Rejections
from parindex_dossiers.resolution import stored_facts
from parindex_dossiers.staging import PartedPiece, Repeated, StagedRows, part_by_month
from parindex_dossiers.vocabulary import REJECTION_HEADERS
from parindex_dossiers.working_ahead import read_ahead, work_ahead

_CONTRADICTING = (
    "Mã hồ sơ xuất hiện nhiều lần trong tệp với nội dung khác nhau; giữ lại một dòng đúng rồi nạp."
)


def read_rows(
    export: Export,
    mapping: ColumnMapping,
    basis: Basis,
    names: Names,
    rejections: Rejections,
    staged: StagedRows,
    progress: Progress,
) -> int:
    """Check, resolve and stage every row of an export; how many rows it has, blank ones aside."""
    checker = Checker(mapping)
    guarded = set(REJECTION_HEADERS) <= set(export.headers)

    def work(placed: tuple[int, Piece]) -> _Worked:
        place, piece = placed
        frame = unguarded(piece.frame) if guarded else piece.frame
        checked = checker.check(frame, place)
        facts = stored_facts(checked.good)
        parted = part_by_month(basis.resolved(facts))
        return _Worked(checked, parted, names_in(facts), piece.done)

    pieces = _Placed(read_ahead(export.read(sorted(mapping.fields.values()))))
    for worked in work_ahead(work, pieces):
        rejections.add(worked.checked.problems, worked.checked.rejected)
        names.add(worked.names)
        staged.add(worked.parted)
        progress(export.path.name, worked.done)
    return pieces.rows - staged.blank(pieces.rows, rejections) + len(export.broken)


@dataclass(frozen=True)
class _Worked:
    """A piece checked and resolved."""

    checked: Checked
    parted: PartedPiece
    names: FoundNames
    done: float


class _Placed:
    """Pieces with the place of their first row; ``rows`` is how many there were so far."""

    def __init__(self, pieces: Iterator[Piece]) -> None:
        self._pieces, self.rows = pieces, 0

    def __iter__(self) -> Iterator[tuple[int, Piece]]:
        for piece in self._pieces:
            place, self.rows = self.rows, self.rows + piece.frame.height
            yield place, piece


def reject_contradicting(
    path: Path, repeated: Repeated, mapping: ColumnMapping, rejections: Rejections
) -> None:
    """Refuse all rows of a code that says different things: nobody can tell which one is right."""
    if not repeated.contradicting:
        return
    header = mapping.header_of("MaHoSo")
    problems = [Problem(at, header, code, _CONTRADICTING) for at, code in repeated.contradicting]
    wanted = pl.DataFrame({"place": [problem.place for problem in problems]})
    place = 0
    # Read once more: the rows go into the file of refused rows as the export writes them.
    for piece in open_export(path).read(rejections.places):
        frame = piece.frame.with_row_index("place", place).cast({"place": pl.Int64})
        rejections.add((), frame.join(wanted, on="place", how="semi"))
        place += frame.height
    rejections.problems.extend(problems)


def unguarded(frame: pl.DataFrame) -> pl.DataFrame:
    """Take off the apostrophes that the file of refused rows put before would-be formulas."""
    return frame.with_columns(pl.all().str.replace(r"^'([=+@-])", "$1"))
