"""Single values of a procedure in the national database's JSON, each checked before it is used."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from parindex_core.framework import Label
from parindex_core.vietnamese.numbers import format_number

# Its days are of Vietnam's time, where midnight is still the day before in UTC.
_ZONE = timezone(timedelta(hours=7))
_SHOWN = 60  # characters of a value that a problem quotes
_MONTHS_IN_A_YEAR = 12
# The catalogue's units; what is not among them (“OTHER”) says no time.
_UNITS = {
    "WORKING_DAY": ("working_day", 1),
    "DAY": ("day", 1),
    "HOUR": ("hour", 1),
    "MONTH": ("month", 1),
    "YEAR": ("month", _MONTHS_IN_A_YEAR),
}
_LONGEST_TIME = 32_767
_LARGEST_FEE = 1_000_000_000_000
_LONGEST_NOTE, _LONGEST_NUMBER = 500, 100
_MOST_FEES_NAMED = 5


@dataclass(frozen=True)
class NationalProblem:
    """One thing to mend: in which procedure, in what entry of it, with what value."""

    place: Label
    entry: str
    value: str
    reason: Label
    mend: Label


class NationalRefused(ValueError):
    """A value, or the file, is not as the national database writes it."""

    def __init__(self, entry: str, reason: Label, mend: Label, value: object = "") -> None:
        super().__init__(reason.vi)
        self.entry, self.reason, self.mend = entry, reason, mend
        text = value if isinstance(value, str) else str(value)
        self.value = text[:_SHOWN]

    def at(self, place: Label) -> NationalProblem:
        """The problem at its place in the file."""
        return NationalProblem(place, self.entry, self.value, self.reason, self.mend)


def text_of(entry: Mapping[str, Any], name: str) -> str:
    """A text, NFC and without blanks around it; empty where there is none.

    :raises NationalRefused: for what is no text, and for one with control characters.
    """
    value = entry.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _no(name, value, "không phải chữ", "is no text")
    text = unicodedata.normalize("NFC", value).strip()
    if any(
        unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\r\n\t" for letter in text
    ):
        raise _no(name, "", "có ký tự điều khiển không nhìn thấy", "holds a control character")
    return text


def flag_of(entry: Mapping[str, Any], name: str) -> bool:
    """A yes or no; absent is no.

    :raises NationalRefused: for anything else.
    """
    value = entry.get(name)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _no(name, value, "không phải true hoặc false", "is neither true nor false")


def names_of(entry: Mapping[str, Any], name: str) -> list[tuple[str, str]]:
    """Code and name of each object of a list; those without a name are left out."""
    found = [(text_of(inner, "code"), text_of(inner, "name")) for inner in _objects(entry, name)]
    return [(code, " ".join(words.split())) for code, words in found if words]


def methods_of(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The manners in which dossiers are sent in."""
    return _objects(entry, "executionMethods")


def time_said(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The longest time of the manners; none where they count in different units."""
    times: dict[str, int] = {}
    for method in methods_of(entry):
        name, factor = _UNITS.get(text_of(method, "processingTimeUnit"), ("", 1))
        time = _whole(method, "processingTime", _LONGEST_TIME // factor)
        if name and time is not None:
            times[name] = max(times.get(name, 0), time * factor)
    if not times:
        return {}
    if len(times) > 1:
        return {"processing_time": None}
    (name, time), *_ = times.items()
    return {"processing_time": time, "time_unit": name}


def fees_said(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fee; None with all of them in words where they differ, nothing without manners."""
    methods = methods_of(entry)
    if not methods:
        return {}
    amounts: dict[int, None] = {}
    notes: dict[str, None] = {}
    for method in methods:
        for fee in _objects(method, "fees"):
            amount = _whole(fee, "value", _LARGEST_FEE)
            if amount is not None:
                amounts[amount] = None
            notes |= dict.fromkeys(filter(None, [" ".join(text_of(fee, "description").split())]))
    words = "; ".join(notes)
    if len(amounts) > 1:
        named = [format_number(amount) for amount in sorted(amounts)][:_MOST_FEES_NAMED]
        words = "; ".join([f"{' / '.join(named)} đồng", *notes])
        return {"fee": None, "fee_note": cut(words, _LONGEST_NOTE)}
    if not amounts and words:
        return {"fee": None, "fee_note": cut(words, _LONGEST_NOTE)}
    return {"fee": next(iter(amounts), 0), "fee_note": cut(words, _LONGEST_NOTE)}


def proposal_said(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The decision that published the procedure, and when it was made public."""
    proposal = entry.get("procedureProposal")
    if proposal is None:
        proposal = {}
    if not isinstance(proposal, dict):
        raise _no("procedureProposal", proposal, "không phải đối tượng", "is no object")
    said: dict[str, Any] = {
        "decision_number": text_of(entry, "decisionNo")
        or text_of(proposal, "decisionNumber")
        or text_of(proposal, "proposalNumber"),
        "decision_signed_on": _day(proposal, "decisionDate"),
        "made_public_on": _day(proposal, "publicationDate"),
    }
    said["decision_number"] = cut(said["decision_number"], _LONGEST_NUMBER)
    return {name: value for name, value in said.items() if value}


def _objects(entry: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = entry.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(inner, dict) for inner in found):
        raise _no(name, "", "không phải danh sách các đối tượng", "is no list of objects")
    return found


def _whole(entry: Mapping[str, Any], name: str, most: int) -> int | None:
    """A whole number from 0, also as a text; None where there is none."""
    value = entry.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdecimal():
        value = Decimal(value.strip())
    if isinstance(value, Decimal) and value.is_finite() and 0 <= value <= most:
        value = int(value) if value == value.to_integral_value() else value
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise _no(
            name, value, f"không phải số nguyên từ 0 đến {most}",
            f"is no whole number from 0 to {most}",
        )  # fmt: skip
    return value


def _day(entry: Mapping[str, Any], name: str) -> date | None:
    """A day: milliseconds since 1970, ISO, or day/month/year."""
    value = entry.get(name)
    if value is None or value == "":
        return None
    try:
        day = _day_of(value)
    except (ValueError, OverflowError, OSError):
        day = None
    if day is None or not 1990 <= day.year <= 2100:
        raise _no(name, value, "không phải ngày tháng", "is no date")
    return day


def _day_of(value: Any) -> date | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return datetime.fromtimestamp(value / 1000, _ZONE).date()
    if not isinstance(value, str):
        return None
    text = value.strip()
    if "/" in text:
        day, month, year = (int(part) for part in text[:10].split("/"))
        return date(year, month, day)
    moment = datetime.fromisoformat(text)
    return (moment.astimezone(_ZONE) if moment.tzinfo else moment).date()


def cut(text: str, longest: int) -> str:
    """A text that the catalogue can hold; what was cut off is seen by its end."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _no(name: str, value: object, reason: str, reason_en: str) -> NationalRefused:
    mend = Label(
        "Sửa trong tệp, hoặc tải lại tệp từ Cơ sở dữ liệu quốc gia về TTHC.",
        "Mend it in the file, or take the file from the national database again.",
    )
    shown = type(value).__name__ if isinstance(value, list | dict) else value
    return NationalRefused(name, Label(reason, reason_en), mend, shown)
