"""The demonstration's missions: of thirteen, nine on time, two late, two still under way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.registers.missions.register import MISSIONS
from parindex.registers.services.importing import keep_list

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

# Title, level, due month, month handed in (None: not yet), grade.
_MISSIONS = (
    ("Mô hình tưới tiết kiệm nước cho cây ăn quả", "province", 3, 3, "passed"),
    ("Bảo tồn giống cây dược liệu bản địa", "province", 4, 4, "excellent"),
    ("Chỉ dẫn địa lý cho sản phẩm của tỉnh", "province", 5, 5, "passed"),
    ("Quy trình nuôi trồng an toàn sinh học", "province", 6, 6, "passed"),
    ("Cơ sở dữ liệu nguồn nước ngầm", "province", 6, 7, "passed"),
    ("Ứng dụng truy xuất nguồn gốc nông sản", "base", 7, 7, "passed"),
    ("Hệ thống quan trắc độ mặn", "province", 8, 8, "failed"),
    ("Sấy nông sản bằng năng lượng mặt trời", "base", 8, 8, "passed"),
    ("Chuyển giao kỹ thuật trồng nấm", "base", 9, 9, "passed"),
    ("Bộ dữ liệu di sản số của tỉnh", "base", 9, 10, "passed"),
    ("Đánh giá trình độ công nghệ doanh nghiệp", "province", 10, 10, "passed"),
    ("Mô hình xử lý chất thải chăn nuôi", "province", 12, None, ""),
    ("Phục tráng giống lúa địa phương", "province", 12, None, ""),
)


def load_missions(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """The plan of the year; the last has a milestone that is late already."""
    entries = [
        (units["technology-management" if said[1] == "province" else "application-centre"], year,
         _mission(year, *said))
        for said in _MISSIONS
    ]  # fmt: skip
    keep_list(agency, MISSIONS, entries, is_illustrative=True)


def _mission(
    year: int, title: str, level: str, due: int, done: int | None, grade: str
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": f"{title} (minh họa)",
        "level": level,
        "lead": "Tổ chức chủ trì (minh họa)",
        "budget": 850 if level == "province" else 240,
        "started_on": date(year, 1, 11),
        "due_on": date(year, due, 25),
        "milestones": [
            _milestone("Báo cáo giữa kỳ", date(year, max(2, due - 2), 15), done is not None),
        ],
    }
    if done is not None:
        facts |= {
            "finished_on": date(year, done, 18),
            "accepted_on": date(year, min(done + 1, 11), 20),
            "acceptance_number": "QĐ nghiệm thu (minh họa)",
            "grade": grade,
        }
    return facts


def _milestone(title: str, due: date, is_done: bool) -> dict[str, Any]:
    return {
        "title": title,
        "due_on": due.isoformat(),
        "done_on": due.isoformat() if is_done else None,
    }
