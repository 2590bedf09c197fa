"""The round as a full table: in every state every person tries every step."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests.apps.rounds.province import NOW, Province, advance, deduct, make_province

from parindex.accounts.queries import access
from parindex.accounts.services import PermissionRefused
from parindex.audit.models import AuditEvent
from parindex.rounds.constants import State, Step
from parindex.rounds.services import (
    AgenciesNotReady,
    StepBlocked,
    StepRefused,
    ask_for_explanations,
    close_first_round,
    close_second_round,
    conclude,
    consolidate,
    hand_in,
    hand_in_explanations,
    publish,
    reopen,
    send_back,
    submit,
)

AGENCY_PEOPLE = (
    "par_officer",
    "director",
    "auditor",
    "administrator",
    "one_stop_officer",
    "head",
    "officer",
    "other_head",
)
COUNCIL_PEOPLE = ("secretary", "member", "auditor of the council")
PEOPLE = (*AGENCY_PEOPLE, *COUNCIL_PEOPLE, "officer of another agency")

# Who may take a step, and from which states. The inspectorate hands in; its people are head,
# officer and the agency's PAR officer.
WHO = {
    Step.HAND_IN: {"par_officer", "head", "officer"},
    Step.SEND_BACK: {"par_officer"},
    Step.CONSOLIDATE: {"par_officer"},
    Step.SUBMIT: {"par_officer", "director"},
    Step.CLOSE_FIRST_ROUND: {"secretary"},
    Step.ASK_FOR_EXPLANATIONS: {"secretary"},
    Step.HAND_IN_EXPLANATIONS: {"par_officer", "director"},
    Step.CLOSE_SECOND_ROUND: {"secretary"},
    Step.CONCLUDE: {"secretary"},
    Step.PUBLISH: {"secretary"},
    Step.REOPEN: {"secretary"},
}
FROM = {
    Step.HAND_IN: {State.DRAFT},
    Step.SEND_BACK: {State.DRAFT, State.SELF_SCORED, State.CONSOLIDATED},
    Step.CONSOLIDATE: {State.SELF_SCORED},
    Step.SUBMIT: {State.CONSOLIDATED},
    Step.CLOSE_FIRST_ROUND: {State.SUBMITTED},
    Step.ASK_FOR_EXPLANATIONS: {State.APPRAISED},
    Step.HAND_IN_EXPLANATIONS: {State.EXPLAINING},
    Step.CLOSE_SECOND_ROUND: {State.EXPLAINING},
    Step.CONCLUDE: {State.REAPPRAISED},
    Step.PUBLISH: {State.CONCLUDED},
    Step.REOPEN: set(State) - {State.DRAFT, State.PUBLISHED},
}
# Steps whose conditions do not hold in the province as it is advanced here.
BLOCKED = {
    (Step.HAND_IN, State.DRAFT),  # no figures yet
    (Step.CLOSE_FIRST_ROUND, State.SUBMITTED),  # nobody has appraised
    (Step.CLOSE_SECOND_ROUND, State.EXPLAINING),  # the agency still explains
    (Step.CONCLUDE, State.REAPPRAISED),  # no survey points
}
UNIT = "inspectorate"


def access_of(province: Province, person: str):
    agency = province.agencies[0]
    if person == "officer of another agency":
        return province.of(province.agencies[1], "par_officer")
    if person == "auditor of the council":
        return province.of_council("auditor")
    if person in ("secretary", "member"):
        return province.of_council(person)
    return province.of(agency, person)


def take(province: Province, step: Step, person: str) -> None:
    agency = province.agencies[0]
    participant = province.participant(agency)
    who = access_of(province, person)
    unit = agency.units.get(key=UNIT)
    owned = participant.assessment.owners.filter(unit=unit).first().component_key
    later = NOW + timedelta(days=3)
    steps = {
        Step.HAND_IN: lambda: hand_in(who, participant, unit, now=NOW),
        Step.SEND_BACK: lambda: send_back(who, participant, owned, "Xem lại", now=NOW),
        Step.CONSOLIDATE: lambda: consolidate(who, participant, now=NOW),
        Step.SUBMIT: lambda: submit(who, participant, now=NOW),
        Step.CLOSE_FIRST_ROUND: lambda: close_first_round(who, participant, now=NOW),
        Step.ASK_FOR_EXPLANATIONS: lambda: ask_for_explanations(who, participant, now=NOW),
        Step.HAND_IN_EXPLANATIONS: lambda: hand_in_explanations(who, participant, now=NOW),
        Step.CLOSE_SECOND_ROUND: lambda: close_second_round(who, participant, now=NOW),
        Step.CONCLUDE: lambda: conclude(who, province.round, now=NOW),
        Step.PUBLISH: lambda: publish(who, province.round, now=NOW),
        Step.REOPEN: lambda: reopen(
            who, participant, State.DRAFT, "Quyết định của Hội đồng", later, now=NOW
        ),
    }
    steps[step]()


def outcome(province: Province, step: Step, person: str) -> str:
    """What came of the attempt; whatever it wrote is undone."""
    before = (AuditEvent.objects.count(), province.participant(province.agencies[0]).state)
    try:
        with transaction.atomic():
            take(province, step, person)
            transaction.set_rollback(True)
        result = "done"
    except PermissionRefused:
        result = "not permitted"
    except StepRefused:
        result = "wrong state"
    except (StepBlocked, AgenciesNotReady):
        result = "blocked"
    after = (AuditEvent.objects.count(), province.participant(province.agencies[0]).state)
    assert before == after
    return result


def expected(step: Step, state: State, person: str) -> str:
    if person not in WHO[step]:
        return "not permitted"
    if state not in FROM[step]:
        # The conclusion is of all agencies: it says which are not ready.
        too_early = list(State).index(state) < list(State).index(State.REAPPRAISED)
        return "blocked" if step == Step.CONCLUDE and too_early else "wrong state"
    return "blocked" if (step, state) in BLOCKED else "done"


@pytest.mark.parametrize("state", State)
def test_every_step_by_every_person(db, state):
    province = make_province(departments=2, communes=0)
    if list(State).index(state) > list(State).index(State.SUBMITTED):
        advance(province, province.agencies[0], State.SUBMITTED)
        deduct(province, province.agencies[0], "plan_issued", "0.25")
    advance(province, province.agencies[0], state)
    table = {(step, person): outcome(province, step, person) for step in Step for person in PEOPLE}
    assert table == {
        (step, person): expected(step, state, person) for step in Step for person in PEOPLE
    }


def test_a_role_of_another_year_takes_no_step(province):
    agency = province.agencies[0]
    advance(province, agency, State.CONSOLIDATED)
    director = access(province.people[f"director.{agency.key}"], agency, 2020)
    with pytest.raises(PermissionRefused):
        submit(director, province.participant(agency), now=NOW)
