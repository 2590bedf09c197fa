"""The demonstration's tasks of the plan and of the province: illustrative, no real ones.

With those of ``illustrative_values.yaml`` the plan has 50 tasks, 41 of them confirmed; the province
gave 63, of which 52 were done on time, 4 late, and 7 are still to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from parindex.assignments.constants import Origin, TaskState
from parindex.assignments.services.assigning import NewTask, load_plan_tasks, load_progress
from parindex_core.vietnamese.dates import month_end

if TYPE_CHECKING:
    from parindex.assignments.models import PlanGoal
    from parindex.organisations.models import Agency, Unit

_MONTHS, _QUARTERS = range(1, 11), range(1, 4)
# Days before, or after, the deadline on which the product was handed in.
_IN_TIME, _LATE = -2, 3


@dataclass(frozen=True)
class _Work:
    """Work of every month or quarter; ``{}`` in the words is its number.

    ``due_day``: of the month after the period's last. ``late``: the periods handed in late;
    ``still_open``: those that are only to come. ``serves``: keys of components.
    """

    unit: str
    words: str
    product: str
    periods: range
    months: int = 1
    due_day: int = 5
    late: tuple[int, ...] = ()
    still_open: tuple[int, ...] = ()
    serves: tuple[str, ...] = ()


_PLAN = (
    _Work(
        "office",
        "Ban hành Kế hoạch cải cách hành chính năm",
        "Kế hoạch",
        range(1, 2),
        serves=("plan_issued", "plan_content"),
    ),
    _Work(
        "office",
        "Kiểm tra việc giải quyết hồ sơ tại Bộ phận Một cửa tháng {}",
        "Biên bản",
        _MONTHS,
        serves=("dossiers_on_time",),
    ),
    _Work(
        "office",
        "Báo cáo công tác cải cách hành chính quý {}",
        "Báo cáo",
        range(1, 3),
        3,
        serves=("reports_complete", "reports_on_time"),
    ),
    _Work(
        "application-centre",
        "Đăng tin, bài về cải cách hành chính tháng {}",
        "Tin, bài",
        _MONTHS,
        serves=("communication_plan_completion",),
    ),
    _Work(
        "technology-management",
        "Rà soát, cập nhật thủ tục công khai quý {}",
        "Danh mục",
        _QUARTERS,
        3,
        serves=("procedure_disclosure",),
    ),
    _Work(
        "inspectorate",
        "Theo dõi tình hình thi hành pháp luật quý {}",
        "Báo cáo",
        _QUARTERS,
        3,
        serves=("monitoring_plan_completion",),
    ),
    _Work(
        "metrology-sub-department",
        "Đánh giá nội bộ hệ thống ISO 9001 quý {}",
        "Biên bản",
        _QUARTERS,
        3,
        serves=("quality_management",),
    ),
    _Work(
        "metrology-sub-department",
        "Số hóa kết quả còn hiệu lực tháng {}",
        "Danh sách",
        range(3, 11),
        serves=("dossiers_level_4",),
    ),
    _Work(
        "office",
        "Báo cáo công tác cải cách hành chính năm",
        "Báo cáo",
        range(11, 12),
        due_day=10,
        still_open=(11,),
        serves=("reports_complete", "reports_on_time"),
    ),
    _Work(
        "office",
        "Tự chấm điểm chỉ số cải cách hành chính năm",
        "Bảng tự chấm",
        range(11, 12),
        due_day=20,
        still_open=(11,),
        serves=("self_assessment_report",),
    ),
    _Work(
        "metrology-sub-department",
        "Tổng kết áp dụng hệ thống ISO 9001 năm",
        "Báo cáo",
        range(11, 12),
        due_day=15,
        still_open=(11,),
        serves=("quality_management",),
    ),
)
_PROVINCE = (
    _Work(
        "office",
        "Báo cáo thực hiện nhiệm vụ UBND tỉnh giao tháng {}",
        "Báo cáo",
        range(1, 12),
        still_open=(11,),
    ),
    _Work(
        "technology-management",
        "Báo cáo quản lý khoa học, công nghệ tháng {}",
        "Báo cáo",
        range(1, 12),
        late=(9,),
        still_open=(11,),
    ),
    _Work(
        "metrology-sub-department",
        "Báo cáo kiểm tra đo lường, chất lượng tháng {}",
        "Báo cáo",
        range(1, 12),
        late=(4,),
        still_open=(11,),
    ),
    _Work(
        "inspectorate",
        "Báo cáo thanh tra chuyên ngành tháng {}",
        "Báo cáo",
        range(1, 12),
        late=(8,),
        still_open=(11,),
    ),
    _Work(
        "application-centre",
        "Báo cáo ứng dụng tiến bộ kỹ thuật tháng {}",
        "Báo cáo",
        range(1, 12),
        late=(7,),
        still_open=(11,),
    ),
    _Work(
        "technology-management",
        "Tham mưu UBND tỉnh về phát triển công nghệ quý {}",
        "Tờ trình",
        _QUARTERS,
        3,
    ),
    _Work(
        "inspectorate",
        "Tham mưu UBND tỉnh xử lý kiến nghị sau thanh tra quý {}",
        "Tờ trình",
        _QUARTERS,
        3,
    ),
    _Work(
        "technology-management",
        "Tham mưu UBND tỉnh kế hoạch công nghệ năm sau",
        "Tờ trình",
        range(11, 12),
        due_day=17,
        still_open=(11,),
    ),
    _Work(
        "inspectorate",
        "Tham mưu UBND tỉnh kế hoạch thanh tra năm sau",
        "Tờ trình",
        range(11, 12),
        due_day=24,
        still_open=(11,),
    ),
)


def load_tasks(
    agency: Agency, year: int, units: Mapping[str, Unit], goals: Mapping[str, PlanGoal]
) -> None:
    """Load the tasks with how far they have come; ``goals``: by the components they serve."""
    entries = [
        *_entries(_PLAN, Origin.PLAN, year, units, goals),
        *_entries(_PROVINCE, Origin.PROVINCE, year, units, goals),
    ]
    new = [task for task, _done_on in entries]
    made = load_plan_tasks(agency, year, new, is_illustrative=True)
    load_progress(
        {
            task.pk: (TaskState.CONFIRMED if done_on else TaskState.ACCEPTED, done_on)
            for task, (_new, done_on) in zip(made, entries, strict=True)
        }
    )


def _entries(
    works: tuple[_Work, ...],
    origin: Origin,
    year: int,
    units: Mapping[str, Unit],
    goals: Mapping[str, PlanGoal],
) -> Iterator[tuple[NewTask, date | None]]:
    """Every task with the day of its hand-in, where there was one."""
    for work in works:
        for number in work.periods:
            deadline = month_end(year, number * work.months) + timedelta(days=work.due_day)
            new = NewTask(
                action=f"{work.words.format(number)} (minh họa)",
                unit=units[work.unit],
                product=work.product,
                deadline=deadline,
                origin=origin,
                component_keys=work.serves,
                goal=goals[work.serves[0]] if work.serves else None,
            )
            shift = _LATE if number in work.late else _IN_TIME
            is_open = number in work.still_open
            yield new, None if is_open else deadline + timedelta(days=shift)
