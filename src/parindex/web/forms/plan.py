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


class GoalForm(forms.Form):
    """A goal of the plan, and the one that it stands in."""

    number = forms.CharField(label=_("Number"), required=False, max_length=20)
    text = forms.CharField(
        label=_("Goal"),
        max_length=500,
        error_messages={"required": _("Say what the goal is.")},
    )
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


class PlaceForm(forms.Form):
    """The goal under which a task of the plan stands."""

    goal = forms.ChoiceField(label=_("Goal of the plan"), required=False)

    def __init__(self, goals: Sequence[PlanGoal], **options: Any) -> None:
        super().__init__(**options)
        self._goals = {str(goal.pk): goal for goal in goals}
        self.fields["goal"].choices = [("", gettext("In no goal")), *goal_choices(goals)]  # pyright: ignore[reportAttributeAccessIssue]

    @property
    def chosen(self) -> PlanGoal | None:
        """The goal chosen in a valid form; None: none."""
        return self._goals.get(self.cleaned_data["goal"])
