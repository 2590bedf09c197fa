"""Self score: units hand in, the Office sends back, signs off and submits."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from parindex.accounts.constants import Permission
from parindex.assessments.constants import Entry
from parindex.assessments.entry import entries_of, freeze, require_open_entry, set_entry
from parindex.audit.services import record_event
from parindex.rounds.constants import Stage, State, Step
from parindex.rounds.deadlines import require_in_time
from parindex.rounds.models import SelfScore, SentBack, Submission
from parindex.rounds.permission import require_agency
from parindex.rounds.self_scores import self_lines
from parindex.rounds.snapshots import sha256_of, snapshot_of
from parindex.rounds.submitted import latest_submission
from parindex.rounds.taking_steps import Attempt, begin, finish, locked_participant
from parindex.rounds.withdrawing import withdraw_appraisals

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.organisations.models import Unit
    from parindex.rounds.models import Participant


class ClaimRefused(ValueError):
    """More points than the rule gives, fewer than none, no reason, or no figures to start from.

    ``problem``: above_rule, negative, decimals, reason_missing or no_figures.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@transaction.atomic
def hand_in(access: Access, participant: Participant, unit: Unit, *, now: datetime) -> State:
    """Hand in a unit's components; returns the agency's state, self-scored after the last unit.

    :raises PermissionRefused: unless the person enters the unit's figures.
    :raises StepRefused, DeadlinePassed, StepBlocked: see ``taking_steps.begin``.
    """
    attempt = Attempt(access, Step.HAND_IN, now, unit.pk)
    locked = begin(attempt, participant)
    owners = entries_of(locked.assessment)
    own = [key for key, owner in owners.items() if owner.unit_id == unit.pk]
    if own and all(owners[key].entry == Entry.HANDED_IN for key in own):
        # Sent twice: the first has handed everything in.
        return State(locked.state)
    set_entry(locked.assessment, own, Entry.HANDED_IN)
    SentBack.objects.filter(participant=locked, unit=unit, handed_in_at=None).update(
        handed_in_at=now
    )
    waiting = [o for o in owners.values() if o.unit_id != unit.pk and o.entry != Entry.HANDED_IN]
    target = None if waiting else State.SELF_SCORED
    finish(attempt, locked, target, {"unit": unit.key, "components": own})
    return State(locked.state)


@transaction.atomic
def send_back(
    access: Access, participant: Participant, component_key: str, note: str, *, now: datetime
) -> SentBack:
    """Send a component back to its unit, which may enter again, also after its deadline.

    :raises PermissionRefused: unless the person consolidates.
    :raises KeyError: when no unit owns the component.
    :raises StepRefused, DeadlinePassed, StepBlocked: see ``taking_steps.begin``; a note is needed.
    """
    attempt = Attempt(access, Step.SEND_BACK, now, reason=note)
    locked = begin(attempt, participant)
    owner = entries_of(locked.assessment)[component_key]
    waiting = SentBack.objects.filter(
        participant=locked, component_key=component_key, handed_in_at=None, note=note.strip()
    ).first()
    if waiting is not None and owner.entry == Entry.GIVEN_BACK:
        # Sent twice: the unit has it with this note.
        return waiting
    set_entry(locked.assessment, [component_key], Entry.GIVEN_BACK)
    sent = SentBack.objects.create(
        participant=locked,
        component_key=component_key,
        unit=owner.unit,
        note=note.strip(),
        sent_by=access.user,
        sent_at=now,
    )
    finish(attempt, locked, State.DRAFT, {"component": component_key, "unit": owner.unit.key})
    return sent


@transaction.atomic
def consolidate(access: Access, participant: Participant, *, now: datetime) -> None:
    """Sign the units' self scores off for the agency.

    :raises PermissionRefused: unless the person consolidates.
    :raises StepRefused, DeadlinePassed, StepBlocked: see ``taking_steps.begin``.
    """
    attempt = Attempt(access, Step.CONSOLIDATE, now)
    finish(attempt, begin(attempt, participant), State.CONSOLIDATED)


@transaction.atomic
def submit(access: Access, participant: Participant, *, now: datetime) -> Submission:
    """Submit to the council: figures and evidence are closed, what is submitted is kept with hash.

    :raises PermissionRefused: unless the person submits.
    :raises StepRefused, DeadlinePassed, StepBlocked: see ``taking_steps.begin``; a component that
        asks for evidence has none, and no explanation either.
    """
    attempt = Attempt(access, Step.SUBMIT, now)
    locked = begin(attempt, participant)
    # Closed first: an entry that waits for the lock finds it closed, none slips in between.
    freeze(locked.assessment)
    content = snapshot_of(locked)
    last = latest_submission(locked)
    if last is not None:
        _withdraw_appraisals(access, locked, last.content, content)
    submission = Submission.objects.create(
        participant=locked,
        number=last.number + 1 if last else 1,
        sha256=sha256_of(content),
        content=content,
        submitted_by=access.user,
        submitted_at=now,
    )
    finish(
        attempt, locked, State.SUBMITTED, {"sha256": submission.sha256, "points": content["points"]}
    )
    return submission


@transaction.atomic
def claim_lower(
    access: Access,
    participant: Participant,
    component_key: str,
    points: Decimal | None,
    reason: str,
    *,
    now: datetime,
) -> None:
    """Claim fewer points than the rule gives, with a reason; None takes the rule's again.

    :raises PermissionRefused: unless the person enters the component's figures.
    :raises EntryClosed: once they are handed in or submitted.
    :raises ClaimRefused: see there; above the rule's points never.
    """
    locked = _open_component(access, participant, component_key, now)
    line = self_lines(locked)[component_key]
    if points is not None:
        _check_claim(points, line.by_rule, reason)
        # As it is stored, so that 1.5 after 1.50 is no change.
        points = points.quantize(Decimal("0.01"))
    _write_self_score(
        access,
        locked,
        component_key,
        "claim_lower",
        {"claimed": points, "claim_reason": reason.strip() if points is not None else ""},
        reason.strip(),
    )


@transaction.atomic
def explain_missing(
    access: Access, participant: Participant, component_key: str, text: str, *, now: datetime
) -> None:
    """Explain why there is no evidence, or no figures; an empty text takes it back.

    :raises PermissionRefused: unless the person enters the component's figures.
    :raises EntryClosed: once they are handed in or submitted.
    """
    locked = _open_component(access, participant, component_key, now)
    _write_self_score(
        access, locked, component_key, "explain_missing", {"explanation": text.strip()}, ""
    )


def _withdraw_appraisals(
    access: Access, locked: Participant, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """What was submitted anew and differs is appraised anew; the record keeps what was there."""
    changed = [
        key
        for key, component in after["components"].items()
        if component != before["components"].get(key)
    ]
    withdraw_appraisals(access, locked, component_key__in=changed)


def _check_claim(points: Decimal, by_rule: Decimal | None, reason: str) -> None:
    if by_rule is None:
        raise ClaimRefused("no_figures")
    if points > by_rule:
        raise ClaimRefused("above_rule")
    if points < 0:
        raise ClaimRefused("negative")
    if points != points.quantize(Decimal("0.01")):
        raise ClaimRefused("decimals")
    if not reason.strip():
        raise ClaimRefused("reason_missing")


def _open_component(
    access: Access, participant: Participant, component_key: str, now: datetime
) -> Participant:
    owner = entries_of(participant.assessment).get(component_key)
    require_agency(access, participant, Permission.ENTER_VALUES, owner.unit_id if owner else None)
    locked = locked_participant(participant)
    require_open_entry(locked.assessment, component_key, now)
    # The Office's time is over for what was given back, too.
    require_in_time(locked, Stage.CONSOLIDATE, now)
    return locked


def _write_self_score(
    access: Access,
    locked: Participant,
    component_key: str,
    action: str,
    fields: dict[str, Decimal | str | None],
    reason: str,
) -> None:
    row, _ = SelfScore.objects.get_or_create(participant=locked, component_key=component_key)
    before = {name: _json(getattr(row, name)) for name in fields}
    after = {name: _json(value) for name, value in fields.items()}
    if before == after:
        return
    for name, value in fields.items():
        setattr(row, name, value)
    row.changed_by = access.user
    row.save()
    record_event(
        access.user,
        action,
        ("component", locked.component_target(component_key)),
        agency_id=locked.agency_id,
        before=before,
        after=after,
        reason=reason,
    )


def _json(value: Decimal | str | None) -> str | None:
    return str(value) if isinstance(value, Decimal) else value
