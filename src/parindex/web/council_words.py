"""A round's states, steps and problems as the council says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parindex.editions.queries import framework_of
from parindex.rounds.constants import JudgementKind, RoundState, State
from parindex.rounds.services import DeadlinePassed, StepBlocked, StepRefused
from parindex.rounds.transitions import Condition
from parindex.web.component_page import values_in_words
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import ending, page_language, points

if TYPE_CHECKING:
    from parindex.rounds.conditions import Problem
    from parindex.rounds.deadlines import DeadlineWarning
    from parindex.rounds.models import Appraisal, Participant, Round
    from parindex.rounds.services import AgenciesNotReady
    from parindex_core.framework import Component, Framework

# Codes named in a sentence, at most; the rest are counted.
_NAMED = 8

ROUND_STATES = {
    RoundState.OPEN: Appearance(gettext_lazy("Under way"), "circle-half-2", "partial"),
    RoundState.CONCLUDED: Appearance(gettext_lazy("Concluded"), "check", "good"),
    RoundState.PUBLISHED: Appearance(gettext_lazy("Published"), "circle-check", "good"),
}
AGENCY_STATES = {
    State.DRAFT: Appearance(State.DRAFT.label, "circle-dashed", "neutral"),
    State.SELF_SCORED: Appearance(State.SELF_SCORED.label, "circle-dashed", "neutral"),
    State.CONSOLIDATED: Appearance(State.CONSOLIDATED.label, "circle-half-2", "neutral"),
    State.SUBMITTED: Appearance(State.SUBMITTED.label, "inbox", "partial"),
    State.APPRAISED: Appearance(State.APPRAISED.label, "check", "good"),
    State.EXPLAINING: Appearance(State.EXPLAINING.label, "message", "partial"),
    State.REAPPRAISED: Appearance(State.REAPPRAISED.label, "check", "good"),
    State.CONCLUDED: Appearance(State.CONCLUDED.label, "circle-check", "good"),
    State.PUBLISHED: Appearance(State.PUBLISHED.label, "circle-check", "good"),
}
PROBLEMS: Mapping[Condition, Promise | str] = {
    Condition.NOTHING_GIVEN_BACK: gettext_lazy("given back to a unit"),
    Condition.EVERYTHING_SCORED: gettext_lazy("without a self score"),
    Condition.EVIDENCE_OR_EXPLANATION: gettext_lazy("without evidence"),
    Condition.EVERYTHING_APPRAISED: gettext_lazy("not scored yet by the council"),
    Condition.EXPLANATIONS_READ: gettext_lazy("explained, but not looked at again"),
    Condition.EXPLAINED_OR_TIME_OVER: gettext_lazy(
        "the agency still explains; wait until it hands in or its deadline passes"
    ),
    Condition.SURVEY_POINTS_THERE: gettext_lazy("without survey points"),
    Condition.REASON_GIVEN: gettext_lazy("a written reason is missing"),
}
Refusal = StepBlocked | StepRefused | DeadlinePassed


def problem_words(problem: Problem, framework: Framework) -> str:
    """“3 tiêu chí chưa chấm: 1.1.1, 1.2.1, 3.4”: what stands in a step's way."""
    words = str(PROBLEMS[problem.condition])
    if not problem.component_keys:
        return words
    codes = [component.code for component in components_of(framework, problem.component_keys)]
    shown = ", ".join(codes[:_NAMED])
    count = ngettext("%d criterion", "%d criteria", len(codes)) % len(codes)
    return f"{count} {words}: {shown}{' …' if len(codes) > _NAMED else ''}"


def components_of(framework: Framework, keys: Iterable[str]) -> list[Component]:
    """The components of these keys in the framework's order."""
    wanted = set(keys)
    return [one for one in framework.components if one.key in wanted]


def refusal_words(refusal: Refusal, one_round: Round) -> str:
    """Why a step could not be taken."""
    if isinstance(refusal, StepBlocked):
        framework = framework_of(one_round.edition)
        return "; ".join(problem_words(one, framework) for one in refusal.problems)
    if isinstance(refusal, DeadlinePassed):
        return _("“%(stage)s” is locked since %(moment)s; the secretary can move its deadline") % {
            "stage": refusal.stage.label,
            "moment": ending(refusal.ended_at),
        }
    return _("this is not possible while the agency is “%(state)s”") % {
        "state": refusal.state.label
    }


def not_ready_lines(
    refused: AgenciesNotReady, one_round: Round, agencies: Mapping[str, Participant]
) -> list[tuple[Participant, str]]:
    """Each agency that keeps the conclusion waiting, with why."""
    framework = framework_of(one_round.edition)
    lines = [
        (agencies[key], _("still “%(state)s”") % {"state": state.label})
        for key, state in refused.waiting.items()
    ]
    lines += [
        (agencies[key], "; ".join(problem_words(one, framework) for one in problems))
        for key, problems in refused.problems.items()
    ]
    return lines


def warning_words(warning: DeadlineWarning) -> str:
    """“Thẩm định lần 1 kết thúc 31/12/2021, còn 3 ngày”."""
    if not warning.days:
        left = _("today")
    else:
        left = ngettext("%d day left", "%d days left", warning.days) % warning.days
    return _("%(stage)s ends: %(moment)s, %(left)s.") % {
        "stage": warning.stage.label,
        "moment": ending(warning.ends_at),
        "left": left,
    }


def reason_label(one_round: Round, key: str) -> str:
    """A deduction reason of the round's list; the key where the list no longer has it."""
    for reason in one_round.deduction_reasons:
        if reason["key"] == key:
            return str(reason[page_language()])
    return key


def judgement_words(one_round: Round, component: Component, found: Mapping[str, Any]) -> str:
    """What a member decided, in one line; ``found`` as the audit keeps an appraisal."""
    kind = JudgementKind(found["kind"])
    left = _("%s points left") if kind == JudgementKind.DEDUCTION else _("%s points")
    words = [str(kind.label), left % shown_points(found["points"])]
    if kind == JudgementKind.BY_RULE and found.get("values"):
        words.append(values_in_words(component, found["values"]))
    if kind == JudgementKind.DEDUCTION:
        words += [reason_label(one_round, found["reason"]), found["words"]]
    return " · ".join(word for word in words if word)


def appraisal_words(one_round: Round, component: Component, appraisal: Appraisal) -> str:
    """A stored appraisal in one line."""
    found = {
        "kind": appraisal.kind,
        "points": appraisal.points,
        "values": appraisal.values,
        "reason": appraisal.reason,
        "words": appraisal.words,
    }
    return judgement_words(one_round, component, found)


def shown_points(stored: Decimal | str | None) -> str:
    """Points as the audit or the database keeps them; None is not applicable."""
    return _("not applicable") if stored is None else points(Decimal(stored))
