"""An agency's deductions with the council's reasons, and what the agency says to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.editions.queries import framework_of
from parindex.rounds.constants import Stage, State, Step
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.queries import (
    agency_deadlines,
    deadline_warning,
    explanation_lines,
    open_steps,
)
from parindex.web.attachment_panel import AttachmentPanel, attachment_panel
from parindex.web.council_words import AGENCY_STATES, appraisal_words, warning_words
from parindex.web.forms.round import ExplanationForm
from parindex.web.round_words import locked_words
from parindex.web.templatetags.formats import ending

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.rounds.models import Explanation
    from parindex.rounds.queries import ExplanationLine
    from parindex.web.round_place import RoundPlace
    from parindex.web.statuses import Appearance
    from parindex_core.framework import Component


@dataclass(frozen=True)
class DeductionLine:
    """A deducted component; ``first``, ``second``: what the council decided, in words.

    ``explains``: the person may explain it now.
    """

    line: ExplanationLine
    component: Component
    first: str
    second: str
    explains: bool

    @property
    def deducted(self) -> Decimal:
        return self.line.own - (self.line.first.points or Decimal(0))

    @property
    def regained(self) -> Decimal:
        """What the second look gave back."""
        second = self.line.second
        if second is None:
            return Decimal(0)
        return (second.points or Decimal(0)) - (self.line.first.points or Decimal(0))


@dataclass(frozen=True)
class OpenedLine:
    """The deduction that is being explained; ``seen``: the version that the form starts from.

    ``conflict``: what a colleague saved meanwhile.
    """

    deduction: DeductionLine
    form: ExplanationForm
    seen: int
    evidence: AttachmentPanel
    draft_key: str
    conflict: Explanation | None = None


@dataclass(frozen=True)
class ExplanationsPage:
    """The page /round/explanations/; ``locked``: why nothing is written any more, in words."""

    place: RoundPlace
    appearance: Appearance
    lines: Sequence[DeductionLine]
    ends_at: datetime | None
    warning: str
    locked: str
    hands_in: bool

    @property
    def deducted(self) -> Decimal:
        return sum((one.deducted for one in self.lines), Decimal(0))

    @property
    def explained(self) -> int:
        return sum(1 for one in self.lines if one.line.explanation is not None)

    @property
    def unexplained(self) -> int:
        return len(self.lines) - self.explained

    def line_of(self, component_key: str) -> DeductionLine | None:
        """The deduction of a component that the person may explain now."""
        found = (one for one in self.lines if one.component.key == component_key)
        return next((one for one in found if one.explains), None)


def explanations_page(place: RoundPlace) -> ExplanationsPage:
    """Every deduction in the edition's order."""
    access, participant, now = place.access, place.participant, place.now
    ends_at = agency_deadlines(access, participant).get(Stage.EXPLAIN)
    warning = deadline_warning(access, participant, now)
    locked = _locked(place, ends_at)
    by_key = {one.component_key: one for one in explanation_lines(access, participant)}
    components = framework_of(participant.round.edition).components
    return ExplanationsPage(
        place=place,
        appearance=AGENCY_STATES[State(participant.state)],
        lines=[
            _line(place, by_key[one.key], one, is_open=not locked)
            for one in components
            if one.key in by_key
        ],
        ends_at=ends_at,
        warning=warning_words(warning) if warning and not locked else "",
        locked=locked,
        hands_in=not locked and Step.HAND_IN_EXPLANATIONS in open_steps(access, participant, now),
    )


def opened_line(
    place: RoundPlace,
    deduction: DeductionLine,
    form: ExplanationForm | None = None,
    seen: int | None = None,
    conflict: Explanation | None = None,
) -> OpenedLine:
    """A deduction with its form, fresh or as it came back, and the place for new evidence."""
    present = deduction.line.explanation
    version = present.version if present else 0
    return OpenedLine(
        deduction=deduction,
        form=form or ExplanationForm(initial={"text": present.text if present else ""}),
        seen=version if seen is None else seen,
        evidence=attachment_panel(
            place.access, evidence_owner(place.participant, deduction.component.key)
        ),
        draft_key=draft_key(place, deduction.component.key),
        conflict=conflict,
    )


def draft_key(place: RoundPlace, component_key: str) -> str:
    """The name of an explanation's draft."""
    return f"explanation-{place.participant.pk}-{component_key}"


def _locked(place: RoundPlace, ends_at: datetime | None) -> str:
    participant = place.participant
    if participant.state != State.EXPLAINING:
        return _("The second appraisal is done: explanations no longer change.")
    if participant.explanations_handed_in_at is not None:
        return _("The explanations are handed in and no longer change.")
    if ends_at is not None and place.now >= ends_at:
        return locked_words(Stage.EXPLAIN.label, ending(ends_at))
    return ""


def _line(
    place: RoundPlace, line: ExplanationLine, component: Component, *, is_open: bool
) -> DeductionLine:
    one_round = place.participant.round
    second = appraisal_words(one_round, component, line.second) if line.second else ""
    return DeductionLine(
        line=line,
        component=component,
        first=appraisal_words(one_round, component, line.first),
        second=second,
        explains=is_open and place.access.may(Permission.EXPLAIN_DEDUCTIONS, line.unit),
    )
