"""Writing a synthetic export as .csv, .xlsx, JSON or Parquet."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

import polars as pl
import pyarrow.parquet
import xlsxwriter

from parindex_dossiers.synthesis import NOTICE, Shape, synthetic_batches

Format = Literal["csv", "xlsx", "json", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "json", "parquet")


def write_synthetic(shape: Shape, path: Path, form: Format) -> None:
    """Write the export; .csv with BOM, semicolons and dd/mm/yyyy hh:mm as the systems do."""
    writers: dict[str, Callable[[Shape, Path], None]] = {
        "csv": _write_csv,
        "xlsx": _write_xlsx,
        "json": _write_json,
        "parquet": _write_parquet,
    }
    writers[form](shape, path)


def _write_csv(shape: Shape, path: Path) -> None:
    with path.open("wb") as file:
        file.write(f"\ufeff# {NOTICE}\n".encode())
        for number, frame in enumerate(synthetic_batches(shape)):
            moments = pl.selectors.datetime().dt.to_string("%d/%m/%Y %H:%M")
            frame.with_columns(moments).write_csv(file, separator=";", include_header=number == 0)


def _write_xlsx(shape: Shape, path: Path) -> None:
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Hồ sơ")
    moment_format = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write_string(0, 0, NOTICE)
    row = 1
    for frame in synthetic_batches(shape):
        if row == 1:
            sheet.write_row(row, 0, frame.columns)
        for values in frame.iter_rows():
            row += 1
            for column, value in enumerate(values):
                if isinstance(value, datetime):
                    sheet.write_datetime(row, column, value, moment_format)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value)
                elif value is not None:
                    sheet.write_number(row, column, value)
    book.close()


def _write_json(shape: Shape, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"synthetic": true, "note": {json.dumps(NOTICE, ensure_ascii=False)},\n')
        file.write('"dossiers": [')
        separator = "\n"
        for frame in synthetic_batches(shape):
            moments = pl.selectors.datetime().dt.to_string("%Y-%m-%dT%H:%M:%S")
            for row in frame.with_columns(moments).iter_rows(named=True):
                file.write(separator + json.dumps(row, ensure_ascii=False))
                separator = ",\n"
        file.write("\n]}\n")


def _write_parquet(shape: Shape, path: Path) -> None:
    writer: pyarrow.parquet.ParquetWriter | None = None
    for frame in synthetic_batches(shape):
        table = frame.to_arrow()
        table = table.replace_schema_metadata({"synthetic": "true", "note": NOTICE})
        if writer is None:
            writer = pyarrow.parquet.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table)
    if writer is not None:
        writer.close()
