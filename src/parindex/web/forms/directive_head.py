"""What the register says of a paper, corrected by an officer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.assignments.constants import (
    LONGEST_NUMBER,
    LONGEST_SUBJECT,
    Origin,
    Urgency,
)
from parindex.assignments.services.directive_heads import Head, told_head
from parindex.web.forms.days import DayField
from parindex.web.templatetags.papers import iso_day

if TYPE_CHECKING:
    from parindex.assignments.models import Directive

_LONGEST_SEEN = 10_000  # characters


@dataclass(frozen=True)
class HeadDifference:
    """A fact of the head as it stands, and as it would be; ``key``: its name."""

    key: str
    label: str
    before: str
    now: str


class DirectiveHeadForm(forms.Form):
    """``head()`` gives what a valid form says."""

    number = forms.CharField(
        label=_("Number and symbol"),
        required=False,
        max_length=LONGEST_NUMBER,
        help_text=_("Such as 664/KL-SKHCN"),
    )
    issued_on = DayField(label=_("Date"), required=False)
    issuer = forms.CharField(label=_("Issued by"), required=False, max_length=200)
    subject = forms.CharField(
        label=_("Subject"),
        required=False,
        max_length=LONGEST_SUBJECT,
        widget=forms.Textarea({"rows": 2}),
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

    def on_top_of(self, present: Directive, seen: Mapping[str, str]) -> DirectiveHeadForm:
        """The valid form again, filled in after somebody else's correction.

        What the person changed of what was ``seen`` stays as typed; the rest is as it stands now.
        """
        typed, stands = told_head(self.head()), DirectiveHeadForm(present)
        data = {
            # A browser breaks lines in its own way.
            name: stands[name].value()
            if typed[name].split() == seen.get(name, "\0").split()
            else self.data.get(name, "")
            for name in self.base_fields
        }
        return DirectiveHeadForm(present, data=data)

    def differences(
        self, before: Mapping[str, str], now: Mapping[str, str]
    ) -> list[HeadDifference]:
        """Where two heads, as ``told_head`` gives them, are not the same, in people's words."""
        return [
            HeadDifference(
                name,
                str(self.fields[name].label),
                self._in_words(name, before.get(name, "")),
                self._in_words(name, now.get(name, "")),
            )
            for name in self.base_fields
            if before.get(name, "") != now.get(name, "")
        ]

    def _in_words(self, name: str, told: str) -> str:
        field: Any = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(told, told))  # type: ignore[call-overload]
        try:
            return iso_day(told) if isinstance(field, DayField) and told else told
        except ValueError:
            return told

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


def seen_of(present: Directive) -> str:
    """What the page carries of the head that it shows."""
    return json.dumps(told_head(present), ensure_ascii=False)


def seen_in(text: str) -> dict[str, str]:
    """What the person's page showed; nothing where it is not what a page carries."""
    try:
        found = json.loads(text[:_LONGEST_SEEN])
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): str(told) for name, told in found.items()}
