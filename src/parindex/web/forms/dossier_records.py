"""What is recorded of late dossiers: an objective cause, a letter of apology, its delivery."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.dossiers.services.apologies import NewApology
from parindex.dossiers.services.causes import ProvenCause
from parindex.web.forms.days import DayField
from parindex.web.templatetags.formats import vndate


class CauseForm(forms.Form):
    """Why a dossier is late, with the document that proves it; files come beside the form."""

    cause = forms.CharField(
        label=_("Cause"),
        max_length=2000,
        help_text=_("A natural disaster, an outage of the system, another agency's delay…"),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why the dossier is late.")},
    )
    document_number = forms.CharField(
        label=_("Number of the document that proves it"),
        max_length=100,
        help_text=_("Such as 12/TB-STTTT"),
        error_messages={"required": _("Give the document's number: without it the cause is none.")},
    )
    document_date = DayField(label=_("Date of the document"))

    def __init__(self, today: date, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, prefix="cause", **options)
        self._today = today

    def clean_document_date(self) -> date:
        return _not_after(self.cleaned_data["document_date"], self._today)

    def proven(self) -> ProvenCause:
        """The valid form's cause."""
        values = self.cleaned_data
        return ProvenCause(values["cause"], values["document_number"], values["document_date"])


class ApologyForm(forms.Form):
    """A letter of apology of one dossier."""

    number = forms.CharField(
        label=_("Number of the letter"), max_length=100, help_text=_("Such as 15/TXL-SKHCN")
    )
    issued_on = DayField(label=_("Date of the letter"))
    cause = forms.CharField(
        label=_("Why the result is late"),
        max_length=2000,
        help_text=_("One sentence; it stands in the letter."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why: the letter has to give the cause.")},
    )
    new_day = DayField(
        label=_("New day"),
        help_text=_("The day now promised, or on which the result was returned."),
    )

    def __init__(
        self, today: date, first_new_day: date | None, *arguments: Any, **options: Any
    ) -> None:
        super().__init__(*arguments, prefix="apology", **options)
        self._today, self._first = today, first_new_day

    def clean_issued_on(self) -> date:
        return _not_after(self.cleaned_data["issued_on"], self._today)

    def clean_new_day(self) -> date:
        return not_before(self.cleaned_data["new_day"], self._first)

    def letter(self, code: str) -> NewApology:
        """The valid form's letter."""
        return NewApology(dossier_code=code, **self.cleaned_data)


class DeliveryForm(forms.Form):
    """The day on which a letter reached the applicant."""

    day = DayField(label=_("Delivered on"))

    def __init__(self, issued_on: date, today: date, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, prefix="delivery", **options)
        self._issued_on, self._today = issued_on, today

    def clean_day(self) -> date:
        day = _not_after(self.cleaned_data["day"], self._today)
        if day < self._issued_on:
            raise forms.ValidationError(
                _("The letter is of %(day)s: it cannot have arrived before."),
                params={"day": vndate(self._issued_on)},
            )
        return day


def not_before(day: date, first: date | None) -> date:
    """A new day has to lie after the one promised; on it where the result is late by hours."""
    if first is not None and day < first:
        raise forms.ValidationError(
            _("The day promised is over: the new day can be %(day)s at the earliest."),
            params={"day": vndate(first)},
        )
    return day


def new_day_offered(ended: date | None, first: date | None) -> date | None:
    """The day that a letter of a settled dossier names, unless the officer knows better."""
    if ended is None or first is None:
        return ended
    return max(ended, first)


def _not_after(day: date, today: date) -> date:
    if day > today:
        raise forms.ValidationError(
            _("This day has not come yet; today is %(day)s."), params={"day": vndate(today)}
        )
    return day
