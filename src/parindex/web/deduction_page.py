"""What the page of one deduction shows: the way from the rule to the deduction, and its forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.accounts.constants import Permission
from parindex.rounds.queries import component_story, deduction_story
from parindex.web.accountability_page import line_of, reason_words, unit_words
from parindex.web.audit_words import action_words
from parindex.web.component_page import values_in_words
from parindex.web.forms.accountability import RemediedForm, answer_form, decision_form
from parindex.web.scoring_address import scoring_address
from parindex.web.templatetags.formats import page_language, points, spoken
from parindex_core.framework.sentences import rule_sentence

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from parindex.accounts.queries import Access
    from parindex.audit.models import AuditEvent
    from parindex.rounds.models import Appraisal, Deduction, Round
    from parindex.rounds.queries import DeductionStory
    from parindex.web.views.desk import Desk
    from parindex_core.framework import Component

REFUSALS: dict[str, Promise] = {
    "answer_missing": gettext_lazy("Say why the points were lost."),
    "remedy_missing": gettext_lazy("Say what is done so that it does not happen again."),
    "deadline_missing": gettext_lazy("Say by which day the remedy is done."),
    "decided": gettext_lazy("The director has decided; the answer no longer changes."),
    "not_answered": gettext_lazy("The head of the unit has not answered yet."),
    "words_missing": gettext_lazy("Say why it counts so."),
    "no_remedy": gettext_lazy("There is no remedy yet. Answer for the deduction first."),
    "in_future": gettext_lazy("This day lies ahead. Write the day on which it was done."),
}


@dataclass(frozen=True)
class StoryStep:
    """One station between the rule and the deduction."""

    title: str
    words: str
    points: Decimal | None = None
    who: str = ""
    at: datetime | None = None


def deduction_context(
    desk: Desk,
    access: Access,
    deduction: Deduction,
    sent: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Everything of the page; ``access``: of its year; ``sent``: forms that came back, by name."""
    today = desk.today
    line = line_of(deduction, today)
    forms = _forms(access, deduction) | dict(sent or {})
    return {
        "way": [(_("Accountability"), reverse("accountability"))],
        "deduction": deduction,
        "line": line,
        "unit": unit_words(deduction),
        "round": deduction.participant.round,
        "criterion_pages": _criterion_pages(desk, deduction),
        "story": _steps(deduction, line.component, deduction_story(access, deduction)),
        "forms": forms,
        "events": _events(component_story(access, deduction.participant, deduction.component_key)),
        "today": today,
    }


def _criterion_pages(desk: Desk, deduction: Deduction) -> list[tuple[int, str]]:
    """The criterion in the deduction's year, and in the present one where it is still there."""
    year, key = deduction.participant.round.year, deduction.component_key
    if year == desk.year:
        return [(year, scoring_address("component", key))]
    pages = [(year, scoring_address("component", key, year=year))]
    present = desk.framework.components if desk.framework else ()
    if any(one.key == key for one in present):
        pages.append((desk.year, scoring_address("component", key)))
    return pages


def _forms(access: Access, deduction: Deduction) -> dict[str, Any]:
    """The forms that the person may send now, by name."""
    answers = access.may(Permission.ANSWER_FOR_DEDUCTIONS, deduction.unit_id)
    forms: dict[str, Any] = {}
    if answers and not deduction.decided_at:
        forms["answer"] = answer_form(deduction)
    if access.may(Permission.DECIDE_ON_ANSWERS) and deduction.answered_at:
        forms["decision"] = decision_form(deduction)
    if answers and deduction.remedy and not deduction.remedied_on:
        forms["remedied"] = RemediedForm()
    return forms


def _steps(
    deduction: Deduction, component: Component, story: DeductionStory
) -> Sequence[StoryStep]:
    submitted, one_round = story.submitted, deduction.participant.round
    steps = [StoryStep(_("The rule"), spoken(rule_sentence(component)), component.max)]
    if submitted.get("values"):
        words = values_in_words(component, submitted["values"])
        steps.append(StoryStep(_("Figures submitted"), words))
    by_rule = submitted.get("by_rule")
    if by_rule is not None:
        arithmetic = (submitted.get("reasoning") or {}).get("arithmetic", {})
        words = arithmetic.get(page_language(), "")
        steps.append(StoryStep(_("What the rule gives"), words, Decimal(by_rule)))
    claim = submitted.get("claim_reason") or submitted.get("explanation") or ""
    steps.append(StoryStep(_("Self score"), claim, deduction.self_points))
    for title, look in ((_("First appraisal"), story.first), (_("Second appraisal"), story.second)):
        if look is not None:
            steps.append(_look(title, component, look, one_round))
        if look is story.first and story.explanation is not None:
            said = story.explanation
            who = said.written_by.get_full_name() if said.written_by else ""
            steps.append(
                StoryStep(_("Explanation by the agency"), said.text, who=who, at=said.written_at)
            )
    if story.survey is not None:
        steps.append(StoryStep(_("Survey points"), story.survey.source, story.survey.points))
    return [*steps, StoryStep(_("Concluded"), "", deduction.final_points)]


def _look(title: str, component: Component, look: Appraisal, one_round: Round) -> StoryStep:
    parts = [
        reason_words(one_round, look.reason),
        look.words,
        values_in_words(component, look.values),
    ]
    kind = look.get_kind_display()  # pyright: ignore[reportAttributeAccessIssue]
    return StoryStep(
        title=title,
        words=". ".join(part.rstrip(".") for part in (kind, *parts) if part),
        points=look.points,
        who=look.scored_by.get_full_name() if look.scored_by else "",
        at=look.scored_at,
    )


def _events(events: Sequence[AuditEvent]) -> list[dict[str, object]]:
    """The history: who did what, with points where they changed."""
    return [
        {
            "at": event.at,
            "who": event.actor.get_full_name() if event.actor else _("The product"),
            "what": action_words(event.action),
            **_points_change(event),
            "reason": event.reason,
        }
        for event in events
    ]


def _points_change(event: AuditEvent) -> dict[str, str]:
    before, after = event.before or {}, event.after or {}
    if "points" not in after:
        return {}
    old = before.get("points")
    return {
        "old": points(Decimal(old)) if old else "–",
        "new": points(Decimal(after["points"])) if after["points"] else "–",
    }
