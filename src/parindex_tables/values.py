"""From what a cell shows to the value that its column asks for."""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation, localcontext

from parindex_core.framework import Label
from parindex_core.vietnamese.dates import format_date
from parindex_core.vietnamese.numbers import format_number, parse_number
from parindex_tables.cells import Cell
from parindex_tables.columns import Column, Kind, Value, compact

_YES = frozenset(["co", "x", "yes", "y", "true", "1", "dung", "v"])
_NO = frozenset(["khong", "no", "n", "false", "0", "sai"])
_TICKS = frozenset("✓✔☑")
# Excel keeps fifteen digits; what stands behind them is the trace of binary arithmetic.
_DIGITS = 15


class ValueRefused(ValueError):
    """The cell does not say what its column asks for."""

    def __init__(self, reason: Label, mend: Label) -> None:
        super().__init__(reason.vi)
        self.reason = reason
        self.mend = mend


def shown(cell: Cell) -> str:
    """The cell's text as a person sees it."""
    if cell.kind == "number":
        number = _number(cell)
        return cell.text if number is None else f"{number:f}"
    if cell.kind == "date":
        moment = datetime.fromisoformat(cell.text)
        time = f" {moment:%H:%M}" if (moment.hour or moment.minute) else ""
        return format_date(moment.date()) + time
    if cell.kind == "yes_no":
        return "có" if cell.text == "1" else "không"
    return unicodedata.normalize("NFC", cell.text).strip()


def value_of(column: Column, cell: Cell) -> Value:
    """What a cell that is not empty says.

    :raises ValueRefused: with why it says nothing, and how to mend it.
    """
    if cell.kind == "error":
        raise ValueRefused(
            Label("là lỗi của công thức", "is the error of a formula"),
            Label("Sửa công thức hoặc ghi giá trị.", "Mend the formula or write the value."),
        )
    return _READERS[column.kind](column, cell)


def _text(column: Column, cell: Cell) -> str:
    text = shown(cell)
    if len(text) > column.longest:
        longest = column.longest
        raise ValueRefused(
            Label(f"dài {len(text)} ký tự", f"is {len(text)} characters long"),
            Label(f"Viết gọn còn {longest} ký tự.", f"Shorten it to {longest} characters."),
        )
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in text):
        raise ValueRefused(
            Label("có ký tự điều khiển không nhìn thấy", "holds a control character"),
            Label("Xóa ô và gõ lại.", "Clear the cell and type it again."),
        )
    return text


def _integer(column: Column, cell: Cell) -> int:
    number = _number(cell)
    if number is None or number != number.to_integral_value():
        raise ValueRefused(
            Label("không phải số nguyên", "is not a whole number"),
            Label("Ghi số nguyên, ví dụ 15.", "Write a whole number, such as 15."),
        )
    return int(_within(column, number))


def _decimal(column: Column, cell: Cell) -> Decimal:
    number = _number(cell)
    if number is None:
        raise ValueRefused(
            Label("không phải số", "is not a number"),
            Label("Ghi số, ví dụ 12,5.", "Write a number, such as 12,5."),
        )
    return _within(column, number)


def _within(column: Column, number: Decimal) -> Decimal:
    if column.least is not None and number < column.least:
        least = format_number(column.least)
        raise ValueRefused(
            Label(f"nhỏ hơn {least}", f"is less than {least}"),
            Label(f"Ghi số từ {least} trở lên.", f"Write a number from {least} up."),
        )
    if column.most is not None and number > column.most:
        most = format_number(column.most)
        raise ValueRefused(
            Label(f"lớn hơn {most}", f"is more than {most}"),
            Label(f"Ghi số không quá {most}.", f"Write a number up to {most}."),
        )
    return number


def _number(cell: Cell) -> Decimal | None:
    try:
        if cell.kind == "text":
            return parse_number(cell.text)
        number = Decimal(cell.text)
    except (ValueError, InvalidOperation):
        return None
    if cell.kind != "number" or not number.is_finite() or abs(number.adjusted()) > 30:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        number = +number
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def _date(column: Column, cell: Cell) -> date:
    day = _day(cell)
    if day is None or not 1900 <= day.year <= 2100:
        raise ValueRefused(
            Label("không phải ngày tháng", "is not a date"),
            Label(
                "Ghi ngày/tháng/năm bốn chữ số, ví dụ 27/5/2021.",
                "Write day/month/year with four digits, such as 27/5/2021.",
            ),
        )
    return day


def _day(cell: Cell) -> date | None:
    try:
        if cell.kind == "date":
            return datetime.fromisoformat(cell.text).date()
        if cell.kind != "text":
            return None
        text = cell.text.strip()
        if text[:5].endswith("-") and text[:4].isdecimal():
            return date.fromisoformat(text[:10])
        day, month, year = (
            int(part) for part in text.replace("-", "/").replace(".", "/").split("/")
        )
        return date(year, month, day)
    except ValueError:
        return None


def _yes_no(column: Column, cell: Cell) -> bool:
    said = compact(shown(cell))
    if said in _YES or cell.text.strip() in _TICKS:
        return True
    if said in _NO:
        return False
    raise ValueRefused(
        Label("không phải có hoặc không", "is neither yes nor no"),
        Label("Ghi “có” hoặc “không”.", "Write “có” or “không” (yes or no)."),
    )


def _choice(column: Column, cell: Cell) -> str:
    said = compact(shown(cell))
    for value, words in column.choices.items():
        if said in (compact(value), compact(words.vi), compact(words.en)):
            return value
    raise ValueRefused(
        Label("không có trong danh sách", "is not in the list"),
        Label(
            "Ghi một trong: " + "; ".join(words.vi for words in column.choices.values()) + ".",
            "Write one of: " + "; ".join(words.en for words in column.choices.values()) + ".",
        ),
    )


def _free(column: Column, cell: Cell) -> Value:
    if cell.kind == "date":
        raise ValueRefused(
            Label("là ngày tháng", "is a date"),
            Label("Ghi số hoặc chữ.", "Write a number or words."),
        )
    if cell.kind == "yes_no":
        return cell.text == "1"
    number = _number(cell) if cell.kind == "number" else None
    return _text(column, cell) if number is None else number


_READERS: Mapping[Kind, Callable[[Column, Cell], Value]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.FREE: _free,
}
