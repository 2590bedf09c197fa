"""The demonstration's initiatives: one recognised, one carried out, one begun; none is real."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.registers.initiatives.register import INITIATIVES
from parindex.registers.services.importing import keep_list

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit


def load_initiatives(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """Of the three units that the conclusion asks, one has nothing yet."""
    entries = [
        (units["office"], year, _recognised(year)),
        (units["technology-management"], year, _completed(year)),
        (units["inspectorate"], year, _registered(year)),
    ]
    keep_list(agency, INITIATIVES, entries, is_illustrative=True)


def _recognised(year: int) -> dict[str, Any]:
    return {
        "title": "Tra cứu hồ sơ một cửa bằng mã QR trên giấy tiếp nhận (minh họa)",
        "problem": "Người dân gọi điện hoặc đến nơi để hỏi hồ sơ đã xong chưa.",
        "solution": "In mã QR lên giấy tiếp nhận; quét mã là thấy hồ sơ đang ở bước nào.",
        "expected_effect": "Giảm ít nhất một lần đi lại cho mỗi hồ sơ.",
        "members": "Nhóm công chức Văn phòng Sở",
        "registered_on": date(year, 6, 14),
        "approved_on": date(year, 6, 21),
        "milestones": [
            _milestone("Mẫu giấy tiếp nhận có mã QR", date(year, 7, 15), date(year, 7, 12)),
            _milestone("Chạy thử tại bộ phận một cửa", date(year, 8, 16), date(year, 8, 20)),
        ],
        "completed_on": date(year, 9, 10),
        "result_before": "Khoảng 12 cuộc hỏi tình trạng hồ sơ mỗi ngày (minh họa).",
        "result_after": "Khoảng 3 cuộc mỗi ngày (minh họa).",
        "recognised_on": date(year, 10, 15),
        "decision_number": "151/QĐ-SKHCN (minh họa)",
        "decision_level": "agency",
    }


def _completed(year: int) -> dict[str, Any]:
    return {
        "title": "Biểu mẫu điện tử cho nhiệm vụ khoa học và công nghệ cấp cơ sở (minh họa)",
        "problem": "Thuyết minh gửi bằng giấy, sửa nhiều lần, khó theo dõi bản mới nhất.",
        "solution": "Một bộ biểu mẫu điện tử có kiểm tra thông tin bắt buộc trước khi gửi.",
        "expected_effect": "Rút ngắn thời gian hoàn thiện thuyết minh.",
        "registered_on": date(year, 6, 18),
        "approved_on": date(year, 6, 25),
        "milestones": [
            _milestone("Bộ biểu mẫu", date(year, 8, 31), date(year, 8, 27)),
            _milestone(
                "Áp dụng cho đợt đề xuất của năm sau", date(year, 10, 29), date(year, 11, 5)
            ),
        ],
        "completed_on": date(year, 11, 8),
        "result_before": "Trung bình ba lần sửa mỗi thuyết minh (minh họa).",
        "result_after": "Trung bình một lần sửa (minh họa).",
    }


def _registered(year: int) -> dict[str, Any]:
    return {
        "title": "Sổ theo dõi khắc phục sau thanh tra dùng chung (minh họa)",
        "problem": "Việc khắc phục kiến nghị được theo dõi ở nhiều tệp khác nhau.",
        "solution": "Một sổ dùng chung có hạn và minh chứng của từng kiến nghị.",
        "registered_on": date(year, 11, 2),
        "milestones": [_milestone("Mẫu sổ", date(year, 12, 10), None)],
    }


def _milestone(title: str, due: date, done: date | None) -> dict[str, Any]:
    return {
        "title": title,
        "due_on": due.isoformat(),
        "done_on": done.isoformat() if done else None,
    }
