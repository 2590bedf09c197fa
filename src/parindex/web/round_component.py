"""What the panel of a component says of the round: self score, evidence, locks, the council."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.accounts.constants import Permission
from parindex.assessments.constants import Entry
from parindex.organisations.queries import working_moment
from parindex.registers.queries.evidence import feeding_registers
from parindex.rounds.constants import Stage, State, Step
from parindex.rounds.evidence import evidence_owner
from parindex.rounds.queries import (
    component_in_round,
    component_story,
    open_steps,
    participant_of,
)
from parindex.web.attachment_panel import AttachmentPanel, attachment_panel
from parindex.web.council_words import AGENCY_STATES, appraisal_words
from parindex.web.forms.round import ClaimForm, MissingForm, claim_form, missing_form
from parindex.web.round_words import CLOSED, ENTRIES, has_reached, story_of
from parindex.web.statuses import score_status
from parindex.web.templatetags.formats import ending

if TYPE_CHECKING:
    from parindex.assessments.queries import ComponentPanel
    from parindex.rounds.models import Appraisal, Participant
    from parindex.rounds.queries import ComponentInRound
    from parindex.web.statuses import Appearance
    from parindex.web.views.desk import Desk


@dataclass(frozen=True)
class Look:
    """One of the council's looks: its points of the self score, why, who and when."""

    label: str
    appraisal: Appraisal
    words: str


@dataclass(frozen=True)
class RoundForms:
    """Forms that came back with mistakes; None: fresh ones are shown."""

    claim: ClaimForm | None = None
    missing: MissingForm | None = None


@dataclass(frozen=True)
class RoundBlock:
    """The round's part of the panel.

    ``standing``: whether figures may be entered and until when, in words. Forms are None and
    addresses empty where the person may do nothing there now.
    """

    part: ComponentInRound
    appearance: Appearance
    standing: str
    is_locked: bool
    evidence: AttachmentPanel
    claim: ClaimForm | None
    missing: MissingForm | None
    looks: Sequence[Look]
    story: Sequence[Mapping[str, Any]]
    send_back_url: str
    hands_in: bool
    explain_url: str
    takes_from_registers: bool

    @property
    def deducted(self) -> Decimal:
        """Points that the council took off, by what may be seen."""
        own, given = self.part.council.own, self.part.council.given
        if own is None or given is None:
            return Decimal(0)
        return max(own - given, Decimal(0))

    @property
    def status(self) -> str:
        """By the points that stand once submitted (see ``score_status``); empty before."""
        council, component = self.part.council, self.part.line.component
        if not council.submitted:
            return ""
        points = council.own if council.given is None else council.given
        said = "scored" if points is not None else council.submitted["status"]
        return score_status(said, points, component.max)

    @property
    def draft_keys(self) -> dict[str, str]:
        """The names of the drafts of the claim and of the explanation."""
        where = f"{self.part.participant.assessment_id}-{self.part.line.component.key}"
        return {"claim": f"claim-{where}", "missing": f"missing-{where}"}


def round_block(
    desk: Desk, panel: ComponentPanel, forms: RoundForms | None = None
) -> RoundBlock | None:
    """The block of a component whose agency takes part in the year's round; else None."""
    participant = participant_of(desk.access, desk.year)
    if participant is None:
        return None
    now = working_moment(desk.agency)
    part = component_in_round(desk.access, participant, panel.component.key, now)
    steps = open_steps(desk.access, participant, now)
    enters = not part.closed and desk.access.may(Permission.ENTER_VALUES, part.unit)
    came_back = forms or RoundForms()
    evidence = attachment_panel(desk.access, evidence_owner(participant, panel.component.key))
    return RoundBlock(
        part=part,
        appearance=_appearance(part),
        standing=_standing(part, adds_evidence=bool(evidence.upload_url)),
        is_locked=bool(part.closed),
        evidence=evidence,
        claim=_claim(part, came_back) if enters else None,
        missing=(came_back.missing or missing_form(part.line)) if enters else None,
        looks=_looks(part, participant),
        story=story_of(
            panel.component,
            participant.round,
            component_story(desk.access, participant, panel.component.key),
        ),
        send_back_url=_send_back_address(desk, part) if Step.SEND_BACK in steps else "",
        hands_in=enters and Step.HAND_IN in steps,
        explain_url=_explain_address(desk, part),
        takes_from_registers=bool(evidence.upload_url)
        and bool(feeding_registers(panel.component.key)),
    )


def _claim(part: ComponentInRound, came_back: RoundForms) -> ClaimForm | None:
    if part.is_surveyed or not part.line.by_rule:
        return came_back.claim
    return came_back.claim or claim_form(part.line)


def _appearance(part: ComponentInRound) -> Appearance:
    if has_reached(part.state, State.CONSOLIDATED):
        return AGENCY_STATES[part.state]
    return ENTRIES[part.entry]


def _standing(part: ComponentInRound, *, adds_evidence: bool) -> str:
    if part.state == State.EXPLAINING and adds_evidence:
        return _("While the agency explains, new evidence may be added; figures no longer change.")
    if part.closed:
        return str(CLOSED[part.closed])
    stage = Stage.CONSOLIDATE if part.open_note else Stage.SELF_SCORE
    ends_at = part.deadlines.get(stage)
    if ends_at is None:
        return _("Figures and evidence may be entered until the unit hands them in.")
    return _("Figures and evidence may be entered until the deadline: %(moment)s.") % {
        "moment": ending(ends_at)
    }


def _looks(part: ComponentInRound, participant: Participant) -> list[Look]:
    council = part.council
    labelled = ((_("First appraisal"), council.first), (_("Second appraisal"), council.second))
    return [
        Look(label, look, appraisal_words(participant.round, part.line.component, look))
        for label, look in labelled
        if look is not None
    ]


def _send_back_address(desk: Desk, part: ComponentInRound) -> str:
    is_entered = part.entry == Entry.OPEN and part.state == State.DRAFT
    if part.unit is None or part.open_note is not None or is_entered:
        return ""
    return _round_address(desk, "round", send_back=part.line.component.key) + "#send-back"


def _explain_address(desk: Desk, part: ComponentInRound) -> str:
    """Where the deduction is explained, once there is one."""
    council = part.council
    if council.first is None or (council.first.points or Decimal(0)) >= (council.own or Decimal(0)):
        return ""
    key = part.line.component.key
    return _round_address(desk, "round-explanations", component=key) + "#explain"


def _round_address(desk: Desk, name: str, **query: str) -> str:
    if desk.asked_year:
        query["year"] = str(desk.asked_year)
    return f"{reverse(name)}?{urlencode(query)}"
