"""The demonstration's petitions: six answered on time, one that still has time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.registers.petitions.register import PETITIONS
from parindex.registers.services.importing import keep_list

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

_MATTERS = (
    ("technology-management", "Hướng dẫn nộp hồ sơ trực tuyến còn khó hiểu", "portal", "rules", 2),
    ("metrology-sub-department", "Biểu mẫu kiểm định chưa cập nhật", "portal", "rules", 3),
    ("office", "Thời gian chờ tại bộ phận một cửa", "in_person", "conduct", 5),
    ("metrology-sub-department", "Đề nghị trả kết quả qua bưu chính", "letter", "rules", 6),
    ("technology-management", "Thành phần hồ sơ yêu cầu bản sao đã có trên hệ thống", "email",
     "rules", 8),
    ("application-centre", "Điện thoại hỗ trợ khó liên lạc", "telephone", "conduct", 10),
)  # fmt: skip


def load_petitions(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """Those answered, and one received in November."""
    entries = [
        (units[unit], year, _answered(year, number, title, channel, subject, month))
        for number, (unit, title, channel, subject, month) in enumerate(_MATTERS, start=1)
    ]
    last = {
        "title": "Đề nghị rút ngắn thời gian xác nhận công bố hợp quy (minh họa)",
        "channel": "portal",
        "subject": "rules",
        "received_on": date(year, 11, 18),
        "days_allowed": 15,
    }
    entries.append((units["metrology-sub-department"], year, last))
    keep_list(agency, PETITIONS, entries, is_illustrative=True)


def _answered(
    year: int, number: int, title: str, channel: str, subject: str, month: int
) -> dict[str, Any]:
    return {
        "title": f"{title} (minh họa)",
        "channel": channel,
        "subject": subject,
        "received_on": date(year, month, 4),
        "days_allowed": 15,
        "answered_on": date(year, month, 18),
        "answer_number": f"{number}/TL-SKHCN (minh họa)",
        "published_on": date(year, month, 20),
        "satisfaction": "dissatisfied" if number == 3 else "satisfied",
    }
