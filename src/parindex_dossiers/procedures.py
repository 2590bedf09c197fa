"""The procedures that dossiers lean on: longest time in working days, result on paper, name.

From a file of the catalogue: JSON (a list, or an object by code) or .csv. The longest time serves
dossiers without an appointed return; “result on paper” decides what counts as online.
"""

import csv
import io
import json
from pathlib import Path
from typing import Any

import polars as pl

from parindex_dossiers.errors import ExportUnreadable
from parindex_dossiers.parsing import procedure_from_text
from parindex_dossiers.vocabulary import compact

PROCEDURES_FILE = "procedures.json"
_SCHEMA = {
    "procedure": pl.String,
    "limit_working_days": pl.Int32,
    "result_on_paper": pl.Boolean,
    "procedure_name": pl.String,
}
_SPELLINGS = {
    "code": "code matthc mathutuc ma",
    "name": "name tentthc tenthutuc ten",
    "working_days": "workingdays limitworkingdays processingtime thoigiangiaiquyet thoihan "
    "thoihangiaiquyet songaylamviec thoigianxuly ngaylamviec",
    "result_on_paper": "resultonpaper ketquagiay ketqualagiay",
}
_HEADERS = {
    spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings.split()
}
# Of a file that is another thing altogether every row is wrong; so many say it.
_LISTED = 20
_HOW = "Ghi JSON hoặc .csv có các cột “Mã thủ tục”, “Thời hạn giải quyết” (ngày làm việc)."
_YES = {"1", "true", "co", "x", "yes"}


def read_procedures(path: Path) -> list[dict[str, Any]]:
    """The entries ``{code, name, working_days, result_on_paper}`` of a file, in its order.

    :raises ExportUnreadable: with the entries that cannot be used, or why there is none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = _json_rows(text) if path.suffix.lower() == ".json" else _csv_rows(text)
    except OSError as problem:
        raise ExportUnreadable(
            f"Không đọc được danh mục thủ tục {path.name}: {problem.strerror}."
        ) from problem
    except (ValueError, csv.Error) as problem:
        raise ExportUnreadable(
            f"Tệp {path.name} không phải danh mục thủ tục dạng JSON hoặc .csv. {_HOW}"
        ) from problem
    problems: list[str] = []
    entries = [_entry(number, row, problems) for number, row in enumerate(rows, start=1)]
    if not any(entry["code"] for entry in entries):
        raise ExportUnreadable(f"Tệp {path.name} không có mã thủ tục nào. {_HOW}")
    if problems:
        more = [f"… và {len(problems) - _LISTED} lỗi nữa."] if len(problems) > _LISTED else []
        raise ExportUnreadable("\n".join([*problems[:_LISTED], *more]))
    return entries


def _json_rows(text: str) -> list[dict[str, Any]]:
    content = json.loads(text)
    if isinstance(content, dict):
        inner = [value for value in content.values() if isinstance(value, list)]
        if inner:
            content = inner[0]
        else:
            content = [
                {"code": code, **(entry if isinstance(entry, dict) else {"working_days": entry})}
                for code, entry in content.items()
            ]
    rows = content if isinstance(content, list) else []
    return [row for row in rows if isinstance(row, dict)]


def _csv_rows(text: str) -> list[dict[str, Any]]:
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def _entry(number: int, row: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    named = {_HEADERS.get(compact(str(key)), ""): value for key, value in row.items()}
    code = procedure_from_text(str(named.get("code") or ""))
    days = named.get("working_days")
    if not code:
        problems.append(f"Thủ tục thứ {number}: thiếu mã thủ tục. Ghi mã như 1.000358.")
    if days not in (None, "") and not (str(days).strip().isdecimal()):
        problems.append(
            f"Thủ tục thứ {number}: thời hạn “{days}” không phải số ngày làm việc. Ghi số nguyên."
        )
        days = None
    return {
        "code": code,
        "name": named.get("name") or None,
        "working_days": None if days in (None, "") else int(str(days)),
        "result_on_paper": compact(str(named.get("result_on_paper", ""))) in _YES,
    }


def procedures_table(entries: list[dict[str, Any]]) -> pl.DataFrame:
    """The entries as a table to join; a code given twice counts as it stands last."""
    rows = {
        entry["code"]: (
            entry["code"],
            entry["working_days"],
            entry["result_on_paper"],
            entry["name"],
        )
        for entry in entries
    }
    return pl.DataFrame(list(rows.values()), schema=_SCHEMA, orient="row")
