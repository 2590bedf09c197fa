"""Bonus and penalty points of an agency, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parindex.rounds.constants import AdjustmentKind
from parindex.web.forms.council_judgement import PointsField
from parindex.web.forms.council_settings import choice
from parindex.web.templatetags.formats import named

if TYPE_CHECKING:
    from parindex.rounds.models import Participant


class AdjustmentForm(forms.Form):
    """Points with their ground."""

    agency = forms.ChoiceField(
        label=_("Agency"), error_messages={"required": _("Choose the agency.")}
    )
    kind = forms.ChoiceField(label=_("Bonus or penalty"), choices=AdjustmentKind.choices)
    points = PointsField(label=_("Points"), error_messages={"required": _("Say how many points.")})
    ground = forms.CharField(
        label=_("Ground"),
        help_text=_("The rule and the document by which the points are given."),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Say on what ground.")},
    )

    def __init__(self, participants: Sequence[Participant], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._participants = {str(one.pk): one for one in participants}
        choice(self, "agency").choices = [
            ("", gettext("Choose an agency")),
            *((pk, named(one.agency)) for pk, one in self._participants.items()),
        ]

    @property
    def participant(self) -> Participant:
        """The agency of a valid form."""
        return self._participants[self.cleaned_data["agency"]]

    def clean_points(self) -> Decimal:
        number = self.cleaned_data["points"]
        if number <= 0:
            raise forms.ValidationError(_("Write a number above 0."))
        return number
