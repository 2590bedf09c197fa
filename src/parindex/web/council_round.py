"""A round's overview: its agencies, who is late, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.rounds.constants import RoundState, State
from parindex.rounds.queries import RoundOverview, council_work, round_overview, round_warnings
from parindex.web.council_list import StageLine, stage_lines
from parindex.web.council_today import (
    DRAFTING,
    Errand,
    NextStep,
    errands_of_member,
    is_late_agency,
    is_ready_to_conclude,
    next_steps,
)
from parindex.web.council_words import AGENCY_STATES, ROUND_STATES, warning_words
from parindex.web.statuses import Appearance

if TYPE_CHECKING:
    from django.http import QueryDict

    from parindex.rounds.models import Cluster
    from parindex.rounds.queries import AgencyWork
    from parindex.web.council_place import CouncilPlace

WAITING, LATE = "waiting", "late"


@dataclass(frozen=True)
class AgencyLine:
    """An agency in the overview's table."""

    work: AgencyWork
    appearance: Appearance
    is_late: bool


@dataclass(frozen=True)
class RoundPage:
    """What the overview shows; ``steps`` are the secretary's."""

    overview: RoundOverview
    appearance: Appearance
    warnings: Sequence[str]
    errands: Sequence[Errand]
    stages: Sequence[StageLine]
    steps: Sequence[NextStep]
    tabs: Sequence[Mapping[str, object]]
    clusters: Sequence[Cluster]
    cluster: str
    lines: Sequence[AgencyLine]
    conclusion: str

    @property
    def is_published(self) -> bool:
        return self.overview.round.state == RoundState.PUBLISHED


def round_page(place: CouncilPlace, query: QueryDict) -> RoundPage:
    """Reads ``?show=&cluster=``; a member's counts are those of the own fields."""
    overview = round_overview(place.access, place.round)
    own_fields = place.appraises and not place.runs
    work = council_work(place.access, place.round, place.now, own_fields=own_fields)
    show, cluster = query.get("show", ""), query.get("cluster", "")
    clusters = {one.participant.cluster.key: one.participant.cluster for one in work}
    of_cluster = [one for one in work if cluster in ("", one.participant.cluster.key)]
    is_open = place.round.state == RoundState.OPEN
    return RoundPage(
        overview=overview,
        appearance=ROUND_STATES[RoundState(place.round.state)],
        warnings=[
            warning_words(one) for one in round_warnings(place.access, place.round, place.now)
        ],
        errands=errands_of_member(place.round, work) if own_fields else [],
        stages=stage_lines(overview.deadlines, place.now),
        steps=next_steps(work) if place.runs and is_open else [],
        tabs=_tabs(of_cluster, show, query),
        clusters=list(clusters.values()),
        cluster=cluster,
        lines=[
            AgencyLine(one, AGENCY_STATES[one.state], is_late_agency(one))
            for one in of_cluster
            if _is_shown(one, show)
        ],
        conclusion=_conclusion(work) if place.runs and is_open else "",
    )


def _is_shown(one: AgencyWork, show: str) -> bool:
    if show == WAITING:
        return bool(one.unscored or one.unanswered)
    if show == LATE:
        return is_late_agency(one)
    return show not in State.values or one.state == show


def _tabs(work: Sequence[AgencyWork], show: str, query: QueryDict) -> list[Mapping[str, object]]:
    """All, waiting, late, and each state in which agencies are."""
    by_state = Counter(one.state for one in work)
    entries = [
        ("", _("All"), len(work)),
        (WAITING, _("To be scored"), sum(1 for one in work if _is_shown(one, WAITING))),
        (LATE, _("Late"), sum(1 for one in work if is_late_agency(one))),
        *((state.value, str(state.label), by_state[state]) for state in State),
    ]
    tabs = []
    for value, label, count in entries:
        asked = query.copy()
        asked.pop("show", None)
        if value:
            asked["show"] = value
        if count or value in ("", show):
            address = f"?{asked.urlencode()}#agencies"
            tabs.append(
                {"label": label, "url": address, "count": count, "is_current": value == show}
            )
    return tabs


def _conclusion(work: Sequence[AgencyWork]) -> str:
    """“ready” once everything is there; otherwise what is still missing, in words."""
    if is_ready_to_conclude(work):
        return "ready"
    drafting = sum(1 for one in work if one.state in DRAFTING)
    early = sum(1 for one in work if one.state not in (*DRAFTING, State.REAPPRAISED))
    surveys = sum(1 for one in work if one.without_survey)
    missing = [
        (
            drafting,
            ngettext(
                "%d agency has not submitted its self score yet",
                "%d agencies have not submitted their self score yet",
                drafting,
            ),
        ),
        (
            early,
            ngettext(
                "%d agency is before the end of the second appraisal",
                "%d agencies are before the end of the second appraisal",
                early,
            ),
        ),
        (
            surveys,
            ngettext(
                "%d agency is without survey points",
                "%d agencies are without survey points",
                surveys,
            ),
        ),
    ]
    return "; ".join(words % count for count, words in missing if count) + "."
