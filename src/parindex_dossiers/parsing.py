"""Values of an export from text to their types, a column at a time.

What nearly all rows have is parsed in one vectorised pass; the few distinct texts left over go
through a plain function each. A text that is no value becomes null and is reported as unread.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from parindex_dossiers.coded_values import (
    CHANNEL_WORDS,
    CHANNELS,
    FLAG_WORDS,
    LEVEL_WORDS,
    PAYMENT_WORDS,
    STATUS_WORDS,
    STATUSES,
)
from parindex_dossiers.vocabulary import compact

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MOMENT = pl.Datetime("us")
_FORMATS = (
    "%d/%m/%Y %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%d-%m-%Y %H:%M",
    "%d-%m-%Y",
)
_BLANKS = {"", "null", "none", "nan", "nat", "-"}
# What some systems write for “no date”.
_EMPTY_DATES = ("0001-01-01", "01/01/0001", "1/1/0001")
_EXCEL_EPOCH = datetime(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_SLASHED = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,]+(\d{1,2})[:hg](\d{2})(?::(\d{2}))?)?"
)
_CLOCK_FIRST = re.compile(
    r"(\d{1,2})[:hg](\d{2})(?::(\d{2}))?[ ,]+(\d{1,2})[/-](\d{1,2})[/-](\d{4})"
)
_GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+")
_LONG_NUMBER = re.compile(r"\d[\d .-]{7,}\d")
_MAIL = re.compile(r"\S+@\S+")
_MOST_DIGITS = 18


class NotAValue(ValueError):
    """A text that its field cannot have."""


def parse_column(
    column: pl.Series, fast: Callable[[pl.Series], pl.Series], slow: Callable[[str], Any]
) -> tuple[pl.Series, pl.Series | None]:
    """The parsed column, and where a text stands that could not be read; None for nowhere."""
    parsed = fast(column)
    places = _unparsed(column, parsed)
    if places.is_empty():
        return parsed, None
    texts = column.gather(places).unique()
    values: dict[str, Any] = {}
    bad: list[str] = []
    for text in texts.to_list():
        try:
            values[text] = None if text.strip().lower() in _BLANKS else slow(text)
        except (NotAValue, ValueError, InvalidOperation):
            bad.append(text)
    found = {text: value for text, value in values.items() if value is not None}
    if found:
        keys = pl.Series(list(found), dtype=pl.String)
        read = pl.Series(list(found.values()), dtype=parsed.dtype)
        recovered = column.replace_strict(keys, read, default=None, return_dtype=parsed.dtype)
        parsed = pl.select(pl.coalesce(parsed, recovered)).to_series()
    # An empty value is not among the bad ones: null here would lose its row without a word.
    return parsed, column.is_in(bad).fill_null(value=False) if bad else None


class MomentReader:
    """Reads one column of moments; tries first the way of writing that it met most."""

    def __init__(self) -> None:
        self._usual = _FORMATS[0]

    def read(self, column: pl.Series) -> tuple[pl.Series, pl.Series | None]:
        """Moments in Vietnam's time without a zone, to the second."""
        return parse_column(column, self._fast, moment_from_text)

    def _fast(self, column: pl.Series) -> pl.Series:
        parsed = _moments(column, self._usual)
        left = _unparsed(column, parsed)
        for form in _FORMATS:
            if left.is_empty():
                break
            # One text tells whether a way of writing is worth trying on all that are left.
            if _moments(column.gather(left[:1]), form).null_count():
                continue
            found = _moments(column.gather(left), form)
            parsed = parsed.scatter(left, found)
            if len(left) > len(column) // 2:
                self._usual = form
            left = _unparsed(column, parsed)
        return parsed


def _moments(column: pl.Series, form: str) -> pl.Series:
    return column.str.to_datetime(form, strict=False, time_unit="us")


def _unparsed(column: pl.Series, parsed: pl.Series) -> pl.Series:
    """The places of texts that have become no moment; blank ones are none."""
    if parsed.null_count() == column.null_count():
        return pl.Series([], dtype=pl.UInt32)
    places = (parsed.is_null() & column.is_not_null()).arg_true()
    return places.filter(column.gather(places) != "")


def moment_from_text(text: str) -> datetime | None:
    """One moment in any way of writing: dd/mm/yyyy, ISO with or without zone, Excel's serial.

    :raises NotAValue: when it is none.
    """
    text = text.strip()
    if text.startswith(_EMPTY_DATES):
        return None
    if match := _SLASHED.fullmatch(text):
        day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
        return datetime(year, month, day, hour, minute, second)
    if match := _CLOCK_FIRST.fullmatch(text):
        hour, minute, second, day, month, year = (int(part or 0) for part in match.groups())
        return datetime(year, month, day, hour, minute, second)
    if _SERIAL.fullmatch(text):
        return _EXCEL_EPOCH + timedelta(seconds=round(Decimal(text) * 86_400))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise NotAValue(text) from problem
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None)
        except OverflowError as problem:
            raise NotAValue(text) from problem
    return moment.replace(microsecond=0)


def _whole(column: pl.Series, dtype: Any, among: range) -> pl.Series:
    numbers = column.cast(dtype, strict=False)
    least, most = numbers.min(), numbers.max()
    if least is None or (least >= among.start and most < among.stop):  # pyright: ignore[reportOperatorIssue]
        return numbers
    return numbers.set(~numbers.is_between(among.start, among.stop - 1), None)


def count_from_text(text: str) -> int:
    """A count such as “2” or “2.0”."""
    return _whole_number(Decimal(text.strip()))


def money_from_text(text: str) -> int:
    """Whole đồng: “50000”, “50.000 đ”, “50,000”, “50000.0”."""
    digits = compact_money(text)
    if _GROUPED.fullmatch(digits):
        digits = re.sub(r"[.,]", "", digits)
    return _whole_number(Decimal(digits.replace(",", ".")))


def _whole_number(number: Decimal) -> int:
    # Before it is told out: 1e999999999 is short to write and fills the memory.
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS or number < 0 or number % 1:
        raise NotAValue(str(number))
    return int(number)


def compact_money(text: str) -> str:
    """The number of a sum of money without its unit and spaces."""
    return re.sub(r"(?i)(vnđ|vnd|đồng|đ|\s)", "", unicodedata.normalize("NFC", text))


def _coded(words: Mapping[str, int], allowed: range) -> Callable[[str], int]:
    def read(text: str) -> int:
        key = compact(text.removesuffix(".0"))
        number = words.get(key, int(key) if key.isdecimal() else None)
        if number is None or number not in allowed:
            raise NotAValue(text)
        return number

    return read


def text_from_text(text: str) -> str | None:
    """Text in NFC without outer and repeated spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split()) or None


def procedure_from_text(text: str) -> str | None:
    """A procedure's code; Excel drops the last zeros of 1.000350, so they are put back."""
    cleaned = text_from_text(text)
    if cleaned and re.fullmatch(r"\d\.\d{1,5}", cleaned):
        return cleaned.ljust(8, "0")
    return cleaned


def reason_from_text(text: str) -> str | None:
    """A cause in words; phone and identity numbers and addresses of mail are blotted out."""
    cleaned = text_from_text(text)
    return cleaned and _MAIL.sub("•••", _LONG_NUMBER.sub("•••", cleaned))


def clean_texts(column: pl.Series, clean: Callable[[str], str | None]) -> pl.Series:
    """Each distinct text cleaned once."""
    texts = column.drop_nulls().unique()
    changed = {text: new for text in texts.to_list() if (new := clean(text)) != text}
    if not changed:
        return column
    keys = pl.Series(list(changed), dtype=pl.String)
    return column.replace(keys, pl.Series(list(changed.values()), dtype=pl.String))


Reader = Callable[[pl.Series], tuple[pl.Series, pl.Series | None]]


def _reader(dtype: Any, among: range, slow: Callable[[str], int]) -> Reader:
    def within(text: str) -> int:
        number = slow(text)
        if number not in among:
            raise NotAValue(text)
        return number

    return lambda column: parse_column(column, lambda text: _whole(text, dtype, among), within)


READERS: dict[str, Reader] = {
    "count": _reader(pl.Int16, range(1000), count_from_text),
    "money": _reader(pl.Int64, range(10**13), money_from_text),
    "flag": _reader(pl.Int8, range(2), _coded(FLAG_WORDS, range(2))),
    "channel": _reader(pl.Int8, range(1, 4), _coded(CHANNEL_WORDS, range(1, len(CHANNELS) + 1))),
    "level": _reader(pl.Int8, range(2, 5), _coded(LEVEL_WORDS, range(2, 5))),
    "status": _reader(pl.Int8, range(1, 11), _coded(STATUS_WORDS, range(1, len(STATUSES) + 1))),
    "payment": _reader(pl.Int8, range(3), _coded(PAYMENT_WORDS, range(3))),
}
