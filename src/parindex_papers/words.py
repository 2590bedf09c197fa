"""The fixed wording of a paper's parts, shared by all writers."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

from parindex_core.vietnamese.dates import format_date, format_long_date
from parindex_core.vietnamese.numbers import format_number
from parindex_papers.model import Cell, Column, Letterhead, Paper

ILLUSTRATIVE = "(Số liệu minh họa)"
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def printable(text: str) -> str:
    """NFC, without the control characters that no document format can hold; line breaks stay."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(
        character
        for character in composed
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cs", "Cn")
    )


def number_line(letterhead: Letterhead) -> str:
    """“Số: 12/BC-SKHCN”; a gap for the number that the registry will give."""
    return f"Số: {letterhead.number or '        '}/{letterhead.symbol}"


def place_and_date(letterhead: Letterhead) -> str:
    """“Quảng Ngãi, ngày 27 tháng 5 năm 2021”; gaps for a day that is not yet known."""
    if not letterhead.place:
        return ""
    return f"{letterhead.place}, {day_or_gap(letterhead.day)}"


def day_or_gap(day: date | None) -> str:
    """“ngày 27 tháng 5 năm 2021”, or dots to be filled by hand."""
    return format_long_date(day) if day else "ngày … tháng … năm …"


def named_or_gap(name: str) -> str:
    """A name as the end of a sentence; dots to be filled by hand."""
    return f"{name}." if name else "…"


def moment(when: datetime) -> str:
    """“14 giờ 30 phút, ngày 27 tháng 5 năm 2021”."""
    return f"{when.hour} giờ {when.minute:02d} phút, {format_long_date(when.date())}"


def issuer(name: str) -> str:
    """A body's name in capitals; a people's committee's breaks before its province or commune."""
    capitals = printable(name).upper()
    return capitals.replace("ỦY BAN NHÂN DÂN ", "ỦY BAN NHÂN DÂN\n", 1)


def subject_of_dispatch(subject: str) -> str:
    """The line under the number of a dispatch."""
    return f"V/v {subject}"


def recipient_lines(recipients: tuple[str, ...]) -> list[str]:
    """“- Như trên;” and so on, the last with a full stop."""
    last = len(recipients) - 1
    return [f"- {name}{'.' if at == last else ';'}" for at, name in enumerate(recipients)]


def addressee_lines(addressees: tuple[str, ...]) -> list[str]:
    """One addressee on the line of “Kính gửi:”, several under it, each with its dash."""
    if len(addressees) == 1:
        return [f"Kính gửi: {addressees[0]}"]
    return ["Kính gửi:", *recipient_lines(addressees)] if addressees else []


def appendix_label(paper: Paper, place: int) -> str:
    """“Phụ lục”, or “Phụ lục II” where there are several (Roman numerals)."""
    if len(paper.appendices) == 1:
        return "Phụ lục"
    return f"Phụ lục {'X' * ((place + 1) // 10)}{_ROMAN[(place + 1) % 10]}"


def attached_to(paper: Paper) -> str:
    """“(Kèm theo Báo cáo số 12/BC-SKHCN ngày … của …)” under the title of an appendix."""
    head = paper.letterhead
    kind = printable(paper.kind).capitalize() or "Công văn"
    number = f"{head.number or '…'}/{head.symbol}"
    return f"(Kèm theo {kind} số {number} {day_or_gap(head.day)} của {head.issuing_body})"


def cell_text(column: Column, value: Cell) -> str:
    """A cell as it is printed: 1.234,56 and 27/5/2021; nothing for a missing value."""
    if value is None:
        return ""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, int | Decimal):
        return format_number(value, column.places)
    return format_date(value)
