"""Rows of an export checked: what can be counted goes on, every other row is named with a reason.

A rejected row has one problem or several; each names the column as the export heads it, the value
as it stands there and, in a Vietnamese sentence, what is wrong.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

import polars as pl

from parindex_dossiers.calendar_days import FIRST_DAY, LAST_DAY
from parindex_dossiers.coded_values import ENDED_STATES, GIVEN_UP, NOT_TAKEN_IN
from parindex_dossiers.mapping import ColumnMapping
from parindex_dossiers.parsing import (
    MOMENT,
    READERS,
    MomentReader,
    clean_texts,
    procedure_from_text,
    reason_from_text,
    text_from_text,
)
from parindex_dossiers.vocabulary import FIELD_BY_COLUMN, FIELDS, Kind

UNREADABLE = {
    "moment": "Không đọc được ngày giờ; ghi dạng 27/5/2021 hoặc 27/5/2021 14:30.",
    "count": "Không phải số lần; ghi số nguyên như 0, 1, 2.",
    "money": "Không phải số tiền; ghi số đồng như 50000.",
    "flag": "Chỉ nhận 0 hoặc 1.",
    "channel": "Kênh thực hiện chỉ nhận 1 (trực tiếp), 2 (trực tuyến), 3 (bưu chính).",
    "level": "Mức độ chỉ nhận 2, 3, 4, MOTPHAN hoặc TOANTRINH.",
    "status": "Trạng thái chỉ nhận số 1 đến 10 hoặc tên trạng thái.",
    "payment": "Thanh toán trực tuyến chỉ nhận 0, 1 (Cổng quốc gia), 2 (cổng địa phương).",
}
DTYPES: dict[Kind, pl.DataType] = {
    "text": pl.String(),
    "moment": MOMENT,
    "count": pl.Int16(),
    "money": pl.Int64(),
    "flag": pl.Int8(),
    "channel": pl.Int8(),
    "level": pl.Int8(),
    "status": pl.Int8(),
    "payment": pl.Int8(),
}
_LONGEST_TEXT = 1000
_UNKNOWN_LETTER = "\ufffd"


@dataclass(frozen=True)
class Problem:
    """Why a row was refused. ``place`` counts the records of the export from 0."""

    place: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Checked:
    """A piece after checking: good rows typed, with their place; problems of the others."""

    good: pl.DataFrame
    problems: list[Problem]
    rejected: pl.DataFrame
    """The refused rows as text, by place, with the export's own stored columns."""


class Checker:
    """Checks the pieces of one export."""

    def __init__(self, mapping: ColumnMapping) -> None:
        self._columns = {
            field.column: str(mapping.fields[field.name])
            for field in FIELDS
            if field.name in mapping.fields
        }
        self._headers = {field.column: mapping.header_of(field.name) for field in FIELDS}
        self._moments = {column: MomentReader() for column in self._columns}

    def check(self, piece: pl.DataFrame, first_place: int) -> Checked:
        """Type the piece and take out the rows that cannot be counted."""
        texts = piece.select(
            *(pl.col(place).alias(column) for column, place in self._columns.items())
        )
        typed, unread = self._typed(texts)
        blank = pl.all_horizontal(
            (pl.col(column).is_null() | (pl.col(column).str.strip_chars() == ""))
            for column in texts.columns
        )
        # Only a row without a code can be blank: the others are spared the look.
        blanks = typed["code"].is_null()
        if blanks.any():
            blanks = blanks & texts.select(blank).to_series()
        checks = [*unread, *_checks(typed)]
        typed = typed.with_columns(
            pl.int_range(first_place, first_place + piece.height, dtype=pl.Int64).alias("place")
        )
        if not checks:
            return Checked(typed, [], piece.clear())
        wrong = reduce(or_, (mask for _, mask, _ in checks)) & ~blanks
        rejected = piece.with_columns(typed["place"]).filter(wrong)
        problems = self._problems(texts, checks, wrong, first_place)
        return Checked(typed.filter(~(wrong | blanks)), problems, rejected)

    def _typed(self, texts: pl.DataFrame) -> tuple[pl.DataFrame, list[tuple[str, pl.Series, str]]]:
        columns: list[pl.Series] = []
        unread: list[tuple[str, pl.Series, str]] = []
        for column, field in FIELD_BY_COLUMN.items():
            if column not in texts.columns:
                empty = pl.Series(column, [None], dtype=DTYPES[field.kind])
                columns.append(empty.new_from_index(0, texts.height))
                continue
            text = texts[column]
            if field.kind == "text":
                columns.append(_text(column, text).alias(column))
                continue
            reader = self._moments[column].read if field.kind == "moment" else READERS[field.kind]
            parsed, bad = reader(text)
            columns.append(parsed.alias(column))
            if bad is not None:
                unread.append((column, bad, UNREADABLE[field.kind]))
        return pl.DataFrame(columns), unread

    def _problems(
        self,
        texts: pl.DataFrame,
        checks: list[tuple[str, pl.Series, str]],
        wrong: pl.Series,
        first_place: int,
    ) -> list[Problem]:
        problems = []
        told: set[tuple[str, int]] = set()
        for column, mask, reason in checks:
            for place in (mask & wrong).arg_true().to_list():
                # A value that cannot be read is missing to the later checks; say it once.
                if (column, place) in told:
                    continue
                told.add((column, place))
                value = texts[column][place] if column in texts.columns else None
                problems.append(
                    Problem(first_place + place, self._headers[column], value or "", reason)
                )
        return sorted(problems, key=lambda problem: problem.place)


def _text(column: str, text: pl.Series) -> pl.Series:
    cleaners = {"procedure": procedure_from_text, "objective_reason": reason_from_text}
    if column in ("code", "result_file"):
        # One of its own in every row: nothing to clean once for many.
        stripped = text.str.strip_chars()
    else:
        stripped = clean_texts(text, cleaners.get(column, text_from_text))
    return pl.select(pl.when(stripped != "").then(stripped)).to_series()


def _checks(typed: pl.DataFrame) -> list[tuple[str, pl.Series, str]]:
    """(column, rows that are wrong, reason); a row may be wrong in several ways."""
    column = pl.col
    received, ended = column("received_at"), pl.coalesce("processed_at", "returned_at")
    status = column("status")
    taken_in = ~status.is_in(NOT_TAKEN_IN).fill_null(False)
    requested, completed = column("supplement_requested_at"), column("supplement_completed_at")
    day = pl.duration(days=1)
    rules = [
        ("code", column("code").is_null(), "Thiếu mã hồ sơ."),
        *(
            (name, column(name).str.len_chars() > _LONGEST_TEXT, "Dài quá 1000 chữ.")
            for name in ("code", "unit", "unit_name", "procedure", "procedure_name", "field")
        ),
        *(
            (
                name,
                column(name).str.contains(_UNKNOWN_LETTER, literal=True),
                "Có ký tự không đọc được; xuất lại tệp bằng mã UTF-8.",
            )
            for name in ("code", "unit", "unit_name", "procedure", "procedure_name", "field")
        ),
        (
            "received_at",
            received.is_null()
            & taken_in
            & ~(status.is_in(GIVEN_UP) & ended.is_null()).fill_null(False),
            "Thiếu ngày tiếp nhận của hồ sơ đã tiếp nhận.",
        ),
        (
            "submitted_at",
            received.is_null() & column("submitted_at").is_null() & ~taken_in,
            "Thiếu ngày nộp của hồ sơ chưa tiếp nhận.",
        ),
        *(
            (
                name,
                ~column(name).dt.date().is_between(FIRST_DAY, LAST_DAY),
                f"Năm nằm ngoài {FIRST_DAY.year} đến {LAST_DAY.year}.",
            )
            for name, field in FIELD_BY_COLUMN.items()
            if field.kind == "moment"
        ),
        (
            "appointed_at",
            column("appointed_at") + day <= received,
            "Ngày hẹn trả sớm hơn ngày tiếp nhận.",
        ),
        ("processed_at", column("processed_at") < received, "Kết thúc xử lý trước khi tiếp nhận."),
        ("returned_at", column("returned_at") < received, "Trả kết quả trước khi tiếp nhận."),
        (
            "supplement_requested_at",
            requested.is_null() & completed.is_not_null(),
            "Có ngày hoàn thành bổ sung mà thiếu ngày yêu cầu bổ sung.",
        ),
        (
            "supplement_completed_at",
            completed < requested,
            "Hoàn thành bổ sung trước khi yêu cầu bổ sung.",
        ),
        (
            "status",
            status.is_in(ENDED_STATES) & ended.is_null() & received.is_not_null(),
            "Hồ sơ đã kết thúc mà thiếu ngày kết thúc xử lý và ngày trả.",
        ),
    ]
    masks = typed.select(
        mask.fill_null(False).alias(str(number)) for number, (_, mask, _) in enumerate(rules)
    )
    found = masks.select(pl.all().any()).row(0)
    return [
        (name, masks[str(number)], reason)
        for number, (name, _, reason) in enumerate(rules)
        if found[number]
    ]
