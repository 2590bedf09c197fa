"""What a person does next in the agency's round: one sentence, one button."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.accounts.constants import Permission
from parindex.rounds.constants import Stage, State, Step
from parindex.rounds.deadlines import STAGE_OF_STATE
from parindex.rounds.queries import (
    deadline_warning,
    explanation_lines,
    open_steps,
    self_score_page,
)
from parindex.web.council_words import AGENCY_STATES, warning_words
from parindex.web.round_place import RoundPlace, place_at
from parindex.web.round_words import locked_words
from parindex.web.templatetags.formats import ending, named

if TYPE_CHECKING:
    from datetime import datetime

    from parindex.organisations.models import Unit
    from parindex.rounds.queries import ExplanationLine, SelfScorePage, UnitProgress
    from parindex.web.statuses import Appearance
    from parindex.web.views.desk import Desk

# Whose deadline the agency itself has to keep, by its state.
_OWN = {State.DRAFT, State.SELF_SCORED, State.CONSOLIDATED, State.EXPLAINING}


@dataclass(frozen=True)
class NextStep:
    """``step``: what the button does; ``url``: where the person goes instead; neither: they wait.

    ``ends_at``: until when it has to be done.
    """

    title: str
    words: str = ""
    step: Step | None = None
    unit: Unit | None = None
    url: str = ""
    url_label: str = ""
    ends_at: datetime | None = None

    @property
    def waits(self) -> bool:
        return not self.step and not self.url


def stage_now(page: SelfScorePage, now: datetime) -> Stage | None:
    """The stage in whose time the agency is; what was given back has until the Office's end."""
    stage = STAGE_OF_STATE.get(page.state)
    ends_at = page.deadlines.get(Stage.SELF_SCORE)
    if stage == Stage.SELF_SCORE and ends_at is not None and now >= ends_at:
        return Stage.CONSOLIDATE
    return stage


def next_step(place: RoundPlace, page: SelfScorePage) -> NextStep:
    """What the person does next, or for whom they wait."""
    steps = open_steps(place.access, place.participant, place.now)
    stage = stage_now(page, place.now)
    ends_at = page.deadlines.get(stage) if stage else None
    if stage and ends_at and place.now >= ends_at and page.state in _OWN:
        return NextStep(_("The deadline has passed"), locked_words(stage.label, ending(ends_at)))
    if page.state == State.DRAFT:
        return _in_draft(place, page, steps, ends_at)
    if page.state == State.EXPLAINING:
        return _in_explanation(place, steps, ends_at)
    return _later(place, page, steps, ends_at)


def own_units(place: RoundPlace, units: Sequence[UnitProgress]) -> list[UnitProgress]:
    """The units whose figures the person enters, where they do not enter for all."""
    may = place.access.may
    if may(Permission.ENTER_VALUES):
        return []
    return [one for one in units if may(Permission.ENTER_VALUES, one.unit)]


def _in_draft(
    place: RoundPlace, page: SelfScorePage, steps: Collection[Step], ends_at: datetime | None
) -> NextStep:
    mine = own_units(place, page.units)
    todo = next((one for one in mine if not one.is_done), None)
    if todo is not None and Step.HAND_IN in steps:
        title = _("Hand in the self score of %(unit)s") % {"unit": named(todo.unit)}
        return NextStep(title, _still(page, todo), Step.HAND_IN, todo.unit, ends_at=ends_at)
    done = sum(1 for one in page.units if one.is_done)
    counted = _("%(done)d of %(all)d units have handed in.") % {
        "done": done,
        "all": len(page.units),
    }
    if mine:
        return NextStep(_("Your unit has handed in; the others follow"), counted)
    if place.access.may(Permission.CONSOLIDATE_SCORES):
        return NextStep(
            _("Remind the units that have not handed in"),
            counted,
            url=place.address("round") + "#units",
            url_label=_("See the units"),
            ends_at=ends_at,
        )
    return NextStep(_("The units are entering their figures"), counted, ends_at=ends_at)


def _still(page: SelfScorePage, progress: UnitProgress) -> str:
    """“3 tiêu chí chưa có số liệu; 5 tiêu chí thiếu tài liệu kiểm chứng”."""
    missing = sum(1 for one in page.lines if one.unit == progress.unit and one.is_missing_evidence)
    back, bare = progress.given_back, progress.without_figures
    counted = (
        (back, ngettext("%d criterion sent back", "%d criteria sent back", back)),
        (bare, ngettext("%d criterion without figures", "%d criteria without figures", bare)),
        (
            missing,
            ngettext("%d criterion without evidence", "%d criteria without evidence", missing),
        ),
    )
    parts = [words % count for count, words in counted if count]
    return "; ".join(parts) or _("Everything is there.")


def _later(
    place: RoundPlace, page: SelfScorePage, steps: Collection[Step], ends_at: datetime | None
) -> NextStep:
    missing = len(page.missing_evidence)
    words = (
        ngettext(
            "%d criterion has neither evidence nor an explanation.",
            "%d criteria have neither evidence nor an explanation.",
            missing,
        )
        % missing
        if missing
        else _("Every criterion that asks for evidence has it, or an explanation.")
    )
    if page.state == State.SELF_SCORED:
        if Step.CONSOLIDATE in steps:
            title = _("Look the self score through and sign it off")
            return NextStep(title, words, Step.CONSOLIDATE, ends_at=ends_at)
        return NextStep(_("The Office consolidates the self score"), words, ends_at=ends_at)
    if page.state == State.CONSOLIDATED:
        if Step.SUBMIT in steps:
            title = _("Submit the self score to the council")
            return NextStep(title, words, Step.SUBMIT, ends_at=ends_at)
        return NextStep(_("The director submits the self score"), words, ends_at=ends_at)
    if page.state in (State.CONCLUDED, State.PUBLISHED):
        return NextStep(
            _("The council has concluded"),
            _("See the result, and answer for what was deducted."),
            url=f"{reverse('round-result')}?year={place.year}",
            url_label=_("See the result"),
        )
    return NextStep(_("The council is at work"), _("There is nothing to do until it has decided."))


def _in_explanation(
    place: RoundPlace, steps: Collection[Step], ends_at: datetime | None
) -> NextStep:
    lines = explanation_lines(place.access, place.participant)
    if not lines:
        return NextStep(_("The council deducted nothing"), _("There is nothing to explain."))
    if place.participant.explanations_handed_in_at is not None:
        return NextStep(
            _("The explanations are handed in"), _("The council looks at them a second time.")
        )
    mine = explained_by(place, lines)
    todo = sum(1 for one in mine if one.explanation is None)
    url = place.address("round-explanations")
    if todo:
        title = ngettext("Explain %d deduction", "Explain %d deductions", todo) % todo
        words = _("Deductions that nobody explains stand.")
        return NextStep(title, words, url=url, url_label=_("To the explanations"), ends_at=ends_at)
    explained = sum(1 for one in lines if one.explanation is not None)
    words = _("%(done)d of %(all)d deductions are explained.") % {
        "done": explained,
        "all": len(lines),
    }
    if Step.HAND_IN_EXPLANATIONS in steps:
        title = _("Hand the explanations in")
        return NextStep(title, words, url=url, url_label=_("To the explanations"), ends_at=ends_at)
    return NextStep(_("The agency explains deductions"), words, ends_at=ends_at)


def explained_by(place: RoundPlace, lines: Sequence[ExplanationLine]) -> list[ExplanationLine]:
    """The deductions that the person explains."""
    may = place.access.may
    return [one for one in lines if may(Permission.EXPLAIN_DEDUCTIONS, one.unit)]


@dataclass(frozen=True)
class RoundCard:
    """The round on the first page."""

    place: RoundPlace
    appearance: Appearance
    next: NextStep
    warning: str


def round_card(desk: Desk) -> RoundCard | None:
    """Stage, deadline and next step in the agency's newest round; None where it has none.

    One query without a round; none of what is published is called to mind any more.
    """
    place = place_at(desk)
    if place is None or place.participant.state == State.PUBLISHED:
        return None
    page = self_score_page(place.access, place.participant, place.now)
    warning = deadline_warning(place.access, place.participant, place.now)
    return RoundCard(
        place=place,
        appearance=AGENCY_STATES[page.state],
        next=next_step(place, page),
        warning=warning_words(warning) if warning else "",
    )
