"""The demonstration's training: 43 of 52 people planned are trained."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.registers.services.importing import keep_list
from parindex.registers.training.register import COURSES

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

# Unit, course, subject, planned month and people, trained people (None: not held yet).
_COURSES: tuple[tuple[str, str, str, int, int, int | None], ...] = (
    ("office", "Bồi dưỡng ngạch chuyên viên chính", "profession", 5, 4, 4),
    ("office", "Cập nhật kiến thức cải cách hành chính", "reform", 6, 16, 15),
    ("technology-management", "Quản lý nhiệm vụ khoa học và công nghệ", "position", 7, 10, 10),
    ("metrology-sub-department", "Nghiệp vụ kiểm định, hiệu chuẩn", "position", 9, 10, 10),
    ("application-centre", "Kỹ năng truyền thông số", "skills", 10, 4, 4),
    ("inspectorate", "Nghiệp vụ thanh tra chuyên ngành", "profession", 12, 8, None),
)


def load_training(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """The plan of the year, and a course outside it."""
    entries = [
        (units[unit], year, _course(year, title, subject, month, planned, trained))
        for unit, title, subject, month, planned, trained in _COURSES
    ]
    outside = _course(year, "Tập huấn an toàn thông tin", "skills", 8, 5, 5)
    entries.append((units["office"], year, outside | {"due_on": None, "planned_people": None}))
    keep_list(agency, COURSES, entries, is_illustrative=True)


def _course(
    year: int, title: str, subject: str, month: int, planned: int, trained: int | None
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": f"{title} (minh họa)",
        "subject": subject,
        "due_on": date(year, month, 25),
        "planned_people": planned,
    }
    if trained is not None:
        facts |= {
            "started_on": date(year, month, 10),
            "finished_on": date(year, month, 14),
            "trained_people": trained,
            "certificates": trained,
        }
    return facts
