"""What a round asks of a person of the council today, each with the page on which to do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.rounds.constants import RoundState, State, Step
from parindex.rounds.queries import council_work

if TYPE_CHECKING:
    from parindex.rounds.models import Round
    from parindex.rounds.queries import AgencyWork
    from parindex.web.council_place import CouncilPlace

DRAFTING = frozenset({State.DRAFT, State.SELF_SCORED, State.CONSOLIDATED})
OF_AGENCY = DRAFTING | {State.EXPLAINING}


@dataclass(frozen=True)
class Errand:
    """Something to do now; ``url`` leads to where it is done."""

    words: str
    url: str
    is_late: bool = False


@dataclass(frozen=True)
class NextStep:
    """A step of the secretary: the agencies that are ready for it, and how many are not yet."""

    step: Step
    label: str
    ready: Sequence[AgencyWork]
    waiting: int
    waiting_words: str

    @property
    def ids(self) -> list[int]:
        return [one.participant.pk for one in self.ready]


def errands_of(place: CouncilPlace) -> list[Errand]:
    """The person's errands in a round, the most pressing first."""
    if place.round.state == RoundState.PUBLISHED:
        return []
    errands: list[Errand] = []
    if place.appraises:
        own = council_work(place.access, place.round, place.now, own_fields=True)
        errands += errands_of_member(place.round, own)
    if place.runs:
        errands += _of_secretary(place, council_work(place.access, place.round, place.now))
    return errands


def next_steps(work: Sequence[AgencyWork]) -> list[NextStep]:
    """The secretary's steps with single agencies, where any agency is at that point."""
    submitted = [one for one in work if one.state == State.SUBMITTED]
    explaining = [one for one in work if one.state == State.EXPLAINING]
    unscored = sum(one.unscored for one in submitted)
    unanswered = sum(one.unanswered for one in explaining)
    still = sum(1 for one in explaining if not one.may_look_again)
    scored = [one for one in submitted if not one.unscored]
    answered = [one for one in explaining if one.may_look_again and not one.unanswered]
    steps = [
        NextStep(
            Step.CLOSE_FIRST_ROUND,
            _("Close the first appraisal"),
            scored,
            len(submitted) - len(scored),
            ngettext("%d criterion to be scored", "%d criteria to be scored", unscored) % unscored,
        ),
        NextStep(
            Step.ASK_FOR_EXPLANATIONS,
            _("Ask for explanations"),
            [one for one in work if one.state == State.APPRAISED],
            0,
            "",
        ),
        NextStep(
            Step.CLOSE_SECOND_ROUND,
            _("Close the second appraisal"),
            answered,
            len(explaining) - len(answered),
            _("%(still)d still explain, %(unanswered)d explanations to be looked at")
            % {"still": still, "unanswered": unanswered},
        ),
    ]
    return [one for one in steps if one.ready or one.waiting]


def is_late_agency(one: AgencyWork) -> bool:
    """Whether it is the agency, not the council, that let its deadline pass."""
    return one.is_late and one.state in OF_AGENCY and not one.may_look_again


def errands_of_member(one_round: Round, own: Sequence[AgencyWork]) -> list[Errand]:
    """What waits in the fields of a member; ``own``: the work in them."""
    agencies = [one for one in own if one.unscored]
    again = [one for one in own if one.unanswered]
    url = reverse("council-round", args=[one_round.pk]) + "?show=waiting"
    errands = []
    if agencies:
        words = _("Score %(criteria)d criteria of %(agencies)d agencies: first appraisal") % {
            "criteria": sum(one.unscored for one in agencies),
            "agencies": len(agencies),
        }
        errands.append(Errand(words, url, any(one.is_late for one in agencies)))
    if again:
        words = _("Look again at %(criteria)d explained criteria of %(agencies)d agencies") % {
            "criteria": sum(one.unanswered for one in again),
            "agencies": len(again),
        }
        errands.append(Errand(words, url, any(one.is_late for one in again)))
    return errands


def _of_secretary(place: CouncilPlace, work: Sequence[AgencyWork]) -> list[Errand]:
    overview = place.address("council-round")
    errands = []
    if late := sum(1 for one in work if is_late_agency(one)):
        words = ngettext("%d agency is late", "%d agencies are late", late) % late
        errands.append(Errand(words, f"{overview}?show=late", is_late=True))
    for one in next_steps(work):
        if one.ready:
            words = ngettext(
                "%(label)s: %(count)d agency", "%(label)s: %(count)d agencies", len(one.ready)
            )
            said = words % {"label": one.label, "count": len(one.ready)}
            errands.append(Errand(said, f"{overview}#next"))
    surveyed = [one for one in work if one.without_survey and one.is_open_to_survey]
    if surveyed:
        words = ngettext(
            "Enter the survey points of %d agency",
            "Enter the survey points of %d agencies",
            len(surveyed),
        )
        errands.append(Errand(words % len(surveyed), place.address("council-survey")))
    if is_ready_to_conclude(work):
        errands.append(Errand(_("Conclude the round"), f"{overview}#next"))
    return errands


def is_ready_to_conclude(work: Sequence[AgencyWork]) -> bool:
    """Whether every agency has had its second appraisal and its survey points."""
    return bool(work) and all(
        one.state == State.REAPPRAISED and not one.without_survey for one in work
    )
