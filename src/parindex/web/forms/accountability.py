"""What a head answers for a deduction, what the director decides, when the remedy was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.rounds.constants import Cause, Evaluation
from parindex.rounds.services import Answer
from parindex.web.forms.days import DayField

if TYPE_CHECKING:
    from parindex.rounds.models import Deduction

_LONGEST = 10_000  # characters


class AnswerForm(forms.Form):
    """The answer of a unit's head; ``answer()`` gives the valid form's."""

    cause = forms.ChoiceField(
        label=_("Cause"),
        choices=[("", _("Choose the cause")), *Cause.choices],
        error_messages={"required": _("Say whether the cause was objective or subjective.")},
    )
    words = forms.CharField(
        label=_("Why the points were lost"),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("An objective cause: say which document proves it."),
        error_messages={"required": _("Say why the points were lost.")},
    )
    remedy = forms.CharField(
        label=_("Remedy"),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say what is done so that it does not happen again.")},
    )
    remedy_deadline = DayField(
        label=_("Remedied by"),
        error_messages={"required": _("Say by which day the remedy is done.")},
    )

    def answer(self) -> Answer:
        values = self.cleaned_data
        return Answer(
            Cause(values["cause"]), values["words"], values["remedy"], values["remedy_deadline"]
        )


class DecisionForm(forms.Form):
    """How the deduction counts in the yearly evaluation of the head."""

    evaluation = forms.ChoiceField(
        label=_("Yearly evaluation of the head, as far as this deduction goes"),
        choices=[("", _("Choose the class")), *Evaluation.choices],
        error_messages={"required": _("Choose how it counts in the yearly evaluation.")},
    )
    decision = forms.CharField(
        label=_("Words of the decision"),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why it counts so.")},
    )


class RemediedForm(forms.Form):
    """The day on which the remedy was done."""

    remedied_on = DayField(
        label=_("Remedied on"),
        error_messages={"required": _("Say on which day the remedy was done.")},
    )


def answer_form(deduction: Deduction) -> AnswerForm:
    """The form with what stands."""
    return AnswerForm(
        initial={
            "cause": deduction.cause,
            "words": deduction.answer,
            "remedy": deduction.remedy,
            "remedy_deadline": deduction.remedy_deadline,
        }
    )


def decision_form(deduction: Deduction) -> DecisionForm:
    """The form with what stands."""
    return DecisionForm(
        initial={"evaluation": deduction.evaluation, "decision": deduction.decision}
    )
