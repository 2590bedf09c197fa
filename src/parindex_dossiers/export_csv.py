"""Exports as .csv: comma, semicolon or tab; UTF-8 with or without BOM, or Excel's UTF-16."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import polars as pl
import pyarrow as pa
import pyarrow.csv

from parindex_dossiers.errors import ExportUnreadable
from parindex_dossiers.exports import (
    BrokenRow,
    Export,
    Piece,
    clean_headers,
    header_place,
    no_header,
    says_synthetic,
)

_DELIMITERS = (";", ",", "\t", "|")
_SNIFFED = 256 * 1024
_BLOCK = 16 * 1024 * 1024


def _open_text(path: Path, skip_lines: int = 0) -> pa.NativeFile:
    """The file as UTF-8, from after its byte order mark and the lines to skip.

    UTF-16, as Excel's “Unicode text” is, is told anew in memory: such a file is one sheet long.
    """
    with path.open("rb") as file:
        start = file.read(3)
        if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            file.seek(0)
            text = io.BytesIO(file.read().decode("utf-16", "replace").encode())
            return _after_lines(pa.BufferReader(text.getvalue()), text, skip_lines)
        file.seek(3 if start == codecs.BOM_UTF8 else 0)
        return _after_lines(pa.OSFile(str(path)), file, skip_lines)


def _after_lines(source: pa.NativeFile, lines: IO[bytes], skip: int) -> pa.NativeFile:
    for _ in range(skip):
        lines.readline()
    source.seek(lines.tell())
    return source


def open_csv(path: Path) -> Export:
    """Find the delimiter and the header; the rows are read by pyarrow in blocks."""
    with _open_text(path) as source:
        text = source.read(_SNIFFED).decode("utf-8", "replace")
    found = _find_header(text)
    if found is None:
        raise no_header(path)
    delimiter, place, lines, titles, headers = found
    export = Export(path, headers, place + 2, read=lambda wanted: iter(()))
    export.synthetic = says_synthetic([*titles, *headers])
    export.read = lambda wanted: _read(export, delimiter, lines, wanted)
    return export


def _find_header(text: str) -> tuple[str, int, int, list[str], tuple[str, ...]] | None:
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows: list[list[str]] = []
        lines: list[int] = []
        try:
            for row, _ in zip(reader, range(20), strict=False):
                rows.append(row)
                lines.append(reader.line_num)
        except csv.Error:
            continue
        place = header_place(rows)
        if place is not None:
            titles = [cell for row in rows[:place] for cell in row]
            return delimiter, place, lines[place], titles, clean_headers(rows[place])
    return None


def _read(export: Export, delimiter: str, skip: int, wanted: Sequence[int]) -> Iterator[Piece]:
    names = [str(place) for place in range(len(export.headers))]

    def skipped(row: pyarrow.csv.InvalidRow) -> str:
        number = export.first_row - 1 + row.number
        if not row.text.strip(delimiter + " \r\n"):
            export.blank.append(number)
        else:
            export.broken.append(BrokenRow(number, row.actual_columns, row.expected_columns))
        return "skip"

    with _open_text(export.path, skip) as source:
        size = max(source.size(), 1)
        try:
            reader = pyarrow.csv.open_csv(
                source,
                read_options=pyarrow.csv.ReadOptions(
                    column_names=names, block_size=_BLOCK, use_threads=False
                ),
                parse_options=pyarrow.csv.ParseOptions(
                    delimiter=delimiter,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=skipped,
                ),
                convert_options=pyarrow.csv.ConvertOptions(
                    include_columns=[names[place] for place in wanted],
                    # Bytes, since one that is no text must cost its row only, not the file.
                    column_types=dict.fromkeys(names, pa.binary()),
                    strings_can_be_null=True,
                    null_values=[""],
                ),
            )
            for batch in reader:
                frame = pl.DataFrame(pl.from_arrow(batch))
                yield Piece(_as_text(frame), min(1.0, source.tell() / size))
        except pa.ArrowInvalid as problem:
            if "Empty CSV" in str(problem):
                return
            raise ExportUnreadable(
                f"Không đọc tiếp được {export.path.name}: {problem}. Kiểm tra dấu ngoặc kép chưa "
                "đóng, rồi xuất lại."
            ) from problem


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Bytes as text, with U+FFFD where they are none."""
    try:
        return frame.cast(pl.String)
    except pl.exceptions.ComputeError:
        return frame.select(pl.all().map_elements(_repaired, return_dtype=pl.String))


def _repaired(data: bytes) -> str:
    return data.decode("utf-8", "replace")
