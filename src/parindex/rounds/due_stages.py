"""Stages that lock soon, for the morning's reminders: told to whoever has still to act in them.

Nothing is said once a stage has ended: it is locked, and only the council's secretary reopens it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from parindex.accounts.constants import Permission
from parindex.assessments.constants import Entry
from parindex.assessments.entry import entries_of
from parindex.calendars.due import DueItem, DueSource
from parindex.rounds.constants import Stage, State
from parindex.rounds.deadlines import STAGES_OF_COUNCIL
from parindex.rounds.deducted import deducted_keys
from parindex.rounds.due_in_council import of_council
from parindex.rounds.due_words import AGENCY_KINDS, COUNCIL_KINDS, described
from parindex.rounds.models import Explanation, Participant
from parindex.rounds.role_holders import RoleHolders
from parindex.rounds.stages_ending import StagesEnding

if TYPE_CHECKING:
    from parindex.organisations.models import Agency

# What an agency has before it in each state. A draft whose units' time is over is the Office's.
_AHEAD: Mapping[State, tuple[Stage, ...]] = {
    State.DRAFT: (Stage.SELF_SCORE, Stage.CONSOLIDATE),
    State.SELF_SCORED: (Stage.CONSOLIDATE,),
    State.CONSOLIDATED: (Stage.SUBMIT,),
    State.EXPLAINING: (Stage.EXPLAIN,),
}
# Whose word ends the stage.
_BY_AGENCY = {
    Stage.SELF_SCORE: Permission.CONSOLIDATE_SCORES,
    Stage.CONSOLIDATE: Permission.CONSOLIDATE_SCORES,
    Stage.SUBMIT: Permission.SUBMIT_SCORES,
    Stage.EXPLAIN: Permission.SUBMIT_SCORES,
}
_OVER = (State.CONCLUDED, State.PUBLISHED)


def open_until(agency: Agency, today: date, day: date) -> Iterator[DueItem]:
    """The stages of the agency, and of the council that it is, which end until a day.

    One query where it has no part in a round, three where nothing ends so soon; then six more at
    most for its own part and five for a round that it organises.
    """
    concerned = Participant.objects.filter(Q(agency=agency) | Q(round__organiser=agency))
    found = concerned.exclude(state__in=_OVER).select_related("round", "assessment")
    participants = list(found.order_by("round", "pk"))
    if not participants:
        return
    ending = StagesEnding(participants, today, day)
    for one in participants:
        if one.agency_id == agency.pk:
            yield from _of_agency(agency, one, ending)
    organised = [one for one in participants if one.round.organiser_id == agency.pk]
    yield from of_council(agency, organised, ending)


def _of_agency(agency: Agency, participant: Participant, ending: StagesEnding) -> Iterator[DueItem]:
    state = State(participant.state)
    if state == State.EXPLAINING and participant.explanations_handed_in_at is not None:
        return
    ahead = [(stage, ending.of_agency(participant, stage)) for stage in _AHEAD.get(state, ())]
    soon = [(stage, day) for stage, day in ahead if day is not None]
    if not soon:
        return
    holders = RoleHolders(agency, participant.round.year)
    for stage, day in soon:
        explains = stage == Stage.EXPLAIN
        in_unit = Permission.EXPLAIN_DEDUCTIONS if explains else Permission.ENTER_VALUES
        units = holders.in_units(in_unit, _units_left(participant, stage))
        people = holders.in_agency(_BY_AGENCY[stage]) | units
        yield DueItem(AGENCY_KINDS[stage], participant.pk, None, day, people)


def _units_left(participant: Participant, stage: Stage) -> set[int]:
    """The units that have still to do something in the stage."""
    if stage == Stage.SUBMIT or participant.state == State.SELF_SCORED:
        return set()
    owners = entries_of(participant.assessment)
    if stage == Stage.EXPLAIN:
        explained = Explanation.objects.filter(participant=participant)
        written = set(explained.values_list("component_key", flat=True))
        left = set(deducted_keys(participant)) - written
        return {owners[key].unit_id for key in left if key in owners}
    # Who lets the own deadline pass has handed in; what was given back is owed until the Office is.
    waited_for = {Entry.GIVEN_BACK}
    if stage == Stage.SELF_SCORE:
        waited_for.add(Entry.OPEN)
    return {owner.unit_id for owner in owners.values() if owner.entry in waited_for}


SOURCE = DueSource(
    (*AGENCY_KINDS.values(), *COUNCIL_KINDS.values()),
    open_until,
    described,
    outside_work=frozenset(
        {*COUNCIL_KINDS.values(), *(AGENCY_KINDS[stage] for stage in STAGES_OF_COUNCIL)}
    ),
)
