"""Until when figures are entered: units hand in, the Office gives back, a submission freezes.

Asked at every entry; set by the round that the assessment is part of, in its transactions.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied

from parindex.assessments.constants import Entry
from parindex.assessments.models import Assessment, ComponentOwner


class EntryClosed(PermissionDenied):
    """The component's figures can no longer be changed.

    ``reason``: frozen (submitted), handed_in or deadline.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def closed_because(assessment: Assessment, entry: Entry, moment: datetime) -> str:
    """Why nothing can be entered now (see ``EntryClosed``); empty where it can."""
    if assessment.is_frozen:
        return "frozen"
    if entry == Entry.HANDED_IN:
        return "handed_in"
    ended = assessment.entry_ends_at is not None and moment >= assessment.entry_ends_at
    return "deadline" if ended and entry == Entry.OPEN else ""


def require_open_entry(assessment: Assessment, component_key: str, moment: datetime) -> None:
    """Go on only while the component's figures may be changed.

    :raises EntryClosed: otherwise.
    """
    reason = closed_because(assessment, entry_of(assessment, component_key), moment)
    if reason:
        raise EntryClosed(reason)


def entry_of(assessment: Assessment, component_key: str) -> Entry:
    """A component's entry; one that nobody owns is open."""
    owner = ComponentOwner.objects.filter(
        assessment=assessment, component_key=component_key
    ).first()
    return Entry(owner.entry) if owner else Entry.OPEN


def entries_of(assessment: Assessment) -> dict[str, ComponentOwner]:
    """Every owned component's owner with its entry, by key; one query."""
    owners = ComponentOwner.objects.filter(assessment=assessment).select_related("unit")
    return {owner.component_key: owner for owner in owners}


def set_entry(assessment: Assessment, keys: Collection[str], entry: Entry) -> None:
    """Hand components in, give them back or open them."""
    ComponentOwner.objects.filter(assessment=assessment, component_key__in=keys).update(entry=entry)


def freeze(assessment: Assessment, *, frozen: bool = True) -> None:
    """Keep everybody from changing figures, or let them again."""
    Assessment.objects.filter(pk=assessment.pk).update(is_frozen=frozen)


def end_entry(assessment_ids: Collection[int], moment: datetime | None) -> None:
    """Say from when on units enter no more by themselves."""
    Assessment.objects.filter(pk__in=assessment_ids).update(entry_ends_at=moment)


def owner_units(assessment_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """The unit (its id) that owns each component, by assessment id; one query."""
    owners: dict[int, dict[str, int]] = {pk: {} for pk in assessment_ids}
    rows = ComponentOwner.objects.filter(assessment__in=assessment_ids).values_list(
        "assessment", "component_key", "unit"
    )
    for assessment_id, key, unit_id in rows:
        owners[assessment_id][key] = unit_id
    return owners
