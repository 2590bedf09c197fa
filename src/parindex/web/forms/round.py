"""What an agency writes in its round: a lower claim, explanations, the Office's note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.web.forms.council_judgement import PointsField

if TYPE_CHECKING:
    from parindex.rounds.self_scores import SelfLine

_LONGEST = 10_000  # characters


class ClaimForm(forms.Form):
    """Fewer points than the rule gives, with the reason."""

    points = PointsField(
        label=_("Points claimed"),
        error_messages={"required": _("Write the points that the agency claims.")},
    )
    reason = forms.CharField(
        label=_("Why fewer than the rule gives"),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why fewer points are claimed than the rule gives.")},
    )


class MissingForm(forms.Form):
    """Why there is no evidence, or no figures; left empty, the explanation is taken back."""

    text = forms.CharField(
        label=_("No evidence or no figures because"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "Stands in place of the evidence in the submission. Leave it empty to take it back."
        ),
    )


class ExplanationForm(forms.Form):
    """The agency's answer to a deduction."""

    text = forms.CharField(
        label=_("Explanation by the agency"),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("What the council did not see or take into account; name the new evidence."),
        error_messages={"required": _("Write the explanation.")},
    )


class SendBackForm(forms.Form):
    """A component and what its unit has to mend."""

    component = forms.ChoiceField(
        label=_("Criterion"),
        error_messages={
            "required": _("Choose the criterion."),
            "invalid_choice": _("This criterion cannot be sent back now. Choose another."),
        },
    )
    note = forms.CharField(
        label=_("Note to the unit"),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What has to be mended; the unit sees it on top of the criterion."),
        error_messages={"required": _("Say what the unit has to mend.")},
    )

    def __init__(self, choices: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast(forms.ChoiceField, self.fields["component"])
        field.choices = [("", _("Choose the criterion")), *choices]


def claim_form(line: SelfLine) -> ClaimForm:
    """The form with the claim that stands."""
    return ClaimForm(initial={"points": line.claimed, "reason": line.claim_reason})


def missing_form(line: SelfLine) -> MissingForm:
    """The form with the explanation that stands."""
    return MissingForm(initial={"text": line.explanation})
