"""The demonstration's communications: nine of eleven planned are held, by three forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.registers.communications.register import COMMUNICATIONS
from parindex.registers.services.importing import keep_list

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

_PLANNED: tuple[tuple[str, str, str, int, int | None], ...] = (
    ("application-centre", "Chuyên mục CCHC trên trang tin của Sở, quý I", "website", 3, 3),
    ("office", "Hội nghị quán triệt kế hoạch CCHC năm", "conference", 3, 3),
    ("application-centre", "Chuyên mục CCHC trên trang tin của Sở, quý II", "website", 6, 6),
    ("technology-management", "Phóng sự dịch vụ công trực tuyến của Sở", "press", 6, 6),
    ("metrology-sub-department", "Tập huấn nộp hồ sơ trực tuyến cho doanh nghiệp", "conference", 7,
     7),
    ("office", "Bản tin CCHC nội bộ trên trang tin", "website", 8, 8),
    ("application-centre", "Chuyên mục CCHC trên trang tin của Sở, quý III", "website", 9, 9),
    ("inspectorate", "Bài về kỷ luật, kỷ cương hành chính", "website", 9, 10),
    ("technology-management", "Phóng sự sáng kiến CCHC", "press", 10, 10),
    ("application-centre", "Chuyên mục CCHC trên trang tin của Sở, quý IV", "website", 12, None),
    ("office", "Hội nghị tổng kết công tác CCHC", "conference", 12, None),
)  # fmt: skip


def load_communications(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """The plan of the year, and an activity of a district beside it."""
    entries = [
        (units[unit], year, _activity(year, title, form, due, held))
        for unit, title, form, due, held in _PLANNED
    ]
    entries.append((units["application-centre"], year, _district(year)))
    keep_list(agency, COMMUNICATIONS, entries, is_illustrative=True)


def _activity(year: int, title: str, form: str, due: int, held: int | None) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": f"{title} (minh họa)",
        "kind": "event" if form == "conference" else "reform",
        "form": form,
        "audience": "Người dân, doanh nghiệp",
        "due_on": date(year, due, 28),
    }
    if held is not None:
        facts |= {"held_on": date(year, held, 20), "reach": 300}
        if form == "conference":
            facts |= {"departments": 6, "districts": 8, "enterprises": 20, "citizens": 0}
    return facts


def _district(year: int) -> dict[str, Any]:
    return {
        "title": "Ngày hội khoa học và công nghệ cấp huyện (minh họa)",
        "kind": "district",
        "form": "conference",
        "held_on": date(year, 5, 18),
        "districts": 11,
        "enterprises": 25,
        "citizens": 150,
    }
