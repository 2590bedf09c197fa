"""The register of deductions as its pages and file show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.editions.queries import framework_of
from parindex.rounds.constants import Cause
from parindex.rounds.queries import DeductionFilter
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import named, page_language, spoken
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind, Value

if TYPE_CHECKING:
    from django.http import QueryDict

    from parindex.organisations.models import Unit
    from parindex.rounds.models import Deduction, Round
    from parindex_core.framework import Component

STATUSES = {
    "": gettext_lazy("All deductions"),
    "open": gettext_lazy("Not answered"),
    "answered": gettext_lazy("To be decided"),
    "decided": gettext_lazy("Decision taken"),
    "unremedied": gettext_lazy("Remedy not done"),
}
APPEARANCES = {
    "open": Appearance(gettext_lazy("Not answered"), "alert-triangle", "bad"),
    "answered": Appearance(gettext_lazy("Answered, to be decided"), "circle-half-2", "partial"),
    "decided": Appearance(gettext_lazy("Decision taken"), "circle-check", "good"),
}
COLUMNS = (
    Column("code", Label("Mã", "Code"), width=8),
    Column("component", Label("Tiêu chí", "Criterion"), width=44),
    Column("unit", Label("Đơn vị", "Unit"), width=32),
    Column("self_points", Label("Điểm tự chấm", "Self score"), Kind.DECIMAL),
    Column("final_points", Label("Điểm kết luận", "Final points"), Kind.DECIMAL),
    Column("lost", Label("Điểm bị trừ", "Deducted"), Kind.DECIMAL),
    Column("reason", Label("Lý do của Hội đồng", "Reason of the council"), width=40),
    Column("status", Label("Tình trạng", "State"), width=20),
    Column("cause", Label("Nguyên nhân", "Cause"), width=16),
    Column("answer", Label("Giải trình", "Answer"), width=40),
    Column("remedy", Label("Biện pháp khắc phục", "Remedy"), width=40),
    Column("remedy_deadline", Label("Thời hạn khắc phục", "Remedy due"), Kind.DATE),
    Column("remedied_on", Label("Khắc phục xong ngày", "Remedied on"), Kind.DATE),
    Column("evaluation", Label("Tính vào xếp loại năm", "In the yearly evaluation"), width=28),
    Column("decision", Label("Ý kiến của người có thẩm quyền", "Words of the decision"), width=40),
)


@dataclass(frozen=True)
class Asked:
    """What the address asks of the register; "" asks for all."""

    unit: str
    cause: str
    status: str
    narrowed: DeductionFilter


@dataclass(frozen=True)
class RegisterLine:
    """A deduction with its component, and in words what the council says and where it stands."""

    deduction: Deduction
    component: Component
    reason: str
    standing: Appearance
    is_remedy_late: bool


def asked_for(asked: QueryDict, units: Sequence[Unit]) -> Asked:
    """The filters of an address; what is not offered counts as not asked."""
    by_key = {unit.key: unit for unit in units}
    unit = asked.get("unit", "") if asked.get("unit", "") in by_key else ""
    cause = asked.get("cause", "") if asked.get("cause", "") in Cause.values else ""
    status = asked.get("status", "") if asked.get("status", "") in STATUSES else ""
    narrowed = DeductionFilter(by_key[unit].pk if unit else None, status, cause)
    return Asked(unit, cause, status, narrowed)


def lines_of(deductions: Sequence[Deduction], today: date) -> list[RegisterLine]:
    """The rows in the order of the edition."""
    lines = [line_of(one, today) for one in deductions]
    return sorted(lines, key=lambda line: _place(line.component.code))


def line_of(deduction: Deduction, today: date) -> RegisterLine:
    one_round = deduction.participant.round
    deadline = deduction.remedy_deadline
    return RegisterLine(
        deduction=deduction,
        component=framework_of(one_round.edition).component(deduction.component_key),
        reason=reason_words(one_round, deduction.reason),
        standing=APPEARANCES[standing_of(deduction)],
        is_remedy_late=deadline is not None and not deduction.remedied_on and deadline < today,
    )


def standing_of(deduction: Deduction) -> str:
    """open, answered or decided."""
    if deduction.decided_at:
        return "decided"
    return "answered" if deduction.answered_at else "open"


def reason_words(one_round: Round, key: str) -> str:
    """A reason of the round's list in the page's language; empty where the rule gave less."""
    known = {reason["key"]: reason[page_language()] for reason in one_round.deduction_reasons}
    return known.get(key, key)


def tabs_of(asked: Asked, query: QueryDict, counts: Mapping[str, int]) -> list[dict[str, object]]:
    """A tab for each status, which keeps the other filters."""
    tabs = []
    for status, label in STATUSES.items():
        address = query.copy()
        address["status"] = status
        tabs.append(
            {
                "label": label,
                "url": f"?{address.urlencode()}",
                "is_current": status == asked.status,
                "count": counts[status],
            }
        )
    return tabs


def lost_points(lines: Sequence[RegisterLine]) -> Decimal:
    return sum((line.deduction.lost for line in lines), Decimal("0.00"))


def table_rows(lines: Sequence[RegisterLine]) -> Iterator[dict[str, Value]]:
    """The rows of ``COLUMNS``."""
    for line in lines:
        one = line.deduction
        yield {
            "code": line.component.code,
            "component": spoken(line.component.label),
            "unit": unit_words(one),
            "self_points": one.self_points,
            "final_points": one.final_points,
            "lost": one.lost,
            "reason": ": ".join(part for part in (line.reason, one.words) if part),
            "status": str(line.standing.label),
            "cause": one.get_cause_display(),  # pyright: ignore[reportAttributeAccessIssue]
            "answer": one.answer,
            "remedy": one.remedy,
            "remedy_deadline": one.remedy_deadline,
            "remedied_on": one.remedied_on,
            "evaluation": one.get_evaluation_display(),  # pyright: ignore[reportAttributeAccessIssue]
            "decision": one.decision,
        }


def unit_words(deduction: Deduction) -> str:
    """Who answers; without an owner the agency's Office does."""
    return named(deduction.unit) if deduction.unit else _("No unit: the Office answers")


def _place(code: str) -> list[tuple[int, str]]:
    """“3.10” after “3.9”."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in code.split(".")]
