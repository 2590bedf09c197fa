"""What the demonstration prints: the paper, the tasks, the index, where points are lost."""

from collections import Counter

from parindex.accounts.queries import access, account
from parindex.assessments.constants import Horizon
from parindex.assessments.queries import latest_assessment, overview
from parindex.assignments.queries.directives import directives_of
from parindex.assignments.queries.tasks import TaskFilter, tasks_of
from parindex.demonstration.accounts import ACCOUNTS
from parindex.demonstration.department import AGENCY_KEY, SOURCE, TODAY
from parindex.organisations.queries import agency_by_key
from parindex_core.vietnamese.dates import format_date
from parindex_core.vietnamese.numbers import format_number

_LOSSES_SHOWN = 10


def summary_lines() -> list[str]:
    """The demonstration as it now stands in the database, in lines of text."""
    agency = agency_by_key(AGENCY_KEY)
    assessment = latest_assessment(agency) if agency else None
    if agency is None or assessment is None:
        raise LookupError("the demonstration is not loaded")
    officer = account(ACCOUNTS[0].username)
    granted = access(officer, agency)
    seen = overview(granted, assessment)
    lines = [f"{agency.name} · {assessment.year} · {SOURCE} ({format_date(TODAY)})", ""]
    for directive in directives_of(granted):
        issued = format_date(directive.issued_on) if directive.issued_on else "?"
        lines.append(f"Văn bản / Directive: {directive.number}, {issued}")
    lines += ["", "Nhiệm vụ theo đơn vị / Tasks by unit"]
    tasks = tasks_of(granted, assessment.year, TaskFilter())
    names = Counter(task.unit.name if task.unit else "(chưa giao / no unit yet)" for task in tasks)
    lines += [f"  {count:>3}  {name}" for name, count in names.most_common()]
    lines += ["", "Chỉ số theo lĩnh vực / Index by area      đến nay / so far   dự báo / expected"]
    for row in seen.areas:
        standing = row.standing
        lines.append(
            f"  {row.node.code:<3}{_points(standing.so_far)} / {_points(standing.maximum)}"
            f"  {_points(standing.year_end)}  {row.node.label.vi}"
        )
    so_far, year_end = seen.results[Horizon.SO_FAR], seen.results[Horizon.YEAR_END]
    lines.append(
        f"  Chỉ số / Index: {_points(so_far.index)}; dự báo / expected: "
        f"{_points(year_end.index)}; mục tiêu / target: {_points(assessment.target_index)}"
    )
    lines += ["", "Mười tiêu chí mất điểm nhiều nhất / The ten components that lose most"]
    for risk in seen.at_risk[:_LOSSES_SHOWN]:
        owner = risk.owner.name if risk.owner else "–"
        lines.append(
            f"  {risk.component.code:<6}{_points(risk.standing.at_risk)}  "
            f"{risk.component.label.vi} ({owner})"
        )
    return lines


def _points(value: object) -> str:
    return "–".rjust(6) if value is None else format_number(value, 2).rjust(6)  # type: ignore[arg-type]
