"""The agency's survey rounds, each with how many were asked and answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own, require_view
from parindex.surveys.constants import SMALLEST_CELL, Mark, RoundState, Way
from parindex.surveys.models import PopulationRow, SurveyAnswer, SurveyRound
from parindex.surveys.queries.questionnaires import questionnaire_of

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.organisations.models import Agency
    from parindex.surveys.questionnaire import Questionnaire


@dataclass(frozen=True)
class RoundLine:
    """A round in the list; ``answers``: all that came, ``marked`` of them."""

    survey: SurveyRound
    answers: int
    marked: int

    @property
    def response_rate(self) -> tuple[int, int] | None:
        """Used codes of issued ones, once closed; None before, and without codes."""
        if self.survey.codes_unused is None or not self.survey.codes_issued:
            return None
        return self.survey.codes_issued - self.survey.codes_unused, self.survey.codes_issued


@dataclass(frozen=True)
class StratumLine:
    """A group of the population, with how many of it were drawn."""

    procedure: str
    channel: str
    size: int
    drawn: int


@dataclass(frozen=True)
class Progress:
    """How answers come in: by way, by day, and how many were marked for what.

    While a round runs nothing more is shown of it, so that nobody is found by watching it.
    ``days``: only days that, with those before, are of at least five answers.
    """

    answers: int
    by_way: Mapping[str, int]
    marks: Mapping[str, int]
    days: Sequence[tuple[date, int]]


def surveys_of(access: Access, *, year: int | None = None, audience: str = "") -> list[RoundLine]:
    """The agency's rounds, the newest first; two queries."""
    require_view(access)
    rounds = SurveyRound.objects.filter(agency=access.agency).select_related("questionnaire")
    if year is not None:
        rounds = rounds.filter(year=year)
    if audience:
        rounds = rounds.filter(audience=audience)
    counts = {
        row["round"]: row
        for row in SurveyAnswer.objects.filter(round__in=rounds)
        .order_by()
        .values("round")
        .annotate(number=Count("pk"), marked=Count("pk", filter=Q(is_marked=True)))
    }
    nothing = {"number": 0, "marked": 0}
    return [
        RoundLine(one, counts.get(one.pk, nothing)["number"], counts.get(one.pk, nothing)["marked"])
        for one in rounds
    ]


def survey_of(access: Access, survey_id: int) -> SurveyRound | None:
    """A round of the agency, with its questionnaire."""
    require_view(access)
    return (
        SurveyRound.objects.filter(agency=access.agency, pk=survey_id)
        .select_related("questionnaire", "agency")
        .first()
    )


def asked_by(survey: SurveyRound) -> Questionnaire:
    """The questionnaire of a round."""
    return questionnaire_of(survey.questionnaire)


def strata_of(access: Access, survey: SurveyRound) -> list[StratumLine]:
    """The population by procedure and channel; one query."""
    require_view(access)
    require_own(access, survey)
    found = (
        PopulationRow.objects.filter(round=survey)
        .order_by()
        .values("procedure", "channel")
        .annotate(size=Count("pk"), drawn=Count("pk", filter=Q(is_drawn=True)))
    )
    lines = [StratumLine(**row) for row in found]
    return sorted(lines, key=lambda one: (one.procedure, one.channel))


def drawn_of(access: Access, survey: SurveyRound) -> list[PopulationRow]:
    """The drawn of a round, by reference, for who runs surveys."""
    require_own(access, survey)
    require(access, Permission.RUN_SURVEYS)
    return list(survey.population.filter(is_drawn=True).select_related("unit"))


def progress_of(access: Access, survey: SurveyRound) -> Progress:
    """How answers come in; two queries."""
    require_view(access)
    require_own(access, survey)
    answers = SurveyAnswer.objects.filter(round=survey).order_by()
    by_way = {way.value: 0 for way in Way}
    by_day: dict[date, int] = {}
    for row in answers.values("way", "day").annotate(number=Count("pk")):
        by_way[row["way"]] += row["number"]
        by_day[row["day"]] = by_day.get(row["day"], 0) + row["number"]
    marks = {mark.value: 0 for mark in Mark}
    for found in answers.filter(is_marked=True).values_list("marks", flat=True):
        for mark in found:
            marks[mark] += 1
    return Progress(sum(by_way.values()), by_way, marks, _days_together(by_day))


def rounds_that_ended(agency: Agency, today: date) -> list[SurveyRound]:
    """Open rounds whose last day is over, for the product to close."""
    return list(
        SurveyRound.objects.filter(agency=agency, state=RoundState.OPEN, closes_on__lt=today)
    )


def _days_together(by_day: Mapping[date, int]) -> list[tuple[date, int]]:
    """Days with few answers are added to the next; what is left over to the last."""
    days: list[tuple[date, int]] = []
    waiting = 0
    for day, number in sorted(by_day.items()):
        waiting += number
        if waiting >= SMALLEST_CELL:
            days.append((day, waiting))
            waiting = 0
    if waiting and days:
        day, number = days[-1]
        days[-1] = (day, number + waiting)
    return days
