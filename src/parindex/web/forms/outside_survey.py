"""A report on a survey that others ran, with its results as a workbook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.surveys.constants import Audience
from parindex.web.forms.days import DayField


class OutsideSurveyForm(forms.Form):
    """Who ran it, whom it asked, where its results stand."""

    audience = forms.ChoiceField(label=_("Who was asked"), choices=Audience.choices)
    year = forms.IntegerField(
        label=_("Year whose score it goes into"), min_value=2000, max_value=2100
    )
    conducted_by = forms.CharField(
        label=_("Run by"),
        max_length=300,
        help_text=_("The body that ran the survey, such as Sở Nội vụ."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("The report's number and day, as it is cited."),
    )
    published_on = DayField(label=_("Published on"))
    file = forms.FileField(
        label=_("Its results"),
        help_text=_("The workbook (.xlsx), up to 16 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Choose a file first.")},
        allow_empty_file=True,
    )

    def facts(self) -> dict[str, Any]:
        """All that the valid form says but the file."""
        return {key: value for key, value in self.cleaned_data.items() if key != "file"}
