"""What an agency aims at in the year: an index, a rank in its cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.assessments.constants import HIGHEST_INDEX, LOWEST_RANK
from parindex.assessments.targets import Targets
from parindex.web.forms.council_judgement import PointsField
from parindex.web.templatetags.formats import plain

if TYPE_CHECKING:
    from django.http import QueryDict


class TargetsForm(forms.Form):
    """Both may be left empty; ``targets()`` gives the valid form's."""

    index = PointsField(
        label=_("Target index"),
        required=False,
        help_text=_("Index points out of 100, such as 94.00."),
    )
    rank = forms.CharField(
        label=_("Rank aimed at"),
        required=False,
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Among the agencies of the cluster, such as 3."),
    )

    def clean_index(self) -> Any:
        value = self.cleaned_data["index"]
        if value is not None and not 0 < value <= HIGHEST_INDEX:
            raise forms.ValidationError(_("The index is above 0 and at most 100."))
        return value

    def clean_rank(self) -> int | None:
        text = self.cleaned_data["rank"]
        if not text:
            return None
        rank = int(text) if text.isascii() and text.isdigit() else 0
        if not 0 < rank <= LOWEST_RANK:
            raise forms.ValidationError(_("Write the rank as a whole number, such as 3."))
        return rank

    def targets(self) -> Targets:
        return Targets(self.cleaned_data["index"], self.cleaned_data["rank"])


def targets_form(present: Targets) -> TargetsForm:
    """The form with what stands."""
    return TargetsForm(initial={"index": present.index, "rank": present.rank})


def seen_of(present: Targets) -> str:
    """What the form carries of what the person saw."""
    return f"{plain(present.index)}|{plain(present.rank)}"


def seen_in(data: QueryDict, present: Targets) -> Targets | None:
    """What stood when the form was opened: the present, or None for anything else."""
    return present if data.get("seen", "") == seen_of(present) else None
