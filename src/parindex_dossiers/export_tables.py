"""Exports that carry types of their own, .xlsx and Parquet, read as text."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import fastexcel
import polars as pl
import pyarrow as pa
import pyarrow.parquet

from parindex_dossiers.errors import ExportUnreadable
from parindex_dossiers.exports import (
    ROWS_BEFORE_HEADER,
    Export,
    Piece,
    clean_headers,
    header_place,
    no_header,
    says_synthetic,
)
from parindex_dossiers.workbook_gate import broken_workbook, refuse_hostile

_ROWS = 100_000
_ZONE = "Asia/Ho_Chi_Minh"


def open_xlsx(path: Path) -> Export:
    """The first sheet in whose first rows a header is found."""
    refuse_hostile(path)
    try:
        book = fastexcel.read_excel(path)
        for name in book.sheet_names:
            # Excel's format has to be read to its end to give its first row: once is enough.
            sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
            start = sheet.head(ROWS_BEFORE_HEADER)
            rows = [[cell or "" for cell in row] for row in start.rows()]
            place = header_place(rows)
            if place is not None:
                return _open_sheet(path, sheet, rows, place)
    except fastexcel.FastExcelError as problem:
        raise broken_workbook(path) from problem
    raise no_header(path)


def _open_sheet(path: Path, sheet: pl.DataFrame, rows: list[list[str]], place: int) -> Export:
    headers = clean_headers(rows[place])
    export = Export(path, headers, place + 2, lambda wanted: iter(()))
    export.synthetic = says_synthetic(cell for row in rows[: place + 1] for cell in row)
    below = sheet.slice(place + 1)
    export.read = lambda wanted: _read_sheet(below, wanted)
    return export


def _read_sheet(below: pl.DataFrame, wanted: Sequence[int]) -> Iterator[Piece]:
    names = {below.columns[column]: str(column) for column in wanted}
    rows = below.select(list(names)).rename(names)
    for start in range(0, rows.height, _ROWS):
        frame = rows.slice(start, _ROWS)
        yield Piece(frame, (start + frame.height) / rows.height)


def open_parquet(path: Path) -> Export:
    """A Parquet file; moments with a zone are told in Vietnam's."""
    try:
        file = pyarrow.parquet.ParquetFile(path)
    except pa.ArrowInvalid as problem:
        raise ExportUnreadable(
            f"{path.name} không phải tệp Parquet đọc được, hoặc chỉ tải về được một phần. Xuất lại "
            "tệp từ hệ thống một cửa."
        ) from problem
    headers = clean_headers(file.schema_arrow.names)
    if header_place([headers]) is None:
        raise no_header(path)
    metadata = file.schema_arrow.metadata or {}
    export = Export(path, headers, 1, lambda wanted: iter(()))
    export.synthetic = metadata.get(b"synthetic") == b"true" or says_synthetic(headers)
    export.read = lambda wanted: _read_parquet(file, wanted)
    return export


def _read_parquet(file: pyarrow.parquet.ParquetFile, wanted: Sequence[int]) -> Iterator[Piece]:
    names = [file.schema_arrow.names[place] for place in wanted]
    done, total = 0, max(file.metadata.num_rows, 1)
    for batch in file.iter_batches(batch_size=_ROWS, columns=names):
        frame = pl.DataFrame(pl.from_arrow(batch))
        frame = frame.select(names).rename(
            {name: str(place) for name, place in zip(names, wanted, strict=True)}
        )
        done += frame.height
        yield Piece(frame.select(_as_text(frame[name]) for name in frame.columns), done / total)


def _as_text(column: pl.Series) -> pl.Series:
    if column.dtype == pl.Boolean:
        return column.cast(pl.Int8).cast(pl.String)
    if isinstance(column.dtype, pl.Datetime):
        local = column.dt.convert_time_zone(_ZONE) if column.dtype.time_zone else column
        return local.dt.to_string("%Y-%m-%d %H:%M:%S").alias(column.name)
    return column.cast(pl.String)
