"""The periodic report of reform: fixed headings, figures, and the words of the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from parindex_core.vietnamese.numbers import format_number
from parindex_papers.model import (
    Appendix,
    Block,
    Cell,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)

# Source: Resolution 76/NQ-CP of 15/7/2021, the six contents of reform for 2021 to 2030.
_CONTENTS = {
    "institutions": "1. Cải cách thể chế",
    "procedures": "2. Cải cách thủ tục hành chính",
    "organisation": "3. Cải cách tổ chức bộ máy hành chính nhà nước",
    "civil_service": "4. Cải cách chế độ công vụ",
    "finance": "5. Cải cách tài chính công",
    "digital": "6. Xây dựng và phát triển Chính phủ điện tử, Chính phủ số",
}
_NOTHING = "Trong kỳ không có nội dung phát sinh."
# A table with more units than that would not be read on a page.
_MOST_UNITS = 8


@dataclass(frozen=True)
class Told:
    """What a question was answered by: a number with its unit, or words of one or more lines."""

    label: str
    number: Decimal | None = None
    unit: str = ""
    words: str = ""


@dataclass(frozen=True)
class UnitFigures:
    """A number of the report with what each unit gave; None: that unit gave none."""

    label: str
    unit: str
    by_unit: tuple[Decimal | None, ...]
    total: Decimal | None


@dataclass(frozen=True)
class PeriodicReport:
    """``period``: as within a sentence, such as “quý IV năm 2021”.

    ``subject``: of an ad hoc report; without it that of a periodic one. ``told``: by heading, in
    the order of the form; what was not answered is not in it. ``figures``: by unit, in the order of
    ``units``.
    """

    letterhead: Letterhead
    signature: Signature
    period: str
    told: Mapping[str, tuple[Told, ...]]
    subject: str = ""
    recipient: str = ""
    units: tuple[str, ...] = ()
    figures: tuple[UnitFigures, ...] = ()
    recipients: tuple[str, ...] = ()
    is_illustrative: bool = False


def periodic_report(report: PeriodicReport) -> Paper:
    """The report, with its figures by unit as an appendix where there are any."""
    return Paper(
        letterhead=report.letterhead,
        kind="BÁO CÁO",
        subject=report.subject or f"Công tác cải cách hành chính {report.period}",
        body=tuple(_body(report)),
        signature=report.signature,
        recipients=report.recipients or _recipients(report),
        appendices=(Appendix("Số liệu của báo cáo theo đơn vị", (_table(report),)),)
        if report.figures
        else (),
        is_illustrative=report.is_illustrative,
    )


def _recipients(report: PeriodicReport) -> tuple[str, ...]:
    to = (report.recipient,) if report.recipient else ()
    return (*to, "Giám đốc, các Phó Giám đốc", "Lưu: VT, VP")


def _body(report: PeriodicReport) -> Iterator[Block]:
    issuer = report.letterhead.issuing_body
    about = report.subject[:1].lower() + report.subject[1:] if report.subject else report.period
    opening = f"{issuer} báo cáo kết quả công tác cải cách hành chính {about} như sau:"
    if report.subject:
        opening = f"{issuer} báo cáo {about} như sau:"
    yield Paragraph(opening)
    yield Heading("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH")
    yield from _told(report, "steering")
    yield Heading("II. KẾT QUẢ CẢI CÁCH HÀNH CHÍNH")
    for heading, title in _CONTENTS.items():
        yield Heading(title, 2)
        yield from _told(report, heading)
    yield Heading("III. ĐÁNH GIÁ CHUNG")
    yield from _told(report, "assessment")
    yield Heading("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ SAU")
    yield from _told(report, "next")
    yield Heading("V. KIẾN NGHỊ, ĐỀ XUẤT")
    yield from _told(report, "proposals")
    to = f", kính gửi {report.recipient}" if report.recipient else ""
    yield Paragraph(f"Trên đây là báo cáo của {issuer}{to}./.")


def _told(report: PeriodicReport, heading: str) -> Iterator[Paragraph]:
    told = report.told.get(heading, ())
    if not told:
        yield Paragraph(_NOTHING)
    for one in told:
        if one.number is not None:
            unit = f" {one.unit}" if one.unit else ""
            yield Paragraph(f"- {one.label}: {format_number(one.number)}{unit}.")
            continue
        lines = [line.strip() for line in one.words.splitlines() if line.strip()]
        is_one = len(lines) == 1
        yield Paragraph(lines[0] if is_one else "", lead=f"{one.label}:")
        yield from (Paragraph(line) for line in ([] if is_one else lines))


def _table(report: PeriodicReport) -> Table:
    """A column for each unit, or where there are many a row for each of a figure's units."""
    if len(report.units) <= _MOST_UNITS:
        columns = (
            Column("STT", 6, "center"),
            Column("Chỉ tiêu", 34),
            Column("Đơn vị tính", 10, "center"),
            *(Column(name, 12, "right") for name in report.units),
            Column("Tổng", 10, "right"),
        )
        rows = [
            Row((number, one.label, one.unit, *one.by_unit, one.total))
            for number, one in enumerate(report.figures, start=1)
        ]
        return Table("Số liệu", columns, tuple(rows))
    long_columns = (
        Column("STT", 6, "center"),
        Column("Chỉ tiêu", 40),
        Column("Đơn vị", 34),
        Column("Số liệu", 10, "right"),
    )
    return Table("Số liệu", long_columns, tuple(_long_rows(report)))


def _long_rows(report: PeriodicReport) -> Iterator[Row]:
    for number, one in enumerate(report.figures, start=1):
        total: tuple[Cell, ...] = (number, f"{one.label} ({one.unit})", "Tổng", one.total)
        yield Row(total, "bold")
        for name, value in zip(report.units, one.by_unit, strict=True):
            yield Row((None, "", name, value))
