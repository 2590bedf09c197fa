"""What the first appraisal deducted: what the agency explains, and adds evidence to meanwhile."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from parindex.rounds.constants import AppraisalStage
from parindex.rounds.models import Appraisal
from parindex.rounds.submitted import submitted_scores

if TYPE_CHECKING:
    from parindex.rounds.models import Participant

_NOTHING = Decimal(0)


def deducted_keys(participant: Participant) -> tuple[str, ...]:
    """The components that the first appraisal left with fewer points than were submitted."""
    submitted = submitted_scores([participant.pk]).get(participant.pk)
    if submitted is None:
        return ()
    first = Appraisal.objects.filter(participant=participant, stage=AppraisalStage.FIRST)
    points = {key: one.points or _NOTHING for key, one in submitted.items()}
    return tuple(
        one.component_key
        for one in first.order_by("component_key")
        if (one.points or _NOTHING) < points.get(one.component_key, _NOTHING)
    )
