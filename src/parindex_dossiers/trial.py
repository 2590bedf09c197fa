"""A trial of an export: its first rows checked as a load would check them, nothing stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parindex_dossiers.checking import Checker
from parindex_dossiers.exports import open_export
from parindex_dossiers.importing import mapping_of
from parindex_dossiers.reading import unguarded
from parindex_dossiers.rejections import Rejections
from parindex_dossiers.store import Store
from parindex_dossiers.vocabulary import REJECTION_HEADERS


@dataclass(frozen=True)
class Trial:
    """``listed``: (row, column, value, reason) of each value that would be refused.

    ``is_whole``: whether all rows were looked at. Rows of one code that contradict each other are
    found by the load alone.
    """

    rows: int
    rejected: int
    listed: tuple[tuple[int, str, str, str], ...]
    is_whole: bool


def try_export(
    store: Store, path: Path, corrections: Mapping[str, str | None], rows_at_most: int
) -> Trial:
    """Check the first rows, a piece more than asked for at most.

    :raises ExportUnreadable: when the file is no export, or lacks a column that is needed.
    """
    export = open_export(path)
    mapping = mapping_of(store, export, corrections)
    mapping.check()
    checker, rejections = Checker(mapping), Rejections(mapping)
    guarded, rows, is_whole = set(REJECTION_HEADERS) <= set(export.headers), 0, True
    for piece in export.read(rejections.places):
        if rows >= rows_at_most:
            is_whole = False
            break
        frame = unguarded(piece.frame) if guarded else piece.frame
        checked = checker.check(frame, rows)
        rejections.add(checked.problems, checked.rejected)
        rows += frame.height
    listed = tuple(rejections.listed(export))
    broken = len(export.broken)
    return Trial(rows + broken, rejections.count(export.broken), listed, is_whole)
