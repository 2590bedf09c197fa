"""The year's plan: a file to take in, a goal by hand."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from parindex.assignments.models import PlanGoal


_LONGEST_CHOICE = 100  # characters


def goal_choices(goals: Sequence[PlanGoal]) -> list[tuple[str, str]]:
    """Goals to choose from, long ones cut."""
    return [(str(goal.pk), shorten(str(goal), _LONGEST_CHOICE, placeholder="…")) for goal in goals]


class PlanFileForm(forms.Form):
    """A plan to take in."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("The plan in Excel (.xlsx) or Word (.docx), up to 16 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx"}),
        error_messages={"required": _("Choose a file first.")},
        allow_empty_file=True,
    )


class GoalWordsForm(forms.Form):
    """What a goal of the plan is called."""

    number = forms.CharField(label=_("Number"), required=False, max_length=20)
    text = forms.CharField(
        label=_("Goal"),
        max_length=500,
        error_messages={"required": _("Say what the goal is.")},
    )


class GoalForm(GoalWordsForm):
    """A goal of the plan, and the one that it stands in."""

    parent = forms.ChoiceField(label=_("Stands in"), required=False)

    def __init__(self, goals: Sequence[PlanGoal], **options: Any) -> None:
        super().__init__(**options)
        self._goals = {str(goal.pk): goal for goal in goals}
        parent: Any = self.fields["parent"]
        parent.choices = [
            ("", gettext("The plan itself")),
            *goal_choices(goals),
        ]

    @property
    def chosen_parent(self) -> PlanGoal | None:
        """The goal that it stands in, of a valid form; None: the plan itself."""
        return self._goals.get(self.cleaned_data["parent"])
