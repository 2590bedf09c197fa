"""What an agency's self score still lacks, as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.web.templatetags.formats import named, spoken
from parindex_core.framework import Label
from parindex_tables.columns import Column

if TYPE_CHECKING:
    from parindex.web.round_page import RoundPage
    from parindex_tables.columns import Value

COLUMNS = (
    Column("code", Label("Mã", "Code"), width=8),
    Column("component", Label("Tiêu chí", "Criterion"), width=60),
    Column("unit", Label("Đơn vị", "Unit"), width=40),
    Column("missing", Label("Còn thiếu", "Missing"), width=28),
    Column("note", Label("Văn phòng nhắn", "Note of the Office"), width=50),
)


def missing_rows(page: RoundPage) -> Iterator[dict[str, Value]]:
    """The rows of ``COLUMNS``, as the page shows them."""
    for one in page.missing:
        component = one.line.line.component
        words = (
            (bool(one.note), _("sent back")),
            (one.line.is_missing_figures, _("no figures")),
            (one.line.is_missing_evidence, _("no evidence")),
        )
        yield {
            "code": component.code,
            "component": spoken(component.label),
            "unit": named(one.line.unit) if one.line.unit else "",
            "missing": ", ".join(word for holds, word in words if holds),
            "note": one.note,
        }
