"""Where an agency stands in its round: stage, next step, units, what is missing, submissions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from parindex.accounts.constants import Permission
from parindex.assessments.constants import Entry, ScoreStatus
from parindex.rounds.constants import Stage, State, Step
from parindex.rounds.deadlines import STAGES_OF_COUNCIL
from parindex.rounds.queries import (
    deadline_warning,
    open_steps,
    self_score_page,
    submissions_of,
)
from parindex.web.council_words import AGENCY_STATES, warning_words
from parindex.web.round_next import NextStep, next_step, own_units, stage_now
from parindex.web.templatetags.formats import spoken

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.organisations.models import Unit
    from parindex.rounds.models import Submission
    from parindex.rounds.queries import SelfScoreLine, SelfScorePage, UnitProgress
    from parindex.web.round_place import RoundPlace
    from parindex.web.statuses import Appearance


# What is behind an agency that waits in no stage of its own or the council's.
_DONE_WITHOUT_STAGE = {
    State.APPRAISED: list(Stage)[: list(Stage).index(Stage.EXPLAIN)],
    State.CONCLUDED: list(Stage),
    State.PUBLISHED: list(Stage),
}


@dataclass(frozen=True)
class StageLine:
    """A stage's deadline; ``standing``: over, now or ahead; ``is_ours``: not the council's.

    Over is also what the agency has done before its deadline.
    """

    stage: Stage
    ends_at: datetime
    standing: str
    is_ours: bool


@dataclass(frozen=True)
class UnitLine:
    """A unit's progress; ``hands_in``: the person may hand it in now."""

    progress: UnitProgress
    missing_evidence: int
    hands_in: bool


@dataclass(frozen=True)
class MissingLine:
    """A component with something still to do."""

    line: SelfScoreLine
    can_be_sent_back: bool

    @property
    def note(self) -> str:
        return self.line.sent_back.note if self.line.sent_back else ""


@dataclass(frozen=True)
class RoundPage:
    """The page /round/; ``unit``: the one unit that ``missing`` is narrowed to."""

    place: RoundPlace
    score: SelfScorePage
    appearance: Appearance
    maximum: Decimal
    warning: str
    next: NextStep
    stages: Sequence[StageLine]
    units: Sequence[UnitLine]
    missing: Sequence[MissingLine]
    unit: Unit | None
    steps: Collection[Step]
    # With the self score that each submits.
    submissions: Sequence[tuple[Submission, Decimal]]
    evidence: int

    @property
    def is_entered(self) -> bool:
        """Whether the self score can still change."""
        return self.score.state in (State.DRAFT, State.SELF_SCORED, State.CONSOLIDATED)

    @property
    def missing_query(self) -> str:
        """What the address of the table of what is missing asks for."""
        asked = {"year": self.place.year, "unit": self.unit.key if self.unit else "all"}
        return f"?{urlencode(asked)}"

    @property
    def sends_back(self) -> bool:
        return Step.SEND_BACK in self.steps and bool(self.sent_back_choices)

    @property
    def handed_in(self) -> int:
        return sum(1 for one in self.units if one.progress.is_done)

    @property
    def sent_back_choices(self) -> list[tuple[str, str]]:
        """What the Office may send back, or write a further note to: key, code and label."""
        return [
            (one.line.component.key, _called(one))
            for one in self.score.lines
            if _can_be_sent_back(one, self.score.state)
        ]


def round_page(place: RoundPlace, asked: Mapping[str, str]) -> RoundPage:
    """Reads ``?unit=``: the unit whose missing components are shown; “all”: every unit's.

    A person of a unit sees the own unit's first.
    """
    access, participant, now = place.access, place.participant, place.now
    score = self_score_page(access, participant, now)
    warning = deadline_warning(access, participant, now)
    steps = open_steps(access, participant, now)
    unit = _unit_asked(place, score, asked)
    sends_back = Step.SEND_BACK in steps
    return RoundPage(
        place=place,
        score=score,
        appearance=AGENCY_STATES[score.state],
        maximum=sum((_maximum(one) for one in score.lines), Decimal(0)),
        warning=warning_words(warning) if warning else "",
        next=next_step(place, score),
        stages=_stages(place, score),
        units=[_unit_line(place, score, steps, one) for one in score.units],
        missing=[
            one
            for one in (_missing(line, score.state, sends_back) for line in score.lines)
            if one is not None and (unit is None or one.line.unit == unit)
        ],
        unit=unit,
        steps=steps,
        submissions=[
            (one, Decimal(one.content["points"])) for one in submissions_of(access, participant)
        ],
        evidence=sum(one.evidence for one in score.lines),
    )


def _unit_asked(place: RoundPlace, score: SelfScorePage, asked: Mapping[str, str]) -> Unit | None:
    key = asked.get("unit", "")
    by_key = {one.unit.key: one.unit for one in score.units}
    if key:
        return by_key.get(key)
    mine = own_units(place, score.units)
    return mine[0].unit if mine else None


def _maximum(line: SelfScoreLine) -> Decimal:
    is_applicable = line.line.status != ScoreStatus.NOT_APPLICABLE
    return line.line.component.max if is_applicable else Decimal(0)


def _stages(place: RoundPlace, score: SelfScorePage) -> list[StageLine]:
    present, order = stage_now(score, place.now), list(Stage)
    if present == Stage.EXPLAIN and score.participant.explanations_handed_in_at is not None:
        present = Stage.REAPPRAISE
    done = order[: order.index(present)] if present else _DONE_WITHOUT_STAGE[score.state]
    lines = []
    for stage in Stage:
        ends_at = score.deadlines.get(stage)
        if ends_at is None:
            continue
        over = place.now >= ends_at or stage in done
        standing = "now" if stage == present and not over else "over" if over else "ahead"
        lines.append(StageLine(stage, ends_at, standing, stage not in STAGES_OF_COUNCIL))
    return lines


def _unit_line(
    place: RoundPlace, score: SelfScorePage, steps: Collection[Step], progress: UnitProgress
) -> UnitLine:
    may = place.access.may(Permission.ENTER_VALUES, progress.unit)
    missing = [one for one in score.lines if one.unit == progress.unit and one.is_missing_evidence]
    return UnitLine(
        progress=progress,
        missing_evidence=len(missing),
        hands_in=may and Step.HAND_IN in steps and not progress.is_done,
    )


def _missing(line: SelfScoreLine, state: State, sends_back: bool) -> MissingLine | None:
    if not (line.is_missing_figures or line.is_missing_evidence or line.sent_back):
        return None
    return MissingLine(
        line=line,
        can_be_sent_back=sends_back
        and line.entry != Entry.GIVEN_BACK
        and _can_be_sent_back(line, state),
    )


def _can_be_sent_back(line: SelfScoreLine, state: State) -> bool:
    """Nothing that its unit is still at; units that let their deadline pass are no more."""
    is_entered = line.entry == Entry.OPEN and state == State.DRAFT
    return line.unit is not None and not is_entered


def _called(line: SelfScoreLine) -> str:
    component = line.line.component
    return f"{component.code} {spoken(component.label)}"
