"""Appraisals whose ground has changed are made anew; the record keeps what was there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parindex.audit.services import record_event
from parindex.rounds.models import Appraisal

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.rounds.models import Participant


def withdraw_appraisals(access: Access, locked: Participant, **which: Any) -> None:
    """Take back the agency's appraisals that a filter names, inside the caller's transaction."""
    for one in Appraisal.objects.filter(participant=locked, **which):
        record_event(
            access.user,
            "withdraw_appraisal",
            ("component", locked.component_target(one.component_key)),
            agency_id=locked.round.organiser_id,
            before={"stage": one.stage, "points": str(one.points), "words": one.words},
        )
        one.delete()
