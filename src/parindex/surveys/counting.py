"""What counts for a year: closed rounds, or in their place the newest report of who ran it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count as Number
from django.db.models import QuerySet, Sum

from parindex.surveys.constants import SMALLEST_CELL, RoundState
from parindex.surveys.models import OutsideSurvey, SurveyAnswer, SurveyRound

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

# Why a survey of the year does not count.
REPLACED, RUNNING, TOO_FEW, OLDER = "replaced", "running", "too_few", "older"


@dataclass(frozen=True)
class CountedSurvey:
    """A round (or a report) with its points in all; ``left_out``: "" where it counts.

    ``answers``: how many are counted in.
    """

    survey: SurveyRound | OutsideSurvey
    answers: int
    points: Decimal
    points_possible: Decimal
    day: date
    left_out: str

    @property
    def round(self) -> SurveyRound | None:
        return self.survey if isinstance(self.survey, SurveyRound) else None


def counted_answers(survey: SurveyRound) -> QuerySet[SurveyAnswer]:
    """The round's answers that count: all, or without the marked ones where that was decided."""
    answers = SurveyAnswer.objects.filter(round=survey)
    return answers.filter(is_marked=False) if survey.marked_left_out_because else answers


def surveys_of_year(
    agency: Agency, year: int, audience: str, today: date
) -> Sequence[CountedSurvey]:
    """Every survey of a year and audience up to today, those that count first."""
    reports = (
        OutsideSurvey.objects.filter(
            agency=agency, year=year, audience=audience, published_on__lte=today
        )
        .annotate(
            number=Sum("results__answers"),
            given=Sum("results__points"),
            possible=Sum("results__points_possible"),
        )
        .order_by("-published_on", "-pk")
    )
    counted = [
        CountedSurvey(
            one,
            one.number,  # type: ignore[attr-defined]
            one.given,  # type: ignore[attr-defined]
            one.possible,  # type: ignore[attr-defined]
            one.published_on,
            OLDER if place else "",
        )
        for place, one in enumerate(reports)
    ]
    rounds = SurveyRound.objects.filter(agency=agency, year=year, audience=audience)
    for survey in rounds.exclude(state=RoundState.DRAFT):
        counted.append(_of_round(survey, is_replaced=bool(reports), today=today))
    return sorted(counted, key=lambda one: bool(one.left_out))


def _of_round(survey: SurveyRound, *, is_replaced: bool, today: date) -> CountedSurvey:
    if survey.closed_on is None or survey.closed_on > today:
        # What a running round gave so far is nobody's to know, nor how it moves from day to day.
        return CountedSurvey(survey, 0, Decimal(0), Decimal(0), today, RUNNING)
    totals = counted_answers(survey).aggregate(
        number=Number("pk"), given=Sum("points"), possible=Sum("points_possible")
    )
    if totals["number"] < SMALLEST_CELL:
        return CountedSurvey(survey, 0, Decimal(0), Decimal(0), survey.closed_on, TOO_FEW)
    return CountedSurvey(
        survey,
        totals["number"],
        Decimal(totals["given"]),
        Decimal(totals["possible"]),
        survey.closed_on,
        REPLACED if is_replaced else "",
    )
