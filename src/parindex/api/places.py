"""What an address names, as the caller may see it: the agency's year, a council's round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

from parindex.accounts.constants import Permission, Scope
from parindex.accounts.queries import Access
from parindex.accounts.services import require, require_view
from parindex.api.problems import NotThere
from parindex.api.security import access_of, bearer
from parindex.assessments.queries import assessments_of_year
from parindex.editions.queries import framework_of
from parindex.organisations.queries import working_moment
from parindex.rounds.queries import (
    participant_of,
    participant_of_round,
    round_by_id,
    year_of_round,
)
from parindex_core.framework import Component, Framework

if TYPE_CHECKING:
    from parindex.assessments.models import Assessment
    from parindex.rounds.models import Participant, Round

# Addresses below a round of the council, and below one of its agencies.
COUNCIL_ROUND = "/council/rounds/{number}"
COUNCIL_AGENCY = COUNCIL_ROUND + "/agencies/{agency}"


@dataclass(frozen=True)
class AgencyYear:
    """An agency's assessment of a year, with who asks and when."""

    access: Access
    assessment: Assessment
    now: datetime

    @property
    def framework(self) -> Framework:
        return framework_of(self.assessment.edition)

    def component(self, key: str) -> Component:
        return component_in(self.framework, key)


@dataclass(frozen=True)
class Part:
    """An agency's part in the round of a year."""

    access: Access
    participant: Participant
    now: datetime

    def component(self, key: str) -> Component:
        return component_in(framework_of(self.participant.round.edition), key)


@dataclass(frozen=True)
class CouncilPlace:
    """A round of the council, with who asks and when."""

    access: Access
    round: Round
    now: datetime

    def agency(self, key: str) -> Participant:
        found = participant_of_round(self.access, self.round, key)
        if found is None:
            raise NotThere
        return found

    def component(self, key: str) -> Component:
        return component_in(framework_of(self.round.edition), key)


def component_in(framework: Framework, key: str) -> Component:
    """A component of an edition by its key or number."""
    try:
        return framework.component(key)
    except KeyError:
        raise NotThere from None


def agency_year(request: HttpRequest, scope: Scope, year: int) -> AgencyYear:
    """The caller's agency in a year that it has opened."""
    access = access_of(request, scope, year)
    require_view(access)
    found = assessments_of_year([access.agency.pk], year).get(access.agency.pk)
    if found is None:
        raise NotThere
    return AgencyYear(access, found, working_moment(access.agency))


def part(request: HttpRequest, scope: Scope, year: int) -> Part:
    """The caller's agency in the round of a year."""
    access = access_of(request, scope, year)
    found = participant_of(access, year)
    if found is None:
        raise NotThere
    return Part(access, found, working_moment(access.agency))


def council(request: HttpRequest, scope: Scope, round_id: int) -> CouncilPlace:
    """A round of the caller's council; the roles of its year count."""
    agency = bearer(request).token.agency
    access = access_of(request, scope, year_of_round(agency, round_id))
    require(access, Permission.VIEW_ROUNDS)
    found = round_by_id(access, round_id)
    if found is None:
        raise NotThere
    return CouncilPlace(access, found, working_moment(access.agency))
