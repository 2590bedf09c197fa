"""The demonstration's organisation and staff: 61 people in 64 posts, five of them not matching."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.registers.services.importing import keep_list
from parindex.registers.staffing.register import (
    DELEGATION,
    DISCIPLINE,
    EVALUATIONS,
    POSTS,
    QUOTAS,
    STRUCTURE,
)

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

# Unit: posts assigned, used, deputies allowed, deputies, people below what their post asks for.
_UNITS = {
    "office": (13, 12, 2, 2, 1),
    "inspectorate": (5, 5, 1, 1, 0),
    "technology-management": (9, 9, 1, 2, 1),
    "metrology-sub-department": (9, 8, 1, 1, 1),
    "application-centre": (28, 27, 2, 2, 2),
}
_PUBLIC_SERVICE_UNIT = "application-centre"
_QUARTERS = (("1", 4), ("2", 7), ("3", 10))

Entries = list[tuple["Unit", int, dict[str, Any]]]


def load_staffing(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """Everything of the year so far; the evaluation is due in December."""
    lists = (
        (STRUCTURE, _reorganisations(year, units)),
        (QUOTAS, _counts(year, units)),
        (POSTS, _posts(year, units)),
        (DELEGATION, [(units["office"], year, _review(year))]),
        (EVALUATIONS, [(units["office"], year, _evaluation(year))]),
        (DISCIPLINE, _reports(year, units)),
    )
    for register, entries in lists:
        keep_list(agency, register, entries, is_illustrative=True)


def _reorganisations(year: int, units: Mapping[str, Unit]) -> Entries:
    late = {
        "title": "Sắp xếp lại các phòng thuộc Chi cục (minh họa)",
        "decision_number": "412/QĐ-UBND (minh họa)",
        "effective_on": date(year, 3, 15),
        "due_on": date(year, 6, 30),
        "done_on": date(year, 7, 20),
    }
    waiting = {
        "title": "Kiện toàn chức năng, nhiệm vụ của Trung tâm (minh họa)",
        "decision_number": "935/QĐ-UBND (minh họa)",
        "effective_on": date(year, 9, 1),
        "due_on": date(year, 12, 31),
    }
    return [
        (units["metrology-sub-department"], year, late),
        (units["application-centre"], year, waiting),
    ]


def _counts(year: int, units: Mapping[str, Unit]) -> Entries:
    entries: Entries = []
    for quarter, day in (("I", date(year, 3, 31)), ("III", date(year, 9, 30))):
        for key, (assigned, used, allowed, deputies, _below) in _UNITS.items():
            facts = {
                "title": f"Báo cáo sử dụng biên chế quý {quarter} (minh họa)",
                "counted_on": day,
                "assigned": assigned,
                "used": used,
                "deputies_allowed": allowed,
                "deputies": deputies,
            }
            entries.append((units[key], year, facts))
    return entries


def _posts(year: int, units: Mapping[str, Unit]) -> Entries:
    entries: Entries = []
    for place, (key, (assigned, used, _allowed, _deputies, below)) in enumerate(_UNITS.items()):
        is_public = key == _PUBLIC_SERVICE_UNIT
        norm = "Kỹ sư (hạng III)" if is_public else "Chuyên viên"
        for number in range(1, assigned + 1):
            facts: dict[str, Any] = {
                "title": "Kỹ thuật viên (minh họa)" if is_public else "Chuyên viên (minh họa)",
                "position": f"VT{place + 1:02d}.{number}",
                "kind": "public_employee" if is_public else "civil_servant",
                "norm": norm,
            }
            if number <= used:
                facts |= _filling(year, f"CB{place + 1}{number:02d}", norm, number <= below)
            entries.append((units[key], year, facts))
    return entries


def _filling(year: int, staff_code: str, norm: str, is_below: bool) -> dict[str, Any]:
    return {
        "staff_code": staff_code,
        "held": "Cán sự (hoặc tương đương)" if is_below else norm,
        "fit": "below" if is_below else "matching",
        "why": "Chưa đủ chứng chỉ của ngạch, hạng (minh họa)" if is_below else "",
        "filled_on": date(year, 1, 4),
    }


def _review(year: int) -> dict[str, Any]:
    return {
        "title": "Thực hiện quy định về phân cấp quản lý (minh họa)",
        "checked_on": date(year, 9, 15),
        "report_number": "61/BC-SKHCN (minh họa)",
        "result": "full",
    }


def _evaluation(year: int) -> dict[str, Any]:
    return {
        "title": "Đánh giá, xếp loại công chức, viên chức năm (minh họa)",
        "due_on": date(year, 12, 15),
    }


def _reports(year: int, units: Mapping[str, Unit]) -> Entries:
    return [
        (
            units[key],
            year,
            {
                "title": "Báo cáo chấp hành kỷ luật, kỷ cương hành chính (minh họa)",
                "quarter": quarter,
                "reported_on": date(year, month, 5),
                "violations": 0,
            },
        )
        for quarter, month in _QUARTERS
        for key in _UNITS
    ]
