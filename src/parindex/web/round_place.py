"""Where a page of an agency's round stands: its part, the person's roles of that year, now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.accounts.queries import access as access_of
from parindex.organisations.queries import working_moment
from parindex.rounds.constants import State
from parindex.rounds.queries import participations_of
from parindex.web.ranking_page import is_illustrative
from parindex.web.round_words import has_reached
from parindex.web.views.desk import Desk, desk_of

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.accounts.queries import Access
    from parindex.rounds.models import Participant


@dataclass(frozen=True)
class RoundPlace:
    """An agency's part in a round, with the desk of who looks at it.

    ``access``: by the roles of the round's year. ``years``: of all its rounds, newest first.
    """

    desk: Desk
    access: Access
    participant: Participant
    now: datetime
    years: Sequence[int]

    @property
    def year(self) -> int:
        return self.participant.round.year

    @property
    def scoring_year(self) -> int | None:
        """The year for addresses of its scoring tree (see ``scoring_address``)."""
        return None if self.desk.year == self.year else self.year

    @property
    def is_illustrative(self) -> bool:
        """Whether a demonstration's council made the round."""
        return is_illustrative(self.participant.round)

    @property
    def query(self) -> str:
        """“?year=…” where the address alone would mean another year."""
        return "" if self.year == self.years[0] else f"?{urlencode({'year': self.year})}"

    def address(self, name: str, *arguments: object) -> str:
        """The address of a page of this round."""
        return reverse(name, args=arguments) + self.query

    def tabs(self, current: str) -> list[dict[str, object]]:
        """The pages of the round that the agency has by now, for the ``tabs`` component."""
        entries = [("round", _("Self score"))]
        if has_reached(State(self.participant.state), State.EXPLAINING):
            entries.append(("round-explanations", _("Explanations")))
        tabs = [
            {"label": label, "url": self.address(name), "is_current": name == current}
            for name, label in entries
        ]
        if has_reached(State(self.participant.state), State.CONCLUDED):
            url = f"{reverse('round-result')}?year={self.year}"
            tabs.append({"label": _("Result"), "url": url, "is_current": False})
        return tabs


def place_at(desk: Desk, asked_year: str = "") -> RoundPlace | None:
    """The agency's part in its newest round, or in that of the year asked for; None without any."""
    found = {one.round.year: one for one in reversed(participations_of(desk.access))}
    years = sorted(found, reverse=True)
    year = next((one for one in years if str(one) == asked_year), years[0] if years else None)
    if year is None:
        return None
    granted = desk.access
    if granted.year != year:
        granted = access_of(granted.user, desk.agency, year)
    return RoundPlace(desk, granted, found[year], working_moment(desk.agency), years)


def place_of(request: HttpRequest) -> RoundPlace | None:
    """The round that the address asks for, of the desk chosen.

    :raises NoDesk: without a role that shows the agency's own work.
    :raises Http404: when something is sent for a year without a round, lest it land in another.
    """
    asked = request.GET.get("year", "")
    place = place_at(desk_of(request), asked)
    if place is not None and request.method == "POST" and asked not in ("", str(place.year)):
        raise Http404
    return place
