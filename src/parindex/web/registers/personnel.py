"""Posts, yearly evaluations and discipline as their pages show them; people are staff codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from parindex.registers.staffing.constants import DisciplineState, EvaluationState, PostState
from parindex.registers.staffing.register import DISCIPLINE, EVALUATIONS, POSTS
from parindex.registers.staffing.services.steps import (
    EvaluationResult,
    Filling,
    complete_evaluation,
    fill,
)
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm, StepForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.registers.words import fact_in_words
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import number, vndate

if TYPE_CHECKING:
    from parindex.accounts.queries import Access
    from parindex.registers.services.keeping import Seen

_FILLING = ("staff_code", "held", "fit", "why", "filled_on")


class PostForm(EntryForm):
    """A post of the scheme, and who fills it."""

    register = POSTS
    groups = (
        (_("The post"), ("title", "unit", "position", "kind", "norm")),
        (_("Who fills it"), _FILLING),
    )

    title = field_for(POSTS, "title")
    position = field_for(POSTS, "position")
    kind = field_for(POSTS, "kind")
    norm = field_for(POSTS, "norm")
    staff_code = field_for(POSTS, "staff_code")
    held = field_for(POSTS, "held")
    fit = field_for(POSTS, "fit")
    why = field_for(POSTS, "why")
    filled_on = field_for(POSTS, "filled_on")


class FillingForm(StepForm):
    """Somebody fills it."""

    key, label = "fill", _("Record who fills it")
    states = frozenset({PostState.VACANT.value})

    staff_code = field_for(POSTS, "staff_code", required=True)
    held = field_for(POSTS, "held", required=True)
    fit = field_for(POSTS, "fit", required=True)
    why = field_for(POSTS, "why")
    filled_on = field_for(POSTS, "filled_on", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        filling = Filling(
            said["staff_code"], said["held"], said["fit"], said["filled_on"], said["why"]
        )
        return fill(access, seen, filling, self.said_reason)


class EvaluationForm(EntryForm):
    """The evaluation of a unit's staff in a year."""

    register = EVALUATIONS
    groups = (
        (_("What it is"), ("title", "unit", "due_on")),
        (_("How it went"), ("done_on", "result_number", "is_by_procedure")),
    )

    title = field_for(EVALUATIONS, "title")
    due_on = field_for(EVALUATIONS, "due_on")
    done_on = field_for(EVALUATIONS, "done_on")
    result_number = field_for(EVALUATIONS, "result_number")
    is_by_procedure = field_for(EVALUATIONS, "is_by_procedure")


class EvaluationResultForm(StepForm):
    """It was done."""

    key, label = "complete", _("Record that it was done")
    states = frozenset({EvaluationState.WAITING.value})

    done_on = field_for(EVALUATIONS, "done_on", required=True)
    result_number = field_for(EVALUATIONS, "result_number", required=True)
    is_by_procedure = field_for(EVALUATIONS, "is_by_procedure", required=True)

    def take(self, access: Access, seen: Seen) -> Any:
        said = self.cleaned_data
        result = EvaluationResult(said["done_on"], said["result_number"], said["is_by_procedure"])
        return complete_evaluation(access, seen, result, self.said_reason)


class DisciplineForm(EntryForm):
    """How many violations a quarter had."""

    register = DISCIPLINE
    groups = (
        (_("What it is"), ("title", "unit", "quarter")),
        (_("What was reported"), ("reported_on", "violations")),
    )

    title = field_for(DISCIPLINE, "title")
    quarter = field_for(DISCIPLINE, "quarter")
    reported_on = field_for(DISCIPLINE, "reported_on")
    violations = field_for(DISCIPLINE, "violations")


POST_PAGES = RegisterPages(
    register=POSTS,
    lead=_(
        "The posts of the job-position scheme: the rank or title that each asks for, and whether"
        " who fills it holds that. People are staff codes, never names."
    ),
    new_label=_("Record a post"),
    form=PostForm,
    columns=(
        ListColumn(_("Number in the scheme"), lambda one, today: one.position, "position"),
        ListColumn(_("Kind of staff"), lambda one, today: fact_in_words(POSTS, "kind", one.kind)),
        ListColumn(_("Asked for"), lambda one, today: one.norm),
        ListColumn(_("Rank held"), lambda one, today: fact_in_words(POSTS, "held", one.held)),
    ),
    sections=(
        EntrySection(_("The post"), ("position", "kind", "norm")),
        EntrySection(_("Who fills it"), _FILLING),
    ),
    states={
        PostState.VACANT.value: Appearance(PostState.VACANT.label, "circle-dashed", "neutral"),
        PostState.MATCHING.value: Appearance(PostState.MATCHING.label, "circle-check", "good"),
        PostState.NOT_MATCHING.value: Appearance(
            PostState.NOT_MATCHING.label, "alert-triangle", "bad"
        ),
    },
    steps=(FillingForm,),
)

EVALUATION_PAGES = RegisterPages(
    register=EVALUATIONS,
    lead=_("The year's evaluation of each unit's staff: until when it is due, when and how done."),
    new_label=_("Record an evaluation"),
    form=EvaluationForm,
    columns=(
        ListColumn(_("Due"), lambda one, today: vndate(one.due_on), "due_on"),
        ListColumn(_("Done on"), lambda one, today: vndate(one.done_on), "done_on"),
    ),
    sections=(
        EntrySection(_("How it went"), ("due_on", "done_on", "result_number", "is_by_procedure")),
    ),
    states={
        EvaluationState.WAITING.value: Appearance(
            EvaluationState.WAITING.label, "circle-dashed", "neutral"
        ),
        EvaluationState.DONE.value: Appearance(EvaluationState.DONE.label, "circle-check", "good"),
    },
    steps=(EvaluationResultForm,),
)

DISCIPLINE_PAGES = RegisterPages(
    register=DISCIPLINE,
    lead=_("How many violations of discipline each unit had in each quarter; no person is named."),
    new_label=_("Record a quarter's discipline"),
    form=DisciplineForm,
    columns=(
        ListColumn(
            _("Quarter"), lambda one, today: fact_in_words(DISCIPLINE, "quarter", one.quarter)
        ),
        ListColumn(_("Reported on"), lambda one, today: vndate(one.reported_on), "reported_on"),
        ListColumn(
            _("Cases of violation"),
            lambda one, today: number(one.violations),
            "violations",
            is_numeric=True,
        ),
    ),
    sections=(EntrySection(_("What was reported"), ("quarter", "reported_on", "violations")),),
    states={
        DisciplineState.CLEAN.value: Appearance(
            DisciplineState.CLEAN.label, "circle-check", "good"
        ),
        DisciplineState.VIOLATIONS.value: Appearance(
            DisciplineState.VIOLATIONS.label, "alert-triangle", "bad"
        ),
    },
)
