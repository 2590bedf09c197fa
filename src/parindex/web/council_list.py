"""The council's rounds on one page: where each stands, and what it asks of the person today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from parindex.accounts.queries import access
from parindex.organisations.queries import working_moment
from parindex.rounds.constants import RoundState, Stage, State
from parindex.rounds.queries import RoundOverview, round_overview, round_warnings, rounds_of
from parindex.web.council_place import CouncilPlace
from parindex.web.council_today import Errand, errands_of
from parindex.web.council_words import AGENCY_STATES, ROUND_STATES, warning_words
from parindex.web.statuses import Appearance

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.rounds.models import Round
    from parindex.web.views.desk import Desk


@dataclass(frozen=True)
class StageLine:
    """A stage with its end; ``standing``: over, now or ahead."""

    stage: Stage
    ends_at: datetime
    standing: str


@dataclass(frozen=True)
class StateCount:
    """How many agencies are in a state, with the address that lists them."""

    appearance: Appearance
    state: State
    count: int
    url: str


@dataclass(frozen=True)
class RoundCard:
    """A round of the list."""

    round: Round
    appearance: Appearance
    agencies: int
    states: Sequence[StateCount]
    stages: Sequence[StageLine]
    errands: Sequence[Errand]
    warnings: Sequence[str]

    @property
    def is_over(self) -> bool:
        return self.round.state == RoundState.PUBLISHED

    @property
    def stage_now(self) -> StageLine | None:
        return next((one for one in self.stages if one.standing == "now"), None)


def round_cards(desk: Desk) -> list[RoundCard]:
    """The rounds that the person's roles of their years show, newest first."""
    now = working_moment(desk.agency)
    cards = []
    for one_round in rounds_of(desk.access):
        granted = desk.access
        if granted.year != one_round.year:
            granted = access(granted.user, desk.agency, one_round.year)
        if not granted.roles:
            continue
        place = CouncilPlace(desk, one_round, now, granted)
        cards.append(_card(place))
    return cards


def stage_lines(deadlines: Mapping[Stage, datetime], now: datetime) -> list[StageLine]:
    """The stages in their order; “now” is the first that has not ended."""
    ordered = [(stage, deadlines[stage]) for stage in Stage if stage in deadlines]
    current = next((stage for stage, ends_at in ordered if now < ends_at), None)
    return [
        StageLine(
            stage,
            ends_at,
            "over" if now >= ends_at else "now" if stage == current else "ahead",
        )
        for stage, ends_at in ordered
    ]


def state_counts(overview: RoundOverview) -> list[StateCount]:
    """The states in which agencies are, in their order."""
    address = reverse("council-round", args=[overview.round.pk])
    return [
        StateCount(AGENCY_STATES[state], state, count, f"{address}?show={state.value}")
        for state, count in overview.by_state.items()
        if count
    ]


def _card(place: CouncilPlace) -> RoundCard:
    overview = round_overview(place.access, place.round)
    return RoundCard(
        round=place.round,
        appearance=ROUND_STATES[RoundState(place.round.state)],
        agencies=overview.agencies,
        states=state_counts(overview),
        stages=stage_lines(overview.deadlines, place.now),
        errands=errands_of(place),
        warnings=[
            warning_words(one) for one in round_warnings(place.access, place.round, place.now)
        ],
    )
