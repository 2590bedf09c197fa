"""A task that an officer assigns without a paper: on a day, by a period's end, in a cycle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.assignments.constants import Origin
from parindex.assignments.services.assigning import NewTask
from parindex.web.forms.days import DayField
from parindex.web.forms.plan import goal_choices
from parindex.web.suggestions import components_by_words
from parindex.web.templatetags.formats import named
from parindex_core.vietnamese.dates import month_end

if TYPE_CHECKING:
    from parindex.assignments.models import PlanGoal
    from parindex.organisations.models import Unit
    from parindex_core.framework import Framework

# In place of codes: the task serves no component.
_NONE = frozenset("-–—")
RECURRENCES = (
    ("weekly", _("Every week, on Friday")),
    ("monthly", _("Every month")),
    ("quarterly", _("Every quarter")),
    ("half_yearly", _("Every half-year")),
)
# The last month of each period that a deadline can be the end of.
PERIODS = (
    ("3", _("End of the first quarter")),
    ("6", _("End of the first half-year")),
    ("9", _("End of nine months")),
    ("12", _("End of the year")),
)


class NewTaskForm(forms.Form):
    """``new_task()`` gives the valid form's task."""

    action = forms.CharField(
        label=_("What to do"), max_length=10_000, widget=forms.Textarea({"rows": 3})
    )
    product = forms.CharField(label=_("Product"), required=False, max_length=300)
    origin = forms.ChoiceField(label=_("Given by"), choices=Origin.choices)
    goal = forms.ChoiceField(label=_("Goal of the plan"), required=False)
    components = forms.CharField(
        label=_("Components that it serves"),
        required=False,
        max_length=200,
        help_text=_("Codes such as 1.1.3; 3.4.1. Empty: suggested by the words. A dash: none."),
    )
    unit = forms.ChoiceField(
        label=_("Unit in charge"), error_messages={"required": _("Choose the unit in charge.")}
    )
    partners = forms.MultipleChoiceField(
        label=_("Units taking part"), required=False, widget=forms.CheckboxSelectMultiple
    )
    deadline = DayField(label=_("Deadline"), required=False)
    period = forms.ChoiceField(label=_("or the end of a period"), required=False)
    recurrence = forms.ChoiceField(label=_("or again and again"), required=False)
    day = forms.IntegerField(
        label=_("before the day of the last month"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=_("Such as 20. Empty: the period's last day."),
    )

    def __init__(
        self,
        units: Sequence[Unit],
        year: int,
        goals: Sequence[PlanGoal],
        framework: Framework | None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._goals = {str(goal.pk): goal for goal in goals}
        self._framework = framework
        self._units = {unit.key: unit for unit in units}
        self._year = year
        names = [(unit.key, named(unit)) for unit in units]
        nothing = ("", "–")
        fields: dict[str, Any] = self.fields
        fields["unit"].choices = [("", gettext("Choose a unit")), *names]
        fields["partners"].choices = names
        if goals:
            fields["goal"].choices = [("", gettext("In no goal")), *goal_choices(goals)]
        else:
            del fields["goal"]
        if framework is None:
            del fields["components"]
        fields["period"].choices = [nothing, *PERIODS]
        fields["recurrence"].choices = [nothing, *RECURRENCES]

    def clean(self) -> dict[str, Any]:
        """One way of saying when, within the year."""
        cleaned = super().clean() or {}
        ways = [cleaned.get(name) for name in ("deadline", "period", "recurrence")]
        if sum(bool(way) for way in ways) != 1 and "deadline" not in self.errors:
            self.add_error("deadline", _("Say when in one way: a day, a period's end, or a cycle."))
        deadline = cleaned.get("deadline")
        if deadline and deadline.year != self._year:
            words = gettext("The deadline has to be in %(year)d.") % {"year": self._year}
            self.add_error("deadline", words)
        if cleaned.get("goal") and cleaned.get("origin") != Origin.PLAN:
            words = _("What stands in a goal of the plan is given by the year's plan.")
            self.add_error("origin", words)
        return cleaned

    def clean_components(self) -> Sequence[str] | None:
        """Keys of the components that the codes name; None: those that the words suggest."""
        named = re.split(r"[;,\s]+", self.cleaned_data["components"])
        codes = [code for code in named if code]
        if not codes or self._framework is None:
            return None
        by_code = {leaf.code: leaf.key for leaf in self._framework.components}
        for code in codes:
            if code not in by_code and code not in _NONE:
                words = gettext("The year's set of criteria has no component %(code)s.")
                raise forms.ValidationError(words % {"code": code})
        return list(dict.fromkeys(by_code[code] for code in codes if code not in _NONE))

    def new_task(self) -> NewTask:
        values = self.cleaned_data
        unit = self._units[values["unit"]]
        partners = [self._units[key] for key in values["partners"]]
        return NewTask(
            action=values["action"],
            unit=unit,
            partners=[one for one in partners if one != unit],
            product=values["product"],
            deadline=self._deadline(),
            recurrence=values["recurrence"],
            day=values["day"],
            deadline_text=self._deadline_text(),
            origin=Origin(values["origin"]),
            goal=self._goals.get(values.get("goal", "")),
            component_keys=self._component_keys(),
        )

    def _component_keys(self) -> Sequence[str]:
        named = self.cleaned_data.get("components")
        if named is not None or self._framework is None:
            return named or ()
        return components_by_words(self._framework, self.cleaned_data["action"])

    def _deadline(self) -> date | None:
        values = self.cleaned_data
        if values["period"]:
            return month_end(self._year, int(values["period"]))
        return values["deadline"]

    def _deadline_text(self) -> str:
        values = self.cleaned_data
        if not values["recurrence"]:
            return ""
        cycle = str(dict(RECURRENCES)[values["recurrence"]])
        before = gettext("before day %(day)d") % {"day": values["day"]} if values["day"] else ""
        return ", ".join(part for part in (cycle, before) if part)
