"""Evidence of a component: who may see and add it; the owner type of the attachments' table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from parindex.accounts.constants import Permission
from parindex.accounts.queries import access as access_of
from parindex.assessments.constants import Entry
from parindex.assessments.entry import closed_because, entries_of
from parindex.assessments.queries import assessment_by_id
from parindex.attachments.owners import Owner, row_number
from parindex.attachments.queries import attachment_counts, counting_attachments
from parindex.attachments.services import owner_of
from parindex.editions.queries import framework_of
from parindex.organisations.queries import working_moment
from parindex.rounds.constants import EVIDENCE_OWNER, Stage, State
from parindex.rounds.deadlines import DeadlinePassed, is_explaining_still, require_in_time
from parindex.rounds.deducted import deducted_keys
from parindex.rounds.models import Participant
from parindex.rounds.permission import components_seen
from parindex.rounds.submitted import latest_submission
from parindex.rounds.transitions import ORDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.assessments.models import Assessment
    from parindex.attachments.models import Attachment


def evidence_owner(participant: Participant, component_key: str) -> Owner:
    """What the evidence of an agency's component hangs on."""
    target = participant.component_target(component_key)
    return Owner(participant.agency_id, EVIDENCE_OWNER, target)


def evidence_counts(participant: Participant, keys: Iterable[str]) -> dict[str, int]:
    """How many pieces of evidence each component has; those without are left out. One query."""
    by_target = {participant.component_target(key): key for key in keys}
    counts = attachment_counts(participant.agency_id, EVIDENCE_OWNER, by_target)
    return {by_target[target]: count for target, count in counts.items()}


def evidence_of(participant: Participant, keys: Iterable[str]) -> dict[str, list[Attachment]]:
    """The evidence that counts, by component. One query."""
    by_target = {participant.component_target(key): key for key in keys}
    found = counting_attachments(participant.agency_id, EVIDENCE_OWNER, by_target)
    return {by_target[target]: pieces for target, pieces in found.items()}


def may_view(access: Access, owner: Owner) -> bool:
    """The agency always; its council from the submission on, a member in the own fields."""
    place = _place(owner)
    if place is None:
        return False
    assessment, key = place
    if access.agency.pk == assessment.agency_id:
        return access.may_view
    participant = _participant(assessment)
    if participant is None or access.agency.pk != participant.round.organiser_id:
        return False
    # The council's roles of the round's year count, whatever year the person's desk is in.
    access = access_of(access.user, access.agency, participant.round.year)
    if not access.may(Permission.VIEW_ROUNDS):
        return False
    if ORDER.index(State(participant.state)) < ORDER.index(State.SUBMITTED):
        return False
    seen = components_seen(access, participant.round)
    return seen is None or key in seen


def may_add(access: Access, owner: Owner) -> bool:
    """Who enters the component's figures, as long as they may; later who explains a deduction."""
    place = _place(owner)
    if place is None or access.agency.pk != place[0].agency_id:
        return False
    assessment, key = place
    component_owner = entries_of(assessment).get(key)
    unit_id = component_owner.unit_id if component_owner else None
    now = working_moment(access.agency)
    if not assessment.is_frozen:
        entry = Entry(component_owner.entry) if component_owner else Entry.OPEN
        is_open = not closed_because(assessment, entry, now)
        return is_open and access.may(Permission.ENTER_VALUES, unit_id)
    return access.may(Permission.EXPLAIN_DEDUCTIONS, unit_id) and _is_explained(
        assessment, key, now
    )


def shows(access: Access, attachment: Attachment) -> bool:
    """To the council what was submitted; what is added while explaining once that is handed in."""
    place = _place(owner_of(attachment))
    if place is None or access.agency.pk == place[0].agency_id:
        return place is not None
    participant = _participant(place[0])
    if participant is None:
        return False
    return not is_explaining_still(participant) or _was_submitted(participant, place[1], attachment)


def lets_go(attachment: Attachment) -> bool:
    """Not what was submitted: what the agency was scored by stays where it was."""
    place = _place(owner_of(attachment))
    if place is None or not place[0].is_frozen:
        return True
    participant = _participant(place[0])
    return participant is None or not _was_submitted(participant, place[1], attachment)


def submitted_pieces(
    submitted: Mapping[str, Any], evidence: Sequence[Attachment]
) -> list[Attachment]:
    """Those of the evidence that stand in a submission's component (see ``snapshots``)."""
    named = {(one["sha256"], one["document_number"]) for one in submitted.get("evidence", ())}
    return [one for one in evidence if _identity(one) in named]


def _was_submitted(participant: Participant, key: str, attachment: Attachment) -> bool:
    submission = latest_submission(participant)
    components = submission.content["components"] if submission else {}
    return bool(submitted_pieces(components.get(key, {}), [attachment]))


def _identity(attachment: Attachment) -> tuple[str | None, str]:
    """By content, which also an imported round has, not by number."""
    stored = attachment.stored_file
    return (stored.sha256 if stored else None, attachment.document_number)


def hold(owner: Owner) -> None:
    """Keep the agency's round from going on, a submission from freezing, until all is written."""
    place = _place(owner)
    if place is not None:
        Participant.objects.select_for_update().filter(assessment=place[0]).first()


def page_of(owner: Owner) -> str:
    """The component's page, of the year that the evidence is of."""
    address = reverse("component", args=[owner.id.partition(":")[2]])
    place = _place(owner)
    return f"{address}?year={place[0].year}" if place else address


def label_of(owner: Owner) -> str:
    """The component's code, "" for one that is not there."""
    place = _place(owner)
    if place is None:
        return ""
    assessment, key = place
    return framework_of(assessment.edition).component(key).code


def _is_explained(assessment: Assessment, component_key: str, now: datetime) -> bool:
    participant = _participant(assessment)
    if participant is None or participant.state != State.EXPLAINING:
        return False
    if participant.explanations_handed_in_at is not None:
        return False
    try:
        require_in_time(participant, Stage.EXPLAIN, now)
    except DeadlinePassed:
        return False
    return component_key in deducted_keys(participant)


def _place(owner: Owner) -> tuple[Assessment, str] | None:
    number, _, key = owner.id.partition(":")
    found = row_number(number)
    assessment = None if found is None else assessment_by_id(found)
    if assessment is None or assessment.agency_id != owner.agency_id:
        return None
    known = {one.key for one in framework_of(assessment.edition).components}
    return (assessment, key) if key in known else None


def _participant(assessment: Assessment) -> Participant | None:
    return (
        Participant.objects.filter(assessment=assessment).select_related("round", "agency").first()
    )
