"""Lists of dossiers as an address asks for them: which, narrowed, sorted, for screen and Excel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parindex.dossiers.constants import CauseState
from parindex.dossiers.queries.due import DUE_ORDERS, DueList
from parindex.web.templatetags.formats import vndate
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

if TYPE_CHECKING:
    from datetime import date, datetime

    from parindex.dossiers.queries.due import DueCounts, DueDossier
    from parindex_tables.columns import Value

ROWS_ON_A_PAGE = 50
_LONGEST_WORDS = 200

# The lists by their word in the address.
LISTS: dict[str, tuple[DueList, Promise]] = {
    "late": (DueList.LATE_NOW, _("Late now")),
    "today": (DueList.DUE_TODAY, _("Due today")),
    "soon": (DueList.DUE_SOON, _("Due soon")),
    "waiting": (DueList.WAITING, _("Waiting for the applicant")),
    "settled": (DueList.SETTLED_LATE, _("Settled late this year")),
}
# Why a list is empty, which is good news; then what it would hold.
EMPTY: dict[str, tuple[Promise, Promise]] = {
    "late": (_("No dossier is late"), _("Dossiers still open after their day stand here.")),
    "today": (_("Nothing is due today"), _("Dossiers whose last day on time is today.")),
    "soon": (_("Nothing is due soon"), _("Dossiers due in the next three working days.")),
    "waiting": (
        _("No applicant is waited for"),
        _("Dossiers whose supplement was asked for and not given yet: their time stands still."),
    ),
    "settled": (_("No dossier was settled late"), _("Those settled late this year stand here.")),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what it does not know is as if it were not there."""

    list: str
    unit: str
    procedure: str
    words: str
    sort: str

    @property
    def which(self) -> DueList:
        return LISTS[self.list][0]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.unit or self.procedure or self.words)


def asked_for(query: QueryDict) -> Asked:
    """Reads ``?list=&unit=&procedure=&words=&sort=``."""
    which, sort = query.get("list", ""), query.get("sort", "")
    return Asked(
        list=which if which in LISTS else "late",
        unit=query.get("unit", ""),
        procedure=query.get("procedure", ""),
        words=query.get("words", "").strip()[:_LONGEST_WORDS],
        sort=sort if sort.removeprefix("-") in DUE_ORDERS else "",
    )


def list_address(which: str, **narrowed: str) -> str:
    """The address of a list, narrowed where something is given."""
    asked = {"list": which, **{key: value for key, value in narrowed.items() if value}}
    return f"{reverse('dossiers-due')}?{urlencode(asked)}"


def list_tabs(asked: Asked, counts: DueCounts, settled_late: int) -> list[dict[str, object]]:
    """A tab for each list with its count; what narrows the present one is kept."""
    sizes: Mapping[str, int] = {
        "late": counts.late_now,
        "today": counts.due_today,
        "soon": counts.due_soon,
        "waiting": counts.waiting,
        "settled": settled_late,
    }
    kept = {"unit": asked.unit, "procedure": asked.procedure, "words": asked.words}
    return [
        {
            "label": label,
            "url": list_address(key, **kept),
            "is_current": key == asked.list,
            "count": sizes[key],
        }
        for key, (_which, label) in LISTS.items()
    ]


DUE_COLUMNS = (
    Column("code", Label("Mã hồ sơ", "Dossier"), width=24),
    Column("procedure", Label("Mã thủ tục", "Procedure code"), width=14),
    Column("procedure_name", Label("Tên thủ tục", "Procedure"), width=40),
    Column("unit", Label("Đơn vị", "Unit"), width=32),
    Column("received", Label("Ngày tiếp nhận", "Received"), Kind.DATE),
    Column("appointed", Label("Ngày hẹn trả", "Appointed return"), Kind.DATE),
    Column("due", Label("Hạn cuối (đã trừ chờ bổ sung)", "Last day on time"), Kind.DATE, width=18),
    Column("ended", Label("Ngày kết thúc xử lý", "Settled"), Kind.DATE),
    Column("days_late", Label("Số ngày làm việc trễ", "Working days late"), Kind.INTEGER),
    Column("cause", Label("Nguyên nhân khách quan", "Objective cause"), width=40),
    Column("cause_state", Label("Trạng thái nguyên nhân", "State of the cause"), width=22),
    Column("apology", Label("Thư xin lỗi", "Letter of apology"), width=24),
)


def due_row(dossier: DueDossier) -> dict[str, Value]:
    """A row for Excel, by the keys of ``DUE_COLUMNS``."""
    cause, letter = dossier.cause, dossier.apology
    in_export = str(_("in the export"))
    exported_cause = in_export if dossier.export_cause else ""
    exported_letter = in_export if dossier.export_apology else ""
    return {
        "code": dossier.code,
        "procedure": dossier.procedure,
        "procedure_name": dossier.procedure_name,
        "unit": dossier.unit_name or dossier.unit_code,
        "received": dossier.received_at.date(),
        "appointed": _day(dossier.appointed_at),
        "due": _day(dossier.due),
        "ended": _day(dossier.ended_at),
        "days_late": dossier.working_days_late,
        "cause": cause.cause if cause else dossier.export_cause,
        "cause_state": str(CauseState(cause.state).label) if cause else exported_cause,
        "apology": (f"{letter.number}, {vndate(letter.issued_on)}" if letter else exported_letter),
    }


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
