"""An agency's appraisal as the council sees it: its submission beside the scores, by area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.editions.queries import framework_of
from parindex.rounds.constants import AppraisalStage, State
from parindex.rounds.queries import council_work
from parindex.rounds.transitions import REOPENED_STAGE, TRANSITIONS
from parindex.web.council_steps import STEPS
from parindex.web.council_words import AGENCY_STATES
from parindex.web.statuses import Appearance

if TYPE_CHECKING:
    from django.http import QueryDict

    from parindex.rounds.constants import Step
    from parindex.rounds.models import Participant
    from parindex.rounds.queries import AgencyWork, Sheet, SheetLine
    from parindex.web.council_place import CouncilPlace
    from parindex_core.framework import Node

NOTHING = Decimal("0.00")
LINE_STATUSES = {
    "waiting": Appearance(gettext_lazy("To be scored"), "circle-dashed", "neutral"),
    "again": Appearance(gettext_lazy("Explained: look again"), "message", "partial"),
    "full": Appearance(gettext_lazy("As self-scored"), "circle-check", "good"),
    "deducted": Appearance(gettext_lazy("Deducted"), "circle-x", "bad"),
    "raised": Appearance(gettext_lazy("More than self-scored"), "circle-check", "good"),
    "survey": Appearance(gettext_lazy("By survey"), "users", "neutral"),
    "not_applicable": Appearance(gettext_lazy("Not applicable"), "circle-minus", "absent"),
}


@dataclass(frozen=True)
class ScoredLine:
    """A component of the sheet with how it stands; ``points``: the council's, None before."""

    line: SheetLine
    status: str
    points: Decimal | None

    @property
    def appearance(self) -> Appearance:
        return LINE_STATUSES[self.status]

    @property
    def deducted(self) -> Decimal:
        """Points taken off; 0 before the council scores."""
        if self.points is None or self.line.own is None:
            return NOTHING
        return max(self.line.own - self.points, NOTHING)


@dataclass(frozen=True)
class AreaLines:
    """An area's components."""

    area: Node
    lines: Sequence[ScoredLine]


@dataclass(frozen=True)
class AgencyPage:
    """``sheet`` None before the agency submits. ``steps``: what the secretary may do with it."""

    participant: Participant
    work: AgencyWork
    appearance: Appearance
    sheet: Sheet | None
    lines: Sequence[ScoredLine]
    areas: Sequence[AreaLines]
    tabs: Sequence[Mapping[str, object]]
    steps: Sequence[Step]
    to_accept: Sequence[str]
    may_reopen: bool

    @property
    def scored_note(self) -> str:
        return _("of %d criteria that the council scores") % self.work.to_score

    @property
    def explained_note(self) -> str:
        return _("looked at again: %d") % self.work.answered

    @property
    def own(self) -> Decimal:
        return sum((one.line.own or NOTHING for one in self.lines), NOTHING)

    @property
    def points(self) -> Decimal:
        return sum((one.points or NOTHING for one in self.lines), NOTHING)

    @property
    def deducted(self) -> Decimal:
        return sum((one.deducted for one in self.lines), NOTHING)

    @property
    def evidence(self) -> int:
        return sum(len(one.line.evidence) for one in self.lines)


def agency_page(
    place: CouncilPlace, participant: Participant, sheet: Sheet | None, query: QueryDict
) -> AgencyPage:
    """Reads ``?show=waiting|deducted|explained``."""
    state = State(participant.state)
    lines = scored_lines(sheet)
    show = query.get("show", "")
    shown = [one for one in lines if is_shown(one, show)]
    (work,) = council_work(place.access, place.round, place.now, only=participant)
    steps = [step for step in STEPS if state in TRANSITIONS[step].sources]
    return AgencyPage(
        participant=participant,
        work=work,
        appearance=AGENCY_STATES[state],
        sheet=sheet,
        lines=lines,
        areas=_by_area(place, shown),
        tabs=_tabs(lines, show),
        steps=steps if place.runs else [],
        to_accept=[
            one.line.component.key
            for one in lines
            if one.line.may_score and one.status == "waiting" and state == State.SUBMITTED
        ],
        may_reopen=place.runs and bool(targets_of(state)),
    )


def targets_of(state: State) -> list[State]:
    """The earlier states to which an agency can be reopened."""
    if state == State.PUBLISHED:
        return []
    order = list(State)
    return [one for one in REOPENED_STAGE if order.index(one) < order.index(state)]


def scored_lines(sheet: Sheet | None) -> list[ScoredLine]:
    """The sheet's components with how each stands."""
    if sheet is None:
        return []
    explains = sheet.participant.state == State.EXPLAINING
    return [ScoredLine(one, _status(one, explains), _points(one)) for one in sheet.lines]


def is_shown(one: ScoredLine, show: str) -> bool:
    """Whether a component belongs to what the address asks for."""
    if show == "waiting":
        return one.status in ("waiting", "again")
    if show == "deducted":
        return bool(one.deducted)
    if show == "explained":
        return one.line.explanation is not None
    return True


def _points(line: SheetLine) -> Decimal | None:
    if line.survey is not None:
        return line.survey.points
    return line.latest.points if line.latest else None


def _status(line: SheetLine, explains: bool) -> str:
    if line.component.method == "survey":
        return "survey"
    if line.latest is None:
        is_out = line.submitted.get("status") == "not_applicable"
        return "not_applicable" if is_out else "waiting"
    if explains and line.explanation is not None and line.second is None:
        return "again"
    if line.latest.points is None:
        return "not_applicable"
    own = line.own or NOTHING
    if line.latest.points < own:
        return "deducted"
    return "full" if line.latest.points == own else "raised"


def _by_area(place: CouncilPlace, lines: Sequence[ScoredLine]) -> list[AreaLines]:
    by_key = {one.line.component.key: one for one in lines}
    found = []
    for area in framework_of(place.round.edition).areas:
        of_area = [by_key[leaf.key] for leaf in area.components() if leaf.key in by_key]
        if of_area:
            found.append(AreaLines(area, of_area))
    return found


def _tabs(lines: Sequence[ScoredLine], show: str) -> list[Mapping[str, object]]:
    labels = {
        "": _("All"),
        "waiting": _("To be scored"),
        "deducted": _("Deducted"),
        "explained": _("Explained"),
    }
    return [
        {
            "label": label,
            "url": f"?show={value}#sheet" if value else "?#sheet",
            "count": sum(1 for one in lines if is_shown(one, value)),
            "is_current": value == show,
        }
        for value, label in labels.items()
    ]


def look_of(participant: Participant) -> AppraisalStage | None:
    """The council's look that the agency's state is in, if it is in one."""
    return {State.SUBMITTED: AppraisalStage.FIRST, State.EXPLAINING: AppraisalStage.SECOND}.get(
        State(participant.state)
    )
