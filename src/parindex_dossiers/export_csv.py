"""Exports as .csv: comma, semicolon or tab; UTF-8 with or without BOM, or Excel's UTF-16."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

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
_BLOCK = 32 * 1024 * 1024


class _Utf8Stream(io.RawIOBase):
    """The file as clean UTF-8: no BOM, and U+FFFD where bytes are no text."""

    def __init__(self, path: Path, skip_lines: int = 0) -> None:
        self._file = path.open("rb")
        start = self._file.read(3)
        if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            encoding, offset = "utf-16", 0
        else:
            encoding, offset = "utf-8", 3 if start == codecs.BOM_UTF8 else 0
        self._file.seek(offset)
        self._plain = encoding == "utf-8"
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = b""
        for _ in range(skip_lines):
            self._skip_line()

    def _skip_line(self) -> None:
        while b"\n" not in self._rest:
            more = self._next(65_536)
            if not more:
                self._rest = b""
                return
            self._rest += more
        self._rest = self._rest.split(b"\n", 1)[1]

    def _next(self, size: int) -> bytes:
        while True:
            data = self._file.read(size)
            text = self._decoder.decode(data, final=not data)
            if text or not data:
                return text.encode()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            return b"".join(iter(lambda: self.read(_BLOCK), b""))
        if self._rest:
            data, self._rest = self._rest, b""
            return data
        return self._next(size)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        super().close()


def open_csv(path: Path) -> Export:
    """Find the delimiter and the header; the rows are read by pyarrow in blocks."""
    stream = _Utf8Stream(path)
    text = b"".join(iter(lambda: stream.read(65_536) if stream.tell() < _SNIFFED else b"", b""))
    stream.close()
    found = _find_header(text.decode())
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

    size = max(export.path.stat().st_size, 1)
    with _Utf8Stream(export.path, skip) as stream:
        try:
            reader = pyarrow.csv.open_csv(
                pa.PythonFile(stream, mode="r"),
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
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=False,
                    check_utf8=False,
                ),
            )
            for batch in reader:
                frame = pl.DataFrame(pl.from_arrow(batch))
                yield Piece(frame, min(1.0, stream.tell() / size))
        except pa.ArrowInvalid as problem:
            if "Empty CSV" in str(problem):
                return
            raise ExportUnreadable(
                f"Không đọc tiếp được {export.path.name}: {problem}. Kiểm tra dấu ngoặc kép chưa "
                "đóng, rồi xuất lại."
            ) from problem
