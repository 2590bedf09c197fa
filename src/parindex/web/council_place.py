"""Where a page of the council stands: the round, the person's roles of its year, the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.organisations.queries import working_moment
from parindex.rounds.queries import participant_by_id, round_by_id
from parindex.web.views.desk import Desk, council_desk_of

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.rounds.models import Participant, Round


@dataclass(frozen=True)
class CouncilPlace:
    """A round of the council with the person's desk there."""

    desk: Desk
    round: Round
    now: datetime
    # By the roles of the round's year.
    access: Access

    @property
    def runs(self) -> bool:
        """Whether the person is the round's secretary."""
        return self.access.may(Permission.RUN_ROUNDS)

    @property
    def appraises(self) -> bool:
        """Whether the person is a member who scores."""
        return self.access.may(Permission.APPRAISE)

    def address(self, name: str, *more: object) -> str:
        """The address of a page of the round."""
        return reverse(name, args=[self.round.pk, *more])


def place_of(request: HttpRequest, round_id: int) -> CouncilPlace:
    """The round of that number, if the council has one.

    :raises NoDesk: without a role that shows the council's rounds.
    """
    desk = council_desk_of(request)
    found = round_by_id(desk.access, round_id)
    if found is None:
        raise Http404
    if desk.access.year != found.year:
        desk = council_desk_of(request, found.year)
    return CouncilPlace(desk, found, working_moment(desk.agency), desk.access)


def participant_at(place: CouncilPlace, participant_id: int) -> Participant:
    """An agency of the round."""
    found = participant_by_id(place.access, place.round, participant_id)
    if found is None:
        raise Http404
    return found


def round_tabs(one_round: Round, current: str) -> list[Mapping[str, object]]:
    """The pages of a round; ``current``: the address's name of the one shown."""
    labels = {
        "council-round": _("Overview"),
        "council-matrix": _("Matrix"),
        "council-survey": _("Survey points"),
        "council-adjustments": _("Bonus and penalty"),
        "council-ranking": _("Ranking"),
        "council-settings": _("Deadlines, members, edition"),
    }
    return [
        {
            "label": label,
            "url": reverse(name, args=[one_round.pk]),
            "is_current": name == current,
        }
        for name, label in labels.items()
    ]
