"""What an agency aims at in a year: an index, a rank among the agencies of its cluster."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.accounts.services import require, require_own
from parindex.assessments.constants import HIGHEST_INDEX, LOWEST_RANK
from parindex.assessments.models import Assessment
from parindex.audit.services import record_event

if TYPE_CHECKING:
    from parindex.accounts.queries import Access


@dataclass(frozen=True)
class Targets:
    """Index points and rank; None: not aimed at."""

    index: Decimal | None = None
    rank: int | None = None

    def stored(self) -> dict[str, str]:
        """As the audit keeps them, without what is not aimed at."""
        found = {"index": self.index, "rank": self.rank}
        return {name: str(value) for name, value in found.items() if value is not None}


class TargetsRefused(ValueError):
    """No index or rank that an agency can have."""


class TargetsChangedMeanwhile(Exception):
    """A colleague saved the targets after the person opened them.

    ``present``: what now stands.
    """

    def __init__(self, present: Targets) -> None:
        super().__init__("targets changed meanwhile")
        self.present = present


def targets_of(assessment: Assessment) -> Targets:
    """What the agency aims at in the year."""
    return Targets(assessment.target_index, assessment.target_rank)


@transaction.atomic
def set_targets(
    access: Access, assessment: Assessment, aims: Targets, *, seen: Targets | None
) -> None:
    """Say what the agency aims at; nobody's points change.

    ``seen``: what the person had before them; None where it no longer stands.

    :raises PermissionRefused: unless the person sets targets, in an assessment of the agency.
    :raises TargetsRefused, TargetsChangedMeanwhile: see there.
    """
    require_own(access, assessment)
    require(access, Permission.SET_TARGETS)
    if not _can_be(aims):
        raise TargetsRefused(aims)
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    present = targets_of(locked)
    if present == aims:
        return
    if present != seen:
        raise TargetsChangedMeanwhile(present)
    locked.target_index, locked.target_rank = aims.index, aims.rank
    locked.save(update_fields=["target_index", "target_rank"])
    record_event(
        access.user,
        "set_targets",
        ("assessment", locked.pk),
        agency_id=locked.agency_id,
        before=present.stored(),
        after=aims.stored(),
    )


def _can_be(aims: Targets) -> bool:
    index, rank = aims.index, aims.rank
    index_can_be = index is None or (0 < index <= HIGHEST_INDEX and round(index, 2) == index)
    return index_can_be and (rank is None or 0 < rank <= LOWEST_RANK)
