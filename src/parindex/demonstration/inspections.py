"""The demonstration's inspections: one of two on reform done, five of six on laws."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from parindex.registers.inspections.register import INSPECTION_FINDINGS, INSPECTIONS
from parindex.registers.services.importing import keep_list

if TYPE_CHECKING:
    from parindex.organisations.models import Agency, Unit

_PLANS = {"reform": "KH kiểm tra CCHC (minh họa)", "law": "KH theo dõi thi hành PL (minh họa)"}
# Kind, what is looked at, who is visited, due, held (month and day; None: not yet).
_VISITS = (
    ("reform", "Công tác CCHC năm", "Chi cục Tiêu chuẩn Đo lường Chất lượng", (9, 30), (9, 22)),
    ("reform", "Công tác CCHC năm", "Trung tâm Ứng dụng", (12, 3), None),
    ("law", "Pháp luật về đo lường xăng dầu", "Cửa hàng xăng dầu", (4, 30), (4, 20)),
    ("law", "Pháp luật về nhãn hàng hóa", "Cơ sở kinh doanh", (6, 15), (6, 10)),
    ("law", "Pháp luật về an toàn bức xạ", "Cơ sở y tế", (7, 31), (7, 21)),
    ("law", "Pháp luật về sở hữu trí tuệ", "Doanh nghiệp", (9, 15), (9, 15)),
    ("law", "Pháp luật về chuyển giao công nghệ", "Doanh nghiệp", (10, 31), (10, 20)),
    ("law", "Báo cáo theo dõi thi hành pháp luật năm", "Các phòng, đơn vị", (12, 15), None),
)
# By which visit (its place above), found, recommended, to whom, due, handled.
_FOUND = (
    (0, ("Niêm yết thủ tục chưa đầy đủ", "Niêm yết lại", "own", (10, 10), (10, 4))),
    (0, ("Hồ sơ trễ hạn chưa có thư xin lỗi", "Gửi thư xin lỗi", "own", (10, 20), (10, 18))),
    (0, ("Hồ sơ công việc chưa lập trên môi trường mạng", "Lập hồ sơ điện tử", "own",
     (12, 10), None)),
    (2, ("Phương tiện đo quá hạn kiểm định", "Kiểm định lại", "others", (5, 31), (5, 25))),
    (4, ("Quy định về nhân viên bức xạ chưa rõ", "Kiến nghị bộ hướng dẫn", "others",
     (9, 30), (9, 10))),
)  # fmt: skip


def load_inspections(agency: Agency, year: int, units: Mapping[str, Unit]) -> None:
    """The year's plan as far as it is carried out, and what was found; one is open still."""
    unit = units["inspectorate"]
    visits = keep_list(
        agency,
        INSPECTIONS,
        [(unit, year, _visit(year, *said)) for said in _VISITS],
        is_illustrative=True,
    )
    found = [(unit, year, _finding(year, visits[place].code, _VISITS[place][0], *said))
             for place, said in _FOUND]  # fmt: skip
    keep_list(agency, INSPECTION_FINDINGS, found, is_illustrative=True)


def _visit(
    year: int,
    kind: str,
    title: str,
    visited: str,
    due: tuple[int, int],
    held: tuple[int, int] | None,
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": f"{title} (minh họa)",
        "kind": kind,
        "visited": visited,
        "plan_number": _PLANS[kind],
        "due_on": date(year, *due),
    }
    if held is not None:
        facts |= {
            "held_on": date(year, *held),
            "team": "Thanh tra Sở, Văn phòng Sở",
            "minutes_number": "BB kiểm tra (minh họa)",
        }
    return facts


def _finding(
    year: int,
    inspection: str,
    kind: str,
    title: str,
    recommendation: str,
    addressed_to: str,
    due: tuple[int, int],
    handled: tuple[int, int] | None,
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": f"{title} (minh họa)",
        "kind": kind,
        "inspection": inspection,
        "recommendation": recommendation,
        "addressed_to": addressed_to,
        "due_on": date(year, *due),
    }
    if handled is not None:
        facts |= {"handled_on": date(year, *handled), "handling_number": "BC xử lý (minh họa)"}
    return facts
