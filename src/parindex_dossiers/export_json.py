"""Exports as JSON: a list of dossiers, or an object that holds such a list."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from parindex_dossiers.errors import ExportUnreadable
from parindex_dossiers.exports import Export, Piece, clean_headers, header_place, no_header

_ROWS = 50_000


def open_json(path: Path) -> Export:
    """Read the file whole; the names of the first dossiers' entries are the headers."""
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=str)
    except json.JSONDecodeError as problem:
        raise _unreadable(
            path, f"hỏng từ dòng {problem.lineno}, ký tự {problem.colno}"
        ) from problem
    except UnicodeDecodeError as problem:
        raise _unreadable(path, "không phải chữ UTF-8") from problem
    except (ValueError, RecursionError) as problem:
        # A number of thousands of digits, or lists within lists by the thousand.
        raise _unreadable(path, "có số quá dài hoặc lồng quá sâu") from problem
    rows = _dossiers(content)
    headers = tuple(dict.fromkeys(name for row in rows for name in row))
    if header_place([headers]) is None:
        raise no_header(path)
    synthetic = isinstance(content, dict) and content.get("synthetic") is True
    export = Export(path, clean_headers(headers), 1, lambda wanted: iter(()), synthetic)
    export.read = lambda wanted: _read(rows, headers, wanted)
    return export


def _unreadable(path: Path, why: str) -> ExportUnreadable:
    return ExportUnreadable(
        f"{path.name} không phải JSON đọc được: {why}. Xuất lại tệp từ hệ thống một cửa."
    )


def _dossiers(content: Any) -> list[dict[str, Any]]:
    """The longest list of objects in the file, at the top or one or two levels down."""
    lists = [content] if isinstance(content, list) else []
    if isinstance(content, dict):
        inner = [value for value in content.values() if isinstance(value, list | dict)]
        for value in inner:
            lists.extend(value.values() if isinstance(value, dict) else [value])
    rows = [
        [row for row in value if isinstance(row, dict)]
        for value in lists
        if isinstance(value, list)
    ]
    return max(rows, key=len, default=[])


def _read(
    rows: list[dict[str, Any]], headers: Sequence[str], wanted: Sequence[int]
) -> Iterator[Piece]:
    for start in range(0, len(rows), _ROWS):
        piece = rows[start : start + _ROWS]
        columns = {
            str(place): [_as_text(row.get(headers[place])) for row in piece] for place in wanted
        }
        frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
        yield Piece(frame, (start + len(piece)) / len(rows))


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    return json.dumps(value, ensure_ascii=False)
