"""The index of decision 766 as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from parindex.web.templatetags.formats import spoken
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind, Value

if TYPE_CHECKING:
    from parindex.web.portal_page import GroupView

COLUMNS = (
    Column("group", Label("Nhóm", "Group"), width=26),
    Column("code", Label("Mã", "Code"), width=34),
    Column("component", Label("Tiêu chí", "Component"), width=48),
    Column("numerator", Label("Tử số", "Numerator"), Kind.INTEGER),
    Column("denominator", Label("Mẫu số", "Denominator"), Kind.INTEGER),
    Column("points", Label("Điểm", "Points"), Kind.DECIMAL),
    Column("maximum", Label("Điểm tối đa", "Maximum"), Kind.DECIMAL),
    Column("turned", Label("Còn thiếu đến điểm tối đa", "Short of full marks"), Kind.INTEGER),
    Column("source", Label("Nguồn", "Source"), width=24),
    Column("why", Label("Vì sao chưa có số liệu", "Why there is no figure"), width=48),
    Column("portal_numerator", Label("Tử số của Cổng", "Portal's numerator"), Kind.INTEGER),
    Column("portal_denominator", Label("Mẫu số của Cổng", "Portal's denominator"), Kind.INTEGER),
    Column("portal_points", Label("Điểm của Cổng", "Portal's points"), Kind.DECIMAL),
    Column("differs", Label("Khác số liệu của Cổng", "Differs from the portal"), Kind.YES_NO),
)


def table_rows(groups: Sequence[GroupView]) -> Iterator[dict[str, Value]]:
    """A row for each component."""
    for group in groups:
        for view in group.lines:
            line = view.line
            figure, portal = line.figure, line.portal
            yield {
                "group": spoken(group.group.label),
                "code": line.code,
                "component": spoken(line.label),
                "numerator": figure.numerator if figure else None,
                "denominator": figure.denominator if figure else None,
                "points": line.points,
                "maximum": line.maximum,
                "turned": line.distance.turned if line.distance else None,
                "source": view.source,
                "why": view.why_unknown,
                "portal_numerator": portal.numerator if portal else None,
                "portal_denominator": portal.denominator if portal else None,
                "portal_points": portal.score if portal else None,
                "differs": line.differs if portal else None,
            }
