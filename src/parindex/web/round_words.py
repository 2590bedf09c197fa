"""A round as the agency in it says it: what is locked, what stands in a step's way, its story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.assessments.constants import Entry
from parindex.editions.queries import framework_of
from parindex.rounds.constants import State
from parindex.rounds.services import DeadlinePassed, StepBlocked, StepRefused
from parindex.rounds.transitions import Condition
from parindex.web.audit_words import action_words
from parindex.web.component_page import change_in_words
from parindex.web.council_words import PROBLEMS, components_of, judgement_words, shown_points
from parindex.web.scoring_address import scoring_address
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import ending, points

if TYPE_CHECKING:
    from parindex.audit.models import AuditEvent
    from parindex.rounds.conditions import Problem
    from parindex.rounds.models import Round
    from parindex_core.framework import Component, Framework

CLOSED: Mapping[str, Promise] = {
    "frozen": gettext_lazy(
        "The self score is submitted: figures, evidence and explanations no longer change."
    ),
    "handed_in": gettext_lazy(
        "The unit has handed this criterion in. The Office can send it back with a note."
    ),
    "deadline": gettext_lazy(
        "The units' deadline has passed. The Office can send this criterion back with a note."
    ),
}
CLAIM_PROBLEMS: Mapping[str, Promise] = {
    "above_rule": gettext_lazy("Never more than the rule gives. Claim fewer points, or none."),
    "negative": gettext_lazy("Points are never below 0."),
    "decimals": gettext_lazy("Points have at most two decimals."),
    "reason_missing": gettext_lazy("Say why fewer points are claimed than the rule gives."),
    "no_figures": gettext_lazy("Enter the figures first: without them the rule gives no points."),
}
ENTRIES: Mapping[str, Appearance] = {
    Entry.OPEN: Appearance(gettext_lazy("Being entered"), "circle-dashed", "neutral"),
    Entry.HANDED_IN: Appearance(gettext_lazy("Handed in by the unit"), "circle-check", "good"),
    Entry.GIVEN_BACK: Appearance(gettext_lazy("Sent back"), "arrow-back-up", "bad"),
}


@dataclass(frozen=True)
class ProblemLine:
    """What stands in a step's way, with the page of each component where it is mended."""

    words: str
    components: Sequence[tuple[str, str, str]]


def problem_lines(
    problems: Sequence[Problem], framework: Framework, year: int | None = None
) -> list[ProblemLine]:
    """``components``: code, name's label, address; ``year``: see ``scoring_address``."""
    return [
        ProblemLine(_sentence(one.condition), links_to(one.component_keys, framework, year))
        for one in problems
    ]


def links_to(
    keys: Sequence[str], framework: Framework, year: int | None = None
) -> list[tuple[str, Any, str]]:
    """Code, label and page of components, in the edition's order."""
    found = components_of(framework, keys)
    return [
        (one.code, one.label, scoring_address("component", one.key, year=year)) for one in found
    ]


def refused_lines(
    refusal: StepBlocked | StepRefused | DeadlinePassed, one_round: Round, year: int | None
) -> list[ProblemLine]:
    """Why a step was not taken; ``year``: see ``scoring_address``."""
    if isinstance(refusal, StepBlocked):
        return problem_lines(refusal.problems, framework_of(one_round.edition), year)
    if isinstance(refusal, DeadlinePassed):
        return [ProblemLine(locked_words(refusal.stage.label, ending(refusal.ended_at)), ())]
    words = _("This is not possible while the self score is “%(state)s”.") % {
        "state": refusal.state.label
    }
    return [ProblemLine(words, ())]


def locked_words(stage: Promise | str, ended: str) -> str:
    """A deadline that has passed, and who can do something about it."""
    return _(
        "“%(stage)s” was locked at its deadline (%(ended)s). Only the council's secretary can "
        "reopen it for the agency, with a written reason."
    ) % {"stage": stage, "ended": ended}


def story_of(
    component: Component, one_round: Round, events: Sequence[AuditEvent]
) -> list[dict[str, Any]]:
    """A component's history for the timeline, newest first: figures, evidence, claims, council."""
    return [
        {
            "at": event.at,
            "who": event.actor.get_full_name() if event.actor else _("The product"),
            **_said(component, one_round, event),
            "reason": "" if (event.after or {}).get("words") else event.reason,
        }
        for event in events
    ]


def _sentence(condition: Condition) -> str:
    words = str(PROBLEMS[condition])
    return words[:1].upper() + words[1:]


def _said(component: Component, one_round: Round, event: AuditEvent) -> dict[str, Any]:
    before, after = event.before or {}, event.after or {}
    what = action_words(event.action)
    if "values" in after and "horizon" in after:
        return change_in_words(component, before, after)
    if "claimed" in after:
        return {"what": what, "old": _points(before), "new": _points(after)}
    if "explanation" in after:
        text = after["explanation"]
        return {"what": f"{what}: {text}" if text else _("Took the explanation back")}
    if event.action == "score_anew" and "kind" not in after:
        return {"what": what, "old": shown_points(before["points"]), "new": _new_points(after)}
    if "text" in after:
        return {"what": what, "old": before.get("text"), "new": after["text"]}
    if "kind" in after and "points" in after:
        return {
            "what": what,
            "old": judgement_words(one_round, component, before) if before.get("kind") else None,
            "new": judgement_words(one_round, component, after),
        }
    name = after.get("name") or before.get("name")
    return {"what": f"{what}: {name}" if name else what}


def _new_points(found: Mapping[str, Any]) -> str:
    text = shown_points(found["points"])
    return f"{text}, {found['source']}" if found.get("source") else text


def _points(found: Mapping[str, Any]) -> str:
    claimed = found.get("claimed")
    return _("what the rule gives") if claimed is None else points(Decimal(claimed))


def has_reached(state: State, other: State) -> bool:
    """Whether the agency is in a state or past it."""
    order = list(State)
    return order.index(state) >= order.index(other)
