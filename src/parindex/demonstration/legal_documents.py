"""The demonstration's legal documents: three drafted by the programme, 22 to review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from parindex.registers.legal_documents.register import LEGAL_DRAFTS, LEGAL_REVIEWS
from parindex.registers.services.importing import keep_list

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

_PROGRAMME = "Chương trình xây dựng văn bản QPPL của tỉnh (minh họa)"
# Of the documents to review: the first ones have a finding, the last ones wait.
_TOPICS = (
    "quản lý nhiệm vụ khoa học và công nghệ cấp tỉnh",
    "định mức chi cho nhiệm vụ khoa học và công nghệ",
    "hỗ trợ đăng ký bảo hộ sở hữu trí tuệ",
    "quản lý đo lường tại chợ và trung tâm thương mại",
    "xét công nhận sáng kiến cấp tỉnh",
    "quản lý an toàn bức xạ trên địa bàn",
    "hỗ trợ đổi mới công nghệ cho doanh nghiệp",
    "quản lý chất lượng sản phẩm, hàng hóa",
    "thẩm định công nghệ dự án đầu tư",
    "tổ chức Hội thi sáng tạo kỹ thuật",
    "giải thưởng chất lượng của tỉnh",
    "quản lý và sử dụng nhãn hiệu chứng nhận",
    "hỗ trợ khởi nghiệp đổi mới sáng tạo",
    "quản lý hoạt động chuyển giao công nghệ",
    "tổ chức hội đồng tư vấn khoa học và công nghệ",
    "phát triển thị trường khoa học và công nghệ",
    "quản lý hoạt động kiểm định phương tiện đo",
    "áp dụng hệ thống quản lý chất lượng ISO 9001",
    "thông tin và thống kê khoa học và công nghệ",
    "ứng dụng công nghệ sinh học trong nông nghiệp",
    "quản lý mã số, mã vạch",
    "truy xuất nguồn gốc sản phẩm",
)
_FINDINGS = (
    ("outdated", "Bãi bỏ, ban hành quy định thay thế"),
    ("outdated", "Sửa đổi, bổ sung định mức"),
    ("contradictory", "Sửa đổi cho thống nhất với luật mới"),
    ("gap", "Bổ sung quy định còn thiếu"),
)
_REVIEWED, _HANDLED = 18, 3


def load_legal_documents(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """One draft on time, one late, one under consultation; 18 of 22 documents reviewed."""
    drafts = [
        _draft(year, "hỗ trợ ứng dụng tiến bộ khoa học và công nghệ", date(year, 6, 30), 0),
        _draft(year, "quản lý nhiệm vụ khoa học và công nghệ cấp cơ sở", date(year, 8, 31), 12),
        _under_consultation(year),
    ]
    unit = units["inspectorate"]
    keep_list(agency, LEGAL_DRAFTS, [(unit, year, one) for one in drafts], is_illustrative=True)
    reviews = [(unit, year, _review(year, place)) for place in range(len(_TOPICS))]
    keep_list(agency, LEGAL_REVIEWS, reviews, is_illustrative=True)


def _draft(year: int, topic: str, due: date, late_by: int) -> dict[str, Any]:
    """A document that went through every step, submitted some days after it was due."""
    submitted = due + timedelta(days=late_by) if late_by else due - timedelta(days=4)
    return {
        "title": f"Quyết định quy định {topic} (minh họa)",
        "kind": "decision",
        "programme": _PROGRAMME,
        "due_on": due,
        "proposed_on": due - timedelta(days=120),
        "drafted_on": due - timedelta(days=75),
        "consulted_from": due - timedelta(days=60),
        "consulted_to": due - timedelta(days=28),
        "appraised_on": due - timedelta(days=12),
        "appraisal_number": "Báo cáo thẩm định (minh họa)",
        "submitted_on": submitted,
        "issued_on": submitted + timedelta(days=21),
        "issue_number": "QĐ-UBND (minh họa)",
        "effective_on": submitted + timedelta(days=33),
    }


def _under_consultation(year: int) -> dict[str, Any]:
    return {
        "title": "Nghị quyết quy định chính sách hỗ trợ đổi mới công nghệ (minh họa)",
        "kind": "resolution",
        "programme": _PROGRAMME,
        "due_on": date(year, 12, 15),
        "proposed_on": date(year, 7, 5),
        "drafted_on": date(year, 9, 24),
        "consulted_from": date(year, 10, 27),
    }


def _review(year: int, place: int) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": f"Quyết định quy định {_TOPICS[place]} (minh họa)",
        "document_number": f"{place + 11}/{year - 4}/QĐ-UBND (minh họa)",
        "effective_on": date(year - 4, 3, 1),
        "due_on": date(year, 9, 30) if place < _REVIEWED else date(year, 12, 10),
    }
    if place >= _REVIEWED:
        return facts
    facts |= {"reviewed_on": date(year, 9, 20), "finding": "none"}
    if place < len(_FINDINGS):
        facts["finding"], facts["proposal"] = _FINDINGS[place]
    if place < _HANDLED:
        facts["handled_on"] = date(year, 10, 8)
        facts["handling_number"] = "Tờ trình kiến nghị xử lý (minh họa)"
    return facts
