"""A trial of an export: its first rows checked as a load would check them, nothing stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import polars as pl

from parindex_dossiers.checking import Checker
from parindex_dossiers.exports import Export, open_export
from parindex_dossiers.importing import SAMPLED_ROWS, Preview, mapping_of
from parindex_dossiers.mapping import ColumnMapping
from parindex_dossiers.reading import unguarded
from parindex_dossiers.rejections import Rejections
from parindex_dossiers.store import Store
from parindex_dossiers.vocabulary import REJECTION_HEADERS, REQUIRED


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
) -> tuple[Preview, Trial | None]:
    """Preview an export and check its first rows, a piece more than asked for at most.

    The file is read once. No trial while a column is missing without which nothing counts.

    :raises ExportUnreadable: when the file is no export.
    """
    export = open_export(path)
    mapping = mapping_of(store, export, corrections)
    guarded = set(REJECTION_HEADERS) <= set(export.headers)
    pieces = export.read(sorted(mapping.fields.values()))
    frames = (unguarded(piece.frame) if guarded else piece.frame for piece in pieces)
    first = next(frames, None)
    named = {str(place): field for field, place in mapping.fields.items()}
    sample = [] if first is None else first.head(SAMPLED_ROWS).rename(named).to_dicts()
    preview = Preview(mapping, export.synthetic, sample)
    if any(name not in mapping.fields for name in REQUIRED):
        return preview, None
    whole = frames if first is None else chain([first], frames)
    return preview, _try(export, mapping, whole, rows_at_most)


def _try(
    export: Export, mapping: ColumnMapping, frames: Iterable[pl.DataFrame], rows_at_most: int
) -> Trial:
    checker, rejections = Checker(mapping), Rejections(mapping)
    rows, is_whole = 0, True
    for frame in frames:
        if rows >= rows_at_most:
            is_whole = False
            break
        checked = checker.check(frame, rows)
        rejections.add(checked.problems, checked.rejected)
        rows += frame.height
    listed = tuple(rejections.listed(export))
    broken = len(export.broken)
    return Trial(rows + broken, rejections.count(export.broken), listed, is_whole)
