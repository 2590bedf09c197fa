"""How many would be drawn for a round, and the share that each closed one gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from parindex.accounts.services import require_view
from parindex.surveys.constants import SMALLEST_CELL, RoundState
from parindex.surveys.models import SurveyAnswer
from parindex.surveys.sampling import sample_size
from parindex.surveys.satisfaction import Satisfaction

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.surveys.models import SurveyRound


def planned_sample(population: int, margin: Decimal, confidence: int) -> int:
    """How many of a population would be drawn; margin and confidence in percent.

    :raises SampleRefused: for what no sample can be drawn by.
    """
    return sample_size(population, margin, confidence)


def shares_of(access: Access, rounds: Sequence[SurveyRound]) -> Mapping[int, Satisfaction]:
    """The satisfaction of each closed round of the agency by its id, without interval; one query.

    Nothing of a round that still runs, nor of fewer than five counted answers.
    """
    require_view(access)
    closed = [one.pk for one in rounds if one.state == RoundState.CLOSED]
    found = (
        SurveyAnswer.objects.filter(round__in=closed, round__agency=access.agency)
        .filter(Q(is_marked=False) | Q(round__marked_left_out_because=""))
        .order_by()
        .values("round")
        .annotate(number=Count("pk"), given=Sum("points"), possible=Sum("points_possible"))
    )
    return {
        row["round"]: Satisfaction(row["number"], row["given"], row["possible"])
        for row in found
        if row["number"] >= SMALLEST_CELL
    }
