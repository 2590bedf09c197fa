"""What the product does by itself with surveys each night."""

from __future__ import annotations

from django.db import transaction

from parindex.organisations.queries import all_agencies, working_date
from parindex.surveys.closing import close_round
from parindex.surveys.models import SurveyRound
from parindex.surveys.pace import forget_paces
from parindex.surveys.queries.rounds import rounds_that_ended


def close_ended_surveys() -> list[SurveyRound]:
    """Close every open round whose last day is over, each by itself; forget old counts.

    A demonstration's rounds end on its own day, which does not come.
    """
    closed = []
    for agency in all_agencies():
        today = working_date(agency)
        for survey in rounds_that_ended(agency, today):
            with transaction.atomic():
                closed.append(close_round(survey, today, None))
    forget_paces()
    return closed
