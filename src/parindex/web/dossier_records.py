"""Lists of objective causes and letters of apology as an address asks for them; rows for Excel."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.dossiers.constants import CauseState
from parindex.dossiers.queries.records import objective_causes
from parindex.web.templatetags.formats import local_day, named
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.dossiers.models import ApologyLetter, ObjectiveCause
    from parindex_tables.columns import Value

_LONGEST_WORDS = 200


@dataclass(frozen=True)
class AskedCauses:
    """What the address asks for; what it does not know is as if it were not there."""

    state: CauseState | None
    words: str


def causes_asked(query: QueryDict) -> AskedCauses:
    """Reads ``?state=&words=``."""
    state = query.get("state", "")
    return AskedCauses(
        state=CauseState(state) if state in CauseState.values else None, words=words_asked(query)
    )


def words_asked(query: QueryDict) -> str:
    """Reads ``?words=``."""
    return query.get("words", "").strip()[:_LONGEST_WORDS]


def cause_tabs(access: Access, asked: AskedCauses) -> list[dict[str, object]]:
    """A tab for each state with its count."""
    counts = Counter(objective_causes(access).order_by().values_list("state", flat=True))
    tabs: list[dict[str, object]] = []
    for state in (None, *CauseState):
        kept = {"state": state.value if state else "", "words": asked.words}
        query = urlencode({key: value for key, value in kept.items() if value})
        tabs.append(
            {
                "label": state.label if state else _("All"),
                "url": f"{reverse('dossier-causes')}?{query}",
                "is_current": state == asked.state,
                "count": counts[state.value] if state else counts.total(),
            }
        )
    return tabs


CAUSE_COLUMNS = (
    Column("code", Label("Mã hồ sơ", "Dossier"), width=24),
    Column("unit", Label("Đơn vị", "Unit"), width=32),
    Column("cause", Label("Nguyên nhân khách quan", "Objective cause"), width=50),
    Column("document", Label("Văn bản chứng minh", "Document"), width=20),
    Column("document_date", Label("Ngày văn bản", "Date of the document"), Kind.DATE),
    Column("state", Label("Trạng thái", "State"), width=22),
    Column("reason", Label("Lý do trả lại", "Returned because"), width=40),
    Column("proposed_by", Label("Người đề nghị", "Proposed by"), width=24),
    Column("proposed_on", Label("Ngày đề nghị", "Proposed on"), Kind.DATE),
    Column("decided_by", Label("Người quyết định", "Decided by"), width=24),
    Column("decided_on", Label("Ngày quyết định", "Decided on"), Kind.DATE),
)


def cause_row(cause: ObjectiveCause) -> dict[str, Value]:
    """A row for Excel, by the keys of ``CAUSE_COLUMNS``."""
    return {
        "code": cause.dossier_code,
        "unit": named(cause.unit) if cause.unit else None,
        "cause": cause.cause,
        "document": cause.document_number,
        "document_date": cause.document_date,
        "state": str(CauseState(cause.state).label),
        "reason": cause.reason,
        "proposed_by": cause.proposed_by.get_full_name() if cause.proposed_by else None,
        "proposed_on": local_day(cause.proposed_at),
        "decided_by": cause.decided_by.get_full_name() if cause.decided_by else None,
        "decided_on": local_day(cause.decided_at) if cause.decided_at else None,
    }


LETTER_COLUMNS = (
    Column("number", Label("Số thư", "Number"), width=18),
    Column("issued_on", Label("Ngày thư", "Date"), Kind.DATE),
    Column("code", Label("Mã hồ sơ", "Dossier"), width=24),
    Column("unit", Label("Đơn vị", "Unit"), width=32),
    Column("cause", Label("Lý do", "Cause"), width=50),
    Column("new_day", Label("Ngày hẹn lại", "New day"), Kind.DATE),
    Column("delivered_on", Label("Ngày gửi đến người nộp", "Delivered on"), Kind.DATE),
)


def letter_row(letter: ApologyLetter) -> dict[str, Value]:
    """A row for Excel, by the keys of ``LETTER_COLUMNS``."""
    return {
        "number": letter.number,
        "issued_on": letter.issued_on,
        "code": letter.dossier_code,
        "unit": named(letter.unit) if letter.unit else None,
        "cause": letter.cause,
        "new_day": letter.new_day,
        "delivered_on": letter.delivered_on,
    }
