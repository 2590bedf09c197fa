"""The results of a closed round as charts, tables and rows of a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.organisations.queries import units_of
from parindex.surveys.constants import Channel, Way
from parindex.surveys.queries.results import CHANNEL, PROCEDURE, UNIT, WAY
from parindex.surveys.questionnaire.model import LIKERT
from parindex.web.charts import Chart, Series
from parindex.web.procedure_choices import names_by_code
from parindex.web.templatetags.formats import named, spoken
from parindex_core.framework import Label
from parindex_core.vietnamese.numbers import round_half_up
from parindex_tables.columns import Column, Kind

if TYPE_CHECKING:
    from parindex.surveys.given import Bundle
    from parindex.surveys.queries.results import Comparison, QuestionLine, Results
    from parindex.surveys.satisfaction import Satisfaction
    from parindex.web.views.desk import Desk
    from parindex_tables.columns import Value

EXPORT_COLUMNS = (
    Column("by", Label("Phân theo", "By"), width=22),
    Column("name", Label("Nội dung", "What"), width=50),
    Column("answers", Label("Số phiếu", "Answers"), Kind.INTEGER),
    Column("points", Label("Điểm đạt", "Points"), Kind.INTEGER),
    Column("possible", Label("Điểm tối đa", "Points possible"), Kind.INTEGER),
    Column("share", Label("Mức độ hài lòng (%)", "Satisfaction (%)"), Kind.DECIMAL),
    Column("low", Label("Từ (%)", "From (%)"), Kind.DECIMAL),
    Column("high", Label("Đến (%)", "To (%)"), Kind.DECIMAL),
)


@dataclass(frozen=True)
class ShareLine:
    """A line of a table; ``before``: the same in the round before."""

    name: str
    now: Satisfaction
    before: Satisfaction | None = None

    @property
    def change(self) -> Decimal | None:
        """Percentage points since the round before, rounded half up."""
        if self.before is None or self.before.share is None or self.now.share is None:
            return None
        return round_half_up((self.now.share - self.before.share) * 100, 2)


@dataclass(frozen=True)
class Part:
    """A question that results answer: a chart with its table. ``hidden``: something is not shown.

    ``compares``: whether the table has a column of the round before.
    """

    key: str
    title: str
    chart: Chart | None
    lines: Sequence[ShareLine]
    hidden: bool = False
    compares: bool = False


@dataclass(frozen=True)
class CountLine:
    """How often an option was chosen; ``share``: of all who answered the question."""

    label: str
    number: int
    share: Fraction


@dataclass(frozen=True)
class AskedLine:
    """A question with how it was answered; ``mean``: of numbers."""

    text: str
    answers: int
    counts: Sequence[CountLine]
    hidden: int
    mean: Fraction | None


def parts_of(desk: Desk, results: Results, comparison: Comparison | None) -> list[Part]:
    """By matter, unit, procedure, channel and way: only what may be shown."""
    parts = [_matters(results, comparison)]
    titles = {
        UNIT: (_("By unit"), _("Which unit's work satisfies more?")),
        PROCEDURE: (_("By procedure"), _("Which procedure satisfies more?")),
        CHANNEL: (_("By channel"), _("Does it matter how the dossier was handed in?")),
        WAY: (_("By way of answering"), _("Do those at the counter's screen answer otherwise?")),
    }
    names = _names(desk, results)
    for family, (title, question) in titles.items():
        lines = [
            ShareLine(names[family].get(group.name, group.name), group.total)
            for group in results.groups[family]
        ]
        hidden = family in results.hidden
        # A single group that is everybody says nothing that the whole does not.
        if len(lines) > 1 or hidden:
            chart = _chart(family, question, lines) if len(lines) > 1 else None
            parts.append(Part(family, title, chart, lines, hidden))
    return parts


def questions_of(results: Results) -> list[AskedLine]:
    """Every question that is not of words, with the counts that may be shown."""
    return [_asked(line) for line in results.questions]


def export_rows(parts: Sequence[Part], total: Satisfaction) -> list[dict[str, Value]]:
    """The tables as rows of a workbook, the whole first."""
    whole = _row("", _("All answers"), total)
    return [whole, *(_row(part.title, one.name, one.now) for part in parts for one in part.lines)]


def _matters(results: Results, comparison: Comparison | None) -> Part:
    matters = results.questionnaire.matters
    before: dict[Bundle, Satisfaction | None] = {}
    if comparison is not None:
        before = {(one.matter,): one.before for one in comparison.matters}
    lines = [
        ShareLine(" + ".join(spoken(matters[one]) for one in bundle), now, before.get(bundle))
        for bundle, now in results.matters.items()
    ]
    question = _("What are people satisfied with, and what less?")
    chart = _chart("matters", question, lines) if len(lines) > 1 else None
    return Part("matters", _("By matter"), chart, lines, compares=comparison is not None)


def _chart(key: str, question: str, lines: Sequence[ShareLine]) -> Chart:
    series = [Series(_("Satisfaction"), [_percent(one.now.share) for one in lines])]
    if any(one.before for one in lines):
        before = [_percent(one.before.share if one.before else None) for one in lines]
        series.append(Series(_("The round before"), before, "context"))
    return Chart(
        key=f"satisfaction-{key}",
        question=question,
        kind="bars",
        categories=[one.name for one in lines],
        series=series,
        unit="%",
        from_zero=True,
    )


def _names(desk: Desk, results: Results) -> Mapping[str, Mapping[str, str]]:
    procedures = names_by_code(desk, results.survey.year)
    return {
        UNIT: {str(unit.pk): named(unit) for unit in units_of(desk.agency)},
        PROCEDURE: {code: f"{code} {name}" for code, name in procedures.items()},
        CHANNEL: {one.value: str(one.label) for one in Channel},
        WAY: {one.value: str(one.label) for one in Way},
    }


def _asked(line: QuestionLine) -> AskedLine:
    question = line.question
    if question.type == LIKERT:
        labels = {str(at): spoken(one.label) for at, one in enumerate(question.scale, start=1)}
    else:
        labels = {one.key: spoken(one.label) for one in question.options}
    counts = [
        CountLine(labels[key], number, Fraction(number, line.answers))
        for key, number in line.counts.items()
        if line.answers
    ]
    return AskedLine(spoken(question.text), line.answers, counts, line.hidden, line.mean)


def _row(by: str, name: str, found: Satisfaction) -> dict[str, Value]:
    return {
        "by": by,
        "name": name,
        "answers": found.answers,
        "points": found.points,
        "possible": found.possible,
        "share": _percent(found.share),
        "low": _percent(found.low),
        "high": _percent(found.high),
    }


def _percent(share: Fraction | Decimal | None) -> Decimal | None:
    return None if share is None else round_half_up(Fraction(share) * 100, 2)
