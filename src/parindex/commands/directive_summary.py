"""A reading of a directive as a page of Vietnamese text for the terminal."""

from collections.abc import Iterator

from parindex_core.directives import Reading
from parindex_core.directives.reading import Deadline, Item, Target, Task
from parindex_core.vietnamese.dates import format_date
from parindex_core.vietnamese.numbers import format_number

_KINDS = {
    "conclusion": "Kết luận",
    "conclusion_notice": "Thông báo kết luận",
    "notice": "Thông báo",
    "dispatch": "Công văn",
    "plan": "Kế hoạch",
    "decision": "Quyết định",
    "instruction": "Chỉ thị",
    "telegram": "Công điện",
    "guidance": "Hướng dẫn",
    "submission": "Tờ trình",
    "report": "Báo cáo",
    "resolution": "Nghị quyết",
    "programme": "Chương trình",
    "regulation": "Quy chế",
}
_RECURRENCES = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half_yearly": "6 tháng một lần",
    "yearly": "hằng năm",
}
_SIGNS = {">": ">", ">=": "≥", "<": "<", "<=": "≤", "=": ""}


def summary(reading: Reading) -> str:
    """What the paper is, its items with their tasks, and what is doubtful."""
    return "\n".join([*_head(reading), *_items(reading), *_doubts(reading)])


def _head(reading: Reading) -> Iterator[str]:
    header = reading.header
    kind = _KINDS.get(header.kind or "", "Văn bản")
    day = format_date(header.issued_on) if header.issued_on else "không rõ ngày"
    yield f"{kind} số {header.number or '(không rõ)'}, {day}"
    if header.issuer:
        yield f"Cơ quan ban hành: {header.issuer}"
    if header.subject:
        yield f"Về: {header.subject}"
    if reading.citations:
        yield "Viện dẫn: " + "; ".join(
            citation.number
            + (f" ({format_date(citation.issued_on)})" if citation.issued_on else "")
            for citation in reading.citations
        )


def _items(reading: Reading) -> Iterator[str]:
    for item in reading.items:
        yield ""
        yield f"{item.number}. {_owners(item)}"
        for task in item.tasks or ():
            yield f"   · {_task(task)}"
        if not item.tasks:
            yield f"   {item.text}"


def _owners(item: Item) -> str:
    leads = [a.name for a in item.assignees if a.role == "lead"]
    partners = [a.name for a in item.assignees if a.role == "partner"]
    if item.all_units:
        leads.insert(0, "Tất cả phòng, đơn vị")
    text = "; ".join(leads) or "(không nêu đơn vị)"
    if item.condition:
        text += f" — {item.condition}"
    return text + (f" (phối hợp: {'; '.join(partners)})" if partners else "")


def _task(task: Task) -> str:
    parts = [f"[{task.unit}] {task.action}" if task.unit else task.action]
    if task.deadline:
        parts.append(f"hạn {_deadline(task.deadline)}")
    if task.target:
        parts.append(f"chỉ tiêu {_target(task.target)}")
    return " | ".join(parts)


def _deadline(deadline: Deadline) -> str:
    if deadline.date:
        return format_date(deadline.date)
    if deadline.recurrence is None:
        return deadline.text
    how_often = _RECURRENCES[deadline.recurrence]
    return f"ngày {deadline.day} {how_often}" if deadline.day else how_often


def _target(target: Target) -> str:
    return f"{_SIGNS[target.operator]} {format_number(target.value)} {target.unit}".strip()


def _doubts(reading: Reading) -> Iterator[str]:
    if reading.doubts:
        yield ""
        yield "Cần hỏi lại:"
    for doubt in reading.doubts:
        yield f"   ? {doubt.what}"
