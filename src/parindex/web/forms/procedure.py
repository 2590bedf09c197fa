"""A version of a procedure as people enter it, and a publication's numbers and days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.procedures.constants import OnlineLevel, Part, ProcedureLevel, TimeUnit
from parindex.procedures.facts import ProcedureFacts, national_code
from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import named

if TYPE_CHECKING:
    from datetime import date

    from parindex.organisations.models import Unit

_LARGEST_NUMBER = 32_767
_LARGEST_FEE = 1_000_000_000_000  # dong
_SETTLING = (
    *("result_on_paper", "one_stop", "inter_agency"),
    *("payment_offered", "citizen_data_connected"),
)


class ProcedureForm(forms.Form):
    """``facts()``, ``chosen_unit`` and the cleaned code and day make the valid form's version."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("The national code, such as 1.000358"),
        error_messages={"required": _("Give the national code.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Give the procedure's name.")},
    )
    field = forms.CharField(
        label=_("Field"),
        max_length=300,
        widget=forms.TextInput({"list": "known-fields"}),
        error_messages={"required": _("Give the field, as the national database names it.")},
    )
    unit = forms.ChoiceField(label=_("Settled by"), required=False)
    level = forms.ChoiceField(label=_("Level"), choices=ProcedureLevel.choices)
    effective_from = DayField(
        label=_("What is entered here holds from"),
        help_text=_("What was recorded for the days before stays as it is."),
        error_messages={"required": _("Say from which day this holds.")},
    )
    processing_time = forms.IntegerField(
        label=_("Processing time"),
        required=False,
        min_value=0,
        max_value=_LARGEST_NUMBER,
        widget=forms.TextInput({"inputmode": "numeric"}),
        help_text=_("Empty where it is not said or differs from case to case."),
    )
    time_unit = forms.ChoiceField(label=_("counted in"), choices=TimeUnit.choices)
    fee = forms.IntegerField(
        label=_("Fee (dong)"),
        required=False,
        min_value=0,
        max_value=_LARGEST_FEE,
        widget=forms.TextInput({"inputmode": "numeric"}),
        help_text=_("0: none. Empty where it differs; then say so beside."),
    )
    fee_note = forms.CharField(label=_("Note on the fee"), required=False, max_length=500)
    result = forms.CharField(label=_("Result"), required=False, max_length=500)
    result_on_paper = forms.BooleanField(label=_("The result is a paper"), required=False)
    online_level = forms.ChoiceField(
        label=_("Online level"),
        choices=OnlineLevel.choices,
        help_text=_("Levels 3 and 4 to 2022; partial and full since."),
    )
    one_stop = forms.BooleanField(label=_("Received at the one-stop shop"), required=False)
    inter_agency = forms.BooleanField(label=_("Inter-agency one-stop"), required=False)
    payment_offered = forms.BooleanField(label=_("The fee can be paid online"), required=False)
    citizen_data_connected = forms.BooleanField(
        label=_("Connected with the population database"), required=False
    )
    legal_bases = forms.CharField(
        label=_("Legal bases"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("A line each."),
    )
    legal_base_effective_on = DayField(
        label=_("The legal base to publish for takes effect on"),
        required=False,
        help_text=_("The last day to sign the decision counts from it."),
    )
    decision_number = forms.CharField(
        label=_("Number of the publication decision"), required=False, max_length=100
    )
    decision_signed_on = DayField(label=_("Signed on"), required=False)
    made_public_on = DayField(label=_("Made public on"), required=False)
    public_parts = forms.MultipleChoiceField(
        label=_("Parts made public"),
        required=False,
        choices=Part.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    is_repealed = forms.BooleanField(
        label=_("Repealed: from that day it leaves the catalogue"), required=False
    )

    def __init__(
        self, units: Sequence[Unit], *arguments: Any, needs_unit: bool, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self._unit_by_key = {unit.key: unit for unit in units}
        names = [(unit.key, named(unit)) for unit in units]
        unit: Any = self.fields["unit"]
        unit.choices = names if needs_unit else [("", gettext("No unit named yet")), *names]
        unit.required = needs_unit

    def clean_code(self) -> str:
        code = national_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(
                _("This is no national code. It reads like 1.000358: a digit, a point, six digits.")
            )
        return code

    def clean(self) -> dict[str, Any]:
        """A decision has its day, and nothing is made public before it is decided."""
        cleaned = super().clean() or {}
        problem = decision_problem(
            cleaned.get("decision_number", ""),
            cleaned.get("decision_signed_on"),
            cleaned.get("made_public_on"),
        )
        if problem and problem[0] not in self.errors:
            self.add_error(*problem)
        return cleaned

    @property
    def settling_boxes(self) -> list[forms.BoundField]:
        """The fields to tick that say how the procedure is settled."""
        return [self[name] for name in _SETTLING]

    @property
    def chosen_unit(self) -> Unit | None:
        """The unit chosen in a valid form."""
        return self._unit_by_key.get(self.cleaned_data["unit"])

    def facts(self) -> ProcedureFacts:
        """What the valid form says."""
        names = [field.name for field in fields(ProcedureFacts)]
        values = {name: self.cleaned_data[name] for name in names}
        return ProcedureFacts(**{**values, "public_parts": tuple(values["public_parts"])})


class PublicationForm(forms.Form):
    """When a decision was signed and the procedure made public."""

    decision_number = forms.CharField(
        label=_("Number of the publication decision"), required=False, max_length=100
    )
    decision_signed_on = DayField(label=_("Signed on"), required=False)
    made_public_on = DayField(label=_("Made public on"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        number = cleaned.get("decision_number", "")
        signed = cleaned.get("decision_signed_on")
        problem = decision_problem(number, signed, cleaned.get("made_public_on"))
        if problem is None and signed is not None and not number:
            problem = ("decision_number", gettext("Give the decision's number."))
        if problem and problem[0] not in self.errors:
            self.add_error(*problem)
        return cleaned


class LegalBaseForm(forms.Form):
    """A legal base that procedures have to be published for."""

    title = forms.CharField(
        label=_("Legal base"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Kind, number, day, issuer, what about."),
        error_messages={"required": _("Say which document it is.")},
    )
    effective_on = DayField(
        label=_("Takes effect on"),
        error_messages={"required": _("Say from which day it is in effect.")},
    )
    procedures = forms.MultipleChoiceField(
        label=_("Procedures that it changes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the procedures that it changes.")},
    )

    def __init__(self, choices: Sequence[tuple[str, str]], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        procedures: Any = self.fields["procedures"]
        procedures.choices = choices


def decision_problem(
    number: str, signed: date | None, public: date | None
) -> tuple[str, str] | None:
    """The field at fault with what is wrong; None where a decision and its days go together."""
    if number and signed is None:
        return "decision_signed_on", gettext("Say on which day the decision was signed.")
    if public is not None and signed is None:
        return "made_public_on", gettext("It cannot be public before its decision is signed.")
    if public is not None and signed is not None and public < signed:
        return "made_public_on", gettext("The day lies before the decision was signed.")
    return None
