"""The measures that surveys give: 8.2 of citizens and organisations, 8.3 of leaders and officials.

Rows are aggregates, a survey and a matter each: never one person's answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parindex.editions.measures import Count, Measure, MeasureRow, MeasureRows
from parindex.surveys.constants import Audience
from parindex.surveys.counting import (
    OLDER,
    REPLACED,
    RUNNING,
    TOO_FEW,
    CountedSurvey,
    surveys_of_year,
)
from parindex.surveys.given import bundles_of, given_answers
from parindex.surveys.models import OutsideSurvey, SurveyRound
from parindex.surveys.queries.questionnaires import questionnaire_of
from parindex_core.vietnamese.numbers import format_number

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

# By audience: the measure's name, the component, its variables (points, points possible).
NAMES = {
    Audience.CITIZENS.value: "surveys.citizen_satisfaction",
    Audience.STAFF.value: "surveys.staff_assessment",
}
_COMPONENTS = {
    Audience.CITIZENS.value: "citizen_satisfaction",
    Audience.STAFF.value: "staff_assessment",
}
_VARIABLES = {
    Audience.CITIZENS.value: ("satisfaction_points", "satisfaction_points_possible"),
    Audience.STAFF.value: ("assessment_points", "assessment_points_possible"),
}
_LABELS = {
    Audience.CITIZENS.value: gettext_lazy("Surveys of citizens and organisations"),
    Audience.STAFF.value: gettext_lazy("Surveys of leaders and officials"),
}


def count_points(audience: str, agency: Agency, year: int, today: date) -> Count | None:
    """Points and points possible of the year's closed rounds, or of the report in their place.

    None while no survey of the year counts.
    """
    counted = [one for one in surveys_of_year(agency, year, audience, today) if not one.left_out]
    if not counted:
        return None
    points, possible = _VARIABLES[audience]
    return Count(
        values={
            points: _plain(sum((one.points for one in counted), Decimal(0))),
            possible: _plain(sum((one.points_possible for one in counted), Decimal(0))),
        },
        as_of=max(one.day for one in counted),
        source="; ".join(_source(one) for one in counted)[:300],
        rows=sum(1 for one in counted for row in _rows(audience, one)),
        is_illustrative=any(one.survey.is_illustrative for one in counted),
    )


def list_results(
    audience: str, agency: Agency, year: int, today: date, variable: str, offset: int, limit: int
) -> MeasureRows:
    """Each survey of the year by matter; for ``""`` also what does not count, and why."""
    surveys = surveys_of_year(agency, year, audience, today)
    rows = [row for one in surveys for row in _rows(audience, one)]
    found = [row for row in rows if not variable or variable in row.counted_in]
    is_illustrative = any(one.survey.is_illustrative for one in surveys)
    return MeasureRows(len(found), found[offset : offset + limit], is_illustrative)


def _rows(audience: str, counted: CountedSurvey) -> Iterator[MeasureRow]:
    if counted.left_out:
        words = _why(counted.left_out)
        yield MeasureRow(_source(counted), _answers(counted.answers), (), words, _page(counted))
        return
    for matter, answers, points, possible in _by_matter(counted.survey):
        text = _("%(matter)s: %(points)s of %(possible)s points, %(answers)s") % {
            "matter": matter,
            "points": format_number(points),
            "possible": format_number(possible),
            "answers": _answers(answers),
        }
        yield MeasureRow(_source(counted), text, _VARIABLES[audience], url=_page(counted))


def _by_matter(
    survey: SurveyRound | OutsideSurvey,
) -> Iterator[tuple[str, int, Decimal, Decimal]]:
    if isinstance(survey, OutsideSurvey):
        for one in survey.results.all():
            yield one.matter, one.answers, one.points, one.points_possible
        return
    questionnaire, given = questionnaire_of(survey.questionnaire), given_answers(survey)
    for bundle in bundles_of(questionnaire, given):
        found = [one.of(bundle) for one in given]
        names = " + ".join(questionnaire.matters[matter].vi for matter in bundle)
        points, possible = sum(o.points for o in found), sum(o.possible for o in found)
        answers = sum(1 for one in found if one.possible)
        yield names, answers, Decimal(points), Decimal(possible)


def _source(counted: CountedSurvey) -> str:
    if isinstance(counted.survey, OutsideSurvey):
        return f"{counted.survey.conducted_by}, {counted.survey.source}"
    return counted.survey.title


def _page(counted: CountedSurvey) -> str:
    """Where the survey is shown: its results, or the round while it runs."""
    survey = counted.round
    if survey is None:
        return reverse("outside-surveys")
    return reverse("survey" if survey.closed_on is None else "survey-results", args=[survey.pk])


def _answers(number: int) -> str:
    return ngettext("%s answer", "%s answers", number) % format_number(number)


def _why(reason: str) -> str:
    return {
        RUNNING: _("the round is not closed yet"),
        TOO_FEW: _("fewer than five answers count"),
        REPLACED: _("the report of who runs the official survey counts in its place"),
        OLDER: _("a newer report counts in its place"),
    }[reason]


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


MEASURES = tuple(
    Measure(
        name=NAMES[audience],
        component_key=_COMPONENTS[audience],
        label=_LABELS[audience],
        count=partial(count_points, audience),
        rows=partial(list_results, audience),
        url_name="surveys",
    )
    for audience in Audience.values
)
