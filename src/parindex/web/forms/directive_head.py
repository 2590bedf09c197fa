"""What the register says of a paper, corrected by an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.assignments.constants import Origin, Urgency
from parindex.assignments.services.directives import Head
from parindex.web.forms.days import DayField

if TYPE_CHECKING:
    from parindex.assignments.models import Directive


class DirectiveHeadForm(forms.Form):
    """``head()`` gives what a valid form says."""

    number = forms.CharField(
        label=_("Number and symbol"), required=False, max_length=100, help_text="664/KL-SKHCN"
    )
    issued_on = DayField(label=_("Date"), required=False)
    issuer = forms.CharField(label=_("Issued by"), required=False, max_length=200)
    subject = forms.CharField(
        label=_("Subject"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices)
    received_on = DayField(label=_("Received on"), required=False)
    arrival_number = forms.CharField(label=_("Arrival number"), required=False, max_length=50)
    origin = forms.ChoiceField(
        label=_("Whose work it gives"),
        required=False,
        choices=[("", _("As its issuer and kind tell")), *Origin.choices],
        help_text=_("1.1.3 counts the year's plan, 1.6 what the province assigned."),
    )

    def __init__(self, found: Directive, **options: Any) -> None:
        names = self.base_fields
        super().__init__(initial={name: getattr(found, name) for name in names}, **options)

    def clean(self) -> dict[str, Any]:
        """No paper comes in before it was issued."""
        cleaned = super().clean() or {}
        issued, received = cleaned.get("issued_on"), cleaned.get("received_on")
        if issued and received and received < issued:
            self.add_error("received_on", _("A paper cannot come in before its own day."))
        return cleaned

    def head(self) -> Head:
        values = self.cleaned_data
        return Head(
            number=values["number"],
            issued_on=values["issued_on"],
            issuer=values["issuer"],
            subject=values["subject"],
            urgency=Urgency(values["urgency"]),
            received_on=values["received_on"],
            arrival_number=values["arrival_number"],
            origin=values["origin"],
        )
