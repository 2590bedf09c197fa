"""A member's judgement of a component: accepted, by own figures, or a deduction with a reason."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.assessments.values import TypedValuesRefused, core_values, stored_values
from parindex.rounds.constants import JudgementKind
from parindex.rounds.services import Judgement
from parindex.web.forms.component_values import (
    VALUE_PREFIX,
    problem_in_words,
    typed_values,
    value_field,
)
from parindex.web.forms.council_settings import choice
from parindex.web.templatetags.formats import page_language, points
from parindex_core.scoring import ComponentScore, ValuesRefused, score_component
from parindex_core.vietnamese.numbers import parse_number

if TYPE_CHECKING:
    from parindex.rounds.models import Appraisal, Round
    from parindex.rounds.queries import SheetLine
    from parindex_core.framework import Component


# What a member is about to do; the labels of the kinds say what was done.
_DECISIONS = [
    (kind.value, _("Deduct points") if kind is JudgementKind.DEDUCTION else kind.label)
    for kind in JudgementKind
]


class PointsField(forms.CharField):
    """Points as the page's language writes them, “1,25”; cleaned to a Decimal of two decimals."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=20, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = parse_number(text, page_language())
        except ValueError:
            raise forms.ValidationError(_("Write a number, such as 1,25.")) from None
        if number != round(number, 2):
            raise forms.ValidationError(_("Points have at most two decimals."))
        return number

    def prepare_value(self, value: Any) -> Any:
        return points(value) if isinstance(value, Decimal) else value


class JudgementForm(forms.Form):
    """Which way, then what that way asks for; the fields of the other ways are left alone.

    ``judgement``: of a valid form. ``score``: what the council's own figures give, once sound.
    """

    kind = forms.ChoiceField(
        label=_("Decision"),
        choices=_DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you decide.")},
    )
    points = PointsField(label=_("Points that are left"), required=False)
    reason = forms.ChoiceField(label=_("Reason of the deduction"), required=False)
    words = forms.CharField(
        label=_("Why, in this case"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, component: Component, one_round: Round, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.component = component
        self.score: ComponentScore | None = None
        self.stored: dict[str, str] = {}
        self.fields |= {
            f"{VALUE_PREFIX}{variable.name}": value_field(variable)
            for variable in component.variables
        }
        for bound in self.value_fields:
            bound.field.required = False
        language = page_language()
        reasons = [(one["key"], one[language]) for one in one_round.deduction_reasons]
        choice(self, "reason").choices = [("", gettext("Choose a reason")), *reasons]
        limit = gettext("0 to %(maximum)s.") % {"maximum": points(component.max)}
        self.fields["points"].help_text = limit

    @property
    def value_fields(self) -> list[forms.BoundField]:
        """The rule's questions, for the council's own figures."""
        return [self[name] for name in self.fields if name.startswith(VALUE_PREFIX)]

    @property
    def judgement(self) -> Judgement:
        """What a valid form decides."""
        kind = JudgementKind(self.cleaned_data["kind"])
        if kind == JudgementKind.BY_RULE:
            return Judgement(kind, values=self.stored, words=self.cleaned_data["words"])
        if kind == JudgementKind.ACCEPTED:
            return Judgement(kind, words=self.cleaned_data["words"])
        return Judgement(
            kind,
            points=self.cleaned_data["points"],
            reason=self.cleaned_data["reason"],
            words=self.cleaned_data["words"],
        )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("kind") == JudgementKind.BY_RULE:
            self.score_own_figures()
        if data.get("kind") == JudgementKind.DEDUCTION:
            self._ask_for_the_deduction()
        return data

    def score_own_figures(self) -> None:
        """What the typed figures give; problems stand beside their fields."""
        typed = {
            variable.name: self.cleaned_data.get(f"{VALUE_PREFIX}{variable.name}", "")
            for variable in self.component.variables
        }
        empty = [name for name, text in typed.items() if not text.strip()]
        for name in empty:
            self.add_error(f"{VALUE_PREFIX}{name}", _("This is still empty."))
        if empty:
            return
        try:
            self.stored = stored_values(self.component, typed, page_language())
            self.score = score_component(self.component, core_values(self.component, self.stored))
        except TypedValuesRefused as refused:
            for name, problem in refused.problems.items():
                self.add_error(f"{VALUE_PREFIX}{name}", problem)
        except ValuesRefused as refused:
            for problem in refused.problems:
                field = f"{VALUE_PREFIX}{problem.variable.split(' + ')[0]}"
                if field not in self.errors:
                    at = field if field in self.fields else None
                    self.add_error(at, problem_in_words(self.component, problem))

    def _ask_for_the_deduction(self) -> None:
        left = self.cleaned_data.get("points")
        if "points" not in self.errors:
            if left is None:
                self.add_error("points", _("Say how many points are left."))
            elif not 0 <= left <= self.component.max:
                self.add_error("points", self.fields["points"].help_text)
        if not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Choose a reason of the list."))
        if not (self.cleaned_data.get("words") or "").strip():
            self.add_error("words", _("Say in words why; the agency answers to it."))


def judgement_form(line: SheetLine, one_round: Round, data: Any = None) -> JudgementForm:
    """The form of a component: with what was decided last, or what the agency submitted."""
    decided = line.second or line.first
    stored = decided.values if decided and decided.values else line.submitted.get("values", {})
    initial: dict[str, Any] = typed_values(line.component, stored)
    if decided is not None:
        initial |= _decided(decided)
    return JudgementForm(line.component, one_round, data, initial=initial)


def _decided(appraisal: Appraisal) -> dict[str, Any]:
    return {
        "kind": appraisal.kind,
        "points": appraisal.points if appraisal.kind == JudgementKind.DEDUCTION else None,
        "reason": appraisal.reason,
        "words": appraisal.words,
    }
