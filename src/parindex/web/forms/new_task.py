"""A task that an officer assigns without a paper: on a day, by a period's end, in a cycle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.assignments.constants import Origin
from parindex.assignments.services.assigning import NewTask
from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import named
from parindex_core.vietnamese.dates import month_end

if TYPE_CHECKING:
    from parindex.organisations.models import Unit

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

    def __init__(self, units: Sequence[Unit], year: int, **options: Any) -> None:
        super().__init__(**options)
        self._units = {unit.key: unit for unit in units}
        self._year = year
        names = [(unit.key, named(unit)) for unit in units]
        nothing = ("", "–")
        fields: dict[str, Any] = self.fields
        fields["unit"].choices = [("", gettext("Choose a unit")), *names]
        fields["partners"].choices = names
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
        return cleaned

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
        )

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
