"""The report of a survey from the results that may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from parindex.organisations.queries import units_of
from parindex.surveys.queries.results import PROCEDURE, UNIT, comparison_of, results_of
from parindex_papers.survey_report import SatisfactionRow, SurveyReport

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.reports.heads import PaperHead
    from parindex.surveys.models import SurveyRound
    from parindex.surveys.queries.results import Comparison, Results
    from parindex.surveys.satisfaction import Satisfaction


def survey_report_of(
    access: Access, survey: SurveyRound, head: PaperHead, procedures: Mapping[str, str]
) -> SurveyReport | None:
    """What a closed round's report says; None where its results are not shown.

    ``procedures``: names by code.

    :raises PermissionRefused: unless the person sees the agency.
    """
    results = results_of(access, survey)
    if results is None:
        return None
    comparison = comparison_of(access, results)
    units = {str(unit.pk): unit.name for unit in units_of(survey.agency)}
    return SurveyReport(
        letterhead=head.letterhead,
        signature=head.signature,
        recipients=head.recipients,
        title=survey.title,
        year=survey.year,
        questionnaire=results.questionnaire.title.vi,
        opened=survey.opens_on,
        closed=survey.closed_on or survey.closes_on,
        population=survey.population_size,
        sample=survey.sample_size,
        margin=survey.margin,
        confidence=survey.confidence,
        seed=survey.seed,
        left_out=results.left_out,
        left_out_because=survey.marked_left_out_because,
        total=_row("Tất cả các phiếu", results.total, comparison and comparison.total[1]),
        matters=_matters(results, comparison),
        units=tuple(_row(units.get(one.name, one.name), one.total) for one in results.groups[UNIT]),
        procedures=tuple(
            _row(f"{one.name} {procedures.get(one.name, '')}".strip(), one.total)
            for one in results.groups[PROCEDURE]
        ),
        is_illustrative=survey.is_illustrative,
    )


def _matters(results: Results, comparison: Comparison | None) -> tuple[SatisfactionRow, ...]:
    before = {one.matter: one.before for one in comparison.matters} if comparison else {}
    names = results.questionnaire.matters
    return tuple(
        _row(
            " + ".join(names[matter].vi for matter in bundle),
            found,
            before.get(bundle[0]) if len(bundle) == 1 else None,
        )
        for bundle, found in results.matters.items()
    )


def _row(name: str, now: Satisfaction, before: Satisfaction | None = None) -> SatisfactionRow:
    return SatisfactionRow(
        name=name,
        answers=now.answers,
        points=now.points,
        possible=now.possible,
        low=now.low,
        high=now.high,
        before=before.share if before else None,
    )
