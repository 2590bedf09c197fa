"""One component of an agency as a member scores it: self score, evidence, decisions, story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.rounds.constants import AppraisalStage
from parindex.rounds.deadlines import is_explaining_still
from parindex.rounds.queries import council_story
from parindex.web.attachment_panel import AttachmentRow, attachment_row
from parindex.web.audit_words import action_words
from parindex.web.component_page import value_in_words
from parindex.web.council_agency import ScoredLine, is_shown, look_of, scored_lines
from parindex.web.council_words import appraisal_words, judgement_words, shown_points
from parindex.web.templatetags.formats import page_language, spoken
from parindex_core.framework.sentences import rule_sentence

if TYPE_CHECKING:
    from parindex.audit.models import AuditEvent
    from parindex.rounds.models import Appraisal, Participant
    from parindex.rounds.queries import Sheet
    from parindex.web.council_place import CouncilPlace


@dataclass(frozen=True)
class Decision:
    """What the council decided at one of its looks."""

    look: str
    appraisal: Appraisal
    words: str


@dataclass(frozen=True)
class ComponentPage:
    """``before``, ``after``: the neighbours' addresses, empty at the ends; ``shown``: the piece of
    evidence that is open beside; ``position`` of ``count``: where the person is on the walk.
    """

    scored: ScoredLine
    rule: str
    figures: Sequence[tuple[str, str]]
    arithmetic: str
    by_rule: str
    evidence: Sequence[AttachmentRow]
    shown: AttachmentRow | None
    decisions: Sequence[Decision]
    story: Sequence[Mapping[str, Any]]
    before: str
    after: str
    position: int
    count: int
    may_score: bool
    # The person's second look waits for the agency, which still explains.
    waits: bool


def component_page(
    place: CouncilPlace, participant: Participant, sheet: Sheet, key: str, asked: Mapping[str, str]
) -> ComponentPage:
    """Reads ``?show=`` (which components to step through) and ``?file=``.

    :raises KeyError: when the sheet does not have the component.
    """
    lines = scored_lines(sheet)
    scored = {one.line.component.key: one for one in lines}[key]
    show = asked.get("show", "")
    walked = [one for one in lines if is_shown(one, show) or one is scored]
    at = walked.index(scored)
    may_score = _may_score(scored, participant)
    waits = may_score and is_explaining_still(participant)
    evidence = [attachment_row(one, may_withdraw=False) for one in scored.line.evidence]
    return ComponentPage(
        scored=scored,
        rule=spoken(rule_sentence(scored.line.component)),
        figures=_figures(scored),
        arithmetic=_arithmetic(scored),
        by_rule=shown_points(scored.line.submitted.get("by_rule")),
        evidence=evidence,
        shown=_shown(evidence, asked.get("file", "")),
        decisions=_decisions(place, scored),
        story=story(place, participant, scored),
        before=address_of(place, participant, walked[at - 1], show) if at else "",
        after=address_of(place, participant, walked[at + 1], show) if at + 1 < len(walked) else "",
        position=at + 1,
        count=len(walked),
        may_score=may_score and not waits,
        waits=waits,
    )


def address_of(place: CouncilPlace, participant: Participant, scored: ScoredLine, show: str) -> str:
    """The address of a component of the agency."""
    key = scored.line.component.key
    address = reverse("council-component", args=[place.round.pk, participant.pk, key])
    return f"{address}?show={show}" if show else address


def next_waiting(sheet: Sheet, key: str) -> ScoredLine | None:
    """The next component after this one that waits for the person's score, else the first."""
    lines = scored_lines(sheet)
    keys = [one.line.component.key for one in lines]
    at = keys.index(key)
    for one in [*lines[at + 1 :], *lines[:at]]:
        if one.status in ("waiting", "again") and one.line.may_score:
            return one
    return None


def story(
    place: CouncilPlace, participant: Participant, scored: ScoredLine
) -> list[Mapping[str, Any]]:
    """What the council did to the component, newest first."""
    events = council_story(place.access, participant, scored.line.component.key)
    return [
        {
            "at": event.at,
            "who": event.actor.get_full_name() if event.actor else _("The product"),
            **_change(place, scored, event),
        }
        for event in events
    ]


def _change(place: CouncilPlace, scored: ScoredLine, event: AuditEvent) -> dict[str, str]:
    what = action_words(event.action)
    old, new = (_said(place, scored, found) for found in (event.before, event.after))
    said = {"what": what, "old": old, "new": new} if old else {"what": f"{what}: {new}"}
    # The words of a judgement, the source of a survey stand in what was said already.
    return said if new else {"what": what, "reason": event.reason}


def _said(place: CouncilPlace, scored: ScoredLine, found: Mapping[str, Any] | None) -> str:
    if not found:
        return ""
    if "kind" in found:
        look = AppraisalStage(found["stage"]).label
        return f"{look}: {judgement_words(place.round, scored.line.component, found)}"
    if "source" in found:
        return _("%(points)s points, %(source)s") % {
            "points": shown_points(found["points"]),
            "source": found["source"],
        }
    return ""


def _figures(scored: ScoredLine) -> list[tuple[str, str]]:
    values = scored.line.submitted.get("values", {})
    return [
        (
            spoken(variable.question),
            value_in_words(variable, values[variable.name]) if variable.name in values else "–",
        )
        for variable in scored.line.component.variables
    ]


def _arithmetic(scored: ScoredLine) -> str:
    reasoning = scored.line.submitted.get("reasoning") or {}
    return str(reasoning.get("arithmetic", {}).get(page_language(), ""))


def _shown(evidence: Sequence[AttachmentRow], asked: str) -> AttachmentRow | None:
    """The piece that the address names, else the first that the browser shows."""
    viewable = [row for row in evidence if row.view_url]
    named = [row for row in viewable if str(row.attachment.pk) == asked]
    return (named or viewable or [None])[0]


def _decisions(place: CouncilPlace, scored: ScoredLine) -> list[Decision]:
    line = scored.line
    looks = ((AppraisalStage.FIRST, line.first), (AppraisalStage.SECOND, line.second))
    return [
        Decision(str(look.label), found, appraisal_words(place.round, line.component, found))
        for look, found in looks
        if found is not None
    ]


def _may_score(scored: ScoredLine, participant: Participant) -> bool:
    """Whether the form shows: a seat, a look, and at the second one a deduction to look at."""
    line, look = scored.line, look_of(participant)
    if not line.may_score or look is None:
        return False
    if look == AppraisalStage.FIRST:
        return line.submitted.get("status") != "not_applicable"
    first = line.first.points if line.first else None
    return line.first is not None and (first or 0) < (line.own or 0)
