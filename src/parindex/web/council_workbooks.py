"""The council's lists as workbooks: the agencies of a round, the components of an agency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from parindex.web.council_words import reason_label
from parindex.web.templatetags.formats import ending, named, spoken
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind, Value

if TYPE_CHECKING:
    from parindex.rounds.models import Round
    from parindex.web.council_agency import ScoredLine
    from parindex.web.council_round import AgencyLine

AGENCIES = (
    Column("agency", Label("Cơ quan", "Agency"), width=40),
    Column("cluster", Label("Khối", "Cluster"), width=20),
    Column("state", Label("Trạng thái", "State"), width=26),
    Column("scored", Label("Đã chấm", "Scored"), Kind.INTEGER),
    Column("to_score", Label("Phải chấm", "To be scored"), Kind.INTEGER),
    Column("explained", Label("Giải trình", "Explained"), Kind.INTEGER),
    Column("answered", Label("Đã xem lại", "Looked at again"), Kind.INTEGER),
    Column("without_survey", Label("Thiếu điểm điều tra", "Without survey"), Kind.INTEGER),
    Column("stage", Label("Giai đoạn", "Stage"), width=26),
    Column("deadline", Label("Thời hạn", "Deadline"), width=22),
    Column("late", Label("Trễ hạn", "Late"), Kind.YES_NO),
)
COMPONENTS = (
    Column("code", Label("STT", "No."), width=9),
    Column("label", Label("Tiêu chí", "Criterion"), width=60),
    Column("maximum", Label("Điểm tối đa", "Maximum"), Kind.DECIMAL),
    Column("own", Label("Điểm tự chấm", "Self score"), Kind.DECIMAL),
    Column("first", Label("Thẩm định lần 1", "First appraisal"), Kind.DECIMAL),
    Column("second", Label("Thẩm định lần 2", "Second appraisal"), Kind.DECIMAL),
    Column("survey", Label("Điểm điều tra", "Survey points"), Kind.DECIMAL),
    Column("deducted", Label("Bị trừ", "Deducted"), Kind.DECIMAL),
    Column("reason", Label("Lý do trừ điểm", "Reason"), width=34),
    Column("words", Label("Nêu rõ", "Why, in this case"), width=40),
    Column("evidence", Label("Số tài liệu", "Pieces of evidence"), Kind.INTEGER),
    Column("standing", Label("Kết quả", "Standing"), width=22),
)


def agency_rows(lines: Sequence[AgencyLine]) -> Iterator[Mapping[str, Value]]:
    """The agencies as the overview lists them."""
    for line in lines:
        work = line.work
        yield {
            "agency": named(work.participant.agency),
            "cluster": named(work.participant.cluster),
            "state": str(line.appearance.label),
            "scored": work.scored,
            "to_score": work.to_score,
            "explained": work.explained,
            "answered": work.answered,
            "without_survey": work.without_survey,
            "stage": str(work.stage.label) if work.stage else "",
            "deadline": ending(work.ends_at) if work.ends_at else "",
            "late": line.is_late,
        }


def component_rows(one_round: Round, lines: Sequence[ScoredLine]) -> Iterator[Mapping[str, Value]]:
    """The components as the agency's sheet lists them."""
    for one in lines:
        line, latest = one.line, one.line.latest
        yield {
            "code": line.component.code,
            "label": spoken(line.component.label),
            "maximum": line.component.max,
            "own": line.own,
            "first": line.first.points if line.first else None,
            "second": line.second.points if line.second else None,
            "survey": line.survey.points if line.survey else None,
            "deducted": one.deducted,
            "reason": reason_label(one_round, latest.reason) if latest and latest.reason else "",
            "words": latest.words if latest else "",
            "evidence": len(line.evidence),
            "standing": str(one.appearance.label),
        }
