"""The demonstration's digital work by quarter, and its quality system."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.registers.administration.register import DIGITAL_WORK, QUALITY
from parindex.registers.services.importing import keep_list

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

# First and last day; documents and those signed; work files and those online.
_PERIODS = (
    ((1, 1), (3, 31), 1600, 1500, 300, 230),
    ((4, 1), (6, 30), 1610, 1512, 305, 230),
    ((7, 1), (9, 30), 1610, 1500, 305, 230),
)


def load_administration(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """The department as a whole, kept by its office."""
    office = units["office"]
    periods = [(office, year, _period(year, i, *said)) for i, said in enumerate(_PERIODS, 1)]
    keep_list(agency, DIGITAL_WORK, periods, is_illustrative=True)
    events = [
        (office, year, _event("Công bố hệ thống quản lý chất lượng", "declaration",
                              date(year - 2, 6, 12), "60/QĐ-SKHCN (minh họa)")),
        (office, year, _event("Đánh giá nội bộ hệ thống", "audit", date(year, 8, 26), "")),
    ]  # fmt: skip
    keep_list(agency, QUALITY, events, is_illustrative=True)


def _period(
    year: int,
    quarter: int,
    first: tuple[int, int],
    last: tuple[int, int],
    documents: int,
    signed: int,
    work_files: int,
    online: int,
) -> dict[str, Any]:
    return {
        "title": f"Quý {quarter} năm {year} (minh họa)",
        "begins_on": date(year, *first),
        "ends_on": date(year, *last),
        "documents": documents,
        "documents_signed": signed,
        "work_files": work_files,
        "work_files_online": online,
    }


def _event(title: str, event: str, day: date, number: str) -> dict[str, Any]:
    return {
        "title": f"{title} (minh họa)",
        "event": event,
        "held_on": day,
        "document_number": number,
        "scope": "Các thủ tục hành chính của Sở",
    }
