"""Entering a component's values: typed as the language writes numbers, checked by the core."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.assessments.constants import Horizon
from parindex.assessments.values import (
    TypedValuesRefused,
    core_values,
    stored_values,
    typed_value,
)
from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import page_language, spoken, vndate
from parindex_core.scoring import ComponentScore, ValuesRefused, score_component

if TYPE_CHECKING:
    from parindex_core.framework import Component, Variable
    from parindex_core.scoring import ValueProblem

VALUE_PREFIX = "value-"


class ComponentValuesForm(forms.Form):
    """One field a variable, named ``value-`` and its name; then the day and the source.

    ``clearing``: the values go, so none is asked for.

    ``stored``: once valid, the values in their stored form. ``score``: what they give, None
    until every value is there and sound.
    """

    as_of = DayField(
        label=_("True on the day"),
        error_messages={"required": _("Say on which day the figures are true.")},
    )
    source = forms.CharField(
        label=_("Source of the figures"),
        help_text=_("The register, report or paper that proves them."),
        max_length=300,
        error_messages={"required": _("Say where the figures come from.")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(
        self,
        component: Component,
        today: date,
        *args: Any,
        clearing: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.component = component
        self.today = today
        self.stored: dict[str, str] = {}
        self.score: ComponentScore | None = None
        fields = {
            f"{VALUE_PREFIX}{variable.name}": value_field(variable)
            for variable in component.variables
        }
        self.fields = {**fields, **self.fields}
        self.clearing = clearing
        if clearing:
            for field in fields.values():
                field.required = False

    @property
    def value_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(VALUE_PREFIX)]

    def clean_as_of(self) -> date:
        day = self.cleaned_data["as_of"]
        if day > self.today:
            raise forms.ValidationError(
                gettext("This day has not come yet; today is %(day)s.")
                % {"day": vndate(self.today)}
            )
        return day

    def clean(self) -> dict[str, Any]:
        if not self.clearing:
            self._score_what_was_typed()
        return self.cleaned_data

    def _score_what_was_typed(self) -> None:
        typed = {
            variable.name: self.cleaned_data.get(f"{VALUE_PREFIX}{variable.name}", "")
            for variable in self.component.variables
        }
        try:
            self.stored = stored_values(self.component, typed, page_language())
            self.score = score_component(self.component, core_values(self.component, self.stored))
        except TypedValuesRefused as refused:
            for name, problem in refused.problems.items():
                self.add_error(f"{VALUE_PREFIX}{name}", problem)
        except ValuesRefused as refused:
            for problem in refused.problems:
                self._refuse(problem)

    def _refuse(self, problem: ValueProblem) -> None:
        """Put a problem of the core beside its field; an empty field already says so."""
        name = problem.variable.split(" + ")[0]
        field = f"{VALUE_PREFIX}{name}"
        if field not in self.errors:
            at = field if field in self.fields else None
            self.add_error(at, problem_in_words(self.component, problem))


def value_field(variable: Variable) -> forms.Field:
    """The field that asks a variable's question."""
    empty = {"required": gettext("This is still empty.")}
    unit = spoken(variable.unit) if variable.unit else ""
    label = spoken(variable.question)
    if variable.type == "choice":
        options = [(name, spoken(option)) for name, option in variable.options.items()]
        choices = [("", gettext("Choose…")), *options]
        return forms.ChoiceField(label=label, choices=choices, error_messages=empty)
    if variable.type == "boolean":
        answers = [("", gettext("Choose…")), ("true", gettext("Yes")), ("false", gettext("No"))]
        return forms.ChoiceField(label=label, choices=answers, error_messages=empty)
    mode = "numeric" if variable.type == "integer" else "decimal"
    widget = forms.TextInput({"inputmode": mode, "autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=40, widget=widget, help_text=unit, error_messages=empty
    )


def typed_values(component: Component, stored: Mapping[str, str]) -> dict[str, str]:
    """Stored values as the form's fields show them."""
    return {
        f"{VALUE_PREFIX}{name}": typed_value(component.variable(name), value, page_language())
        for name, value in stored.items()
    }


def problem_in_words(component: Component, problem: ValueProblem) -> str:
    """A problem of the core with the variables called as the screen calls them."""
    language = page_language()
    message, mend = problem.message.in_language(language), problem.mend.in_language(language)
    text = f"{message}. {mend}."
    for variable in component.variables:
        text = re.sub(rf"\b{re.escape(variable.name)}\b", f"“{spoken(variable.label)}”", text)
    return text[:1].upper() + text[1:]


def seen_values(text: str) -> dict[str, str]:
    """What the person had before them, as the form carries it; a spoilt text counts as nothing."""
    try:
        seen = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(seen, dict):
        return {}
    return {str(name): str(value) for name, value in seen.items()}


def horizon_of(text: str) -> Horizon | None:
    """The horizon that an address or form names, if there is one."""
    return Horizon(text) if text in Horizon.values else None
