"""A ranking as its pages and files show it: agencies by cluster, beside the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.web.templatetags.formats import named, page_language
from parindex_core.framework import Label
from parindex_tables.columns import Column, Kind, Value

if TYPE_CHECKING:
    from parindex.rounds.models import Result, Round
    from parindex.rounds.queries import ClusterRanking

COLUMNS = (
    Column("cluster", Label("Khối", "Cluster"), width=22),
    Column("rank", Label("Hạng", "Rank"), Kind.INTEGER, width=8),
    Column("agency", Label("Cơ quan", "Agency"), width=40),
    Column("self_points", Label("Điểm tự chấm", "Self score"), Kind.DECIMAL),
    Column("points", Label("Điểm đạt", "Points"), Kind.DECIMAL),
    Column("assessable", Label("Điểm tối đa áp dụng", "Assessable maximum"), Kind.DECIMAL),
    Column("bonus", Label("Điểm thưởng", "Bonus"), Kind.DECIMAL),
    Column("penalty", Label("Điểm phạt", "Penalty"), Kind.DECIMAL),
    Column("index", Label("Chỉ số CCHC", "PAR index"), Kind.DECIMAL),
    Column("grade", Label("Xếp loại", "Class"), width=14),
    Column("index_before", Label("Chỉ số năm trước", "Index of the year before"), Kind.DECIMAL),
    Column("rank_before", Label("Hạng năm trước", "Rank of the year before"), Kind.INTEGER),
)


@dataclass(frozen=True)
class RankedLine:
    """An agency of a ranking; ``before`` None where the year before tells nothing."""

    result: Result
    before: Result | None
    is_shared: bool
    # The page of what separates it from others, where there is one.
    url: str = ""

    @property
    def grade(self) -> str:
        return grade_of(self.result)

    @property
    def index_change(self) -> Decimal | None:
        return difference(self.result.index, self.before and self.before.index)

    @property
    def rank_change(self) -> int | None:
        """By how many places the agency rose; negative where it fell."""
        if self.before is None or self.before.rank is None or self.result.rank is None:
            return None
        return self.before.rank - self.result.rank


@dataclass(frozen=True)
class RankedCluster:
    """A cluster's agencies by rank with how many are in each class, best first."""

    key: str
    name: str
    lines: Sequence[RankedLine]
    by_grade: Sequence[tuple[str, int]]

    @property
    def has_before(self) -> bool:
        """Whether the year before tells anything of any of them."""
        return any(line.before for line in self.lines)


def clusters_of(
    ranked: Sequence[ClusterRanking],
    before: Mapping[int, Result],
    url_of: Callable[[Result], str] = lambda result: "",
) -> list[RankedCluster]:
    """The ranking's clusters in the page's language; ``before``: by agency id."""
    return [
        RankedCluster(
            key=one.cluster.key,
            name=one.cluster.name_en if page_language() == "en" else one.cluster.name,
            lines=_lines(one.results, before, url_of),
            by_grade=_by_grade(one.results),
        )
        for one in ranked
    ]


def table_rows(clusters: Sequence[RankedCluster]) -> Iterator[dict[str, Value]]:
    """The rows of ``COLUMNS``."""
    for cluster in clusters:
        for line in cluster.lines:
            result = line.result
            yield {
                "cluster": cluster.name,
                "rank": result.rank,
                "agency": named(result.participant.agency),
                "self_points": result.self_points,
                "points": result.points,
                "assessable": result.assessable,
                "bonus": result.bonus,
                "penalty": result.penalty,
                "index": result.index,
                "grade": line.grade,
                "index_before": line.before.index if line.before else None,
                "rank_before": line.before.rank if line.before else None,
            }


def open_data(one_round: Round, clusters: Sequence[RankedCluster]) -> dict[str, object]:
    """The ranking for machines; decimals as strings, so that they stay exact."""
    return {
        "round": one_round.name,
        "year": one_round.year,
        "edition": {"title": one_round.edition.title, "sha256": one_round.edition.sha256},
        "published_at": one_round.published_at and one_round.published_at.isoformat(),
        "is_illustrative": is_illustrative(one_round),
        "results": [
            {key: str(value) if isinstance(value, Decimal) else value for key, value in row.items()}
            for row in table_rows(clusters)
        ],
    }


def grade_of(result: Result) -> str:
    """The class in the page's language."""
    return result.grade_en if page_language() == "en" else result.grade


def difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """How much more it is now; None where one of both is not known."""
    return None if now is None or before is None else now - before


def is_illustrative(one_round: Round) -> bool:
    """Whether a demonstration's council made it."""
    return one_round.organiser.demonstration_date is not None


def notices(one_round: Round) -> list[str]:
    """What stands above a file of the ranking."""
    said = [_("Edition: %s") % one_round.edition.sha256]
    return [_("Illustrative figures"), *said] if is_illustrative(one_round) else said


def _lines(
    results: Sequence[Result], before: Mapping[int, Result], url_of: Callable[[Result], str]
) -> list[RankedLine]:
    ranks = [one.rank for one in results]
    return [
        RankedLine(
            result=one,
            before=before.get(one.participant.agency_id),
            is_shared=one.rank is not None and ranks.count(one.rank) > 1,
            url=url_of(one),
        )
        for one in results
    ]


def _by_grade(results: Sequence[Result]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for one in sorted(results, key=lambda one: -(one.index or Decimal(-1))):
        grade = grade_of(one) or _("not classified")
        counts[grade] = counts.get(grade, 0) + 1
    return list(counts.items())
