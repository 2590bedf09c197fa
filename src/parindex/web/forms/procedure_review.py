"""What is planned and found in a review of procedures, and what is proposed to simplify them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import named

if TYPE_CHECKING:
    from datetime import date

    from parindex.organisations.models import Unit

_LONGEST = 10_000  # characters


class PlanForm(forms.Form):
    """Procedures for the year's plan of review, with the day by which they are reviewed."""

    deadline = DayField(
        label=_("To be reviewed by"),
        error_messages={"required": _("Say by which day they are reviewed.")},
    )
    procedures = forms.MultipleChoiceField(
        label=_("Procedures"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the procedures to review.")},
    )

    def __init__(
        self, choices: Sequence[tuple[str, str]], year: int, *arguments: Any, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self._year = year
        procedures: Any = self.fields["procedures"]
        procedures.choices = choices

    def clean_deadline(self) -> date:
        return _of_year(self.cleaned_data["deadline"], self._year)


class FindingForm(forms.Form):
    """What the review of a procedure found."""

    reviewed_on = DayField(
        label=_("Reviewed on"),
        error_messages={"required": _("Say on which day it was reviewed.")},
    )
    finding = forms.CharField(
        label=_("Finding"),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("What is unneeded, unclear or against the law, and what is proposed."),
        error_messages={"required": _("Say what was found; “nothing to change” is a finding too.")},
    )

    def __init__(self, year: int, today: date, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._year, self._today = year, today

    def clean_reviewed_on(self) -> date:
        day = _of_year(self.cleaned_data["reviewed_on"], self._year)
        return not_ahead(day, self._today)


class RemovalForm(forms.Form):
    """Why a procedure leaves the plan."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why; the reason stays in the audit.")},
    )


class ProposalForm(forms.Form):
    """A proposal to simplify procedures."""

    title = forms.CharField(
        label=_("What is proposed"),
        max_length=500,
        error_messages={"required": _("Say in a line what is proposed.")},
    )
    content = forms.CharField(
        label=_("Content and reasons"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 4}),
    )
    unit = forms.ChoiceField(
        label=_("Unit in charge"), error_messages={"required": _("Choose the unit in charge.")}
    )
    drafted_on = DayField(
        label=_("Drafted on"), error_messages={"required": _("Say on which day it was drafted.")}
    )
    procedures = forms.MultipleChoiceField(
        label=_("Procedures concerned"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the procedures concerned.")},
    )

    def __init__(
        self,
        units: Sequence[Unit],
        choices: Sequence[tuple[str, str]],
        today: date,
        *arguments: Any,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self._today = today
        self._unit_by_key = {unit.key: unit for unit in units}
        names = [(unit.key, named(unit)) for unit in units]
        unit: Any = self.fields["unit"]
        unit.choices = names if len(names) == 1 else [("", gettext("Choose a unit")), *names]
        procedures: Any = self.fields["procedures"]
        procedures.choices = choices

    def clean_drafted_on(self) -> date:
        return not_ahead(self.cleaned_data["drafted_on"], self._today)

    @property
    def chosen_unit(self) -> Unit:
        """The unit chosen in a valid form."""
        return self._unit_by_key[self.cleaned_data["unit"]]


class StepForm(forms.Form):
    """A step of a proposal: submitted or decided, by which paper and when."""

    number = forms.CharField(
        label=_("Number of the document"),
        max_length=100,
        error_messages={"required": _("Give the number of the document.")},
    )
    day = DayField(label=_("Date of the document"))

    def __init__(self, today: date, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._today = today

    def clean_day(self) -> date:
        return not_ahead(self.cleaned_data["day"], self._today)


def not_ahead(day: date, today: date) -> date:
    """The day, unless it is still to come."""
    if day > today:
        raise forms.ValidationError(_("This day is still to come."))
    return day


def _of_year(day: date, year: int) -> date:
    if day.year != year:
        raise forms.ValidationError(
            _("The plan is that of %(year)s: give a day of that year."), params={"year": year}
        )
    return day
